#ifndef CONSTPROP_CHAIN_FOLD_HPP
#define CONSTPROP_CHAIN_FOLD_HPP

#include <constprop/kernels/target.hpp>

#include <boost/hana/fold_left.hpp>
#include <boost/hana/fold_right.hpp>

#include <type_traits>
#include <utility>

/// Folds over the types of a hana::tuple's elements, in two steps. Hana folds the types into one composed function, which is
/// then called, inlined. A fold of values by Hana would pass them through Hana's functions, which are not noexcept, and
/// which clang does not inline.
namespace constprop::inline CONSTPROP_TARGET::detail {

struct first_value {
    template <class Value, class Step>
    [[gnu::always_inline]] static constexpr Value run(const Value& first, const Step& /*step*/) noexcept {
        return first;
    }
};
template <class Before, class Element> struct then_step {
    template <class Value, class Step>
    [[gnu::always_inline]] static constexpr auto run(const Value& first, const Step& step) noexcept {
        return step(Before::run(first, step), std::type_identity<Element>{});
    }
};

struct compose_left {
    template <class Before, class Element>
    constexpr then_step<Before, Element> operator()(Before, const Element&) const noexcept {
        return {};
    }
};
struct compose_right {
    template <class Element, class Before>
    constexpr then_step<Before, Element> operator()(const Element&, Before) const noexcept {
        return {};
    }
};

/// step(… step(step(first, E₁), E₂) …, Eₙ), each element E given as its std::type_identity.
template <class Elements, class Value, class Step>
[[gnu::always_inline]] constexpr auto fold_left(const Value& first, const Step& step) noexcept {
    using composed = decltype(boost::hana::fold_left(std::declval<const Elements&>(), first_value{}, compose_left{}));
    return composed::run(first, step);
}

/// step(… step(step(first, Eₙ), Eₙ₋₁) …, E₁), each element E given as its std::type_identity.
template <class Elements, class Value, class Step>
[[gnu::always_inline]] constexpr auto fold_right(const Value& first, const Step& step) noexcept {
    using composed = decltype(boost::hana::fold_right(std::declval<const Elements&>(), first_value{}, compose_right{}));
    return composed::run(first, step);
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_FOLD_HPP
