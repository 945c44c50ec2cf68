#ifndef CONSTPROP_TESTS_TOOLS_IMPORT_TFLITE_TFLITE_FILE_HPP
#define CONSTPROP_TESTS_TOOLS_IMPORT_TFLITE_TFLITE_FILE_HPP

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>

#include <cstdint>
#include <string>
#include <tflite_generated.h>
#include <vector>

#include "import/tflite/read_network.hpp"

namespace stored = constprop::tools::tflite::stored;

/// What the numbers of a tensor stand for.
struct scaled {
    std::vector<float> scales{};
    std::vector<std::int64_t> zero_points{};
    int axis = 0;
};

/// Puts together a file of TensorFlow Lite, tensor by tensor and operator by operator.
class tflite_file {
    flatbuffers::FlatBufferBuilder builder_;
    std::vector<flatbuffers::Offset<stored::Tensor>> tensors_;
    std::vector<flatbuffers::Offset<stored::Operator>> operators_;
    std::vector<flatbuffers::Offset<stored::OperatorKind>> kinds_;
    std::vector<flatbuffers::Offset<stored::Buffer>> buffers_{stored::CreateBuffer(builder_)};

    int add(const char* name, const std::vector<std::int32_t>& shape, stored::Type type, const scaled& of,
            std::uint32_t buffer, bool is_variable = false) {
        const auto quantization =
            of.scales.empty()
                ? flatbuffers::Offset<stored::Quantization>{}
                : stored::CreateQuantizationDirect(builder_, nullptr, nullptr, &of.scales,
                                                   of.zero_points.empty() ? nullptr : &of.zero_points, 0, 0, of.axis);
        tensors_.push_back(stored::CreateTensorDirect(builder_, &shape, type, buffer, name, quantization, is_variable));
        return static_cast<int>(tensors_.size()) - 1;
    }

 public:
    std::vector<std::int32_t> inputs{}, outputs{};
    std::uint32_t version = 3;

    flatbuffers::FlatBufferBuilder& builder() { return builder_; }

    /// A value that flows: of floats, or of integers where `of` says what they stand for. Returns its place.
    int value(const char* name, const std::vector<std::int32_t>& shape, const scaled& of = {}) {
        return add(name, shape, of.scales.empty() ? stored::Type::FLOAT32 : stored::Type::INT8, of, 0);
    }
    int value_of(const char* name, const std::vector<std::int32_t>& shape, stored::Type type, const scaled& of = {}) {
        return add(name, shape, type, of, 0);
    }

    /// A state, which operators write.
    int variable(const char* name, const std::vector<std::int32_t>& shape, stored::Type type, const scaled& of = {}) {
        return add(name, shape, type, of, 0, true);
    }

    /// A constant. Its numbers' type is that of the tensor, unless `type` says otherwise.
    template <class Number>
    int constant(const char* name, const std::vector<std::int32_t>& shape, const std::vector<Number>& numbers,
                 const scaled& of = {}) {
        std::string bytes;
        for (const Number one : numbers) constprop::host::detail::append_little_endian(bytes, one);
        const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
        const std::vector<std::uint8_t> list(data, data + bytes.size());
        buffers_.push_back(stored::CreateBufferDirect(builder_, &list));
        const stored::Type type = std::is_same_v<Number, float>          ? stored::Type::FLOAT32
                                  : std::is_same_v<Number, std::int8_t>  ? stored::Type::INT8
                                  : std::is_same_v<Number, std::int32_t> ? stored::Type::INT32
                                                                         : stored::Type::FLOAT16;
        return add(name, shape, type, of, static_cast<std::uint32_t>(buffers_.size() - 1));
    }

    void op(stored::Kind kind, const std::vector<std::int32_t>& takes, const std::vector<std::int32_t>& gives,
            stored::Options options = stored::Options::NONE, flatbuffers::Offset<void> with = 0) {
        const auto number = static_cast<int>(kind);
        kinds_.push_back(
            stored::CreateOperatorKind(builder_, static_cast<std::int8_t>(number < 127 ? number : 127), 0, 1, kind));
        operators_.push_back(stored::CreateOperatorDirect(builder_, static_cast<std::uint32_t>(kinds_.size() - 1),
                                                          &takes, &gives, options, with));
    }
    void dense(const std::vector<std::int32_t>& takes, int gives, stored::Then then = stored::Then::NONE) {
        op(stored::Kind::FULLY_CONNECTED, takes, {gives}, stored::Options::FullyConnected,
           stored::CreateFullyConnected(builder_, then).Union());
    }
    void conv(const std::vector<std::int32_t>& takes, int gives, stored::Padding padding, int stride = 1,
              stored::Then then = stored::Then::NONE) {
        op(stored::Kind::CONV_2D, takes, {gives}, stored::Options::Conv2D,
           stored::CreateConv2D(builder_, padding, stride, stride, then).Union());
    }
    void depthwise(const std::vector<std::int32_t>& takes, int gives, stored::Padding padding, int stride = 1) {
        op(stored::Kind::DEPTHWISE_CONV_2D, takes, {gives}, stored::Options::DepthwiseConv2D,
           stored::CreateDepthwiseConv2D(builder_, padding, stride, stride, 0).Union());
    }
    void pool(stored::Kind kind, int takes, int gives, stored::Padding padding, int stride, int rows, int columns) {
        op(kind, {takes}, {gives}, stored::Options::Pool2D,
           stored::CreatePool2D(builder_, padding, stride, stride, columns, rows).Union());
    }
    void add_op(int a, int b, int gives, stored::Then then = stored::Then::NONE) {
        op(stored::Kind::ADD, {a, b}, {gives}, stored::Options::Add, stored::CreateAdd(builder_, then).Union());
    }

    /// The file, once.
    std::string bytes() {
        const auto graph = stored::CreateSubgraphDirect(builder_, &tensors_, &inputs, &outputs, &operators_);
        const std::vector<flatbuffers::Offset<stored::Subgraph>> graphs{graph};
        stored::FinishModelBuffer(builder_,
                                  stored::CreateModelDirect(builder_, version, &kinds_, &graphs, "by hand", &buffers_));
        return {reinterpret_cast<const char*>(builder_.GetBufferPointer()), builder_.GetSize()};
    }
    constprop::tools::tflite::network network() { return constprop::tools::tflite::read_network(bytes(), "m.tflite"); }
    /// Why it is refused; nothing where it is read.
    std::string error() {
        try {
            network();
            return "";
        } catch (const constprop::host::error& reason) {
            return reason.what();
        }
    }
};

#endif  // CONSTPROP_TESTS_TOOLS_IMPORT_TFLITE_TFLITE_FILE_HPP
