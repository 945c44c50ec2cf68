#ifndef CONSTPROP_HOST_SVG_PAGE_HPP
#define CONSTPROP_HOST_SVG_PAGE_HPP

#include <constprop/host/file.hpp>
#include <constprop/host/svg.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The role of a series' color in the theme; after five they repeat.
[[nodiscard]] inline std::string svg_series(std::size_t number) { return "series-" + std::to_string(number % 5); }

/// The appearance of reports. Pictures name roles ("title", "grid", "curve stroke series-0"); the theme defines their look, on
/// light and on dark pages. The series' colors are close to Okabe's and Ito's, which people with any color vision can
/// distinguish: series-N sets a color, fill and stroke use it.
inline constexpr std::string_view svg_theme = R"(
text { font-family: "Inter", "Segoe UI", "Helvetica Neue", Helvetica, Arial, "DejaVu Sans", sans-serif; fill: #1f2933; }
.page { fill: #ffffff; }
.headline { font-size: 26px; font-weight: 700; }
.figure { font-size: 26px; font-weight: 600; }
.title { font-size: 15px; font-weight: 600; }
.label { font-size: 12px; }
.note, .tick { font-size: 12px; fill: #52606d; }
.cell { font-size: 13px; }
.on-colour { fill: #ffffff; }
.grid { stroke: #e4e7eb; stroke-width: 1; }
.axis { stroke: #9aa5b1; stroke-width: 1; }
.empty { fill: #f5f7fa; }
.frame { fill: none; stroke: #cbd2d9; stroke-width: 1; }
.fill { fill: currentColor; }
.stroke { stroke: currentColor; fill: none; }
.curve { stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.dashed { stroke-dasharray: 2 5; }
.ink { fill: #1f2933; }
.series-0 { color: #0072b2; }
.series-1 { color: #d55e00; }
.series-2 { color: #009e73; }
.series-3 { color: #b85c93; }
.series-4 { color: #a97a00; }
@media (prefers-color-scheme: dark) {
text, .ink { fill: #e4e7eb; }
.page { fill: #12181f; }
.note, .tick { fill: #9aa5b1; }
.on-colour { fill: #12181f; }
.fill { fill: currentColor; }
.grid { stroke: #27313b; }
.axis { stroke: #616e7c; }
.empty { fill: #1a222b; }
.frame { stroke: #3e4c59; }
.series-0 { color: #56b4e9; }
.series-1 { color: #f28e3f; }
.series-2 { color: #2fc79b; }
.series-3 { color: #e29bc4; }
.series-4 { color: #e0b84c; }
}
)";

/// A picture with the theme, `width` × `height`: the root element. Screen readers read the title, and browsers show it.
[[nodiscard]] inline svg_element svg_page(double width, double height, std::string_view title) {
    svg_element page("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                             {"width", width},
                             {"height", height},
                             {"viewBox", "0 0 " + svg_number(width) + ' ' + svg_number(height)},
                             {"role", "img"}});
    page.add({"title", {}, title});
    page.add({"style", {}, svg_theme});
    page.add({"rect", {{"width", width}, {"height", height}, {"class", "page"}}});
    return page;
}

/// The picture as text, ready for a file.
[[nodiscard]] inline std::string svg_document(const svg_element& page) {
    std::ostringstream out;
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    page.write(out);
    return out.str();
}

/// Writes the picture to a file. Throws `error`; no file is then changed.
inline void write_svg(const std::filesystem::path& path, const svg_element& page) {
    detail::write_file(path, svg_document(page));
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_SVG_PAGE_HPP
