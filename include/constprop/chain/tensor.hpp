#ifndef CONSTPROP_CHAIN_TENSOR_HPP
#define CONSTPROP_CHAIN_TENSOR_HPP

#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// What a tensor of parameters is for: initializers draw weights, and start biases at zero unless they say otherwise.
enum class role : unsigned char { weight, bias };

/// A named array among a layer's parameters, with the dimensions and the row-major order that PyTorch gives it.
struct CONSTPROP_TAGGED tensor {
    const char* name = "";  ///< as in PyTorch: "weight", "bias"
    role as = role::weight;
    std::array<std::size_t, 4> dimensions{};  ///< the first `rank` of them, such as {outputs, inputs}
    std::size_t rank = 0;
    std::size_t fan_in = 0;   ///< how many values each output is a sum of
    std::size_t fan_out = 0;  ///< how many outputs each input is added to

    [[nodiscard]] constexpr std::size_t size() const noexcept {
        std::size_t product = 1;
        for (std::size_t k = 0; k < rank; ++k) product *= dimensions[k];
        return product;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_CHAIN_TENSOR_HPP
