#ifndef CONSTPROP_HOST_WEIGHTS_ORIENTATION_HPP
#define CONSTPROP_HOST_WEIGHTS_ORIENTATION_HPP

#include <constprop/kernels/target.hpp>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The layout of a file's matrices.
enum class orientation {
    as_names_say,  ///< Keras's "kernel" is (inputs, outputs); "weight" is (outputs, inputs), if shapes confirm it
    out_in,        ///< (outputs, inputs), as PyTorch stores them
    in_out         ///< (inputs, outputs), as Keras stores them
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_ORIENTATION_HPP
