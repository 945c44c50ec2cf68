#include <constprop/footprint.hpp>

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
