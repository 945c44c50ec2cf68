// What PyTorch exported (models/make.py), as constprop_add_model imports it. Each header compares this network with
// PyTorch's outputs, within 1e-5, when it is compiled; here each does it again.
#include <ratio>
#include <type_traits>

#include "agreeing_models.hpp"
#include "doubles.hpp"
#include "layer_norms.hpp"
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
#include "stored_bfloat16.hpp"
#include "stored_half.hpp"
#include "stored_scaled_int8.hpp"

namespace {

namespace cp = constprop;

template <class Activation> using mlp = cp::network<cp::linear<3, 8>, Activation, cp::linear<8, 4>, Activation>;

static_assert(std::is_same_v<mlp_relu_model::model, mlp<cp::relu>>);
static_assert(std::is_same_v<stored_half_model::model, cp::stored_as<cp::half, mlp<cp::relu>>>);
static_assert(stored_half_model::net == stored_half_model::model(mlp_relu_model::net));
static_assert(stored_bfloat16_model::net == stored_bfloat16_model::model(mlp_relu_model::net));
static_assert(stored_scaled_int8_model::net == stored_scaled_int8_model::model(mlp_relu_model::net));
static_assert(std::is_same_v<mlp_leaky_relu_model::model, mlp<cp::leaky_relu<std::ratio<1, 5>>>>);
static_assert(std::is_same_v<mlp_elu_model::model, mlp<cp::elu_with<std::ratio<7, 10>>>>);
static_assert(std::is_same_v<mlp_sigmoid_model::model, mlp<cp::sigmoid>>);
static_assert(std::is_same_v<mlp_hard_sigmoid_model::model, mlp<cp::hard_sigmoid>>);
static_assert(std::is_same_v<mlp_hard_swish_model::model, mlp<cp::hard_swish>>);
static_assert(std::is_same_v<mlp_tanh_model::model, mlp<cp::tanh>>);
static_assert(std::is_same_v<mlp_softplus_model::model, mlp<cp::softplus>>);
static_assert(std::is_same_v<mlp_softsign_model::model, mlp<cp::softsign>>);
static_assert(std::is_same_v<mlp_gelu_model::model, mlp<cp::gelu>>);
static_assert(std::is_same_v<mlp_gelu_tanh_model::model, mlp<cp::gelu_tanh>>);
static_assert(std::is_same_v<mlp_silu_model::model, mlp<cp::silu>>);
static_assert(std::is_same_v<mlp_softmax_model::model, mlp<cp::softmax>>);
static_assert(std::is_same_v<mlp_log_softmax_model::model, mlp<cp::log_softmax>>);
static_assert(std::is_same_v<rows_model::model, cp::network<cp::linear<5, 7>, cp::relu, cp::linear<7, 2>>>);
static_assert(
    std::is_same_v<doubles_model::model, cp::basic_network<double, cp::linear<3, 5>, cp::elu, cp::linear<5, 2>>>);
// Of five normalizations one is left: the last, which stands between two functions.
static_assert(
    std::is_same_v<standardized_model::model,
                   cp::network<cp::linear<12, 6>, cp::tanh, cp::linear<6, 5>, cp::relu, cp::scale<5>, cp::softmax>>);
static_assert(standardized_model::cost::multiply_accumulates == 107 && standardized_model::cost::inference_bytes == 44);
// Another epsilon is a factor of the layer before: layer_norm(x) with ε is layer_norm(√(1e-5/ε) x) with 1e-5.
static_assert(
    std::is_same_v<layer_norms_model::model,
                   cp::network<cp::linear<6, 8>, cp::layer_norm, cp::relu, cp::linear<8, 4>, cp::layer_norm>>);

constexpr imported_model models[]{{"doubles", doubles_model::self_test},
                                  {"layer_norms", layer_norms_model::self_test},
                                  {"mlp_elu", mlp_elu_model::self_test},
                                  {"mlp_gelu", mlp_gelu_model::self_test},
                                  {"mlp_gelu_tanh", mlp_gelu_tanh_model::self_test},
                                  {"mlp_hard_sigmoid", mlp_hard_sigmoid_model::self_test},
                                  {"mlp_hard_swish", mlp_hard_swish_model::self_test},
                                  {"mlp_leaky_relu", mlp_leaky_relu_model::self_test},
                                  {"mlp_log_softmax", mlp_log_softmax_model::self_test},
                                  {"mlp_relu", mlp_relu_model::self_test},
                                  {"mlp_sigmoid", mlp_sigmoid_model::self_test},
                                  {"mlp_silu", mlp_silu_model::self_test},
                                  {"mlp_softmax", mlp_softmax_model::self_test},
                                  {"mlp_softplus", mlp_softplus_model::self_test},
                                  {"mlp_softsign", mlp_softsign_model::self_test},
                                  {"mlp_tanh", mlp_tanh_model::self_test},
                                  {"rows", rows_model::self_test},
                                  {"standardized", standardized_model::self_test}};

}  // namespace

int main() { return status_of("PyTorch's models", models); }
