#include "import/tflite/ends.hpp"

#include <vector>

namespace constprop::tools::tflite {

bool converts_at_end(const graph& g, const operation& op, std::size_t output) {
    const bool may = op.kind == operation_kind::dequantize || op.kind == operation_kind::quantize;
    return may && op.outputs[0] == output && g.tensors[op.outputs[0]].type != number_kind::int8;
}

void check_conversion(const call& op, const tensor& integers, const tensor& others) {
    if (others.type == number_kind::float32) return;
    const quantization by = op.quantization_of(integers);
    const bool is_shifted = others.type == number_kind::uint8 && others.scales == std::vector{by.scale} &&
                            others.zero_points[0] == by.zero_point + 128;
    if (!is_shifted)
        op.fail("between " + others.type_name + " and INT8 it changes what integers stand for",
                "FLOAT32, or UINT8 that is 128 more", "Convert the model with inference_input_type = tf.int8.");
}

}  // namespace constprop::tools::tflite
