#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {

void read_operation(const call& op, layer_list& to) {
    switch (op.of().kind) {
        case operation_kind::add:
        case operation_kind::mul:
        case operation_kind::sub:
            return read_arithmetic(op, to);
        case operation_kind::fully_connected:
            return read_fully_connected(op, to);
        case operation_kind::conv_2d:
            return read_convolution(op, to);
        case operation_kind::depthwise_conv_2d:
            return read_depthwise_convolution(op, to);
        case operation_kind::transpose_conv:
            return read_transposed_convolution(op, to);
        case operation_kind::average_pool_2d:
        case operation_kind::max_pool_2d:
            return read_pool(op, to);
        case operation_kind::mean:
            return read_mean(op, to);
        case operation_kind::reshape:
        case operation_kind::squeeze:
        case operation_kind::expand_dims:
            return read_reshape(op, to);
        case operation_kind::pad:
            return read_pad(op, to);
        case operation_kind::resize_nearest_neighbor:
            return read_resize(op, to);
        case operation_kind::slice:
        case operation_kind::strided_slice:
            return read_slice(op, to);
        case operation_kind::split:
        case operation_kind::split_v:
            refuse_split(op);
        case operation_kind::unidirectional_sequence_lstm:
            return read_sequence_lstm(op, to);
        case operation_kind::from_channels_first:
            return read_from_channels_first(op, to);
        case operation_kind::by_table:
        case operation_kind::clip:
        case operation_kind::elu:
        case operation_kind::hard_swish:
        case operation_kind::leaky_relu:
        case operation_kind::logistic:
        case operation_kind::prelu:
        case operation_kind::quantize:
        case operation_kind::relu:
        case operation_kind::relu6:
        case operation_kind::relu_n1_to_1:
        case operation_kind::softmax:
        case operation_kind::tanh:
            return read_function(op, to);
        default:
            break;
    }
    op.fail("there is no layer for this operator here",
            "operators that layers do, in a chain or in branches that are added, multiplied or concatenated",
            "Replace it, or leave it out.");
}

}  // namespace constprop::tools::tflite
