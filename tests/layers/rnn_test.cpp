#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

#include "../catch.hpp"

// PyTorch's values are in tests/reference/recurrent_simple_test.cpp.
namespace {

namespace cp = constprop;
template <class... Layers> using in_double = cp::basic_network<double, Layers...>;

/// h' = max(0, x + h): a running sum.
using sum = cp::network<cp::rnn<1, 1, cp::relu>>;
constexpr sum adds = sum::from_parameters({1, 1, 0, 0});

/// A user's activation, which takes numbers one by one and no vectors.
struct cube : cp::activation<cube> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};

}  // namespace

static_assert(cp::network<cp::rnn<2, 3>>::parameter_count == 3 * (2 + 3) + 2 * 3);
static_assert(cp::network<cp::rnn<2, 3, cp::relu, cp::no_bias>>::parameter_count == 3 * (2 + 3));
static_assert(adds(cp::sequence<sum::input_type, 4>{{{{1}, {2}, {-5}, {3}}}}) ==
              cp::sequence<sum::output_type, 4>{{{{1}, {3}, {0}, {3}}}});
static_assert(cp::gradient_error<in_double<cp::rnn<2, 3>>, 2, 3>(cp::mse{}, 1) < 1e-8);
static_assert(cp::gradient_error<in_double<cp::rnn<2, 3, cube, cp::no_bias>>, 1, 3>(cp::mse{}, 1) < 1e-8);

TEST_CASE("an activation without vectors is the step of a recurrent layer") {
    using model = cp::network<cp::rnn<1, 9, cube>>;
    static const model net = cp::initialized<model>(cp::torch_default{.seed = 1});
    model::state_type state{};
    const auto once = net(std::array{0.5F}, state);
    for (std::size_t k = 0; k < 9; ++k) {
        const auto p = net.parameters();
        const float z = p[k] * 0.5F + p[9 + 81 + k] + p[9 + 81 + 9 + k];
        CHECK(once[k] == Approx(z * z * z).epsilon(1e-5));
    }
}
