#ifndef CONSTPROP_INT8_FOOTPRINT_HPP
#define CONSTPROP_INT8_FOOTPRINT_HPP

#include <constprop/checks/footprint.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET {

/// What an int8 network costs, as constants. It is not trained.
template <class Network, class Scales, class Rule, std::size_t Batch, std::size_t Steps>
class footprint<int8_network<Network, Scales>, Rule, Batch, Steps> {
    using net = int8_network<Network, Scales>;

 public:
    /// Multiply-adds of one forward pass.
    static constexpr std::size_t multiply_accumulates = footprint<Network>::multiply_accumulates;

    /// Weights, biases, multipliers and shifts, tables, scales and zero points.
    static constexpr std::size_t parameter_bytes = net::parameter_bytes;

    /// The values between layers, and what kernels write beside them: scratch beside the caller's input and output.
    static constexpr std::size_t inference_bytes = net::value_bytes;

    /// The state that the layers carry from one time step to the next, which the caller keeps.
    static constexpr std::size_t state_bytes = net::has_state ? sizeof(typename net::state_type) : 0;

    /// All RAM that an inference takes beside input, output and parameters. All of it is stack: the values; two copies of the
    /// output, the computed and the returned one; 512 bytes for registers and return addresses; and eight vectors if a vector has
    /// several floats.
    static constexpr std::size_t inference_ram =
        net::value_bytes + 2 * net::output_size + 512 + (kernels::vector_bytes >= 16 ? 8 * kernels::vector_bytes : 0);

    /// The first layer that needs all of them: between others there are fewer.
    static constexpr std::size_t peak_layer = net::peak_layer;
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_FOOTPRINT_HPP
