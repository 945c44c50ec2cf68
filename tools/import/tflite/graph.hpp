#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_GRAPH_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_GRAPH_HPP

#include <constprop/layers/window.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A file of TensorFlow Lite as its graph: tensors, and the operators between them. Everything in it is within bounds: places
/// of tensors, sizes of constants, numbers of scales. Quantized ONNX files become such a graph, too; some settings and operators are
/// theirs alone.
namespace constprop::tools::tflite {

/// Types of numbers that are read; `other` for the rest, which `tensor::type_name` tells.
enum class number_kind { float32, float16, int32, int64, int8, uint8, other };

struct tensor {
    std::string name{};
    number_kind type = number_kind::other;
    std::string type_name{};  ///< as the format calls it: "INT8"
    std::vector<std::size_t> shape{};
    std::size_t size = 1;  ///< how many numbers it has
    bool is_constant = false;
    bool is_variable = false;                 ///< a state, which begins with zeros and which operators write
    std::string_view data{};                  ///< the numbers of a constant, little-endian
    std::vector<float> scales{};              ///< none, one, or as many as there are places along `axis`
    std::vector<std::int64_t> zero_points{};  ///< as many
    std::size_t axis = 0;
};

/// What follows an operator within it.
enum class fused { none, relu, relu_n1_to_1, relu6, clip, tanh, other };

/// Places along a dimension that a slice takes: first, first + step … below end.
struct places_taken {
    std::int64_t first = 0, end = 0, step = 1;
};

/// The options of operators. Each operator has some of them.
struct settings {
    bool has_windows = false;  ///< whether it says how windows move
    bool same = false;         ///< padding SAME, else VALID
    std::size_t stride_rows = 1, stride_columns = 1;
    std::size_t dilation_rows = 1, dilation_columns = 1;
    std::size_t filter_rows = 1, filter_columns = 1;
    fused then = fused::none;
    bool keeps_dimensions = false;
    bool is_shuffled = false;  ///< weights that lie in another order than row by row
    float beta = 1, alpha = 0;
    float low = 0, high = 0;        ///< the bounds of `fused::clip`; infinite where there is none
    std::optional<windows> over{};  ///< how windows move, in place of the numbers above
    bool counts_padding = false;    ///< whether a mean counts what is padded
    std::string function{};         ///< of `by_table`: the layer, as C++ spells it without its namespace
    std::int64_t axis = 0;
    bool aligns_corners = false;                ///< whether the last pixel stays the last, as a resize may do
    float cell_clip = 0;                        ///< at which an LSTM clips its cell; not, with 0
    bool time_major = false;                    ///< whether steps stand before samples
    std::int32_t begin_mask = 0, end_mask = 0;  ///< dimensions that a slice takes from the begin, and to the end
    std::int32_t shrink_mask = 0;               ///< dimensions of which it takes one place
    bool moves_dimensions = false;              ///< whether a slice adds dimensions or leaves some unsaid
    std::vector<places_taken> part{};           ///< of one part of a split, for each dimension
};

/// Operators that are read; `other` for the rest, which `operation::name` tells.
enum class operation_kind {
    add,
    average_pool_2d,
    by_table,
    clip,
    concatenation,
    conv_2d,
    depthwise_conv_2d,
    dequantize,
    elu,
    expand_dims,
    from_channels_first,
    fully_connected,
    hard_swish,
    leaky_relu,
    logistic,
    max_pool_2d,
    mean,
    mul,
    pad,
    prelu,
    quantize,
    relu,
    relu6,
    relu_n1_to_1,
    reshape,
    resize_nearest_neighbor,
    slice,
    softmax,
    split,
    split_v,
    squeeze,
    strided_slice,
    sub,
    tanh,
    transpose_conv,
    unidirectional_sequence_lstm,
    other
};

/// The place of an input that is left out.
inline constexpr std::size_t no_tensor = static_cast<std::size_t>(-1);

struct operation {
    operation_kind kind = operation_kind::other;
    std::string name{};                            ///< as the format calls it: "CONV_2D"
    std::vector<std::size_t> inputs{}, outputs{};  ///< places of tensors
    settings with{};
};

struct graph {
    std::deque<std::string> owned;  ///< bytes of constants that are not the file's
    std::string description;
    std::vector<tensor> tensors;
    std::vector<operation> operations;  ///< each after those whose outputs it takes
    std::vector<std::size_t> inputs, outputs;
};

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_GRAPH_HPP
