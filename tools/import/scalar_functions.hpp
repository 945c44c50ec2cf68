#ifndef CONSTPROP_TOOLS_IMPORT_SCALAR_FUNCTIONS_HPP
#define CONSTPROP_TOOLS_IMPORT_SCALAR_FUNCTIONS_HPP

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/node.hpp"

namespace constprop::tools {

/// A function of one number by its values at points that are always the same.
using samples = std::vector<double>;

/// The function x itself.
samples sampled_identity();

/// What a node makes of functions of one number, by name; nothing where it does anything else with them.
std::optional<samples> sampled(const node& n, const std::map<std::string, samples>& known);

/// The activation that a function is, as C++ spells it, within 1e-6 at all points: "constprop::gelu". Exporters write
/// some activations as several nodes, each in a way of its own (x/2 (1 + erf(x/√2)), x/2 · (1 + …), (…) · x/2); their
/// values do not depend on that.
std::optional<std::string> activation_of(const samples& function);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_SCALAR_FUNCTIONS_HPP
