#ifndef CONSTPROP_TESTS_STORED_NETWORKS_HPP
#define CONSTPROP_TESTS_STORED_NETWORKS_HPP

#include <constprop/constprop.hpp>

#include <cstddef>
#include <cstdint>

/// Networks, inputs and a user's layer, for tests of parameters that are stored in fewer bits.
namespace stored_networks {

/// A factor for each value: a layer of a user's that reads floats.
struct factors {
    static constexpr constprop::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs, .weights = inputs};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T* s, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = s[k] * x[k];
    }
};

template <class Network> constexpr Network drawn(std::uint64_t seed = 3) noexcept {
    Network net = constprop::initialized<Network>(constprop::torch_default{.seed = seed});
    auto values = net.parameters();
    for (std::size_t k = 0; k < values.size(); k += 7) values[k] += 0.01F;  // biases and gains that begin with 0 or 1
    return Network::from_parameters(values);
}

template <class Row> constexpr Row input(std::size_t seed) noexcept {
    Row row{};
    for (std::size_t k = 0; k < row.size(); ++k) row[k] = static_cast<float>((k * 29 + seed * 17) % 64) / 64 - 0.25F;
    return row;
}

}  // namespace stored_networks

#endif  // CONSTPROP_TESTS_STORED_NETWORKS_HPP
