#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

#include "../catch.hpp"

// PyTorch's values are in tests/reference/recurrent_test.cpp.
namespace {

namespace cp = constprop;
template <class... Layers> using in_double = cp::basic_network<double, Layers...>;
using model = cp::network<cp::lstm<2, 3>>;

/// Gates that are all but open or closed: i = f = o = 1, and g = ±1 as x is.
constexpr auto counter() {
    using net = in_double<cp::lstm<1, 1>>;
    net::parameter_type values{};
    values[2] = 100;                           // weight_ih of g
    values[8] = values[9] = values[11] = 100;  // bias_ih of i, f, o
    return net::from_parameters(values);
}

}  // namespace

static_assert(model::parameter_count == 4 * 3 * (2 + 3) + 2 * 4 * 3);
static_assert(cp::footprint<model>::state_bytes == 2 * 3 * sizeof(float));
static_assert(cp::gradient_error<in_double<cp::lstm<1, 2>>, 1, 3>(cp::mse{}, 1) < 1e-8);
static_assert(cp::gradient_error<in_double<cp::lstm<1, 2, cp::no_bias>, cp::linear<2, 1>>, 1, 4>(cp::mse{}, 2) < 1e-8);

TEST_CASE("an LSTM has the gradient of its loss, over batches of sequences") {
    CHECK(cp::gradient_error<in_double<cp::lstm<2, 3>>, 2, 3>(cp::mse{}, 1) < 1e-8);
}

TEST_CASE("an LSTM's cell adds up, and the state can be read") {
    constexpr auto net = counter();
    decltype(net)::state_type state{};
    for (const double x : {1.0, 1.0, -1.0, 1.0}) (void)net(std::array{x}, state);
    CHECK((*state.data<0>())[1] == Approx(2));  // c
    CHECK((*state.data<0>())[0] == Approx(cp::math::tanh(2.0)));
}
