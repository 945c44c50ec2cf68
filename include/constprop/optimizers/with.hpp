#ifndef CONSTPROP_OPTIMIZERS_WITH_HPP
#define CONSTPROP_OPTIMIZERS_WITH_HPP

#include <constprop/kernels/target.hpp>

#include <boost/hana/fold_left.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET {

/// An update rule with any number of modifiers: learning-rate schedules, gradient clipping, `keep_zeros` ….
///
///     with(adam{.learning_rate = 0.01}, warm_up{.steps = 50}, cosine{.steps = 1000}, clip_norm{.max = 1})
///
/// Schedules multiply: each is a factor of the rule's learning rate. Clippings apply one after the other, as written.
/// A modifier of your own has `template <class T> T factor(std::size_t step)`, steps counted from 0, or
/// `template <class T> auto clip(const Network& gradient, Before before)`. The latter gets the function that the modifiers
/// before it make, and returns a function of one gradient value. Its numbers should have the type `hyperparameter`, and are
/// read as `T(number)`.
template <class Rule, class... Modifiers> struct with {
    using final_type = with;

    Rule rule;
    boost::hana::tuple<Modifiers...> modifiers;

    [[gnu::always_inline]] constexpr explicit with(const Rule& rule_, const Modifiers&... by_) noexcept
        : rule(rule_), modifiers(by_...) {}
};

namespace detail {

template <class Modifier, class T, class Network>
concept clips = requires(const Modifier& modifier, const Network& gradient) {
    modifier.template clip<T>(gradient, [](const T& slope_) noexcept { return slope_; });
};
template <class Modifier, class T, class Network>
concept schedules_or_clips =
    clips<Modifier, T, Network> || requires(const Modifier& modifier) { modifier.template factor<T>(std::size_t{}); };

template <class T, class Modifiers>
constexpr T learning_rate_factor(const Modifiers& modifiers, std::size_t step) noexcept {
    return boost::hana::fold_left(modifiers, T(1), [step](T factor_, const auto& modifier_) noexcept -> T {
        if constexpr (requires { modifier_.template factor<T>(step); })
            return factor_ * modifier_.template factor<T>(step);
        else return factor_;
    });
}

/// The function that all clippings together apply to each value of the gradient.
template <class T, class Modifiers, class Network>
constexpr auto clipping(const Modifiers& modifiers, const Network& gradient) noexcept {
    const auto unclipped = [](const T& slope_) noexcept { return slope_; };
    return boost::hana::fold_left(modifiers, unclipped,
                                  [&gradient](const auto& before_, const auto& modifier_) noexcept {
                                      if constexpr (requires { modifier_.template clip<T>(gradient, before_); })
                                          return modifier_.template clip<T>(gradient, before_);
                                      else return before_;
                                  });
}

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_OPTIMIZERS_WITH_HPP
