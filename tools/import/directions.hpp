#ifndef CONSTPROP_TOOLS_IMPORT_DIRECTIONS_HPP
#define CONSTPROP_TOOLS_IMPORT_DIRECTIONS_HPP

#include <onnx/onnx_pb.h>
#include <string>

namespace constprop::tools {

/// The number of directions of a recurrent node: 2 if it is bidirectional. 0 for other nodes.
int directions_of(const onnx::NodeProto& n);

/// A bidirectional operator gives its directions before the sequences: (steps, 2, batch, values), and (2, batch, values) of
/// last states. Rewrites the nodes that take these for values whose directions stand where layers have them: (steps, batch, 2,
/// values) and (batch, 2, values). These nodes are Transpose, and Gather, Slice or Split of single directions. Throws
/// host::error for others.
void put_directions_last(onnx::GraphProto& graph, const std::string& file);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_DIRECTIONS_HPP
