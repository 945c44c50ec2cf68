#ifndef CONSTPROP_KERNELS_CONVOLUTION_HPP
#define CONSTPROP_KERNELS_CONVOLUTION_HPP

#include <constprop/kernels/batch.hpp>
#include <constprop/kernels/convolution_gradient.hpp>
#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/convolution_tiles.hpp>
#include <constprop/kernels/pieces.hpp>
#include <constprop/kernels/plain_convolution.hpp>
#include <constprop/kernels/samples_in_lanes.hpp>
#include <constprop/kernels/scaled_sums.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The products of a convolution: on vectors if T has them; else, and in constant expressions, in the plain loops that
/// define them, see `plain_convolution`.
template <convolution_sizes Sizes> struct convolution {
    using plain = plain_convolution<Sizes>;
    /// Long lines are divided into large tiles. Cores whose registers hold one number have room for small tiles only.
    static constexpr convolution_sizes on_vectors = vector_bytes >= 16 ? Sizes.in_long_lines() : Sizes;
    static constexpr std::size_t weights = Sizes.weights(), pixels = plain::all::pixels, places = plain::all::places;

    /// True if the pixels are samples of a linear layer, of so few values that it has them in lanes. Its sums of nothing are −0,
    /// those of a convolution are 0.
    template <class T, class Bias> static constexpr bool has_pixels_in_lanes() noexcept {
        if constexpr (Sizes.sees_single_pixels() && Sizes.groups == 1 && is_bias<Bias>)
            return samples_in_lanes::pays<T, Sizes.inputs, Sizes.outputs, pixels>();
        else return false;
    }

    /// y = then(W ⋆ x + b), elementwise, for one image.
    template <class Weight, class T, class Bias, class Then>
    static constexpr void forward(const Weight* weight, Bias bias, const T* x, T* y, const Then& then) noexcept {
        if constexpr (has_vectors<T>) {
            if (!std::is_constant_evaluated()) {
                if constexpr (has_pixels_in_lanes<T, Bias>())
                    return sum_of_rows<Sizes.inputs, Sizes.outputs, pixels>(weight, bias, x, y, pixels, then);
                else return convolution_tiles<on_vectors, false>::compute(weight, bias, x, y, then);
            }
        }
        plain::forward(weight, bias, x, y, then);
    }
    template <class Weight, class T, class Bias, class Then>
    static constexpr void forward(const Weight* weight, scales_and<Bias> by, const T* x, T* y,
                                  const Then& then) noexcept {
        forward(weight, no_bias{}, x, y, unscaled{});
        scale_places<places, Sizes.outputs, Sizes.outputs>(by, y, then);
    }

    /// The size of the reversed weights that `backward` needs: all weights for vectors, else none.
    template <class T> static constexpr std::size_t turned = has_vectors<T> ? weights : 0;

    /// Reverses the order of taps and, within a tap, makes the input channels of one output contiguous.
    template <class Weight> static constexpr const Weight* turn(const Weight* weight, Weight* turned) noexcept {
        if constexpr (has_vectors<value_of<Weight>>)
            if (!std::is_constant_evaluated()) {
                constexpr std::size_t depth = Sizes.group_inputs(), ahead = Sizes.group_outputs();
                for (std::size_t tap = Sizes.taps(); tap > 0; --tap, turned += ahead * Sizes.inputs) {
                    const Weight* const from = weight + (tap - 1) * depth * Sizes.outputs;
                    for (std::size_t o = 0; o < ahead; ++o)
                        for (std::size_t i = 0; i < Sizes.inputs; ++i)
                            turned[o * Sizes.inputs + i] = from[i % depth * Sizes.outputs + i / depth * ahead + o];
                }
                return turned - weights;
            }
        return weight;
    }

    /// dx = then(Wᵀ ⋆ dy + b), with the weights that `turn` returned.
    template <class Weight, class T, class Bias, class Then>
    static constexpr void backward(const Weight* weight, Bias bias, const T* dy, T* dx, const Then& then) noexcept {
        if constexpr (has_vectors<T>)
            if (!std::is_constant_evaluated())
                return convolution_tiles<on_vectors, true>::compute(weight, bias, dy, dx, then);
        plain::backward(weight, bias, dy, dx, then);
    }
    template <class Weight, class T, class Bias, class Then>
    static constexpr void backward(const Weight* weight, scales_and<Bias> by, const T* dy, T* dx,
                                   const Then& then) noexcept {
        backward(weight, no_bias{}, dy, dx, unscaled{});
        scale_places<pixels, Sizes.inputs, Sizes.group_inputs()>(by, dx, then);
    }

    /// Adds dW = Σ dy xᵀ over all places to `gradient`, in storage order.
    template <class T> static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        if constexpr (has_vectors<T>)
            if (!std::is_constant_evaluated()) return convolution_gradient<on_vectors>::accumulate(x, dy, gradient);
        plain::accumulate(x, dy, gradient);
    }
};

/// Adds Σ dy over all places to `gradient`, one value for each channel: the gradient of a bias.
template <std::size_t Places, std::size_t Channels, class T>
constexpr void accumulate_bias(const T* dy, T* gradient) noexcept {
    for_channels<Channels, T>([&](std::size_t k_, auto one_) CONSTPROP_INLINED {
        using values_ = typename decltype(one_)::type;
        values_ sum_ = get<values_>(gradient + k_);
        for (std::size_t at_ = 0; at_ < Places; ++at_) sum_ = sum_ + get<values_>(dy + at_ * Channels + k_);
        put(gradient + k_, sum_);
    });
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_CONVOLUTION_HPP
