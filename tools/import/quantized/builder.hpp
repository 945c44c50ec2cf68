#ifndef CONSTPROP_TOOLS_IMPORT_QUANTIZED_BUILDER_HPP
#define CONSTPROP_TOOLS_IMPORT_QUANTIZED_BUILDER_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/kernels/int8/quantization.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "import/order.hpp"
#include "import/tflite/graph.hpp"

namespace constprop::tools::quantized {

/// Puts a graph of TensorFlow Lite's operators together, of int8 values and constants.
class builder {
    tflite::graph made_;

    std::size_t add(tflite::tensor one);
    std::size_t add_constant(const std::string& name, std::vector<std::size_t> shape, std::string bytes);

 public:
    /// A value: (1, values), or (1, rows, columns, channels). Returns its place.
    std::size_t value(const std::string& name, const layer_extent& shape, const quantization& of);
    /// Constants. Returns their places.
    std::size_t weights(const std::string& name, std::vector<std::size_t> shape, const std::vector<std::int8_t>& values,
                        const std::vector<float>& scales, std::size_t axis);
    std::size_t numbers(const std::string& name, std::vector<std::size_t> shape,
                        const std::vector<std::int32_t>& values);

    /// Adds an operator, which gives a value of this shape. Returns its place.
    std::size_t add(tflite::operation op, const std::string& gives, const layer_extent& shape, const quantization& of);

    const tflite::tensor& tensor(std::size_t place) const { return made_.tensors[place]; }

    /// The graph from a value to others.
    tflite::graph finish(std::size_t input, std::vector<std::size_t> outputs, const std::string& producer) &&;
};

}  // namespace constprop::tools::quantized

#endif  // CONSTPROP_TOOLS_IMPORT_QUANTIZED_BUILDER_HPP
