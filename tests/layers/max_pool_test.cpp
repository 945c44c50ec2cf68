#include <constprop/layers/max_pool.hpp>

#include <array>
#include <limits>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using halves = cp::network<cp::image<2, 4, 2>, cp::max_pool2d<2>>;
constexpr halves::input_type picture{1, 8, 2, 7, 3, 5, 3, 6,   //
                                     4, 5, 2, 7, 3, 5, 1, 6};  // two channels

constexpr auto input_gradient(const halves::input_type& x) {
    return cp::differentiate_input(halves{}, cp::squared_error{}, x, {0, 0, 0, 0}).gradient;
}
// Each window has its gradient where its first greatest value is: 3 stands three times, 6 twice.
static_assert(halves{}(picture) == halves::output_type{4, 8, 3, 6});
static_assert(input_gradient(picture) == halves::input_type{0, 16, 0, 0, 6, 0, 0, 12, 8, 0, 0, 0, 0, 0, 0, 0});

using everything = cp::network<cp::image<2, 2, 2>, cp::global_max_pool>;
static_assert(everything{}({1, 8, 2, 7, 4, 5, 2, 9}) == everything::output_type{4, 9});
static_assert(everything::output_size == 2 && everything::given_by(0).kind == cp::rank::vector);
static_assert(cp::network<cp::signal<3, 2>, cp::global_max_pool>{}({1, 8, 2, 7, 4, 5}) == std::array{4.0F, 8.0F});

using over_signal = cp::network<cp::signal<5>, cp::max_pool1d<3, cp::stride<2>, cp::padding<1>>>;
static_assert(over_signal{}({-3, -2, -5, -1, -4}) == over_signal::output_type{-2, -1, -1});  // padding is smaller

using model = cp::basic_network<double, cp::image<6, 7, 2>, cp::conv2d<2, 5, cp::kernel<2>>, cp::tanh,
                                cp::max_pool2d<3, cp::stride<2>, cp::padding<1>, cp::ceil_mode>, cp::conv2d<5, 9>,
                                cp::global_max_pool, cp::linear<9, 2>>;
static_assert(cp::gradient_error<cp::basic_network<double, cp::image<3, 3>, cp::max_pool2d<2, cp::stride<1>>>>(
                  cp::mse{}, 1) < 1e-8);

}  // namespace

TEST_CASE("max_pool2d has the gradient of its loss") {
    CHECK(halves{}(picture) == halves::output_type{4, 8, 3, 6});
    CHECK(input_gradient(picture) == halves::input_type{0, 16, 0, 0, 6, 0, 0, 12, 8, 0, 0, 0, 0, 0, 0, 0});
    CHECK(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<model, 3>(cp::mse{}, 2) < 1e-8);
}

#if !defined(__FINITE_MATH_ONLY__) || !__FINITE_MATH_ONLY__
TEST_CASE("in a pool NaN is greater than all numbers") {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    const auto y = everything{}({1, -infinity, nan, -infinity, infinity, -infinity, 2, -infinity});
    CHECK(y[0] != y[0]);
    CHECK(y[1] == -infinity);
}
#endif
