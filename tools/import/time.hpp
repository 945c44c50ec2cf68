#ifndef CONSTPROP_TOOLS_IMPORT_TIME_HPP
#define CONSTPROP_TOOLS_IMPORT_TIME_HPP

#include <constprop/host/error.hpp>

#include <vector>

#include "import/extent.hpp"
#include "import/flow.hpp"
#include "import/node.hpp"
#include "import/steps.hpp"

namespace constprop::tools {

/// Which steps of a sequence an operator keeps. `all` stands for a value that is no sequence, too.
enum class steps_kept { all, last, reversed, others };
steps_kept steps_kept_by(const node& n, const extent& shape);

/// Reads a Slice or Gather that keeps the last step of a sequence: the layers so far are those of every step. Or a Slice from the
/// last step to the first; or a Gather that leaves out a dimension that counts to 1, such as the one direction of a last state.
/// False for others. Throws host::error, about the node, for other steps.
bool read_counted(const node& n, flow& f);

/// Reads a mean or a maximum over the steps of a sequence, which is the last one of all steps so far. `reduced` says over which
/// dimensions. Throws host::error, about the node, for other operators and dimensions.
void read_reduced_steps(const node& n, flow& f, const std::vector<bool>& reduced);

/// The sequence from its last step to its first.
time_step reversed_sequence();

/// Throws host::error about a node that joins steps of a sequence, such as a sum over time.
[[noreturn]] void refuse_joined_steps(const node& n);

/// GRU, LSTM, RNN; and tests whether a node is one of them.
void read_recurrent(const node& n, flow& f);
bool is_recurrent(const node& n);

/// A recurrent operator takes its steps from another dimension than the one that counts them so far.
struct steps_elsewhere : host::error {
    explicit steps_elsewhere(const host::error& reason) : host::error(reason) {}
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_TIME_HPP
