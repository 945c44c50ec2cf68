#ifndef CONSTPROP_BENCH_REPORT_PAGE_HPP
#define CONSTPROP_BENCH_REPORT_PAGE_HPP

#include <constprop/host/svg.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace report {

/// Panels of `width` × `height` side by side, `columns` of them in a row, under a title and a note.
constprop::host::svg_element page(const std::string& title, const std::string& note,
                                  const std::vector<constprop::host::svg_element>& panels, double width, double height,
                                  std::size_t columns);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_PAGE_HPP
