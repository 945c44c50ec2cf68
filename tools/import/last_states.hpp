#ifndef CONSTPROP_TOOLS_IMPORT_LAST_STATES_HPP
#define CONSTPROP_TOOLS_IMPORT_LAST_STATES_HPP

#include <onnx/onnx_pb.h>
#include <string>

namespace constprop::tools {

/// PyTorch writes h_n of several layers as the Concat of their last states, and h_n[-1] as a Gather of it. Such a Gather gets
/// the one last state that it selects. Throws host::error, about the file.
void select_last_states(onnx::GraphProto& graph, const std::string& file);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_LAST_STATES_HPP
