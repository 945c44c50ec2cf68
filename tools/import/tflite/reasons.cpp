#include "import/tflite/reasons.hpp"

#include <map>
#include <set>
#include <string_view>

#include "import/tflite/ends.hpp"

namespace constprop::tools::tflite {

std::optional<host::error> unread_operators(const graph& g, const std::string& where, std::size_t output) {
    std::map<std::string, std::size_t> unread, types;
    for (const operation& op : g.operations) {
        if (op.kind == operation_kind::other) ++unread[op.name];
        const tensor& given = g.tensors[op.outputs[0]];
        if (given.type != number_kind::float32 && given.type != number_kind::int8 && !converts_at_end(g, op, output))
            ++types[given.type_name];
    }
    std::string found;
    const auto list = [&](const std::map<std::string, std::size_t>& all, const char* before, const char* what) {
        std::size_t k = 0;
        for (const auto& [name, count] : all) {
            if (++k > 8) break;
            found += (k > 1           ? ", "
                      : found.empty() ? before
                                      : std::string("; ") + before) +
                     name + (count > 1 ? " (" + std::to_string(count) + " " + what + ")" : "");
        }
    };
    list(unread, "there is no layer for ", "operators");
    list(types, "there are no networks of ", "values");
    if (found.empty()) return {};
    return host::error(
        where, found, "operators that layers do, on FLOAT32 or INT8",
        types.empty() ? "Replace them, or leave them out."
                      : "Convert the model without quantization, or to int8: supported_ops = [TFLITE_BUILTINS_INT8].");
}

host::error all_reasons(const std::vector<host::error>& reasons, const std::string& where) {
    constexpr std::size_t most = 8;
    std::string text = reasons[0].what();
    std::set<std::string> told{text};
    for (const host::error& one : reasons) {
        std::string_view reason = one.what();
        if (!told.insert(one.what()).second || told.size() > most) continue;
        if (reason.starts_with(where + ": ")) reason.remove_prefix(where.size() + 2);
        text += (told.size() == 2 ? " Also: " : "; ") + std::string{reason.substr(0, reason.find("; expected "))};
    }
    return host::error(text);
}

}  // namespace constprop::tools::tflite
