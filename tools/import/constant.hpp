#ifndef CONSTPROP_TOOLS_IMPORT_CONSTANT_HPP
#define CONSTPROP_TOOLS_IMPORT_CONSTANT_HPP

#include <constprop/host/tensors.hpp>

#include <cstdint>
#include <onnx/onnx_pb.h>
#include <string>
#include <vector>

#include "import/external_data.hpp"

namespace constprop::tools {

/// An array of numbers in a file. A double represents all types that are read, except the widest integers.
struct constant {
    host::tensor_shape shape;
    std::vector<double> values;  ///< row-major
    std::string type;            ///< ONNX's name: "FLOAT16"
};

/// ONNX's name of a tensor type, and whether its values are floating-point numbers.
std::string type_text(std::int64_t type);
bool is_floating(std::int32_t type) noexcept;

/// The numbers of a tensor, from the field that holds them, or from a file beside the model if `data` has it. Allocates no
/// more than there are bytes. Throws host::error, about `where`.
constant read_constant(const onnx::TensorProto& tensor, const std::string& where, const external_data* data = nullptr);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CONSTANT_HPP
