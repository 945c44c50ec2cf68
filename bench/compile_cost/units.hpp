#ifndef CONSTPROP_BENCH_COMPILE_COST_UNITS_HPP
#define CONSTPROP_BENCH_COMPILE_COST_UNITS_HPP

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

/// The translation units whose compilation is measured.
namespace compile_cost {

struct unit {
    std::string library{};  ///< whose network it is: "constprop" or "Eigen"
    std::string name{};     ///< what is in it, the same for both libraries
    std::string text{};
    std::string list = "results";  ///< the list of the JSON file that it belongs to
    std::size_t epochs = 0;  ///< how long the compiler trains a network, where it does; the text calls this EPOCHS
};

/// Networks of fixed size with relu between the layers, as people write them with each library: the forward pass alone,
/// or a training step of mean squared error and gradient descent, on one sample and on a batch. Before them, for each
/// library, a unit that only includes it.
std::vector<unit> units(bool with_eigen);

/// Networks as users have them, by what takes longest of it: XOR's inference; the 64-32-10 digits and LeNet-5 with `fit`
/// and inference, with cross entropy and adam; and the int8 models whose headers, NAME.hpp written by constprop-import, are
/// in this folder, if there is one.
std::vector<unit> network_units(const std::filesystem::path& models);

/// Networks that are trained while they are compiled, with adam: XOR as in the README, and classifiers with relu of 100
/// samples in batches of 10, the smallest of them like examples/iris.
std::vector<unit> trained_units();

}  // namespace compile_cost

#endif  // CONSTPROP_BENCH_COMPILE_COST_UNITS_HPP
