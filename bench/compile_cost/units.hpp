#ifndef CONSTPROP_BENCH_COMPILE_COST_UNITS_HPP
#define CONSTPROP_BENCH_COMPILE_COST_UNITS_HPP

#include <string>
#include <vector>

/// The translation units whose compilation is measured.
namespace compile_cost {

struct unit {
    std::string library{};  ///< whose network it is: "constprop" or "Eigen"
    std::string name{};     ///< what is in it, the same for both libraries
    std::string text{};
};

/// Networks of fixed size with relu between the layers, as people write them with each library: the forward pass alone,
/// or a training step of mean squared error and gradient descent, on one sample and on a batch. Before them, for each
/// library, a unit that only includes it.
std::vector<unit> units(bool with_eigen);

}  // namespace compile_cost

#endif  // CONSTPROP_BENCH_COMPILE_COST_UNITS_HPP
