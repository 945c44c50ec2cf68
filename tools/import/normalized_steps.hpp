#ifndef CONSTPROP_TOOLS_IMPORT_NORMALIZED_STEPS_HPP
#define CONSTPROP_TOOLS_IMPORT_NORMALIZED_STEPS_HPP

#include <onnx/onnx_pb.h>
#include <string>

namespace constprop::tools {

/// PyTorch's nn.BatchNorm1d takes channels first: over steps, (batch, steps, values), it stands between two Transpose. It becomes a
/// factor and a shift of each value, which stay last, and the two become one. Throws host::error, about the file.
void normalize_steps_in_place(onnx::GraphProto& graph, const std::string& file);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_NORMALIZED_STEPS_HPP
