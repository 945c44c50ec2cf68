#ifndef CONSTPROP_FOLD_HPP
#define CONSTPROP_FOLD_HPP

#include <constprop/kernels/vector.hpp>

#include <boost/hana/fold_left.hpp>
#include <boost/hana/fold_right.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

/// Folds over the types of a hana::tuple's elements, in two steps. Hana folds the types, into the composition of all that
/// is to be called; then that is called, inlined. Values that hana itself folds pass through functions of hana's, which
/// are not noexcept, and which clang does call.
namespace constprop::detail {

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

/// f(First), …, f(Last − 1), each as an integral constant. Halves, because clang folds no more than 256 expressions.
template <std::size_t First, std::size_t Last, class Function>
[[gnu::always_inline]] constexpr void for_each_index(const Function& f) noexcept {
    if constexpr (Last - First > 128) {
        for_each_index<First, First + (Last - First) / 2>(f);
        for_each_index<First + (Last - First) / 2, Last>(f);
    } else {
        [&]<std::size_t... K_>(std::index_sequence<K_...>) CONSTPROP_INLINED {
            (f(std::integral_constant<std::size_t, First + K_>{}), ...);
        }
        (std::make_index_sequence<Last - First>{});
    }
}

}  // namespace constprop::detail

#endif  // CONSTPROP_FOLD_HPP
