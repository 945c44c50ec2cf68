#ifndef CONSTPROP_HOST_ITEM_LINES_HPP
#define CONSTPROP_HOST_ITEM_LINES_HPP

#include <constprop/kernels/target.hpp>

#include <string>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Lists items, with a comma after each but the last, in lines of at most 100 columns.
class item_lines {
    std::string text_, line_ = indent;

    static constexpr const char* indent = "    ";

 public:
    void add(const std::string& item, bool last) {
        if (line_.size() > 4 && line_.size() + item.size() + 2 > 100) end_line();
        line_ += (line_.size() > 4 ? " " : "") + item + (last ? "" : ",");
    }
    void comment(const std::string& words) {
        end_line();
        text_ += indent + ("// " + words) + "\n";
    }
    void end_line() {
        if (line_.size() > 4) text_ += line_ + "\n";
        line_ = indent;
    }
    std::string text() {
        end_line();
        return text_;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_ITEM_LINES_HPP
