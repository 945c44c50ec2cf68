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

/// An ONNX graph, which `save_onnx` builds layer by layer. Values are named after their layer, counted as in the network, and
/// their operator: "0.Gemm", "1.Relu".
class onnx_graph {
    onnx::GraphProto& graph_;
    std::string layer_;
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
    /// An attribute of a node: a floating-point number or an integer.
    struct attribute {
        const char* name;
        double number = 0;
        std::int64_t whole = 0;
        bool is_whole = false;

        attribute(const char* name_, double number_) : name(name_), number(number_) {}
        attribute(const char* name_, int whole_) : name(name_), whole(whole_), is_whole(true) {}
    };

    onnx_graph(onnx::GraphProto& graph, bool doubles) : graph_(graph), doubles_(doubles) {}

    /// Begins the nodes and values of a layer.
    void begin_layer(std::size_t position) { layer_ = std::to_string(position) + "."; }

    /// Adds a node, and returns the name of its output.
    std::string node(const char* operation, std::initializer_list<std::string> inputs,
                     std::initializer_list<attribute> attributes = {}) {
        const std::string name = unused(layer_ + operation);
        onnx::NodeProto& one = *graph_.add_node();
        one.set_name(name);
        one.set_op_type(operation);
        for (const std::string& input : inputs) one.add_input(input);
        one.add_output(name);
        for (const attribute& given : attributes) {
            onnx::AttributeProto& to = *one.add_attribute();
            to.set_name(given.name);
            to.set_type(given.is_whole ? onnx::AttributeProto::INT : onnx::AttributeProto::FLOAT);
            if (given.is_whole) to.set_i(given.whole);
            else to.set_f(static_cast<float>(given.number));
        }
        return name;
    }

    /// Adds a constant tensor, and returns its name.
    template <class Scalar>
    std::string constants(const char* name, const tensor_shape& shape, const std::vector<Scalar>& values) {
        onnx::TensorProto& one = *graph_.add_initializer();
        one.set_name(unused(layer_ + name));
        one.set_data_type(sizeof(Scalar) == 8 ? onnx::TensorProto::DOUBLE : onnx::TensorProto::FLOAT);
        for (const std::uint64_t size : shape) one.add_dims(static_cast<std::int64_t>(size));
        std::string bytes;
        bytes.reserve(values.size() * sizeof(Scalar));
        for (const Scalar value : values) detail::append_little_endian(bytes, value);
        one.set_raw_data(std::move(bytes));
        return one.name();
    }

    /// Adds a constant in the network's scalar, and returns its name.
    std::string number(double value) {
        return doubles_ ? constants<double>("number", {}, {value})
                        : constants<float>("number", {}, {static_cast<float>(value)});
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // __has_include(<onnx/onnx_pb.h>)
#endif  // CONSTPROP_HOST_ONNX_GRAPH_HPP
