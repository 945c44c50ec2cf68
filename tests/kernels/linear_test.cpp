#include <constprop/kernels/linear.hpp>

#include <array>
#include <cstddef>

#include "catch.hpp"

namespace {

/// The products by their definitions, for a batch, on numbers whose sums are exact in any order.
template <std::size_t Inputs, std::size_t Outputs, std::size_t Batch, class T>
constexpr bool products_are_right(std::size_t zero) {
    using layer = constprop::kernels::linear<Inputs, Outputs, 64>;
    constexpr std::size_t weights = Inputs * Outputs;
    std::array<T, weights + Outputs> parameters{}, gradient{};
    std::array<std::array<T, Inputs>, Batch> x{}, dx{};
    std::array<std::array<T, Outputs>, Batch> y{}, dy{};
    for (std::size_t k = 0; k < parameters.size(); ++k)
        parameters[k] = static_cast<T>(static_cast<int>((zero + k) * 7 % 11) - 5);
    for (std::size_t n = 0; n < Batch; ++n) {
        for (std::size_t i = 0; i < Inputs; ++i) x[n][i] = static_cast<T>(static_cast<int>((n + i * 5) % 7) - 3);
        for (std::size_t o = 0; o < Outputs; ++o) dy[n][o] = static_cast<T>(static_cast<int>((n + o * 3) % 5) - 2);
    }
    const auto doubled = [](const auto& value) { return value + value; };
    if constexpr (Batch == 1) {
        layer::forward(parameters.data(), x[0].data(), y[0].data(), doubled);
        layer::backward(parameters.data(), dy[0].data(), dx[0].data());
    } else {
        layer::template forward<Batch>(parameters.data(), x.data(), y.data(), Batch, doubled);
        layer::template backward<Batch>(parameters.data(), dy.data(), dx.data(), Batch);
    }
    layer::template differentiate<Batch>(x.data(), dy.data(), Batch, constprop::kernels::write_to<T>{gradient.data()});

    const auto at = [](std::size_t o, std::size_t i) {
        return layer::rows_are_outputs ? o * Inputs + i : i * Outputs + o;
    };
    bool ok = true;
    for (std::size_t n = 0; n < Batch; ++n) {
        for (std::size_t o = 0; o < Outputs; ++o) {
            T sum = parameters[weights + o];
            for (std::size_t i = 0; i < Inputs; ++i) sum += parameters[at(o, i)] * x[n][i];
            ok = ok && y[n][o] == 2 * sum;
        }
        for (std::size_t i = 0; i < Inputs; ++i) {
            T sum = 0;
            for (std::size_t o = 0; o < Outputs; ++o) sum += parameters[at(o, i)] * dy[n][o];
            ok = ok && dx[n][i] == sum;
        }
    }
    for (std::size_t o = 0; o < Outputs; ++o) {
        T bias = 0;
        for (std::size_t n = 0; n < Batch; ++n) bias += dy[n][o];
        ok = ok && gradient[weights + o] == bias;
        for (std::size_t i = 0; i < Inputs; ++i) {
            T sum = 0;
            for (std::size_t n = 0; n < Batch; ++n) sum += x[n][i] * dy[n][o];
            ok = ok && gradient[at(o, i)] == sum;
        }
    }
    return ok;
}

template <std::size_t Batch, class T> constexpr bool sizes(std::size_t zero) {
    return products_are_right<1, 1, Batch, T>(zero) && products_are_right<1, 5, Batch, T>(zero) &&
           products_are_right<5, 1, Batch, T>(zero) && products_are_right<3, 7, Batch, T>(zero) &&
           products_are_right<16, 16, Batch, T>(zero) && products_are_right<17, 10, Batch, T>(zero) &&
           products_are_right<9, 35, Batch, T>(zero);
}

}  // namespace

static_assert(sizes<1, float>(0) && sizes<3, float>(0) && sizes<11, double>(0));

TEST_CASE("the products of a linear layer") {
    volatile std::size_t unknown = 0;  // else the compiler computes all of this, without a kernel on vectors
    const std::size_t zero = unknown;
    CHECK(sizes<1, float>(zero));
    CHECK(sizes<3, float>(zero));
    CHECK(sizes<11, double>(zero));
    CHECK(products_are_right<64, 64, 1, float>(zero));
    CHECK(products_are_right<64, 64, 32, float>(zero));
    CHECK(products_are_right<64, 10, 32, float>(zero));
    CHECK(products_are_right<64, 4, 21, float>(zero));
    CHECK(products_are_right<16, 2, 11, double>(zero));
    CHECK(products_are_right<30, 1, 37, float>(zero));
    CHECK(products_are_right<800, 70, 20, float>(zero));
    CHECK(products_are_right<40, 300, 9, float>(zero));
}
