#ifndef CONSTPROP_BRANCHES_BIDIRECTIONAL_HPP
#define CONSTPROP_BRANCHES_BIDIRECTIONAL_HPP

#include <constprop/branches/join.hpp>
#include <constprop/branches/parallel_layer.hpp>
#include <constprop/branches/sequential.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/recurrent.hpp>
#include <constprop/layers/reverse_sequence.hpp>

#include <array>
#include <cstddef>
#include <tuple>

namespace constprop {

/// An option of `bidirectional`: the outputs of the reverse direction keep the order in which they are computed. So the last
/// output has the final states of both directions, as PyTorch's h_n and Keras's return_sequences=False: for a target of the
/// whole sequence, such as its class.
struct CONSTPROP_TAGGED final_states{};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A layer that runs from the end of a sequence to its beginning. Its outputs stand beside the inputs of their step, or in the
/// order in which they are computed.
template <class Layer, bool InOwnOrder> struct from_the_end {
    using type = sequential<reverse_sequence, Layer, reverse_sequence>;
};
template <class Layer> struct from_the_end<Layer, true> {
    using type = sequential<reverse_sequence, Layer>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// A layer over time in both directions: beside the outputs of a `Layer` stand those of a second one, which runs from the end
/// of the sequence to its beginning.
///
///     concatenate<Layer, sequential<reverse_sequence, Layer, reverse_sequence>>
///
/// Shapes:      x as that of `Layer`, y twice as long as its y; runs over whole sequences, net(sequence)
/// Options:     `final_states`: the last output has those of both directions
/// backward:    through time in both directions; dx is the sum of both
/// Parameters:  those of the first, then those of the second, whose names end in _reverse: weight_ih … weight_ih_reverse …
/// State:       zeros in both directions, at the first step and at the last; the caller keeps none
/// Memory:      inference keeps the outputs of all steps; a training pass also those of both directions
/// Cost:        twice that of `Layer`
/// Rejects:     single steps, net(x, state), and pieces of a sequence: the reverse direction begins at the last step; options
///              not listed here
/// Source:      PyTorch's nn.GRU, nn.LSTM and nn.RNN with bidirectional=True; Schuster, Paliwal, Bidirectional recurrent
///              neural networks, IEEE Transactions on Signal Processing 45, 1997
template <class Layer, class... Options>
struct CONSTPROP_TAGGED bidirectional
    : detail::parallel_layer<bidirectional<Layer, Options...>, detail::concatenated, Layer,
                             typename detail::from_the_end<Layer, detail::is_among<final_states, Options...>>::type> {
    using about_held = typename detail::held_by<bidirectional, Layer>::type;
    using misuse = typename decltype(detail::recurrent_options<bidirectional,
                                                               final_states>::template say_of_all<Options...>())::type;

    [[nodiscard]] static constexpr auto tensors(extent in) noexcept {
        constexpr std::size_t of_one = std::tuple_size_v<decltype(detail::tensors_of<Layer>(extent{}))>;
        const auto once = detail::tensors_of<Layer>(in);
        std::array<tensor, 2 * of_one> both{};
        for (std::size_t k = 0; k < of_one; ++k) {
            both[k] = both[of_one + k] = once[k];
            both[of_one + k].reversed = true;
        }
        return both;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_BIDIRECTIONAL_HPP
