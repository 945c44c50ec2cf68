#include "import/list.hpp"

#include <constprop/host/text.hpp>

#include <cstdint>
#include <map>
#include <set>

#include "import/graph.hpp"
#include "import/read_onnx.hpp"
#include "import/refusal.hpp"

namespace constprop::tools {

using host::detail::printable;

namespace {

std::string described(const onnx::ValueInfoProto& one) {
    const auto& type = one.type();
    return "  " + printable(one.name()) + shape_text(one) +
           (type.has_tensor_type()     ? " " + type_text(type.tensor_type().elem_type())
            : type.has_sequence_type() ? " a sequence"
                                       : "") +
           "\n";
}

}  // namespace

std::string list_of(std::string_view bytes, const std::string& where) {
    const onnx::ModelProto model = parse_onnx(bytes, where);
    const onnx::GraphProto& graph = model.graph();
    std::string text = "producer: " + printable(model.producer_name() + " " + model.producer_version()) + "\nopsets:";
    for (const auto& one : model.opset_import())
        text +=
            " " + (one.domain().empty() ? "ai.onnx" : printable(one.domain())) + " " + std::to_string(one.version());

    std::set<std::string> initializers, files;
    std::int64_t numbers = 0;
    for (const auto& tensor : graph.initializer()) {
        initializers.insert(tensor.name());
        std::int64_t count = 1;
        for (const std::int64_t size : tensor.dims())
            count = size < 0 || (size != 0 && count > (std::int64_t{1} << 40) / size) ? 0 : count * size;
        numbers += count;
        for (const auto& entry : tensor.external_data())
            if (entry.key() == "location") files.insert(entry.value());
    }
    text += "\ninputs:\n";
    for (const auto& one : graph.input())
        if (!initializers.contains(one.name())) text += described(one);
    text += "outputs:\n";
    for (const auto& one : graph.output()) text += described(one);

    std::map<std::string, std::pair<std::size_t, bool>> operators;
    for (const auto& proto : graph.node()) {
        const node one(proto, where, 0);
        auto& [count, read] = operators[(proto.domain().empty() ? "" : proto.domain() + ".") + proto.op_type()];
        ++count;
        read = may_be_read(one);
    }
    text += "operators:\n";
    for (const auto& [name, of] : operators)
        text += "  " + printable(name) + " " + std::to_string(of.first) +
                (of.second ? "" : ", for which there is no layer") + "\n";
    text += "initializers: " + std::to_string(graph.initializer_size()) + ", " + std::to_string(numbers) + " numbers";
    for (const std::string& file : files) text += (file == *files.begin() ? ", in " : ", ") + printable(file);
    return text + "\n";
}

}  // namespace constprop::tools
