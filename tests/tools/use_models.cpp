// What PyTorch exported (models/make.py), as constprop_add_model imports it. Each header compares this network with
// PyTorch's outputs, within 1e-5, when it is compiled; here each does it again.
#include <cstdio>
#include <type_traits>

#include "doubles.hpp"
#include "mlp_elu.hpp"
#include "mlp_gelu.hpp"
#include "mlp_gelu_tanh.hpp"
#include "mlp_hard_sigmoid.hpp"
#include "mlp_hard_swish.hpp"
#include "mlp_leaky_relu.hpp"
#include "mlp_log_softmax.hpp"
#include "mlp_relu.hpp"
#include "mlp_sigmoid.hpp"
#include "mlp_silu.hpp"
#include "mlp_softmax.hpp"
#include "mlp_softplus.hpp"
#include "mlp_softsign.hpp"
#include "mlp_tanh.hpp"
#include "rows.hpp"
#include "standardized.hpp"

namespace {

namespace cp = constprop;

template <class Activation> using mlp = cp::network<cp::linear<3, 8>, Activation, cp::linear<8, 4>, Activation>;

static_assert(std::is_same_v<mlp_relu::model, mlp<cp::relu>>);
static_assert(std::is_same_v<mlp_leaky_relu::model, mlp<cp::leaky_relu<std::ratio<1, 5>>>>);
static_assert(std::is_same_v<mlp_elu::model, mlp<cp::elu_with<std::ratio<7, 10>>>>);
static_assert(std::is_same_v<mlp_sigmoid::model, mlp<cp::sigmoid>>);
static_assert(std::is_same_v<mlp_hard_sigmoid::model, mlp<cp::hard_sigmoid>>);
static_assert(std::is_same_v<mlp_hard_swish::model, mlp<cp::hard_swish>>);
static_assert(std::is_same_v<mlp_tanh::model, mlp<cp::tanh>>);
static_assert(std::is_same_v<mlp_softplus::model, mlp<cp::softplus>>);
static_assert(std::is_same_v<mlp_softsign::model, mlp<cp::softsign>>);
static_assert(std::is_same_v<mlp_gelu::model, mlp<cp::gelu>>);
static_assert(std::is_same_v<mlp_gelu_tanh::model, mlp<cp::gelu_tanh>>);
static_assert(std::is_same_v<mlp_silu::model, mlp<cp::silu>>);
static_assert(std::is_same_v<mlp_softmax::model, mlp<cp::softmax>>);
static_assert(std::is_same_v<mlp_log_softmax::model, mlp<cp::log_softmax>>);
static_assert(std::is_same_v<rows::model, cp::network<cp::linear<5, 7>, cp::relu, cp::linear<7, 2>>>);
static_assert(std::is_same_v<doubles::model, cp::basic_network<double, cp::linear<3, 5>, cp::elu, cp::linear<5, 2>>>);
// Of five normalizations one is left: the last, which stands between two functions.
static_assert(
    std::is_same_v<standardized::model,
                   cp::network<cp::linear<12, 6>, cp::tanh, cp::linear<6, 5>, cp::relu, cp::scale<5>, cp::softmax>>);
static_assert(standardized::cost::multiply_accumulates == 107 && standardized::cost::inference_bytes == 44);

}  // namespace

int main() {
    constexpr bool (*tests[])() noexcept {
        doubles::self_test,          mlp_elu::self_test,        mlp_gelu::self_test,       mlp_gelu_tanh::self_test,
        mlp_hard_sigmoid::self_test, mlp_hard_swish::self_test, mlp_leaky_relu::self_test, mlp_log_softmax::self_test,
        mlp_relu::self_test,         mlp_sigmoid::self_test,    mlp_silu::self_test,       mlp_softmax::self_test,
        mlp_softplus::self_test,     mlp_softsign::self_test,   mlp_tanh::self_test,       rows::self_test,
        standardized::self_test};
    int passed = 0, all = 0;
    for (const auto test : tests) {
        ++all;
        passed += test() ? 1 : 0;
    }
    std::printf("PyTorch's models: %d of %d agree\n", passed, all);
    return passed == all ? 0 : 1;
}
