#ifndef CONSTPROP_TOOLS_IMPORT_REPORT_PICTURE_HPP
#define CONSTPROP_TOOLS_IMPORT_REPORT_PICTURE_HPP

#include <constprop/host/svg.hpp>

#include <cstddef>
#include <string>

#include "import/report.hpp"

namespace constprop::tools {

/// "2,656,768"
std::string grouped(std::size_t number);
/// "49 × 10 × 8", "64"
std::string extent_text(const constprop::extent& of);

/// The layers from top to bottom, each with bars for the bytes that are alive while it works, its multiply-adds and its
/// parameters.
host::svg_element draw_layers(const report& of);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_REPORT_PICTURE_HPP
