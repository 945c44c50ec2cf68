#include <constprop/constprop.hpp>

#include <type_traits>

#include "hybrid.hpp"
#include "small.hpp"
#include "written.hpp"

namespace cp = constprop;

// The names that a person would write.
static_assert(
    std::is_same_v<
        written_model::model,
        cp::network<cp::image<7, 6, 2>, cp::channel_scale<2>, cp::conv2d<2, 4, cp::kernel<3>, cp::stride<2>, cp::same>,
                    cp::relu6, cp::transposed_conv2d<4, 4, cp::kernel<3>, cp::stride<2>, cp::same>, cp::max_pool2d<2>,
                    cp::residual<cp::conv2d<4, 4, cp::kernel<1>>>, cp::relu,
                    cp::depthwise_conv2d<4, cp::kernel<3>, cp::stride<2>, cp::padding<1, 0, 1, 1>, cp::multiplier<2>>,
                    cp::concatenate<cp::identity, cp::tanh>, cp::average_pool2d<2, cp::kernel<2, 1>, cp::stride<1>>,
                    cp::flatten, cp::linear<32, 3>, cp::softmax>>);

// Floats become integers if they are asked to.
static_assert(small_model::net == small_model::model(written_model::net));

// Weights in int8 stay integers, with their scales.
static_assert(std::is_same_v<hybrid_model::model, cp::stored_as<cp::scaled_int8, written_model::model>>);
static_assert(hybrid_model::cost::parameter_bytes < written_model::cost::parameter_bytes / 2);

int main() { return written_model::self_test() && hybrid_model::self_test() && small_model::self_test() ? 0 : 1; }
