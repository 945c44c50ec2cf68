#ifndef CONSTPROP_HOST_SVG_HPP
#define CONSTPROP_HOST_SVG_HPP

#include <constprop/host/svg_text.hpp>
#include <constprop/kernels/target.hpp>

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A name and its value, `{"x", 12.5}` or `{"class", "grid"}`. Numbers are written with at most three decimals.
struct svg_attribute {
    std::string name, value;

    svg_attribute(std::string_view name_, std::string_view value_) : name(name_), value(value_) {}
    svg_attribute(std::string_view name_, const char* value_) : name(name_), value(value_) {}
    template <std::integral Number>
    svg_attribute(std::string_view name_, Number value_) : name(name_), value(std::to_string(value_)) {}
    svg_attribute(std::string_view name_, double value_) : name(name_), value(svg_number(value_)) {}
};

/// An element of an SVG picture with everything inside it: a value, which `add` puts into another element.
///
///     svg_element picture("g");
///     picture.add({"rect", {{"width", 20}, {"height", 10}, {"class", "series-0"}}});
///     picture.add(svg_label("a < b", 5, 8, "tick"));
///
/// In its output, tags are balanced by construction, and text and values are escaped.
class svg_element {
    std::string name_, text_;
    std::vector<svg_attribute> attributes_;
    std::vector<svg_element> children_;

 public:
    svg_element(std::string_view name, std::initializer_list<svg_attribute> attributes = {}, std::string_view text = {})
        : name_(name), text_(text), attributes_(attributes) {}

    /// Appends an element; returns this one.
    svg_element& add(svg_element child) {
        children_.push_back(std::move(child));
        return *this;
    }

    /// Appends an attribute; returns this element.
    svg_element& set(svg_attribute attribute) {
        attributes_.push_back(std::move(attribute));
        return *this;
    }

    [[nodiscard]] const std::vector<svg_element>& children() const noexcept { return children_; }

    /// Writes the element as XML, one tag a line.
    void write(std::ostream& out, std::size_t depth = 0) const {
        const std::string indent(depth, ' ');
        out << indent << '<' << name_;
        for (const auto& [name, value] : attributes_) out << ' ' << name << "=\"" << svg_escaped(value) << '"';
        if (text_.empty() && children_.empty()) {
            out << "/>\n";
            return;
        }
        out << '>' << svg_escaped(text_);
        if (!children_.empty()) {
            out << '\n';
            for (const svg_element& child : children_) child.write(out, depth + 1);
            out << indent;
        }
        out << "</" << name_ << ">\n";
    }
};

/// A text whose baseline starts at (x, y), or is centered there or ends there with the anchor "middle" or "end". `role`
/// is a class of the theme, such as "title", "label" or "tick".
[[nodiscard]] inline svg_element svg_label(std::string_view text, double x, double y, std::string_view role,
                                           std::string_view anchor = "start") {
    svg_element label("text", {{"x", x}, {"y", y}, {"class", role}}, text);
    if (anchor != "start") label.set({"text-anchor", anchor});
    return label;
}

/// A straight line.
[[nodiscard]] inline svg_element svg_line(double x1, double y1, double x2, double y2, std::string_view role) {
    return {"line", {{"x1", x1}, {"y1", y1}, {"x2", x2}, {"y2", y2}, {"class", role}}};
}

/// A copy of an element, moved by (x, y).
[[nodiscard]] inline svg_element svg_moved(svg_element what, double x, double y) {
    svg_element group("g", {{"transform", "translate(" + svg_number(x) + ' ' + svg_number(y) + ')'}});
    return group.add(std::move(what)), group;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_SVG_HPP
