#ifndef CONSTPROP_TESTS_HOST_MODELS_HPP
#define CONSTPROP_TESTS_HOST_MODELS_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <limits>

#include "chain/measuring_layers.hpp"
#include "scale_layer.hpp"

/// The networks that write_models.cpp writes as headers and use_models.cpp expects to find in them.
namespace models {

namespace cp = constprop;

using floats = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
using doubles = cp::basic_network<double, cp::linear<3, 5>, cp::leaky_relu<>, cp::linear<5, 4>, cp::elu, cp::softmax>;
using images = cp::network<cp::image<4, 5, 2>, cp::conv2d<2, 3, cp::kernel<3, 2>, cp::stride<2>, cp::padding<1>>,
                           cp::relu, cp::flatten, cp::linear<18, 4>>;
using users = cp::network<scale<3>, nested::model, cp::linear<3, 2>, cp::leaky_relu<std::ratio<1, 5>>>;
/// Statistics, and layers within a layer.
using branches =
    cp::network<cp::linear<3, 4>,
                cp::residual<cp::tanh, cp::sequential<cp::linear<4, 2>, measuring::centered>, cp::linear<2, 4>>,
                measuring::centered>;

/// A layer that needs a whole sequence.
using both_ways = cp::network<cp::bidirectional<cp::gru<2, 3>>, cp::linear<6, 2>>;

/// In integers: a stream, and layers over time of a signal.
using stream = cp::network<cp::linear<2, 4>, cp::tanh, cp::lstm<4, 3>, cp::gru<3, 2>>;
using signals = cp::network<cp::signal<4, 2>, cp::over_time<cp::linear<2, 3>>,
                            cp::over_time<cp::gru<3, 4>, cp::last_step>, cp::linear<4, 2>>;
template <class Network> constexpr auto in_integers() noexcept {
    constexpr auto net = cp::initialized<Network>(cp::kaiming_uniform{.seed = 3});
    if constexpr (Network::runs_over_time) {
        constexpr std::array<cp::sequence<typename Network::input_type, 2>, 1> samples{{{{{{-1, 0.5F}, {0.75F, 1}}}}}};
        return cp::quantize(net, samples);
    } else {
        constexpr std::array<typename Network::input_type, 1> samples{{{-1, 0.5F, 0.75F, 1, 0.25F, 0, -0.5F, 1}}};
        return cp::quantize(net, samples);
    }
}

/// Floats, integers and floats: the last part is behind flatten. And a stream, whose first layer carries a state.
using mixed_images = cp::network<cp::image<4, 5, 2>, cp::conv2d<2, 3, cp::kernel<2>>, cp::relu,
                                 cp::conv2d<3, 2, cp::kernel<2>>, cp::tanh, cp::flatten, cp::linear<12, 3>>;
constexpr auto mixed() noexcept {
    constexpr auto net = cp::initialized<mixed_images>(cp::kaiming_uniform{.seed = 5});
    constexpr std::array<mixed_images::input_type, 2> samples{{{-1, 0.5F, 0.75F, 1}, {0, -1, 0.25F}}};
    return cp::quantize(net, samples, cp::float_first<1>{}, cp::float_last<1>{});
}
constexpr auto mixed_stream() noexcept {
    constexpr auto net = cp::initialized<stream>(cp::kaiming_uniform{.seed = 3});
    constexpr std::array<cp::sequence<stream::input_type, 2>, 1> samples{{{{{{-1, 0.5F}, {0.75F, 1}}}}}};
    return cp::quantize(net, samples, cp::float_last<1>{});
}

/// Numbers of every kind: negative zero, subnormal, least, greatest, and k/127, which no few bits hold.
template <class Network> constexpr Network filled() noexcept {
    using T = typename Network::scalar;
    using limits = std::numeric_limits<T>;
    typename Network::parameter_type p{};
    for (std::size_t k = 0; k < p.size(); ++k) p[k] = (static_cast<T>(37 * k % 101) - T(50)) / T(127);
    p[0] = -T(0);
    p[1] = limits::denorm_min();
    p[2] = -limits::denorm_min() * T(3);
    p[3] = limits::min();
    p[4] = T(1) + limits::epsilon();
    if constexpr (Network::statistic_count == 0) {
        return Network::from_parameters(p);
    } else {
        typename Network::statistic_type s{};
        for (std::size_t k = 0; k < s.size(); ++k) s[k] = static_cast<T>(k + 1) / T(7);
        return Network::from_parameters(p, s);
    }
}

}  // namespace models

#endif
