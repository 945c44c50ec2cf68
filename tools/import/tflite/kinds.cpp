#include "import/tflite/kinds.hpp"

#include <cstdint>
#include <utility>

namespace constprop::tools::tflite {
namespace {

constexpr std::pair<stored::Kind, operation_kind> read_kinds[]{
    {stored::Kind::ADD, operation_kind::add},
    {stored::Kind::AVERAGE_POOL_2D, operation_kind::average_pool_2d},
    {stored::Kind::CONCATENATION, operation_kind::concatenation},
    {stored::Kind::CONV_2D, operation_kind::conv_2d},
    {stored::Kind::DEPTHWISE_CONV_2D, operation_kind::depthwise_conv_2d},
    {stored::Kind::DEQUANTIZE, operation_kind::dequantize},
    {stored::Kind::ELU, operation_kind::elu},
    {stored::Kind::EXPAND_DIMS, operation_kind::expand_dims},
    {stored::Kind::FULLY_CONNECTED, operation_kind::fully_connected},
    {stored::Kind::HARD_SWISH, operation_kind::hard_swish},
    {stored::Kind::LEAKY_RELU, operation_kind::leaky_relu},
    {stored::Kind::LOGISTIC, operation_kind::logistic},
    {stored::Kind::MAX_POOL_2D, operation_kind::max_pool_2d},
    {stored::Kind::MEAN, operation_kind::mean},
    {stored::Kind::MUL, operation_kind::mul},
    {stored::Kind::PAD, operation_kind::pad},
    {stored::Kind::PRELU, operation_kind::prelu},
    {stored::Kind::QUANTIZE, operation_kind::quantize},
    {stored::Kind::RELU, operation_kind::relu},
    {stored::Kind::RELU6, operation_kind::relu6},
    {stored::Kind::RELU_N1_TO_1, operation_kind::relu_n1_to_1},
    {stored::Kind::RESHAPE, operation_kind::reshape},
    {stored::Kind::RESIZE_NEAREST_NEIGHBOR, operation_kind::resize_nearest_neighbor},
    {stored::Kind::SLICE, operation_kind::slice},
    {stored::Kind::SOFTMAX, operation_kind::softmax},
    {stored::Kind::SPLIT, operation_kind::split},
    {stored::Kind::SPLIT_V, operation_kind::split_v},
    {stored::Kind::SQUEEZE, operation_kind::squeeze},
    {stored::Kind::STRIDED_SLICE, operation_kind::strided_slice},
    {stored::Kind::SUB, operation_kind::sub},
    {stored::Kind::TANH, operation_kind::tanh},
    {stored::Kind::TRANSPOSE_CONV, operation_kind::transpose_conv},
    {stored::Kind::UNIDIRECTIONAL_SEQUENCE_LSTM, operation_kind::unidirectional_sequence_lstm},
};

fused fused_of(stored::Then then) noexcept {
    switch (then) {
        case stored::Then::NONE:
            return fused::none;
        case stored::Then::RELU:
            return fused::relu;
        case stored::Then::RELU_N1_TO_1:
            return fused::relu_n1_to_1;
        case stored::Then::RELU6:
            return fused::relu6;
        case stored::Then::TANH:
            return fused::tanh;
        default:
            return fused::other;
    }
}

/// Sets a size that has to be above 0; says what is wrong with it.
class sizes {
    std::optional<std::string> wrong_{};

 public:
    void set(std::size_t& to, std::int32_t from, const char* what) {
        constexpr std::int32_t most = 1 << 20;
        if (from < 1 || from > most) wrong_ = std::string(what) + " " + std::to_string(from);
        else to = static_cast<std::size_t>(from);
    }
    const std::optional<std::string>& wrong() const noexcept { return wrong_; }
};

template <class Options> void set_windows(const Options& from, settings& to, sizes& of) {
    to.has_windows = true;
    to.same = from.padding() == stored::Padding::SAME;
    of.set(to.stride_rows, from.stride_h(), "stride");
    of.set(to.stride_columns, from.stride_w(), "stride");
    to.then = fused_of(from.then());
}
template <class Options> void set_dilation(const Options& from, settings& to, sizes& of) {
    of.set(to.dilation_rows, from.dilation_h(), "dilation");
    of.set(to.dilation_columns, from.dilation_w(), "dilation");
}

}  // namespace

number_kind kind_of(stored::Type type) noexcept {
    switch (type) {
        case stored::Type::FLOAT32:
            return number_kind::float32;
        case stored::Type::FLOAT16:
            return number_kind::float16;
        case stored::Type::INT32:
            return number_kind::int32;
        case stored::Type::INT64:
            return number_kind::int64;
        case stored::Type::INT8:
            return number_kind::int8;
        case stored::Type::UINT8:
            return number_kind::uint8;
        default:
            return number_kind::other;
    }
}

std::string name_of(stored::Type type) {
    const std::string name = stored::EnumNameType(type);
    return name.empty() ? "type " + std::to_string(static_cast<int>(type)) : name;
}

std::size_t bytes_of_a(number_kind type) noexcept {
    switch (type) {
        case number_kind::float32:
        case number_kind::int32:
            return 4;
        case number_kind::float16:
            return 2;
        case number_kind::int64:
            return 8;
        case number_kind::int8:
        case number_kind::uint8:
            return 1;
        default:
            return 0;
    }
}

operation_kind kind_of(int number) noexcept {
    for (const auto& [stored_as, kind] : read_kinds)
        if (static_cast<int>(stored_as) == number) return kind;
    return operation_kind::other;
}

std::string name_of(int number) {
    const std::string name = stored::EnumNameKind(static_cast<stored::Kind>(number));
    return name.empty() ? "operator number " + std::to_string(number) : name;
}

std::optional<std::string> read_settings(const stored::Operator& from, settings& to) {
    sizes of;
    if (const auto* conv = from.options_as_Conv2D()) {
        set_windows(*conv, to, of);
        set_dilation(*conv, to, of);
    } else if (const auto* depthwise = from.options_as_DepthwiseConv2D()) {
        set_windows(*depthwise, to, of);
        set_dilation(*depthwise, to, of);
    } else if (const auto* transposed = from.options_as_TransposeConv()) {
        set_windows(*transposed, to, of);
    } else if (const auto* pool = from.options_as_Pool2D()) {
        set_windows(*pool, to, of);
        of.set(to.filter_rows, pool->filter_h(), "a window of size");
        of.set(to.filter_columns, pool->filter_w(), "a window of size");
    } else if (const auto* full = from.options_as_FullyConnected()) {
        to.then = fused_of(full->then());
        to.is_shuffled = full->weights_format() != 0;
        to.keeps_dimensions = full->keeps_dimensions();
    } else if (const auto* softmax = from.options_as_Softmax()) {
        to.beta = softmax->beta();
    } else if (const auto* joined = from.options_as_Concatenation()) {
        to.then = fused_of(joined->then());
        to.axis = joined->axis();
    } else if (const auto* add = from.options_as_Add()) {
        to.then = fused_of(add->then());
    } else if (const auto* mul = from.options_as_Mul()) {
        to.then = fused_of(mul->then());
    } else if (const auto* sub = from.options_as_Sub()) {
        to.then = fused_of(sub->then());
    } else if (const auto* resized = from.options_as_ResizeNearest()) {
        to.aligns_corners = resized->align_corners();
    } else if (const auto* leaky = from.options_as_LeakyRelu()) {
        to.alpha = leaky->alpha();
    } else if (const auto* slice = from.options_as_StridedSlice()) {
        to.begin_mask = slice->begin_mask();
        to.end_mask = slice->end_mask();
        to.shrink_mask = slice->shrink_mask();
        to.moves_dimensions = slice->ellipsis_mask() != 0 || slice->new_axis_mask() != 0;
    } else if (const auto* lstm = from.options_as_SequenceLstm()) {
        to.then = fused_of(lstm->then());
        to.cell_clip = lstm->cell_clip();
        to.time_major = lstm->time_major();
    }
    return of.wrong();
}

}  // namespace constprop::tools::tflite
