#ifndef CONSTPROP_CONCEPT_TENSOR_HPP
#define CONSTPROP_CONCEPT_TENSOR_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/numbers/hyperparameter.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// The role of a tensor. Initializers draw weights, set biases to zero unless they define otherwise, and leave gains at their
/// initial value. These three are trained. A statistic, such as a mean of activations, is measured in training passes: it has
/// no gradient and is no parameter.
enum class role : unsigned char { weight, bias, gain, statistic };

/// A named array among a layer's numbers, with PyTorch's dimensions and row-major order.
struct CONSTPROP_TAGGED tensor {
    const char* name = "";  ///< as in PyTorch: "weight", "bias", "running_mean"
    role as = role::weight;
    std::array<std::size_t, 4> dimensions{};  ///< the first `rank` of them, such as {outputs, inputs}
    std::size_t rank = 0;
    std::size_t fan_in = 0;   ///< number of values that each output sums; a bias without fan-in is not drawn
    std::size_t fan_out = 0;  ///< number of outputs to which each input is added
    std::array<unsigned char, 4> path{};  ///< in a branch: the first `depth` of them are positions, the outermost first
    std::size_t depth = 0;
    hyperparameter start = 0;     ///< the initial value if it is not drawn: 1 for a variance
    std::size_t default_fan = 0;  ///< `torch_default` uses it in place of fan_in if it is not 0
    std::size_t output_axis = 0;  ///< of weights: the dimension that counts outputs, or those of a group
    bool reversed = false;        ///< of the reverse direction: files append "_reverse" to the name, as PyTorch does

    [[nodiscard]] constexpr std::size_t size() const noexcept {
        std::size_t product = 1;
        for (std::size_t k = 0; k < rank; ++k) product *= dimensions[k];
        return product;
    }
    /// This tensor for a layer at a position in a branch.
    [[nodiscard]] constexpr tensor in_branch(std::size_t position) const noexcept {
        tensor inside = *this;
        for (std::size_t k = 0; k < depth && k + 1 < path.size(); ++k) inside.path[k + 1] = path[k];
        inside.path[0] = static_cast<unsigned char>(position);
        inside.depth = depth < path.size() ? depth + 1 : depth;
        return inside;
    }
    [[nodiscard]] constexpr bool is_trained() const noexcept { return as != role::statistic; }
};

}  // namespace constprop

#endif  // CONSTPROP_CONCEPT_TENSOR_HPP
