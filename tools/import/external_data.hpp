#ifndef CONSTPROP_TOOLS_IMPORT_EXTERNAL_DATA_HPP
#define CONSTPROP_TOOLS_IMPORT_EXTERNAL_DATA_HPP

#include <cstdint>
#include <filesystem>
#include <onnx/onnx_pb.h>
#include <string>
#include <string_view>
#include <utility>

namespace constprop::tools {

/// The files beside a model that hold values of its tensors ("model.onnx.data"), as PyTorch's exporter writes them. A tensor
/// gives a file, an offset and a length. Only regular files in the model's folder or below it are read, whatever names and
/// links say, and only as many bytes as the tensor's dimensions require.
class external_data {
    std::filesystem::path folder_;

    std::filesystem::path place_of(const std::string& location, const std::string& where) const;

 public:
    /// `folder` is the model's.
    explicit external_data(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// The bytes of a tensor; `count` is the number that its type and dimensions require. Throws host::error, about `where`.
    std::string read(const onnx::TensorProto& tensor, std::uint64_t count, const std::string& where) const;
};

/// True if a file name from a model stays in the model's folder: no absolute path, no "..", and nothing that another system
/// would treat as one.
bool stays_inside(std::string_view location) noexcept;

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_EXTERNAL_DATA_HPP
