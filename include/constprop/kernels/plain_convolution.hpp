#ifndef CONSTPROP_KERNELS_PLAIN_CONVOLUTION_HPP
#define CONSTPROP_KERNELS_PLAIN_CONVOLUTION_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/windows.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The products of a convolution, in plain loops: for constant evaluation, for scalars without vectors, and for reading. They
/// define the results of the vector kernels, including the order of sums.
///
/// Weights are stored tap by tap, a tap being a place within the window: for each tap and input channel of a group, those of
/// all output channels. Taps on padding are skipped. Every sum is one chain of additions:
///
/// - y starts with its bias, or 0; then come the taps, row by row, with the group's input channels innermost.
/// - dx starts with 0; then come the places that cover it, with the group's output channels innermost.
/// - dW and db start with 0, or with the value to which they are added; then come the places.
template <convolution_sizes Sizes> struct plain_convolution {
    static constexpr std::size_t weights = Sizes.weights(), inputs = Sizes.inputs, outputs = Sizes.outputs,
                                 group_inputs = Sizes.group_inputs(), group_outputs = Sizes.group_outputs();

    using all = windows<Sizes.rows, Sizes.columns>;

    /// y = then(W ⋆ x + b), elementwise, for one image. `bias` is `no_bias` if there is none.
    template <class Weight, class T, class Bias, class Then>
    static constexpr void forward(const Weight* weight, Bias bias, const T* x, T* y, const Then& then) noexcept {
        all::for_each([&](const auto& window_, std::size_t place_) noexcept {
            alignas(stack_alignment<sum_of<T>>) sum_of<T> sum_[outputs];
            for (std::size_t o_ = 0; o_ < outputs; ++o_) sum_[o_] = first<T>(bias, o_);
            window_.for_each([&](std::size_t tap_, std::size_t pixel_) noexcept {
                const Weight* factor_ = weight + tap_ * group_inputs * outputs;
                const T* const in_ = x + pixel_ * inputs;
                for (std::size_t i_ = 0; i_ < group_inputs; ++i_, factor_ += outputs)
                    for (std::size_t o_ = 0; o_ < outputs; ++o_)
                        sum_[o_] = sum_[o_] + factor_[o_] * factor_of<T>(in_[seen_by(o_) + i_]);
            });
            for (std::size_t o_ = 0; o_ < outputs; ++o_) y[place_ * outputs + o_] = then(T(sum_[o_]));
        });
    }

    /// dx = then(Wᵀ ⋆ dy + b): the gradient of each value is the sum of what flows back from the places that cover it. The bias
    /// is for a transposed convolution, whose forward pass this is.
    template <class Weight, class T, class Bias, class Then>
    static constexpr void backward(const Weight* weight, Bias bias, const T* dy, T* dx, const Then& then) noexcept {
        for (std::size_t pixel = 0; pixel < all::pixels; ++pixel)
            for (std::size_t i = 0; i < inputs; ++i) dx[pixel * inputs + i] = first<T>(bias, i);
        all::for_each([&](const auto& window_, std::size_t place_) noexcept {
            window_.for_each([&](std::size_t tap_, std::size_t pixel_) noexcept {
                const Weight* factor_ = weight + tap_ * group_inputs * outputs;
                const T* const from_ = dy + place_ * outputs;
                T* const in_ = dx + pixel_ * inputs;
                for (std::size_t i_ = 0; i_ < group_inputs; ++i_, factor_ += outputs)
                    for (std::size_t o_ = 0; o_ < outputs; ++o_) {
                        T& sum_ = in_[seen_by(o_) + i_];
                        sum_ = sum_ + factor_[o_] * from_[o_];
                    }
            });
        });
        for (std::size_t k = 0; k < all::pixels * inputs; ++k) dx[k] = then(dx[k]);
    }

    /// Adds dW = Σ dy xᵀ over the places to `gradient`, in storage order.
    template <class T> static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        all::for_each([&](const auto& window_, std::size_t place_) noexcept {
            window_.for_each([&](std::size_t tap_, std::size_t pixel_) noexcept {
                T* sum_ = gradient + tap_ * group_inputs * outputs;
                const T* const in_ = x + pixel_ * inputs;
                const T* const from_ = dy + place_ * outputs;
                for (std::size_t i_ = 0; i_ < group_inputs; ++i_, sum_ += outputs)
                    for (std::size_t o_ = 0; o_ < outputs; ++o_)
                        sum_[o_] = sum_[o_] + in_[seen_by(o_) + i_] * from_[o_];
            });
        });
    }

 private:
    /// The initial value of a channel's sum.
    template <class T, class Bias>
    [[gnu::always_inline]] static constexpr T first([[maybe_unused]] Bias bias,
                                                    [[maybe_unused]] std::size_t channel) noexcept {
        if constexpr (is_bias<Bias>) return bias[channel];
        else return T(0);
    }
    /// The first input channel on which an output depends.
    [[gnu::always_inline]] static constexpr std::size_t seen_by(std::size_t output) noexcept {
        if constexpr (Sizes.groups == 1) return 0;
        else return output / group_outputs * group_inputs;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_PLAIN_CONVOLUTION_HPP
