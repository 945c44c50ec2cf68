#include <constprop/constprop.hpp>
#include <constprop/layers/group_norm.hpp>

#include <array>
#include <cstddef>

#include "catch.hpp"

namespace {

namespace cp = constprop;

template <std::size_t Groups>
using images = cp::basic_network<double, cp::image<3, 3, 2>, cp::conv2d<2, 4, cp::kernel<2>>, cp::group_norm<Groups>,
                                 cp::tanh, cp::flatten, cp::linear<16, 2>>;
using vectors = cp::basic_network<double, cp::linear<3, 6>, cp::group_norm<2>, cp::tanh, cp::linear<6, 2>>;
using signals = cp::basic_network<double, cp::signal<4, 3>, cp::group_norm<3>, cp::flatten, cp::linear<12, 2>>;

// Groups of a flattened image are PyTorch's: of its channels.
using before = cp::basic_network<double, cp::image<2, 2, 4>, cp::group_norm<2>, cp::flatten>;
using behind = cp::basic_network<double, cp::image<2, 2, 4>, cp::flatten, cp::group_norm<2>>;

template <class Network> constexpr Network with_ones() noexcept {
    return cp::initialized<Network>(cp::torch_default{});
}
constexpr before::input_type x{3, 1, -2, 0, 5, 1, 1, -1, 0, 0, 2, 4, -3, 1, 7, 2};

}  // namespace

static_assert(with_ones<before>()(x) == with_ones<behind>()(x));
static_assert(before::parameter_count == 8 && behind::parameter_count == 32);
// A group of one value is 0, plus the bias.
static_assert(cp::basic_network<double, cp::vector<2>, cp::group_norm<2>>::from_parameters({1, 1, 3, 4})({5, 6}) ==
              std::array{3.0, 4.0});
static_assert(cp::gradient_error<vectors>(cp::mse{}, 1) < 1e-7);

TEST_CASE("the gradient of group_norm agrees with differences") {
    CHECK(cp::gradient_error<vectors, 2>(cp::mse{}, 1) < 1e-6);
    CHECK(cp::gradient_error<vectors, 5>(cp::cross_entropy{}, 1) < 1e-6);
    CHECK(cp::gradient_error<images<1>>(cp::mse{}, 1) < 1e-7);
    CHECK(cp::gradient_error<images<2>, 2>(cp::mse{}, 1) < 1e-7);
    CHECK(cp::gradient_error<images<4>, 5>(cp::mse{}, 1) < 1e-6);
    CHECK(cp::gradient_error<signals, 5>(cp::mse{}, 1) < 1e-6);
    CHECK(cp::gradient_error<behind, 2>(cp::mse{}, 1) < 1e-6);
}

TEST_CASE("a mean over a group makes no difference to what is added to all of it") {
    const auto net = with_ones<before>();
    auto shifted = x;
    for (std::size_t p = 0; p < 4; ++p) shifted[p * 4] += 10, shifted[p * 4 + 1] += 10;
    const auto a = net(x), b = net(shifted);
    for (std::size_t k = 0; k < 16; ++k) CHECK(std::abs(a[k] - b[k]) < 1e-12);
    shifted[0] += 1;
    CHECK(net(shifted) != b);
}
