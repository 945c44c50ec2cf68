#ifndef CONSTPROP_INT8_FOOTPRINT_HPP
#define CONSTPROP_INT8_FOOTPRINT_HPP

#include <constprop/checks/footprint.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/scalars_from.hpp>
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

/// What a mixed network costs, as constants. It is not trained.
template <class... Networks, class Rule, std::size_t Batch, std::size_t Steps>
class footprint<mixed_network<Networks...>, Rule, Batch, Steps> {
    using net = mixed_network<Networks...>;
    template <class Part> using of = footprint<Part, Rule, Batch, Steps>;

    static constexpr std::size_t at_once = net::needs_whole_sequence ? Steps : 1;
    static constexpr std::size_t bytes_between =
        ((Networks::input_size + ...) - net::input_size) * at_once * sizeof(typename net::scalar);
    template <std::size_t... Bytes> static constexpr std::size_t most_of() noexcept {
        std::size_t most = 0;
        for (const std::size_t bytes : {Bytes...}) most = bytes > most ? bytes : most;
        return most;
    }
    static constexpr std::size_t bytes_converted =
        ((int8::is_in_integers<Networks> ? Networks::input_size + Networks::output_size : 0) + ...);

 public:
    /// Multiply-adds of one forward pass.
    static constexpr std::size_t multiply_accumulates = (of<Networks>::multiply_accumulates + ...);

    /// Bytes of all parts.
    static constexpr std::size_t parameter_bytes = (of<Networks>::parameter_bytes + ...);

    /// The scalars between the parts, and the values between the layers of the part that has most of them.
    static constexpr std::size_t inference_bytes = bytes_between + most_of<of<Networks>::inference_bytes...>();

    /// The states that the layers carry from one time step to the next, which the caller keeps.
    static constexpr std::size_t state_bytes =
        net::has_state && !net::needs_whole_sequence ? sizeof(typename net::state_type) : 0;

    /// All RAM that an inference takes beside input, output and parameters: what the part takes that takes most, because parts use
    /// the stack one after the other; the scalars between them, computed and returned; the integers that scalars become at the
    /// ends of parts in integers; and 256 bytes for registers of each further part.
    static constexpr std::size_t inference_ram =
        most_of<of<Networks>::inference_ram...>() + 2 * bytes_between + bytes_converted + 256 * (net::part_count - 1);
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_FOOTPRINT_HPP
