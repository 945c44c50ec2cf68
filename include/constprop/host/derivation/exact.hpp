#ifndef CONSTPROP_HOST_DERIVATION_EXACT_HPP
#define CONSTPROP_HOST_DERIVATION_EXACT_HPP

#include <constprop/chain/chain.hpp>
#include <constprop/concept/sequence.hpp>
#include <constprop/host/derivation/gradients.hpp>
#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/classes.hpp>
#include <constprop/math/is_nan.hpp>
#include <constprop/network.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// The scalar of derivations: double; or the network's own scalar, if a layer is frozen, because its constants have it, or if
/// a layer computes in no other.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

template <class Network> constexpr bool any_layer_frozen() noexcept {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return (false || ... || !thawed<typename Network::template layer_type<K>>::learns);
    }(std::make_index_sequence<Network::layer_count>{});
}

/// True if every layer computes in double.
template <class Network> inline constexpr bool computes_in_double = false;
template <class T, class... Layers>
inline constexpr bool computes_in_double<basic_network<T, Layers...>> =
    constprop::detail::check_of<double, Layers...>::type::fits;

template <class Network> constexpr auto exact_type() noexcept {
    if constexpr (any_layer_frozen<Network>() || !computes_in_double<Network>) return std::type_identity<Network>{};
    else return std::type_identity<typename constprop::detail::rescaled<double, Network>::type>{};
}
template <class Network> using exact_network = typename decltype(exact_type<Network>())::type;

template <class To, class T, std::size_t Size> std::array<To, Size> converted(const std::array<T, Size>& values) {
    std::array<To, Size> result{};
    for (std::size_t k = 0; k < Size; ++k) result[k] = static_cast<To>(values[k]);
    return result;
}
/// A target in this scalar; a class index stays unchanged.
template <class To, class Target> auto converted_target(const Target& y) {
    if constexpr (class_index<Target>) return y;
    else return converted<To>(y);
}
/// Rows in this scalar.
template <class To, class Rows> auto converted_rows(const Rows& rows) {
    std::array<decltype(converted_target<To>(rows[0])), std::tuple_size_v<Rows>> result{};
    for (std::size_t n = 0; n < rows.size(); ++n) result[n] = converted_target<To>(rows[n]);
    return result;
}

/// The samples of a batch, or the steps of a sequence.
template <class Row, std::size_t Rows> const auto& rows_in(const std::array<Row, Rows>& batch) { return batch; }
template <class Row, std::size_t Rows> const auto& rows_in(const sequence<Row, Rows>& steps) { return steps.steps; }

template <class T> matrix<double> in_doubles(const matrix<T>& m) {
    matrix<double> result(m.rows(), m.columns());
    for (std::size_t r = 0; r < m.rows(); ++r)
        for (std::size_t c = 0; c < m.columns(); ++c) result(r, c) = static_cast<double>(m(r, c));
    return result;
}

/// Stands in for the numbers of a loss that does not suit the network, so that no second error follows.
struct rejected_numbers {
    explicit rejected_numbers(const auto&...) {}
    void write(auto&, const auto&) const {}
    static double jacobians_against_differentiate() { return 0; }
    static double jacobians_against_differences() { return 0; }
    static double formulas_against_differentiate() { return 0; }
    static double formulas_against_differences() { return 0; }
};

/// The largest difference between two gradients, over all parameters; NaN if one contains NaN.
template <class Mine, class Others> double greatest_difference(const Mine& mine, const Others& others) {
    double largest = 0;
    for (std::size_t k = 0; k < mine.size(); ++k)
        for (const double of : {largest_difference(in_doubles(mine[k].weights), in_doubles(others[k].weights)),
                                largest_difference(in_doubles(mine[k].biases), in_doubles(others[k].biases))}) {
            if (math::is_nan(of)) return of;
            if (of > largest) largest = of;
        }
    return largest;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_EXACT_HPP
