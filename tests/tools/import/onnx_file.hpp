#ifndef CONSTPROP_TESTS_TOOLS_IMPORT_ONNX_FILE_HPP
#define CONSTPROP_TESTS_TOOLS_IMPORT_ONNX_FILE_HPP

#include <cstdint>
#include <initializer_list>
#include <onnx/onnx_pb.h>
#include <string>
#include <vector>

/// An ONNX file, put together for a test: input "x" of shape (batch, 3), output "y".
struct onnx_file {
    onnx::ModelProto model;

    explicit onnx_file(std::initializer_list<std::int64_t> shape = {-1, 3}, int type = onnx::TensorProto::FLOAT) {
        model.set_ir_version(8);
        model.set_producer_name("a test");
        model.add_opset_import()->set_version(17);
        input("x", shape, type);
        graph().add_output()->set_name("y");
    }

    onnx::GraphProto& graph() { return *model.mutable_graph(); }

    void input(const std::string& name, std::initializer_list<std::int64_t> shape,
               int type = onnx::TensorProto::FLOAT) {
        auto* one = graph().add_input();
        one->set_name(name);
        auto* tensor = one->mutable_type()->mutable_tensor_type();
        tensor->set_elem_type(type);
        tensor->mutable_shape();
        for (const std::int64_t size : shape)
            if (size == -1) tensor->mutable_shape()->add_dim()->set_dim_param("batch");
            else tensor->mutable_shape()->add_dim()->set_dim_value(size);
    }

    onnx::NodeProto& node(const std::string& op, std::initializer_list<std::string> inputs,
                          std::initializer_list<std::string> outputs) {
        auto* one = graph().add_node();
        one->set_op_type(op);
        for (const auto& name : inputs) one->add_input(name);
        for (const auto& name : outputs) one->add_output(name);
        return *one;
    }

    static void set(onnx::NodeProto& node, const std::string& name, float value) {
        auto* one = node.add_attribute();
        one->set_name(name), one->set_type(onnx::AttributeProto::FLOAT), one->set_f(value);
    }
    static void set(onnx::NodeProto& node, const std::string& name, int value) {
        auto* one = node.add_attribute();
        one->set_name(name), one->set_type(onnx::AttributeProto::INT), one->set_i(value);
    }

    static void set(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values) {
        auto* one = node.add_attribute();
        one->set_name(name), one->set_type(onnx::AttributeProto::INTS);
        for (const std::int64_t value : values) one->add_ints(value);
    }
    static void set(onnx::NodeProto& node, const std::string& name, const char* value) {
        auto* one = node.add_attribute();
        one->set_name(name), one->set_type(onnx::AttributeProto::STRING), one->set_s(value);
    }

    onnx::TensorProto& tensor(const std::string& name, std::initializer_list<std::int64_t> shape, int type) {
        auto* one = graph().add_initializer();
        one->set_name(name), one->set_data_type(type);
        for (const std::int64_t size : shape) one->add_dims(size);
        return *one;
    }
    onnx::TensorProto& floats(const std::string& name, std::initializer_list<std::int64_t> shape,
                              const std::vector<float>& values) {
        auto& one = tensor(name, shape, onnx::TensorProto::FLOAT);
        for (const float value : values) one.add_float_data(value);
        return one;
    }
    onnx::TensorProto& integers(const std::string& name, const std::vector<std::int64_t>& values) {
        auto& one = tensor(name, {static_cast<std::int64_t>(values.size())}, onnx::TensorProto::INT64);
        for (const std::int64_t value : values) one.add_int64_data(value);
        return one;
    }

    std::string bytes() const { return model.SerializeAsString(); }
};

#endif
