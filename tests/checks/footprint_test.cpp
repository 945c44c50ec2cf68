#include <constprop/checks/footprint.hpp>

#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>, cp::softmax>;
using cost = cp::footprint<model>;

/// Where there are vectors, what has at least 64 bytes begins at a cache line.
constexpr std::size_t placed(std::size_t bytes) {
    return cp::kernels::vector_bytes >= 16 ? (bytes + 63) / 64 * 64 : bytes;
}

static_assert(cost::multiply_accumulates == 64 * 32 + 32 * 10);
static_assert(cost::parameter_bytes == 4 * 2410);
static_assert(cost::inference_bytes == 4 * 32);  // relu works in place, softmax in the output
static_assert(cost::gradient_bytes == cost::parameter_bytes);
static_assert(cost::trace_bytes == 4 * (32 + 32 + 10 + 10));
static_assert(cost::backward_bytes == 4 * (10 + 32));  // nothing for the first layer's input
static_assert(cost::optimizer_bytes ==
              4 * 4 + sizeof(std::size_t));  // plain_sgd remembers nothing but itself, and steps
static_assert(cp::footprint<model, cp::adam>::optimizer_bytes >= 2 * sizeof(model));
static_assert(cp::footprint<model, cp::adam>::optimizer_bytes < 2 * sizeof(model) + 100);
static_assert(cp::footprint<model, cp::sgd>::optimizer_bytes < sizeof(model) + 100);
static_assert(cp::footprint<model, cp::plain_sgd, 8>::trace_bytes == 8 * cost::trace_bytes);
static_assert(cost::training_bytes ==
              2 * cost::parameter_bytes + cost::optimizer_bytes + cost::trace_bytes + cost::backward_bytes);

// Where sums are in registers, there are none in memory; an unrolled layer has them there wherever floats have any.
static_assert(cp::kernels::vector_bytes < 16 ||
              (cost::inference_sum_bytes == 0 && cp::footprint<model, cp::sgd>::training_sum_bytes == 0));
static_assert(cp::footprint<cp::with_scalar<long double, model>>::inference_sum_bytes ==
              4 * 32 * sizeof(long double));  // plain loops: four sums of each of 32 columns
static_assert(cp::footprint<cp::with_scalar<long double, cp::network<cp::linear<32, 10>>>>::inference_sum_bytes ==
              8 * sizeof(long double));  // and eight of a dot product
static_assert(cp::footprint<cp::with_scalar<long double, model>>::training_sum_bytes ==
              cp::footprint<cp::with_scalar<long double, model>>::inference_sum_bytes);
// A batch in plain loops has a sum for each column, and those of a row of gradients.
static_assert(cp::footprint<cp::with_scalar<long double, model>, cp::sgd, 4>::training_sum_bytes ==
              (32 + 32) * sizeof(long double));
// On vectors, a transposed block of weights for the gradient of the second layer's input: 16 outputs of each of so many.
using square = cp::network<cp::linear<4, 96>, cp::linear<96, 16>>;
static_assert(cp::kernels::vector_bytes < 16 ||
              cp::footprint<square, cp::sgd, 4>::training_sum_bytes == 3 * cp::kernels::vector_bytes * 16);
// A layer without products for batches has its gradient; and a frozen one what the layer has, but no gradient.
using long_model = cp::with_scalar<long double, cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 3>>>;
constexpr long_model constant{};
static_assert(cp::footprint<cp::network<cp::scale<6>>>::training_sum_bytes == 4 * 12);
static_assert(cp::footprint<cp::with_scalar<long double, cp::network<cp::frozen<constant, 0>>>>::inference_sum_bytes ==
              cp::footprint<long_model>::inference_sum_bytes);
// A convolution in plain loops has the sums of one place; on vectors those are in registers. It has the whole gradient, and
// on vectors, where the gradient of its input is asked for, its weights once more.
using convolution = cp::network<cp::image<6, 6, 1>, cp::conv2d<1, 4, cp::kernel<3, 3>>>;
constexpr bool on_vectors = cp::kernels::has_vectors<float>;
static_assert(cp::footprint<convolution>::inference_sum_bytes == (on_vectors ? 0 : 4 * 4));
static_assert(cp::footprint<convolution>::training_sum_bytes == (on_vectors ? 0 : 4 * 4) + 4 * 40);
using two = cp::network<cp::image<6, 6, 1>, cp::conv2d<1, 1>, cp::conv2d<1, 4, cp::kernel<3, 3>>>;
static_assert(cp::footprint<two>::training_sum_bytes == (on_vectors ? 4 * 36 : 4 * 4) + 4 * 40);

// A signal as a sequence: a step at a time in inference, and all of its steps in training, though no gradient of them is asked.
using steps = cp::network<cp::signal<200, 8>, cp::over_time<cp::gru<8, 4>, cp::last_step>, cp::linear<4, 2>>;
static_assert(cp::footprint<steps>::inference_sum_bytes < 4 * 200);
static_assert(cp::footprint<steps>::training_sum_bytes > 4 * 200 * (8 + 2 * 4 + 3 * 4));
using means = cp::network<cp::signal<200, 8>, cp::over_time<cp::cumulative_mean, cp::last_step>, cp::linear<8, 2>>;
static_assert(cp::footprint<means>::training_sum_bytes > 4 * 200 * (8 + 2 * 8));

// All of it.
static_assert(cost::inference_ram > cost::inference_bytes + cost::inference_sum_bytes + 2 * 4 * 10);
static_assert(cost::inference_ram <=
              placed(4 * 32) + cost::inference_sum_bytes + 2 * placed(4 * 10) + 384 + 8 * cp::kernels::vector_bytes);
static_assert(cost::training_ram > cost::optimizer_bytes + cost::trace_bytes + cost::backward_bytes);
static_assert(cp::footprint<model, cp::adam>::training_ram - cost::training_ram ==
              cp::footprint<model, cp::adam>::optimizer_bytes - cost::optimizer_bytes + 2 * 128);
// There is no gradient but where clipping needs one.
static_assert(cost::training_ram < cost::optimizer_bytes + cost::parameter_bytes);
static_assert(cp::footprint<model, cp::with<cp::plain_sgd, cp::clip_norm>>::training_ram >
              cost::training_ram + sizeof(model));
static_assert(cost::fit_ram > cost::training_ram + sizeof(model) + 4 * (64 + 10));

// The buffers that a pass really makes have the sizes that the constants say.
static_assert(sizeof(model) == placed(cost::parameter_bytes));
static_assert(sizeof(model::outputs_type<1>) == placed(cost::trace_bytes));
static_assert(sizeof(model::errors_type<1, 1>) + 4 * 10 == cost::backward_bytes);

using deep = cp::network<cp::linear<4, 16>, cp::tanh, cp::linear<16, 16>, cp::tanh, cp::linear<16, 2>>;
static_assert(cp::footprint<deep>::inference_bytes == 4 * (16 + 16));
static_assert(cp::footprint<cp::with_scalar<double, deep>>::inference_bytes == 8 * (16 + 16));
static_assert(cp::footprint<cp::network<cp::linear<4, 2>, cp::relu>>::inference_bytes == 0);

}  // namespace

TEST_CASE("a network's cost is a constant") { CHECK(cost::training_bytes > cost::parameter_bytes); }
