#ifndef CONSTPROP_TOOLS_IMPORT_EXTERNAL_DATA_HPP
#define CONSTPROP_TOOLS_IMPORT_EXTERNAL_DATA_HPP

#include <cstdint>
#include <filesystem>
#include <onnx/onnx_pb.h>
#include <string>
#include <string_view>
#include <utility>

namespace constprop::tools {

/// The files beside a model that hold values of its tensors ("model.onnx.data"), as PyTorch's exporter writes them. A
/// tensor names a file, where its bytes begin there, and how many they are. Only regular files in the model's folder are
/// read, or below it, whatever names and links say, and of those only the bytes that a tensor's dimensions ask for.
class external_data {
    std::filesystem::path folder_;

    std::filesystem::path place_of(const std::string& location, const std::string& where) const;

 public:
    /// `folder` is the model's.
    explicit external_data(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// The bytes of a tensor; `count` is how many its type and dimensions ask for. Throws host::error, about `where`.
    std::string read(const onnx::TensorProto& tensor, std::uint64_t count, const std::string& where) const;
};

/// Whether a file that was named by a model may be one in the model's folder: no absolute path, no "..", nothing that
/// another system takes for one.
bool stays_inside(std::string_view location) noexcept;

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_EXTERNAL_DATA_HPP
