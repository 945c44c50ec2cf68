#ifndef CONSTPROP_HOST_TFLITE_FORMAT_HPP
#define CONSTPROP_HOST_TFLITE_FORMAT_HPP

#include <constprop/host/flatbuffer.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The tables of TensorFlow Lite's format: numbers of operators and types, and the places of fields.
///
/// Source:      TensorFlow Lite's format, version 3 (identifier TFL3), as published with its runtime
namespace constprop::inline CONSTPROP_TARGET::host {

/// An operator: its number, its name, and the versions that compute floats and int8.
struct tflite_kind {
    std::int32_t number;
    const char* name;
    std::int32_t of_floats = 1, of_integers = 2;
};

namespace tflite_kinds {
inline constexpr tflite_kind add{0, "ADD"}, average_pool_2d{1, "AVERAGE_POOL_2D"}, concatenation{2, "CONCATENATION"},
    conv_2d{3, "CONV_2D", 1, 3}, depthwise_conv_2d{4, "DEPTHWISE_CONV_2D", 2, 3}, dequantize{6, "DEQUANTIZE", 2, 2},
    fully_connected{9, "FULLY_CONNECTED", 1, 4}, logistic{14, "LOGISTIC"}, max_pool_2d{17, "MAX_POOL_2D"},
    mul{18, "MUL"}, relu{19, "RELU"}, relu_n1_to_1{20, "RELU_N1_TO_1"}, relu6{21, "RELU6"},
    reshape{22, "RESHAPE", 1, 1}, softmax{25, "SOFTMAX"}, tanh{28, "TANH"}, pad{34, "PAD"}, mean{40, "MEAN"},
    sub{41, "SUB"}, sequence_lstm{44, "UNIDIRECTIONAL_SEQUENCE_LSTM", 1, 1}, strided_slice{45, "STRIDED_SLICE"},
    prelu{54, "PRELU", 1, 1}, transpose_conv{67, "TRANSPOSE_CONV", 3, 3},
    resize_nearest_neighbor{97, "RESIZE_NEAREST_NEIGHBOR"}, leaky_relu{98, "LEAKY_RELU"}, elu{111, "ELU", 1, 1},
    quantize{114, "QUANTIZE"}, hard_swish{117, "HARD_SWISH", 1, 1};
}  // namespace tflite_kinds

/// A function that clamps, which many operators may end with.
enum class tflite_clamp : std::int8_t { none, relu, relu_n1_to_1, relu6 };

/// The options of an operator: their number in the format's list, and their table. `clamp_field` is where the table says
/// what clamps, if it can.
struct tflite_operator_options {
    std::uint8_t number = 0;
    std::optional<std::size_t> clamp_field{};
    detail::flat_table table{};
    std::vector<std::int32_t> intermediates{};  ///< tensors whose scales the operator reads

    template <class Number> [[nodiscard]] tflite_operator_options with(std::size_t field, Number value) && {
        table.number(field, value);
        return std::move(*this);
    }
    [[nodiscard]] tflite_operator_options with_object(std::size_t field, detail::flat_object value) && {
        table.object(field, std::move(value));
        return std::move(*this);
    }
    /// Lets the operator clamp; false if it cannot, or does already.
    [[nodiscard]] bool clamps_by(tflite_clamp by) {
        if (!clamp_field) return false;
        table.number(*clamp_field, static_cast<std::int8_t>(by));
        clamp_field.reset();
        return true;
    }
};

namespace detail {

/// The format's number of a type.
template <class Number> inline constexpr std::int8_t tflite_type = -1;
template <> inline constexpr std::int8_t tflite_type<float> = 0;
template <> inline constexpr std::int8_t tflite_type<std::int32_t> = 2;
template <> inline constexpr std::int8_t tflite_type<std::int16_t> = 7;
template <> inline constexpr std::int8_t tflite_type<std::int8_t> = 9;

struct tflite_tensor {
    std::string name;
    std::vector<std::int32_t> shape;
    std::int8_t type;
    std::vector<float> scales{};
    std::vector<std::int64_t> zero_points{};
    std::int32_t axis = 0;     ///< along which there are several scales
    std::string data{};        ///< of a constant
    bool is_variable = false;  ///< a state, which begins with zeros and which operators write
};

/// A value of floats, or of the integers that stand for them.
inline tflite_tensor tensor_of_values(std::string name, std::vector<std::int32_t> shape,
                                      const std::optional<quantization>& by) {
    if (!by) return {std::move(name), std::move(shape), tflite_type<float>};
    return {std::move(name), std::move(shape), tflite_type<std::int8_t>, {by->scale}, {by->zero_point}};
}

inline flat_object written(const tflite_tensor& one, std::size_t buffer) {
    flat_table table;
    table.object(0, flat_numbers(one.shape))
        .number(1, one.type)
        .number(2, static_cast<std::uint32_t>(buffer))
        .object(3, flat_text(one.name));
    if (!one.scales.empty())
        table.object(4, flat_table()
                            .object(2, flat_numbers(one.scales))
                            .object(3, flat_numbers(one.zero_points))
                            .number(6, one.axis)
                            .written());
    if (one.is_variable) table.number(5, std::int8_t{1});
    return table.written();
}

inline flat_object written(const tflite_kind& kind, bool in_integers) {
    return flat_table()
        .number(0, static_cast<std::int8_t>(kind.number))
        .number(2, in_integers ? kind.of_integers : kind.of_floats)
        .number(3, kind.number)
        .written();
}

inline flat_object written(std::size_t kind, const std::vector<std::int32_t>& takes,
                           const std::vector<std::int32_t>& gives, const tflite_operator_options& with) {
    flat_table table;
    table.number(0, static_cast<std::uint32_t>(kind)).object(1, flat_numbers(takes)).object(2, flat_numbers(gives));
    if (with.number != 0) table.number(3, with.number).object(4, with.table.written());
    if (!with.intermediates.empty()) table.object(8, flat_numbers(with.intermediates));
    return table.written();
}

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_FORMAT_HPP
