#ifndef CONSTPROP_LOSSES_CLASSES_HPP
#define CONSTPROP_LOSSES_CLASSES_HPP

#include <constprop/diagnostics/stop.hpp>
#include <constprop/kernels/as_written.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/loss.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// A target as a class index: any integral type but bool.
template <class Type>
concept class_index = std::integral<Type> && !std::same_as<Type, bool>;

}  // namespace constprop

namespace constprop::errors {

/// Not constexpr on purpose: a constant expression that calls this does not compile, and the compiler names it.
template <std::size_t Classes, class Index>
[[noreturn, gnu::always_inline]] inline void class_index_is_out_of_range(Index index) noexcept {
    detail::stop([index](const auto& say_) noexcept {
        say_("a target is class ", index, ", but there are ", Classes, " classes, counted from 0");
    });
}

template <std::size_t Classes, class_index Index>
[[gnu::always_inline]] constexpr std::size_t checked_class(Index index) noexcept {
    if (static_cast<std::make_unsigned_t<Index>>(index) >= Classes) class_index_is_out_of_range<Classes>(index);
    return static_cast<std::size_t>(index);
}

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET::detail {

using errors::checked_class;

/// A loss −Σ_c q_c log p_c over classes, with q_c = w_c ((1 − ε) y_c + ε/Classes): y the target's probabilities (1 for
/// its class where the target is an index), ε the label smoothing, w the class weights.
template <std::size_t Classes, class T, class Target, class Weights> struct class_target {
    const Target& target;
    T smoothing;
    Weights weights;

    constexpr T operator()(std::size_t c) const noexcept {
        T probability;
        if constexpr (class_index<Target>) probability = checked_class<Classes>(target) == c ? T(1) : T(0);
        else probability = target[c];
        return weights(c, (T(1) - smoothing) * probability + smoothing / T(static_cast<double>(Classes)));
    }

    /// −Σ_c q_c log p_c. A class with q_c = 0 is left out, even where its log p_c is infinite.
    template <class LogProbability> constexpr T cross(LogProbability log_probability) const noexcept {
        CONSTPROP_AS_WRITTEN  // log_probability(c) is a difference, which must not be combined with −q
        T sum = T(0);
        for (std::size_t c = 0; c < Classes; ++c) {
            const T q = (*this)(c);
            if (!(q == T(0))) sum -= q * log_probability(c);
        }
        return sum;
    }

    /// The gradient with respect to the logits of p: p_c Σ_k q_k − q_c.
    template <class Probability>
    constexpr void gradient_of_logits(Probability probability, T scale, T* out) const noexcept {
        T sum = T(0);
        for (std::size_t c = 0; c < Classes; ++c) sum += (*this)(c);
        for (std::size_t c = 0; c < Classes; ++c) out[c] = (probability(c) * sum - (*this)(c)) * scale;
    }
};

template <std::size_t Classes, class T, class Target, class Weights>
constexpr class_target<Classes, T, Target, Weights> make_class_target(const Target& target, T smoothing,
                                                                      Weights weights) noexcept {
    return {target, smoothing, weights};
}

/// The weight of the target's class if the target is an index, else 1: its part in the divisor of the mean over a batch.
template <std::size_t Classes, class T, class Target, class Weights>
constexpr T class_share(const Target& target, Weights weights) noexcept {
    if constexpr (class_index<Target>) return weights(checked_class<Classes>(target), T(1));
    else return T(1);
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LOSSES_CLASSES_HPP
