#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <ratio>

#include "catch.hpp"
#include "read_again.hpp"

namespace {

namespace cp = constprop;
namespace host = constprop::host;
using host::notation;
using host::formula::text_of;
using host::symbols::of;
using read_again::check;
using read_again::cube;
using read_again::quartic;

template <class... Layers> using net = cp::basic_network<double, Layers...>;

}  // namespace

TEST_CASE("Derivations: what is printed, read again, says what is computed") {
    check<net<cp::linear<2, 3>, cp::relu, cp::linear<3, 4>, cp::leaky_relu<>, cp::linear<4, 3>, cp::elu>>(cp::mse{});
    check<net<cp::linear<2, 3>, cp::silu, cp::linear<3, 4>, cp::gelu, cp::linear<4, 3>, cp::gelu_tanh>>(cp::huber{});
    check<net<cp::linear<2, 3>, cp::softplus, cp::linear<3, 4>, cp::softsign, cp::linear<4, 3>, cp::sigmoid>>(
        cp::weighted(cp::bce{}, {0.5, 2.0, 1.0}));
    check<net<cp::linear<2, 3>, cp::clip<std::ratio<-1>, std::ratio<2>>, cp::linear<3, 4>, cp::selu, cp::linear<4, 3>>>(
        cp::mse{});
    check<net<cp::linear<2, 3>, cp::hard_swish, cp::linear<3, 4>, cp::tanh, cp::linear<4, 3>, cp::hard_sigmoid>>(
        cp::mse{});
    check<net<cp::linear<2, 3>, cube, cp::scale<3>, cp::linear<3, 4>, cp::softmax>>(cp::l1{});
    check<net<cp::linear<2, 3>, cp::relu, cp::linear<3, 4>, cp::log_softmax>>(
        cp::weighted(cp::nll{}, {0.5, 2.0, 1.0, 3.0}));
    check<net<cp::linear<2, 3>, cp::tanh, cp::linear<3, 4>>>(
        cp::weighted(cp::cross_entropy{.label_smoothing = 0.1}, {0.5, 2.0, 1.0, 3.0}));
    check<net<cp::linear<2, 3>, cp::relu, cp::linear<3, 4>>>(cp::bce_with_logits{});
}

TEST_CASE("Derivations: texts are constants") {
    using model = cp::network<cp::linear<2, 20>, cp::relu, cp::linear<20, 5>, cp::identity>;
    using formulas = host::derivation<model, cp::mse>::formulas;
    static_assert(text_of<notation::unicode>(formulas::weight_row<3>()) == "z₂ (∂ℓ/∂ŷ)(∂ŷ/∂z₃)");
    static_assert(text_of<notation::unicode>(formulas::weight_row<1>()) == "x (∂ℓ/∂ŷ)(∂ŷ/∂z₃) W⁽²⁾ (∂z₂/∂z₁)");
    static_assert(text_of<notation::unicode>(formulas::weight_gradient<1, of::batch>()) == "Δ₁ᵀX");
    static_assert(text_of<notation::unicode>(formulas::expanded<4>()) == "W⁽²⁾ relu(W⁽¹⁾x + b⁽¹⁾) + b⁽²⁾");
    static_assert(text_of<notation::unicode>(formulas::loss_row()) == "2(ŷ − y)ᵀ/K");
    static_assert(text_of<notation::latex>(formulas::forward<1>()) == "W^{(1)}x + b^{(1)}");
    // A loss of one's own goes by its name.
    using own = host::derivation<model, quartic>::formulas;
    static_assert(text_of<notation::unicode>(own::loss()) == "quartic(ŷ, y)");
    static_assert(text_of<notation::unicode>(own::loss_row()) == "∇quartic(ŷ, y)ᵀ");
}
