#ifndef CONSTPROP_CHECKS_CHECKED_HPP
#define CONSTPROP_CHECKS_CHECKED_HPP

#include <constprop/arguments/braced.hpp>
#include <constprop/arguments/input.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>
#include <constprop/math/is_nan.hpp>
#include <constprop/network.hpp>

#include <array>
#include <cstddef>
#include <limits>

namespace constprop::inline CONSTPROP_TARGET {

/// Why a value is rejected.
enum class input_fault { none, not_a_number, infinite, too_small, too_large };

/// The range of an input value: least ≤ value ≤ greatest.
template <class T> struct input_range {
    T least, greatest;
};

/// The range of all finite numbers.
template <class T>
inline constexpr input_range<T> finite{std::numeric_limits<T>::lowest(), (std::numeric_limits<T>::max)()};

/// The output, or why there is none and which input value is at fault.
template <class Network> struct checked_output {
    typename Network::output_type output{};  ///< zeros if there is a fault
    input_fault fault = input_fault::none;
    std::size_t index = 0;  ///< position of the first rejected value

    constexpr explicit operator bool() const noexcept { return fault == input_fault::none; }
};

/// The fault of a value, if it has one. For float and double it is found also under -ffinite-math-only.
template <class T> [[nodiscard]] constexpr input_fault fault_of(const T& value, const input_range<T>& range) noexcept {
    if constexpr (kernels::takes_all_for_finite)
        if (!math::is_finite(value)) return math::is_nan(value) ? input_fault::not_a_number : input_fault::infinite;
    if (value >= range.least && value <= range.greatest) return input_fault::none;
    if (!(value >= value)) return input_fault::not_a_number;
    if constexpr (std::numeric_limits<T>::has_infinity)
        if (value < finite<T>.least || value > finite<T>.greatest) return input_fault::infinite;
    return value < range.least ? input_fault::too_small : input_fault::too_large;
}

namespace detail {

template <class Network, class Input, class RangeOf>
constexpr checked_output<Network> run_checked(const Network& net, const Input& input, RangeOf range_of) noexcept {
    checked_output<Network> result;
    if constexpr (is_input_for<Network, Input>) {
        const auto& x = as_array(input);
        for (std::size_t k = 0; k < x.size(); ++k) {
            result.fault = fault_of(x[k], range_of(k));
            result.index = k;
            if (!result) return result;
        }
        result.index = 0;
        result.output = net(x);
    } else {
        reject_input<Network, Input>();
    }
    return result;
}

}  // namespace detail

/// net(x) with a check of the input: computed if every value of x is finite and in its range; otherwise the result tells the
/// fault. For sensors that may fail: a network turns any input into an output that looks valid.
///
///     if (const auto y = checked(net, x, {-1, 1})) use(y.output);
///     else report(y.fault, y.index);
///
/// Range:       one for all values, or a std::array with one for each value; all finite numbers by default
/// Cost:        two comparisons a value
/// Rejects:     inputs of another size or scalar
template <class Network, class Input = detail::braced_input<Network>>
requires detail::is_network<Network>
[[nodiscard]] constexpr checked_output<Network> checked(const Network& net, const Input& x,
                                                        const input_range<typename Network::scalar>& range) noexcept {
    return detail::run_checked(net, x, [&](std::size_t) noexcept { return range; });
}
template <class Network, class Input = detail::braced_input<Network>>
requires detail::is_network<Network>
[[nodiscard]] constexpr checked_output<Network> checked(const Network& net, const Input& x) noexcept {
    using scalar = typename Network::scalar;
    static_assert(std::numeric_limits<scalar>::is_specialized,
                  "Which values a scalar of your own may have is not known. Give a range.");
    return checked(net, x, finite<scalar>);
}
template <class Network, std::size_t Size, class Input = detail::braced_input<Network>>
requires detail::is_network<Network>
[[nodiscard]] constexpr checked_output<Network> checked(
    const Network& net, const Input& x,
    [[maybe_unused]] const std::array<input_range<typename Network::scalar>, Size>& ranges) noexcept {
    if constexpr (Size == Network::input_size) {
        return detail::run_checked(net, x, [&](std::size_t k_) noexcept { return ranges[k_]; });
    } else {
        using sentence = typename errors::network_with_inputs<Network::input_size>::template but_ranges_number<Size>;
        static_assert(errors::there_is_a_range_for_each<sentence>,
                      "There is one range for each value of an input. Give that many, or one for all.");
        return {};
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_CHECKS_CHECKED_HPP
