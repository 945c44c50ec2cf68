#ifndef CONSTPROP_LAYERS_REVERSE_SEQUENCE_HPP
#define CONSTPROP_LAYERS_REVERSE_SEQUENCE_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// Reverses a sequence: the first step becomes the last. Of T steps, yₜ = x_T₋₁₋ₜ; a padded_sequence has T = length.
///
/// Between two of them a layer runs from the end of a sequence to its beginning, as in `bidirectional`.
///
/// Shapes:      y like x, any extent; runs over whole sequences, net(sequence)
/// backward:    dxₜ = dy_T₋₁₋ₜ
/// Parameters:  none
/// Cost:        a copy of x a step; it works in place
/// Rejects:     single steps, net(x, state), and pieces of a sequence: their last step is not known
/// Source:      ONNX's and TensorFlow's ReverseSequence; PyTorch's torch.flip over time
struct CONSTPROP_TAGGED reverse_sequence {
    using final_type = reverse_sequence;
    static constexpr bool in_place = true, passes_through = true;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;

        static constexpr bool whole_sequence = true;

        template <std::size_t Batch>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count) noexcept {
            for (std::size_t n = 0, last = count; n < last--; ++n) {
                const row first = x[n];
                y[n] = x[last];
                y[last] = first;
            }
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* none, const row* /*x*/, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, Sink /*none*/) noexcept {
            if constexpr (detail::is_asked<Dx>) forward<Batch>(none, dy, dx, count);
        }
        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            return {.forward = sizeof(row), .backward = sizeof(row)};
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_REVERSE_SEQUENCE_HPP
