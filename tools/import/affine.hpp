#ifndef CONSTPROP_TOOLS_IMPORT_AFFINE_HPP
#define CONSTPROP_TOOLS_IMPORT_AFFINE_HPP

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "import/chain.hpp"
#include "import/extent.hpp"
#include "import/node.hpp"

namespace constprop::tools {

/// Values that are affine functions of a sample: yⱼ = Σ wⱼᵢ xᵢ + bⱼ, where most w may be 0.
struct affine {
    struct row {
        std::vector<std::pair<std::size_t, double>> terms;
        double bias = 0;
    };

    extent shape;
    std::vector<row> rows;

    /// The sample itself. Its values, in the order of the model, are columns as they lie in the network.
    static affine identity(const extent& shape, const value_order& order);

    /// True if it is the sample itself, as it lies.
    bool is_identity(std::size_t inputs) const;

    /// The equivalent layer.
    linear_step layer(std::size_t inputs) const;
};

/// The outputs of a node with affine inputs: sums, products with constants, concatenations, selections, changes of shape.
/// Empty if the node does anything else with them, or mixes samples. Throws host::error, about the node, if it contradicts
/// itself.
std::vector<affine> affine_of(const node& n, const std::map<std::string, affine>& known);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_AFFINE_HPP
