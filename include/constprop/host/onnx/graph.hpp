#ifndef CONSTPROP_HOST_ONNX_GRAPH_HPP
#define CONSTPROP_HOST_ONNX_GRAPH_HPP

#if !__has_include(<onnx/onnx_pb.h>)
#error \
    "constprop/host/onnx needs ONNX's schema: apt-get install libonnx-dev libprotobuf-dev, and link with -lonnx_proto -lprotobuf."
#else

// As in Debian's package.
#ifndef ONNX_NAMESPACE
#define ONNX_NAMESPACE onnx
#endif
#ifndef ONNX_ML
#define ONNX_ML 1
#endif

#include <constprop/host/bytes.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <onnx/onnx_pb.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

namespace detail {
/// ONNX's number of a type.
template <class Number> inline constexpr onnx::TensorProto::DataType onnx_type = onnx::TensorProto::UNDEFINED;
template <> inline constexpr onnx::TensorProto::DataType onnx_type<float> = onnx::TensorProto::FLOAT;
template <> inline constexpr onnx::TensorProto::DataType onnx_type<double> = onnx::TensorProto::DOUBLE;
template <> inline constexpr onnx::TensorProto::DataType onnx_type<std::int8_t> = onnx::TensorProto::INT8;
template <> inline constexpr onnx::TensorProto::DataType onnx_type<std::int32_t> = onnx::TensorProto::INT32;
template <> inline constexpr onnx::TensorProto::DataType onnx_type<std::int64_t> = onnx::TensorProto::INT64;
}  // namespace detail

/// An ONNX graph, which `save_onnx` builds layer by layer. Values are named after their layer, counted as in the network, and
/// their operator: "0.Gemm", "1.Relu"; in a branch "2.0.Conv".
class onnx_graph {
    onnx::GraphProto& graph_;
    std::string layer_, counts_;
    bool doubles_;

    std::string unused(std::string name) const {
        const auto taken = [&] {
            for (const auto& node : graph_.node())
                if (node.output(0) == name) return true;
            for (const auto& one : graph_.initializer())
                if (one.name() == name) return true;
            return false;
        };
        const std::string stem = name;
        for (int k = 2; taken(); ++k) name = stem + "_" + std::to_string(k);
        return name;
    }

 public:
    /// An attribute of a node: a floating-point number, an integer, a list of integers, a text, or a list of texts.
    struct attribute {
        onnx::AttributeProto value;

        attribute(const char* name_, double number_) : attribute(name_, onnx::AttributeProto::FLOAT) {
            value.set_f(static_cast<float>(number_));
        }
        attribute(const char* name_, int whole_) : attribute(name_, onnx::AttributeProto::INT) { value.set_i(whole_); }
        attribute(const char* name_, const std::vector<std::size_t>& list_)
            : attribute(name_, onnx::AttributeProto::INTS) {
            for (const std::size_t one : list_) value.add_ints(static_cast<std::int64_t>(one));
        }
        attribute(const char* name_, const char* text_) : attribute(name_, onnx::AttributeProto::STRING) {
            value.set_s(text_);
        }
        attribute(const char* name_, const std::vector<std::string>& texts_)
            : attribute(name_, onnx::AttributeProto::STRINGS) {
            for (const std::string& one : texts_) value.add_strings(one);
        }

     private:
        attribute(const char* name_, onnx::AttributeProto::AttributeType type_) {
            value.set_name(name_);
            value.set_type(type_);
        }
    };

    onnx_graph(onnx::GraphProto& graph, bool doubles, std::string layer = "", std::string counts = "")
        : graph_(graph), layer_(std::move(layer)), counts_(std::move(counts)), doubles_(doubles) {}

    /// The same graph, for the nodes and values of a layer within this one.
    [[nodiscard]] onnx_graph layer(std::size_t position) const {
        return onnx_graph(graph_, doubles_, layer_ + std::to_string(position) + ".", counts_);
    }

    /// Of a network with a state: the name of the list of two numbers, how many steps and how many sequences there are. Every
    /// layer is given all steps of all sequences as its batch, step by step.
    [[nodiscard]] const std::string& counts() const noexcept { return counts_; }
    void count_by(std::string name) { counts_ = std::move(name); }

    /// Adds a node, and returns the name of its output. An input without a name is an optional one that is left out.
    std::string node(const char* operation, const std::vector<std::string>& inputs,
                     const std::vector<attribute>& attributes = {}) {
        const std::string name = unused(layer_ + operation);
        onnx::NodeProto& one = *graph_.add_node();
        one.set_name(name);
        one.set_op_type(operation);
        for (const std::string& input : inputs) one.add_input(input);
        one.add_output(name);
        for (const attribute& given : attributes) *one.add_attribute() = given.value;
        return name;
    }

    /// Takes the last node out, and an initializer; puts a node behind the others.
    [[nodiscard]] onnx::NodeProto take_last_node() {
        onnx::NodeProto last = graph_.node(graph_.node_size() - 1);
        graph_.mutable_node()->RemoveLast();
        return last;
    }
    onnx::TensorProto take_initializer(const std::string& name) {
        auto& all = *graph_.mutable_initializer();
        int place = 0;
        while (all.Get(place).name() != name) ++place;
        onnx::TensorProto one = all.Get(place);
        all.DeleteSubrange(place, 1);
        return one;
    }
    void put_node(const onnx::NodeProto& one) { *graph_.add_node() = one; }

    /// Adds a constant tensor, and returns its name.
    template <class Number>
    std::string constants(const char* name, const tensor_shape& shape, const std::vector<Number>& values) {
        onnx::TensorProto& one = *graph_.add_initializer();
        one.set_name(unused(layer_ + name));
        one.set_data_type(detail::onnx_type<Number>);
        for (const std::uint64_t size : shape) one.add_dims(static_cast<std::int64_t>(size));
        std::string bytes;
        bytes.reserve(values.size() * sizeof(Number));
        for (const Number value : values) detail::append_little_endian(bytes, value);
        one.set_raw_data(std::move(bytes));
        return one.name();
    }

    /// Adds a list of integers as a constant, and returns its name.
    std::string integers(const char* name, const std::vector<std::size_t>& values) {
        return constants(name, {values.size()}, std::vector<std::int64_t>(values.begin(), values.end()));
    }

    /// Adds a constant in the network's scalar, and returns its name.
    std::string number(double value) {
        return doubles_ ? constants<double>("number", {}, {value})
                        : constants<float>("number", {}, {static_cast<float>(value)});
    }
    /// A list of equal numbers in the network's scalar.
    std::string numbers(const char* name, std::size_t count, double value) {
        return doubles_ ? constants(name, {count}, std::vector<double>(count, value))
                        : constants(name, {count}, std::vector<float>(count, static_cast<float>(value)));
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // __has_include(<onnx/onnx_pb.h>)
#endif  // CONSTPROP_HOST_ONNX_GRAPH_HPP
