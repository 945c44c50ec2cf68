#ifndef CONSTPROP_TOOLS_IMPORT_SCALAR_FUNCTIONS_HPP
#define CONSTPROP_TOOLS_IMPORT_SCALAR_FUNCTIONS_HPP

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/node.hpp"

namespace constprop::tools {

/// A function of one number, represented by its values at fixed points.
using samples = std::vector<double>;

/// The function x itself.
samples sampled_identity();

/// The function of one or two numbers that an operator computes; nullopt for other operators.
std::optional<double (*)(double)> unary_called(std::string_view op) noexcept;
std::optional<double (*)(double, double)> binary_called(std::string_view op) noexcept;

/// The function that a node computes from functions of one number, by name; nothing if it does anything else with them.
std::optional<samples> sampled(const node& n, const std::map<std::string, samples>& known);

/// The name of the activation that a function equals within 1e-6 at all points: "gelu". Exporters write some activations as
/// several nodes, in different forms (x/2 (1 + erf(x/√2)), x/2 · (1 + …), (…) · x/2); their values do not depend on the
/// form.
std::optional<std::string> activation_of(const samples& function);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_SCALAR_FUNCTIONS_HPP
