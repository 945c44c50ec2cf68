#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <array>
#include <cstddef>
#include <ratio>
#include <string>

#include "catch.hpp"
#include "page_text.hpp"
#include "read_again.hpp"

// Layers without formulas: functions with Jacobian matrices, whose numbers come from the layers' own code.
namespace {

namespace cp = constprop;
namespace host = constprop::host;
using host::notation;
using host::formula::text_of;
using host::symbols::of;
using page_text::contains;
using read_again::check;

template <class... Layers> using net = cp::basic_network<double, Layers...>;

/// A user's layer with one parameter p: y[k] = p x[n − 1 − k].
struct reversed {
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs, .weights = 1};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T* p, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = p[0] * x[Inputs - 1 - k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* p, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = p[0] * dy[Inputs - 1 - k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) gradient[0] += dy[k] * x[Inputs - 1 - k];
    }
};

/// One that computes in float and in nothing else.
struct only_float {
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs};
    }
    template <std::size_t Inputs> static constexpr void forward(const float*, const float* x, float* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = 2 * x[k];
    }
    template <std::size_t Inputs>
    static constexpr void backward(const float*, const float*, const float*, const float* dy, float* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = 2 * dy[k];
    }
};

using pooled = net<cp::image<4, 4, 2>, cp::tanh, cp::depthwise_conv2d<2, cp::kernel<3>, cp::padding<1>>,
                   cp::max_pool2d<2>, cp::flatten, cp::linear<8, 3>>;
using grouped = net<cp::linear<2, 6>, cp::group_norm<2>, cp::tanh, reversed, cp::prelu<6>, cp::linear<6, 3>>;
using recurrent = cp::network<cp::gru<2, 3>, cp::tanh, cp::linear<3, 2>>;

/// The distances of the gradient by formulas from `differentiate` and from central differences.
template <class Numbers> void agrees(const Numbers& numbers, double differentiated, double differences) {
    CHECK(numbers.from_differentiate() < differentiated);
    CHECK(numbers.from_central_differences() < differences);
    CHECK(numbers.from_central_differences() > 0);
}
template <class Row, std::size_t Rows> std::array<Row, Rows> drawn(std::uint64_t seed) {
    cp::random draw(seed);
    std::array<Row, Rows> rows{};
    for (Row& row : rows)
        for (auto& value : row) value = draw.uniform(typename Row::value_type(1));
    return rows;
}

constexpr auto learned = [] {
    using model = cp::network<cp::image<3, 3, 2>, cp::average_pool2d<2, cp::stride<1>>,
                              cp::depthwise_conv2d<2, cp::kernel<2>>, cp::flatten, cp::linear<2, 2>>;
    return cp::initialized<model>(cp::kaiming_uniform{});
}();

}  // namespace

TEST_CASE("Derivations: a layer without formulas is a function with Jacobian matrices") {
    using formulas = host::derivation<pooled, cp::mse>::formulas;
    static_assert(text_of<notation::unicode>(formulas::forward<2>()) == "f₂(z₁; θ⁽¹⁾)");
    static_assert(text_of<notation::unicode>(formulas::expanded<3>()) == "f₃(f₂(tanh(x); θ⁽¹⁾))");
    static_assert(text_of<notation::unicode>(formulas::backward<1>()) == "(∂z₂/∂z₁)ᵀ δ₂");
    static_assert(text_of<notation::unicode>(formulas::weight_gradient<2>()) == "(∂z₂/∂θ⁽¹⁾)ᵀ δ₂");
    static_assert(text_of<notation::unicode>(formulas::backward<1, of::batch>()) == "(∂Z₂/∂Z₁)ᵀ[Δ₂]");
    static_assert(text_of<notation::unicode>(formulas::weight_gradient<2, of::batch>()) == "(∂Z₂/∂θ⁽¹⁾)ᵀ[Δ₂]");
    static_assert(text_of<notation::latex>(formulas::forward<2>()) == "f_{2}(z_{1}; \\theta ^{(1)})");
    static_assert(text_of<notation::html>(formulas::forward<3>()) == "<i>f</i><sub>3</sub>(<i>z</i><sub>2</sub>)");
    static_assert(text_of<notation::unicode>(formulas::forward<4>()) == "z₃");  // flatten keeps the values
    const std::string text = host::derivation<pooled, cp::mse>::text();
    CHECK(contains(text, "tanh → depthwise_conv2d₁ → max_pool2d → flatten → Linear₂ → mse\n"));
    CHECK(contains(text, "  ∂z₂/∂z₁  by its own code, depthwise_conv2d, 32×32"));
    CHECK(contains(text, "  θ⁽ⁱ⁾         all parameters of the i-th layer with parameters, a column\n"));
    CHECK(contains(text, "  (∂A/∂B)ᵀ[Δ]  for a batch: the transposed Jacobian matrix"));
}

TEST_CASE("Derivations: of layers without formulas, too, what is printed says what is computed") {
    check<pooled>(cp::mse{});
    check<grouped>(cp::cross_entropy{});
}

TEST_CASE("Derivations: with numbers of layers without formulas, for a sample, a batch and a sequence") {
    using model = cp::network<cp::image<4, 4, 2>, cp::depthwise_conv2d<2, cp::kernel<3>, cp::padding<1>>, cp::sigmoid,
                              cp::average_pool2d<2>, cp::flatten, cp::linear<8, 2>, reversed>;
    const auto of_model = cp::initialized<model>(cp::torch_default{});
    const auto x = drawn<model::input_type, 3>(1);
    const auto y = drawn<model::output_type, 3>(2);
    agrees(host::derivation<model, cp::mse>::with_numbers(of_model, cp::mse{}, x[0], y[0]), 1e-7, 1e-9);
    agrees(host::derivation<model, cp::mse, cp::adam>::with_numbers(of_model, cp::mse{}, x, y), 1e-7, 1e-9);

    const auto steps = drawn<recurrent::input_type, 5>(3);
    const auto targets = drawn<recurrent::output_type, 5>(4);
    const auto of_sequence = host::derivation<recurrent, cp::mse>::with_numbers(
        cp::initialized<recurrent>(cp::torch_default{}), cp::mse{}, cp::sequence<recurrent::input_type, 5>{steps},
        cp::sequence<recurrent::output_type, 5>{targets});
    agrees(of_sequence, 1e-6, 1e-9);
    CHECK(contains(of_sequence.text(), "Z₁ = f₁(X; θ⁽¹⁾)"));
    CHECK(contains(of_sequence.html(), "∂<i>θ</i><sup>(1)</sup>"));

    using inexact = cp::network<cp::linear<2, 3>, only_float, cp::linear<3, 1>>;
    const auto in_float = host::derivation<inexact, cp::mse>::with_numbers(
        cp::initialized<inexact>(cp::torch_default{}), cp::mse{}, {0.5F, -1.0F}, std::array{1.0F});
    agrees(in_float, 1e-6, 1e-2);
}

TEST_CASE("Derivations: dropout drops nothing, a linear layer behind flatten has columns in the order of its input") {
    using model = net<cp::image<2, 2, 3>, cp::flatten, cp::dropout<std::ratio<1, 2>>, cp::linear<12, 2>>;
    const auto of_model = cp::initialized<model>(cp::torch_default{});
    const auto x = drawn<model::input_type, 2>(1);
    const auto y = drawn<model::output_type, 2>(2);
    const host::calculus::numbers numbers(of_model, cp::mse{}, x, y);
    using formulas = host::calculus::chain<model, cp::mse>;
    for (std::size_t n = 0; n < 2; ++n) {
        const auto output = of_model(x[n]);
        for (std::size_t k = 0; k < 2; ++k)
            CHECK(std::abs(value_of(formulas::forward<3, of::batch>(), numbers)(n, k) - output[k]) < 1e-14);
    }
    CHECK(numbers.weight(3)(1, 5) == of_model.layer<2>().weight(1, 5));
    agrees(host::derivation<model, cp::mse>::with_numbers(of_model, cp::mse{}, x, y), 1e-12, 1e-9);
}

TEST_CASE("Derivations: a frozen layer without formulas") {
    using tuned = decltype(cp::freeze_before<learned, 2>());
    const auto of_tuned = cp::freeze_before<learned, 2>();
    const auto numbers = host::derivation<tuned, cp::mse>::with_numbers(
        of_tuned, cp::mse{}, drawn<tuned::input_type, 1>(1)[0], std::array{1.0F, -1.0F});
    agrees(numbers, 1e-6, 1e-2);
    CHECK(contains(numbers.text(), "z₂ = f₂(z₁; θ⁽¹⁾)"));
    CHECK_FALSE(contains(numbers.text(), "∂θ⁽¹⁾"));
}
