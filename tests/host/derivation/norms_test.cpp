#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <array>
#include <cstddef>
#include <string>

#include "catch.hpp"
#include "page_text.hpp"
#include "read_again.hpp"

// Normalizations: mean, variance, normalized values, gains and biases, and a gradient of three terms.
namespace {

namespace cp = constprop;
namespace host = constprop::host;
using host::notation;
using host::formula::text_of;
using host::symbols::of;
using page_text::contains;
using read_again::check;

template <class... Layers> using net = cp::basic_network<double, Layers...>;
using layers = net<cp::linear<2, 5>, cp::layer_norm, cp::tanh, cp::linear<5, 3>>;
using batches = net<cp::linear<2, 4>, cp::batch_norm, cp::sigmoid, cp::linear<4, 3>>;
using images = net<cp::image<3, 2, 4>, cp::layer_norm, cp::group_norm<2>, cp::tanh, cp::batch_norm, cp::flatten,
                   cp::batch_norm_with<std::ratio<1, 1000>, std::ratio<1, 100>>, cp::linear<24, 2>>;
using image = net<cp::image<3, 2, 2>, cp::batch_norm, cp::tanh, cp::flatten, cp::linear<12, 2>>;

/// A network with gains and biases other than 1 and 0.
template <class Network> Network drawn_network() {
    auto parameters = cp::initialized<Network>(cp::torch_default{}).parameters();
    cp::random draw(7);
    for (auto& parameter : parameters) parameter += draw.uniform(typename Network::scalar(0.3));
    return Network::from_parameters(parameters);
}
template <class Row, std::size_t Rows> std::array<Row, Rows> drawn(std::uint64_t seed) {
    cp::random draw(seed);
    std::array<Row, Rows> rows{};
    for (Row& row : rows)
        for (auto& value : row) value = draw.uniform(typename Row::value_type(1));
    return rows;
}
template <class Network, std::size_t Rows> void agrees_in_batches() {
    const auto numbers = host::derivation<Network, cp::mse>::with_numbers(
        drawn_network<Network>(), cp::mse{}, drawn<typename Network::input_type, Rows>(1),
        drawn<typename Network::output_type, Rows>(2));
    CHECK(numbers.from_differentiate() < 1e-12);
    CHECK(numbers.from_central_differences() < 1e-8);
    CHECK(numbers.from_central_differences() > 0);
}

}  // namespace

TEST_CASE("Derivations: normalizations as formulas") {
    using formulas = host::derivation<layers, cp::mse>::formulas;
    static_assert(text_of<notation::unicode>(formulas::forward<2>()) == "g⁽²⁾ ⊙ norm₂(z₁) + b⁽²⁾");
    static_assert(text_of<notation::unicode>(formulas::backward<1>()) ==
                  "(g⁽²⁾ ⊙ δ₂ − mean₂(g⁽²⁾ ⊙ δ₂) − norm₂(z₁) ⊙ mean₂(g⁽²⁾ ⊙ δ₂ ⊙ norm₂(z₁))) ⊘ √(var₂(z₁) + 0.00001)");
    static_assert(text_of<notation::unicode>(formulas::weight_gradient<2, of::batch>()) == "sum₂(Δ₂ ⊙ norm₂(Z₁))");
    static_assert(text_of<notation::unicode>(formulas::weight_gradient<2>()) == "δ₂ ⊙ norm₂(z₁)");
    static_assert(text_of<notation::unicode>(formulas::jacobian<2>()) ==
                  "diag(g⁽²⁾ ⊘ √(var₂(z₁) + 0.00001)) (I₅ − (𝟙₅𝟙₅ᵀ + norm₂(z₁) norm₂(z₁)ᵀ)/5)");
    using of_image = host::derivation<image, cp::mse>::formulas;
    static_assert(text_of<notation::unicode>(of_image::weight_gradient<1>()) == "sum₁(δ₁ ⊙ norm₁(x))");
    static_assert(text_of<notation::latex>(formulas::forward<2>()) ==
                  "g^{(2)} \\odot \\mathrm{norm}_{2}(z_{1}) + b^{(2)}");
    const std::string text = host::derivation<batches, cp::mse, cp::adam>::text();
    CHECK(contains(text, "  ∂z₂/∂z₁  "));
    CHECK(contains(text, "norm₂(z₁) = (z₁ − mean₂(z₁)) ⊘ √(var₂(z₁) + 0.00001)\n"));
    for (const char* sign :
         {"\n  meanₖ(a) ", "\n  varₖ(a) ", "\n  normₖ(a) ", "\n  sumₖ(a) ", "\n  g⁽ⁱ⁾ ", "\n  g  "}) {
        INFO(sign);
        CHECK(contains(text, sign));
    }
}

TEST_CASE("Derivations: of normalizations, too, what is printed says what is computed") {
    check<layers>(cp::mse{});
    CHECK(check<batches, 3>(cp::cross_entropy{}, 2) >= 15);
    CHECK(check<images, 3>(cp::mse{}, 2) >= 20);
    CHECK(check<image, 1>(cp::mse{}, 1) >= 20);
}

TEST_CASE("Derivations: with numbers, gradients go through means and variances") {
    agrees_in_batches<layers, 3>();
    const auto of_vector = host::derivation<layers, cp::mse>::with_numbers(
        drawn_network<layers>(), cp::mse{}, drawn<layers::input_type, 1>(1)[0], drawn<layers::output_type, 1>(2)[0]);
    CHECK(of_vector.from_differentiate() < 1e-12);
    CHECK(of_vector.from_central_differences() < 1e-8);
    agrees_in_batches<batches, 5>();
    agrees_in_batches<images, 4>();
    const auto numbers = host::derivation<image, cp::mse>::with_numbers(
        drawn_network<image>(), cp::mse{}, drawn<image::input_type, 1>(1)[0], drawn<image::output_type, 1>(2)[0]);
    CHECK(numbers.from_differentiate() < 1e-12);
    CHECK(numbers.from_central_differences() < 1e-8);
    CHECK(contains(numbers.text(), "norm₁(x) = (x − mean₁(x)) ⊘ √(var₁(x) + 0.00001)\n"));
}

namespace {

constexpr auto learned = [] {
    using model = cp::network<cp::linear<2, 3>, cp::batch_norm, cp::tanh, cp::linear<3, 2>>;
    return model::from_parameters(cp::initialized<model>(cp::kaiming_uniform{}).parameters(),
                                  {0.5F, -1.0F, 0.25F, 2.0F, 0.5F, 1.5F});
}();

}  // namespace

TEST_CASE("Derivations: frozen batch normalization runs by its statistics, and has no formulas") {
    using tuned = decltype(cp::freeze_before<learned, 2>());
    const auto numbers = host::derivation<tuned, cp::mse>::with_numbers(
        cp::freeze_before<learned, 2>(), cp::mse{}, drawn<tuned::input_type, 3>(1), drawn<tuned::output_type, 3>(2));
    CHECK(numbers.from_differentiate() < 1e-6);
    CHECK(numbers.from_central_differences() < 1e-3);
    CHECK(contains(numbers.text(), "Z₂ = f₂(Z₁; θ⁽²⁾)"));
}
