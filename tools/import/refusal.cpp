#include "import/refusal.hpp"

#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "import/operators.hpp"
#include "import/scalar_functions.hpp"

namespace constprop::tools {

using host::error;

namespace {

struct unread_operator {
    const node* first;
    std::size_t count = 1;
};

std::string file_less(std::string_view text, const std::string& file) {
    if (text.starts_with(file + ": ")) text.remove_prefix(file.size() + 2);
    return std::string{text.substr(0, text.find("; expected "))};
}

}  // namespace

bool may_be_read(const node& n) {
    if (is_read(n)) return true;
    if (n.is_onnx() && (unary_called(n.op()) || binary_called(n.op()))) return true;
    for (const std::string_view op : {"Constant", "ConstantOfShape", "ConstantFill", "Shape", "Size", "ReduceProd",
                                      "ArrayFeatureExtractor", "LabelEncoder"})
        if (op == n.op()) return true;
    return false;
}

error with_reason(const error& first, const std::string& reason) {
    const std::string text = first.what();
    const std::string_view also = text.find(" Also: ") == std::string::npos ? " Also: " : "; ";
    return error(std::string{text} + std::string{also} + reason);
}

error refusal_of(const graph& g, const std::string& file, const error& stop) {
    std::vector<unread_operator> unread;
    for (const node& n : g.nodes()) {
        if (may_be_read(n)) continue;
        const auto known = std::find_if(unread.begin(), unread.end(), [&](const auto& one_) {
            return one_.first->op() == n.op() && one_.first->proto().domain() == n.proto().domain();
        });
        if (known == unread.end()) unread.push_back({&n});
        else ++known->count;
    }
    if (unread.empty()) return stop;
    std::sort(unread.begin(), unread.end(), [](const auto& a_, const auto& b_) {
        const int left_ = weight_of(*a_.first), right_ = weight_of(*b_.first);
        return left_ != right_ ? left_ > right_ : a_.first < b_.first;  // nodes lie in one list, in the graph's order
    });
    error result = stop;
    try {
        flow none({}, false);
        read_operator(*unread.front().first, none);
    } catch (const error& reason) {
        result = reason;
    }
    constexpr std::size_t most = 8;
    for (std::size_t k = 1; k < unread.size() && k < most; ++k)
        result =
            with_reason(result, "nor is there one for " + host::detail::printable(unread[k].first->op()) +
                                    (unread[k].count > 1 ? " (" + std::to_string(unread[k].count) + " nodes)" : ""));
    // Unless these include the reason for which the reader stopped.
    const std::string stopped = file_less(stop.what(), file);
    if (stopped.find("there is no layer for this operator") == std::string::npos) result = with_reason(result, stopped);
    return result;
}

}  // namespace constprop::tools
