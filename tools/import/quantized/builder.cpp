#include "import/quantized/builder.hpp"

#include <constprop/host/bytes.hpp>

#include <utility>

namespace constprop::tools::quantized {

std::size_t builder::add(tflite::tensor one) {
    for (const std::size_t size : one.shape) one.size *= size;
    made_.tensors.push_back(std::move(one));
    return made_.tensors.size() - 1;
}

std::size_t builder::value(const std::string& name, const layer_extent& shape, const quantization& of) {
    tflite::tensor one{.name = name, .type = tflite::number_kind::int8, .type_name = "INT8"};
    if (shape.kind == rank::vector) one.shape = {1, shape.size()};
    else one.shape = {1, shape.height, shape.width, shape.channels};
    one.scales = {of.scale};
    one.zero_points = {of.zero_point};
    return add(std::move(one));
}

std::size_t builder::add_constant(const std::string& name, std::vector<std::size_t> shape, std::string bytes) {
    tflite::tensor one{.name = name};
    one.shape = std::move(shape);
    one.is_constant = true;
    one.data = made_.owned.emplace_back(std::move(bytes));
    return add(std::move(one));
}

std::size_t builder::weights(const std::string& name, std::vector<std::size_t> shape,
                             const std::vector<std::int8_t>& values, const std::vector<float>& scales,
                             std::size_t axis) {
    std::string bytes;
    for (const std::int8_t one : values) host::detail::append_little_endian(bytes, one);
    const std::size_t place = add_constant(name, std::move(shape), std::move(bytes));
    tflite::tensor& one = made_.tensors[place];
    one.type = tflite::number_kind::int8, one.type_name = "INT8";
    one.scales = scales, one.axis = axis;
    one.zero_points.assign(scales.size(), 0);
    return place;
}

std::size_t builder::numbers(const std::string& name, std::vector<std::size_t> shape,
                             const std::vector<std::int32_t>& values) {
    std::string bytes;
    for (const std::int32_t one : values) host::detail::append_little_endian(bytes, one);
    const std::size_t place = add_constant(name, std::move(shape), std::move(bytes));
    made_.tensors[place].type = tflite::number_kind::int32, made_.tensors[place].type_name = "INT32";
    return place;
}

std::size_t builder::add(tflite::operation op, const std::string& gives, const layer_extent& shape,
                         const quantization& of) {
    const std::size_t place = value(gives, shape, of);
    op.outputs = {place};
    made_.operations.push_back(std::move(op));
    return place;
}

tflite::graph builder::finish(std::size_t input, std::vector<std::size_t> outputs, const std::string& producer) && {
    made_.inputs = {input};
    made_.outputs = std::move(outputs);
    made_.description = producer;
    return std::move(made_);
}

}  // namespace constprop::tools::quantized
