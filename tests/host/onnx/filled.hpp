#ifndef CONSTPROP_TESTS_HOST_ONNX_FILLED_HPP
#define CONSTPROP_TESTS_HOST_ONNX_FILLED_HPP

#include <constprop/constprop.hpp>

#include <cstddef>

namespace onnx_models {

/// A network with some numbers: parameters within ±50 / `divisor`, statistics from 1/2 to 3/2, as variances are positive.
template <class Network> constexpr Network filled(double divisor = 63.5) noexcept {
    using T = typename Network::scalar;
    typename Network::parameter_type p{};
    for (std::size_t k = 0; k < p.size(); ++k) p[k] = (static_cast<T>(37 * k % 101) - T(50)) / static_cast<T>(divisor);
    typename Network::statistic_type s{};
    for (std::size_t k = 0; k < s.size(); ++k) s[k] = T(0.5) + static_cast<T>(29 * k % 31) / T(30);
    return Network::from_parameters(p, s);
}

}  // namespace onnx_models

#endif  // CONSTPROP_TESTS_HOST_ONNX_FILLED_HPP
