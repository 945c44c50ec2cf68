#ifndef CONSTPROP_NUMBERS_SCALAR_FUNCTIONS_HPP
#define CONSTPROP_NUMBERS_SCALAR_FUNCTIONS_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <concepts>
#include <type_traits>

/// The elementary functions of a scalar. float and double have all of them. A class has the functions that
/// argument-dependent lookup finds, of erfc, exp, expm1, log, log1p, sqrt and tanh; it needs only those that are called.
/// Other number types, such as long double, have none.
///
/// A layer, loss, rule or initializer names the functions that it calls: `using needs = errors::functions<errors::exp>`.
namespace constprop::inline CONSTPROP_TARGET::detail {

using errors::functions;

namespace beside {

// They hide the C library's functions, which would convert a long double to a double.
void erfc();
void exp();
void expm1();
void log();
void log1p();
void sqrt();
void tanh();

template <class Function, class T> inline constexpr bool stands = false;
template <class T>
inline constexpr bool stands<errors::erfc, T> = requires(const T& x) {
    { erfc(x) } -> std::convertible_to<T>;
};
template <class T>
inline constexpr bool stands<errors::exp, T> = requires(const T& x) {
    { exp(x) } -> std::convertible_to<T>;
};
template <class T>
inline constexpr bool stands<errors::expm1, T> = requires(const T& x) {
    { expm1(x) } -> std::convertible_to<T>;
};
template <class T>
inline constexpr bool stands<errors::log, T> = requires(const T& x) {
    { log(x) } -> std::convertible_to<T>;
};
template <class T>
inline constexpr bool stands<errors::log1p, T> = requires(const T& x) {
    { log1p(x) } -> std::convertible_to<T>;
};
template <class T>
inline constexpr bool stands<errors::sqrt, T> = requires(const T& x) {
    { sqrt(x) } -> std::convertible_to<T>;
};
template <class T>
inline constexpr bool stands<errors::tanh, T> = requires(const T& x) {
    { tanh(x) } -> std::convertible_to<T>;
};

}  // namespace beside

/// The functions among `Needed` that T lacks, as errors::scalar<T>::has_no<…>; `errors::nothing` if it has all.
template <class T, class Missing, class... Needed> struct missing_among {
    using type = errors::nothing;
};
template <class T, class... Missing>
requires(sizeof...(Missing) > 0)
struct missing_among<T, functions<Missing...>> {
    using type = typename errors::scalar<T>::template has_no<Missing...>;
};
template <class T, class... Missing, class First, class... Rest>
struct missing_among<T, functions<Missing...>, First, Rest...>
    : missing_among<T,
                    std::conditional_t<beside::stands<First, T>, functions<Missing...>, functions<Missing..., First>>,
                    Rest...> {};

template <class T, class Needs> struct missing_functions {
    using type = errors::nothing;
};
template <class T, class... Needed>
requires(!std::is_same_v<T, float> && !std::is_same_v<T, double>)
struct missing_functions<T, functions<Needed...>> : missing_among<T, functions<>, Needed...> {};

template <class Type> struct needs_of {
    using type = functions<>;
};
template <class Type>
requires requires { typename Type::needs; }
struct needs_of<Type> {
    using type = typename Type::needs;
};

/// All functions of these lists, each once.
template <class All, class... Lists> struct all_of {
    using type = All;
};
template <class... All, class... Rest>
struct all_of<functions<All...>, functions<>, Rest...> : all_of<functions<All...>, Rest...> {};
template <class... All, class First, class... More, class... Rest>
struct all_of<functions<All...>, functions<First, More...>, Rest...>
    : all_of<std::conditional_t<(std::is_same_v<First, All> || ...), functions<All...>, functions<All..., First>>,
             functions<More...>, Rest...> {};

/// The functions that a layer needs which holds these: its `needs`.
template <class... Held> using needs_of_all = typename all_of<functions<>, typename needs_of<Held>::type...>::type;

/// The functions that `Type` needs and T lacks; `errors::nothing` if there are none.
template <class Type, class T> using lacking = typename missing_functions<T, typename needs_of<Type>::type>::type;

template <class Type, class T>
inline constexpr bool has_what_it_needs = std::is_same_v<lacking<Type, T>, errors::nothing>;

/// True if a network can be computed: its scalar has the functions that its layers need.
template <class Network>
inline constexpr bool is_computable = std::is_same_v<typename Network::about_scalar, errors::nothing>;

/// Reports the functions that the scalar lacks.
template <class Network> constexpr void reject_scalar() noexcept {
    static_assert(errors::scalar_has_functions<typename Network::about_scalar>,
                  "float and double have all elementary functions, a class has those that stand beside it. Put those "
                  "functions beside the scalar's class, constexpr and noexcept.");
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_NUMBERS_SCALAR_FUNCTIONS_HPP
