#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_REPORT_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_REPORT_HPP

#include <string>
#include <vector>

#include "import/report.hpp"
#include "import/tflite/read_network.hpp"

namespace constprop::tools::tflite {

/// What a report tells of a network.
report report_of(const network& net, const std::string& name, const std::vector<std::string>& provenance);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_REPORT_HPP
