#ifndef CONSTPROP_TOOLS_IMPORT_CONSTANT_HPP
#define CONSTPROP_TOOLS_IMPORT_CONSTANT_HPP

#include <constprop/host/tensors.hpp>

#include <cstdint>
#include <onnx/onnx_pb.h>
#include <string>
#include <vector>

#include "import/external_data.hpp"

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

/// The numbers of a tensor, from whichever field holds them, or from a file beside the model where it has `data`. Nothing
/// is allocated that there are no bytes for. Throws host::error, about `where`.
constant read_constant(const onnx::TensorProto& tensor, const std::string& where, const external_data* data = nullptr);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CONSTANT_HPP
