#ifndef CONSTPROP_TESTS_INT8_NEAR_FLOATS_HPP
#define CONSTPROP_TESTS_INT8_NEAR_FLOATS_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

/// How far a network in integers is from the one that it was made of.
namespace near_floats {

namespace cp = constprop;

constexpr std::size_t count = 24;

/// Inputs between −1 and 1, and one network for each case.
template <class Network> constexpr auto samples_for() {
    std::array<typename Network::input_type, count> all{};
    std::uint32_t state = 7;
    for (auto& x : all)
        for (auto& value : x) {
            state = state * 1664525U + 1013904223U;
            value = static_cast<typename Network::scalar>(static_cast<float>(state >> 16) / 32768.0F - 1.0F);
        }
    return all;
}
template <class Network> constexpr Network network_for() {
    return cp::initialized<Network>(cp::kaiming_uniform{.seed = 3});
}

/// The greatest difference between what the two networks give, in parts of the greatest output.
template <class Network, class Small> constexpr float greatest_error(const Network& net, const Small& small) {
    float most = 0, largest = 0;
    for (const auto& x : samples_for<Network>()) {
        const auto exact = net(x), near = small(x);
        for (std::size_t k = 0; k < exact.size(); ++k) {
            const auto off = static_cast<float>(exact[k] - near[k]), size = static_cast<float>(exact[k]);
            most = off > most ? off : (-off > most ? -off : most);
            largest = size > largest ? size : (-size > largest ? -size : largest);
        }
    }
    return most / largest;
}
template <class... Layers> constexpr float error_of() {
    using model = cp::network<Layers...>;
    const model net = network_for<model>();
    return greatest_error(net, cp::quantize(net, samples_for<model>()));
}

}  // namespace near_floats

#endif  // CONSTPROP_TESTS_INT8_NEAR_FLOATS_HPP
