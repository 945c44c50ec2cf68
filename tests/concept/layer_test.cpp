#include <constprop/concept/layer.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

/// A layer as a user writes one from nothing: y = s ⊙ x, a factor for each value.
struct scale {
    static constexpr constprop::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs, .weights = inputs};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T* s, const T* x, T* y) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) y[j] = s[j] * x[j];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* s, const T* /*x*/, const T* /*y*/, const T* dy, T* dx) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) dx[j] = s[j] * dy[j];
    }
    template <std::size_t Inputs, class T>
    static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) gradient[j] += x[j] * dy[j];
    }
};

/// A layer without parameters that changes the size: sums of neighbors.
struct pairs {
    static constexpr constprop::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs / 2};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T* /*none*/, const T* x, T* y) noexcept {
        for (std::size_t j = 0; j < Inputs / 2; ++j) y[j] = x[2 * j] + x[2 * j + 1];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* /*none*/, const T* /*x*/, const T* /*y*/, const T* dy, T* dx) noexcept {
        for (std::size_t j = 0; j < Inputs / 2; ++j) dx[2 * j] = dx[2 * j + 1] = dy[j];
    }
};

using model = constprop::basic_network<double, constprop::linear<3, 4>, scale, constprop::tanh, pairs, scale>;

struct no_shape {};

}  // namespace

static_assert(constprop::layer<scale> && constprop::layer<pairs> && !constprop::layer<no_shape> &&
              !constprop::layer<int>);
static_assert(model::parameter_count == 16 + 4 + 2 && model::output_size == 2);
static_assert(constprop::gradient_error<model>(constprop::mse{}, 5) < 1e-8);

TEST_CASE("a user's own layers") {
    CHECK(constprop::gradient_error<model>(constprop::mse{}, 5) < 1e-8);
    model net = constprop::initialized<model>(constprop::torch_default{.seed = 1});
    const auto before =
        constprop::evaluate(net, constprop::mse{}, model::input_type{1, 2, 3}, model::output_type{1, -1});
    auto optimizer = constprop::make_optimizer(net, constprop::adam{.learning_rate = 0.01});
    for (int step = 0; step < 200; ++step) constprop::train_step(net, optimizer, constprop::mse{}, {1, 2, 3}, {1, -1});
    const auto after =
        constprop::evaluate(net, constprop::mse{}, model::input_type{1, 2, 3}, model::output_type{1, -1});
    CHECK(after < before / 100);
}
