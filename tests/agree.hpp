#ifndef CONSTPROP_TESTS_AGREE_HPP
#define CONSTPROP_TESTS_AGREE_HPP

#include <constprop/constprop.hpp>

#include <cstddef>
#include <cstdint>

namespace agree {

/// |a − b| ≤ tolerance · max(1, |b|)
template <class T> constexpr bool within(T a, T b, double tolerance) {
    const T difference = a < b ? b - a : a - b, size = b < T(0) ? -b : b;
    return difference <= T(tolerance) * (size > T(1) ? size : T(1));
}

template <class Values> constexpr bool all_within(const Values& a, const Values& b, double tolerance) {
    for (std::size_t k = 0; k < a.size(); ++k)
        if (!within(a[k], b[k], tolerance)) return false;
    return true;
}

/// The gradients through an activation between two linear layers, and through it as the last layer, are the central
/// differences for several networks and samples.
template <class Activation> constexpr bool activation_gradients() {
    using inside = constprop::basic_network<double, constprop::linear<3, 4>, Activation, constprop::linear<4, 2>>;
    using last = constprop::basic_network<double, constprop::linear<3, 4>, Activation>;
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        if (!(constprop::gradient_error<inside>(constprop::mse{}, seed) < 1e-8 &&
              constprop::gradient_error<last>(constprop::squared_error{}, seed) < 1e-8))
            return false;
    return true;
}

/// The gradients of a loss, for a network that ends in the given layers, are the central differences.
template <class Loss, class... Last> constexpr bool loss_gradients(const Loss& loss) {
    using model =
        constprop::basic_network<double, constprop::linear<3, 4>, constprop::tanh, constprop::linear<4, 3>, Last...>;
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        if (!(constprop::gradient_error<model>(loss, seed) < 1e-8)) return false;
    return true;
}

}  // namespace agree

#endif  // CONSTPROP_TESTS_AGREE_HPP
