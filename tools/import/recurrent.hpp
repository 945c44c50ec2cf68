#ifndef CONSTPROP_TOOLS_IMPORT_RECURRENT_HPP
#define CONSTPROP_TOOLS_IMPORT_RECURRENT_HPP

#include "import/steps.hpp"

namespace constprop::tools {

/// The outputs of a recurrent layer for the steps of a sequence, from a state of zeros, in double.
steps_of_sequence outputs_of_recurrent(const recurrent_step& one, const steps_of_sequence& x);

/// Those of a recurrent layer in both directions, side by side.
steps_of_sequence outputs_of_both(const bidirectional_step& one, const steps_of_sequence& x);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_RECURRENT_HPP
