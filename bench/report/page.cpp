#include "page.hpp"

#include <constprop/host/svg_page.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace report {

namespace host = constprop::host;

host::svg_element page(const std::string& title, const std::string& note, const std::vector<host::svg_element>& panels,
                       double width, double height, std::size_t columns) {
    constexpr double margin = 24, top = 72, between = 32;
    const std::size_t across = std::min(columns, panels.size()), down = (panels.size() + columns - 1) / columns;
    const auto placed = [&](double size, std::size_t count) { return static_cast<double>(count) * (size + between); };
    host::svg_element result = host::svg_page(2 * margin + placed(width, across) - between,
                                              top + placed(height, down) - between + margin, title);
    result.add(host::svg_label(title, margin, 32, "title"));
    result.add(host::svg_label(note, margin, 52, "note"));
    for (std::size_t k = 0; k < panels.size(); ++k)
        result.add(svg_moved(panels[k], margin + placed(width, k % columns), top + placed(height, k / columns)));
    return result;
}

}  // namespace report
