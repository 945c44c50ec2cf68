#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <memory>

#include "../catch.hpp"

// PyTorch's values are in tests/reference/recurrent_options_test.cpp.
namespace {

namespace cp = constprop;
template <class... Layers> using in_double = cp::basic_network<double, Layers...>;

/// y = x − x two steps ago.
using difference = cp::network<cp::causal_conv1d<1, 1, cp::kernel<2>, cp::dilation<2>, cp::no_bias>>;
constexpr difference minus = difference::from_parameters({-1, 1});

}  // namespace

static_assert(minus(cp::sequence<difference::input_type, 5>{{{{1}, {2}, {4}, {8}, {16}}}}) ==
              cp::sequence<difference::output_type, 5>{{{{1}, {2}, {3}, {6}, {12}}}});
static_assert(cp::footprint<difference>::state_bytes == 2 * sizeof(float) + sizeof(std::size_t));
static_assert(cp::footprint<difference>::multiply_accumulates == 2);
static_assert(cp::gradient_error<in_double<cp::causal_conv1d<2, 3, cp::kernel<3>, cp::dilation<2>>>, 2, 6>(cp::mse{},
                                                                                                           1) < 1e-8);
static_assert(cp::gradient_error<in_double<cp::causal_conv1d<2, 2>>, 1, 2>(cp::mse{}, 1) < 1e-8);  // one tap: no memory

TEST_CASE("a causal convolution over time is a convolution over a signal with zeros before it") {
    constexpr std::size_t steps = 40;
    using over_time = in_double<cp::causal_conv1d<3, 20, cp::kernel<3>, cp::dilation<4>>>;
    using over_signal =
        in_double<cp::signal<steps, 3>, cp::conv1d<3, 20, cp::kernel<3>, cp::dilation<4>, cp::padding<8, 0>>>;
    static const auto net = cp::initialized<over_time>(cp::torch_default{.seed = 1});
    const auto same = std::make_unique<over_signal>(over_signal::from_parameters(net.parameters()));
    cp::sequence<over_time::input_type, steps> x{};
    over_signal::input_type signal{};
    cp::random draw(2);
    for (std::size_t t = 0; t < steps; ++t)
        for (std::size_t i = 0; i < 3; ++i) signal[t * 3 + i] = x[t][i] = draw.uniform(1.0);
    const auto y = net(x);
    const auto due = (*same)(signal);
    double worst = 0;
    for (std::size_t t = 0; t < steps; ++t)
        for (std::size_t o = 0; o < 20; ++o) {
            const double apart = y[t][o] - due[t * 20 + o];
            worst = apart > worst ? apart : -apart > worst ? -apart : worst;
        }
    CHECK(worst < 1e-14);
}
