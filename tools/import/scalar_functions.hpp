#ifndef CONSTPROP_TOOLS_IMPORT_SCALAR_FUNCTIONS_HPP
#define CONSTPROP_TOOLS_IMPORT_SCALAR_FUNCTIONS_HPP

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/node.hpp"

namespace constprop::tools {

/// A function of one number by its values at points that are always the same.
using samples = std::vector<double>;

/// The function x itself.
samples sampled_identity();

/// The function that an operator computes of one number, or of two; nullopt where it does something else.
std::optional<double (*)(double)> unary_called(std::string_view op) noexcept;
std::optional<double (*)(double, double)> binary_called(std::string_view op) noexcept;

/// What a node makes of functions of one number, by name; nothing where it does anything else with them.
std::optional<samples> sampled(const node& n, const std::map<std::string, samples>& known);

/// The activation that a function is, by its name, within 1e-6 at all points: "gelu". Exporters write
/// some activations as several nodes, each in a way of its own (x/2 (1 + erf(x/√2)), x/2 · (1 + …), (…) · x/2); their
/// values do not depend on that.
std::optional<std::string> activation_of(const samples& function);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_SCALAR_FUNCTIONS_HPP
