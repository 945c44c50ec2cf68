#ifndef CONSTPROP_LAYERS_FROZEN_HPP
#define CONSTPROP_LAYERS_FROZEN_HPP

#include <constprop/layers/layer.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// Layer `Position` of a network that is a constant, with the parameters that it has there: a layer that does not learn.
///
/// To the chain it has no parameters. So it has no gradient and no optimizer state, training goes back through it only
/// where something before it learns, and its weights stay where the constant is: in firmware, in flash.
///
///     constexpr model trained = …;                                                    // of static storage
///     using tuned = cp::network<cp::frozen<trained, 0>, cp::relu, cp::linear<32, 10>>;  // or freeze_before<trained, 2>()
///
/// Shapes, forward, backward, cost: those of the layer
/// Parameters:  none
/// Rejects:     another scalar than the constant's
template <const auto& Net, std::size_t Position> struct frozen {
    using network = std::remove_cvref_t<decltype(Net)>;
    using original = typename network::template layer_type<Position>;
    using scalar = typename network::scalar;

    static constexpr layer_shape whole = network::shape_of(Position);
    static constexpr std::size_t inputs = whole.inputs, outputs = whole.outputs;

    static constexpr bool in_place = detail::layer_in_place<original>;
    static constexpr bool passes_through = detail::layer_passes_through<original>;
    static constexpr output_kind gives = detail::layer_gives<original>;
    using does_batches = std::conditional_t<detail::layer_has_batches<original>, frozen, void>;

    template <class T> static constexpr std::size_t forward_sum_bytes = detail::layer_forward_sums<original, T>;
    template <class T> static constexpr std::size_t backward_sum_bytes = detail::layer_backward_sums<original, T>;

    static constexpr layer_shape shape(std::size_t /*offered*/) noexcept {
        return {.inputs = inputs, .outputs = outputs, .multiply_accumulates = whole.multiply_accumulates};
    }

    template <std::size_t, std::same_as<scalar> T>
    [[gnu::always_inline]] static constexpr void forward(const T* /*none*/, const T* x, T* y) noexcept {
        original::template forward<inputs>(parameters(), x, y);
    }
    template <std::size_t, std::same_as<scalar> T>
    [[gnu::always_inline]] static constexpr void backward(const T* /*none*/, const T* x, const T* y, const T* dy,
                                                          T* dx) noexcept {
        original::template backward<inputs>(parameters(), x, y, dy, dx);
    }

    // Where the layer has batches.
    template <std::size_t, class T, class Then>
    [[gnu::always_inline]] static constexpr void forward_then(const T* /*none*/, const T* x, T* y, Then then) noexcept {
        original::template forward_then<inputs>(parameters(), x, y, then);
    }
    template <std::size_t Batch, class T, class Then>
    static constexpr void forward_batch(const T* /*none*/, const std::array<T, inputs>* x, std::array<T, outputs>* y,
                                        std::size_t count, Then then) noexcept {
        original::template forward_batch<Batch>(parameters(), x, y, count, then);
    }
    template <std::size_t Batch, class T>
    static constexpr void backward_batch(const T* /*none*/, const std::array<T, outputs>* dy, std::array<T, inputs>* dx,
                                         std::size_t count) noexcept {
        original::template backward_batch<Batch>(parameters(), dy, dx, count);
    }

 private:
    static constexpr const scalar* parameters() noexcept { return Net.template layer<Position>().data(); }
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_FROZEN_HPP
