#ifndef CONSTPROP_LAYERS_LOG_SOFTMAX_HPP
#define CONSTPROP_LAYERS_LOG_SOFTMAX_HPP

#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/exp.hpp>
#include <constprop/math/log.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// log Σₖ exp(xₖ) in two parts, m + log Σₖ exp(xₖ − m), with m the greatest x. For a large m, their sum would lose the
/// second part by rounding, so they are subtracted one after the other.
template <class T> struct log_sum {
    T greatest;
    T rest;

    constexpr T subtracted_from(T x) const noexcept {
        CONSTPROP_AS_WRITTEN
        return CONSTPROP_ROUNDED(x - greatest) - rest;
    }
};

template <std::size_t Count, class T> constexpr log_sum<T> log_sum_exp(const T* x) noexcept {
    using math::exp;
    using math::log;
    T greatest = x[0];
    for (std::size_t j = 1; j < Count; ++j) greatest = x[j] > greatest ? x[j] : greatest;
    T sum = T(0);
    for (std::size_t j = 0; j < Count; ++j) sum += exp(x[j] - greatest);
    return {greatest, log(sum)};
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// The logarithm of softmax: yⱼ = xⱼ − log Σₖ exp(xₖ).
///
/// backward:    dxⱼ = dyⱼ − exp(yⱼ) Σₖ dyₖ
/// Parameters:  none
/// Cost:        one exp an output, one log; backward one exp an output
/// Note:        its loss is `nll`; together they differentiate as softmax(x) − target
/// Source:      PyTorch's nn.LogSoftmax
struct CONSTPROP_TAGGED log_softmax {
    using final_type = log_softmax;
    using needs = errors::functions<errors::exp, errors::log>;
    static constexpr bool in_place = true;
    static constexpr output_kind gives = output_kind::log_probabilities;

    [[nodiscard, gnu::always_inline]] static constexpr layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs};
    }

    template <std::size_t Inputs, class T> static constexpr void forward(const T* /*none*/, const T* x, T* y) noexcept {
        const auto normalizer = detail::log_sum_exp<Inputs>(x);
        for (std::size_t j = 0; j < Inputs; ++j) y[j] = normalizer.subtracted_from(x[j]);
    }

    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* /*none*/, const T* /*x*/, const T* y, const T* dy, T* dx) noexcept {
        using math::exp;
        T sum = T(0);
        for (std::size_t j = 0; j < Inputs; ++j) sum += dy[j];
        for (std::size_t j = 0; j < Inputs; ++j) dx[j] = dy[j] - exp(y[j]) * sum;
    }
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_LOG_SOFTMAX_HPP
