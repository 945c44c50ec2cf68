#ifndef CONSTPROP_TOOLS_IMPORT_FUNCTIONS_HPP
#define CONSTPROP_TOOLS_IMPORT_FUNCTIONS_HPP

#include <string>

#include "import/chain.hpp"

namespace constprop::tools {

/// A constprop layer without parameters, by its name: "relu", "softmax" …
function_step function_called(const std::string& name);

/// Layers with parameters, spelled as std::ratios; the numbers are the values of the ratios.
function_step leaky_relu_of(const std::string& slope, double number);
function_step elu_of(const std::string& alpha, double number);
function_step clip_of(const std::string& low, double low_number, const std::string& high, double high_number);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_FUNCTIONS_HPP
