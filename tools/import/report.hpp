#ifndef CONSTPROP_TOOLS_IMPORT_REPORT_HPP
#define CONSTPROP_TOOLS_IMPORT_REPORT_HPP

#include <constprop/concept/extent.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "import/layer_row.hpp"

namespace constprop::tools {

/// What is known of an imported network.
struct report {
    std::string name{};                     ///< of the model
    std::vector<std::string> provenance{};  ///< lines such as "Producer:    pytorch 1.13.1"
    std::string numbers{};                  ///< "integers of 8 bits", "float"
    std::size_t bytes_of_value = 4, bytes_of_weight = 4;
    constprop::extent takes{};
    std::optional<number_range> input{};  ///< the input's values
    std::vector<layer_row> rows{};
    std::vector<std::string> operators{};       ///< of the file, and how many there are
    std::vector<std::string> folded{}, lost{};  ///< operators without a layer of their own; what the network leaves out
};

/// The report as one HTML page, which needs nothing from elsewhere.
std::string report_text(const report& of);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_REPORT_HPP
