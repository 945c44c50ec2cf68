#include <constprop/kernels/linear.hpp>

#include <array>
#include <cstddef>

#include "catch.hpp"

namespace {

/// The products by their definitions, for weights of outputs × inputs, on numbers whose sums are exact.
template <std::size_t Inputs, std::size_t Outputs> constexpr bool products_are_right() {
    std::array<double, Inputs * Outputs> weights{}, outer{};
    std::array<double, Outputs> bias{}, y{}, dy{}, outer_bias{};
    std::array<double, Inputs> x{}, dx{};
    for (std::size_t k = 0; k < weights.size(); ++k) weights[k] = static_cast<double>(k * 7 % 11) - 5;
    for (std::size_t o = 0; o < Outputs; ++o)
        bias[o] = static_cast<double>(o), dy[o] = static_cast<double>(o * 3 % 5) - 2;
    for (std::size_t i = 0; i < Inputs; ++i) x[i] = static_cast<double>(i * 5 % 7) - 3;
    outer.fill(1);
    outer_bias.fill(2);
    using namespace constprop::kernels;
    affine<Inputs, Outputs>(weights.data(), bias.data(), x.data(), y.data());
    affine_transposed<Inputs, Outputs>(weights.data(), dy.data(), dx.data());
    add_outer_product<Inputs, Outputs>(x.data(), dy.data(), outer.data(), outer_bias.data());
    bool ok = true;
    for (std::size_t o = 0; o < Outputs; ++o) {
        double sum = bias[o];
        for (std::size_t i = 0; i < Inputs; ++i) sum += weights[i * Outputs + o] * x[i];
        ok = ok && y[o] == sum && outer_bias[o] == 2 + dy[o];
    }
    for (std::size_t i = 0; i < Inputs; ++i) {
        double sum = 0;
        for (std::size_t o = 0; o < Outputs; ++o) {
            sum += weights[i * Outputs + o] * dy[o];
            ok = ok && outer[i * Outputs + o] == 1 + x[i] * dy[o];
        }
        ok = ok && dx[i] == sum;
    }
    return ok;
}

constexpr bool all_sizes() {
    return products_are_right<1, 1>() && products_are_right<1, 5>() && products_are_right<5, 1>() &&
           products_are_right<3, 7>() && products_are_right<16, 16>() && products_are_right<17, 10>();
}

}  // namespace

static_assert(all_sizes());

TEST_CASE("the products of a linear layer") { CHECK(all_sizes()); }
