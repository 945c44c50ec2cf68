#ifndef CONSTPROP_HOST_WEIGHTS_OPTIONS_HPP
#define CONSTPROP_HOST_WEIGHTS_OPTIONS_HPP

#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/host/weights/orientation.hpp>
#include <constprop/kernels/target.hpp>

#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// How the tensors of a file are assigned to a network.
struct weights_options {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    /// The names of the file's layers in the network's order, such as {"encoder.0", "encoder.2"}; not needed if names
    /// or the file determine it.
    std::vector<std::string> layers{};
    /// The layout of the file's matrices; required if all are square and neither names nor the file tell it.
    host::orientation orientation = host::orientation::as_names_say;
    /// The ε that is added to the variances of batch normalizations, which become `scale` layers; files do not contain it.
    /// The default is 0.001 in Keras and 1e-5 in PyTorch.
    double epsilon = -1;
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_OPTIONS_HPP
