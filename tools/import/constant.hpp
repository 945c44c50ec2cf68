#ifndef CONSTPROP_TOOLS_IMPORT_CONSTANT_HPP
#define CONSTPROP_TOOLS_IMPORT_CONSTANT_HPP

#include <constprop/host/tensors.hpp>

#include <cstdint>
#include <onnx/onnx_pb.h>
#include <string>
#include <vector>

namespace constprop::tools {

/// An array of numbers in a file. Each type that is read but the widest integers fits a double.
struct constant {
    host::tensor_shape shape;
    std::vector<double> values;  ///< row-major
    std::string type;            ///< as ONNX calls it: "FLOAT16"
};

/// A type of tensors as ONNX calls it, and whether its values are floating-point numbers.
std::string type_text(std::int64_t type);
bool is_floating(std::int32_t type) noexcept;

/// The numbers of a tensor, from whichever field holds them. Nothing is allocated that the file has no bytes for.
/// Throws host::error, about `where`.
constant read_constant(const onnx::TensorProto& tensor, const std::string& where);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CONSTANT_HPP
