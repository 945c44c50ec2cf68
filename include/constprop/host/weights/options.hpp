#ifndef CONSTPROP_HOST_WEIGHTS_OPTIONS_HPP
#define CONSTPROP_HOST_WEIGHTS_OPTIONS_HPP

#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/host/weights/orientation.hpp>
#include <constprop/kernels/target.hpp>

#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// How the tensors of a file belong to a network.
struct weights_options {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    /// The names of the file's layers in the network's order, such as {"encoder.0", "encoder.2"}; left out where names
    /// or the file say it.
    std::vector<std::string> layers{};
    /// How the file's matrices lie; has to be said where all are square and neither names nor the file tell.
    host::orientation orientation = host::orientation::as_names_say;
    /// What is added to the variances of batch normalizations, which become `scale` layers; files do not say it. Keras's
    /// is 0.001 where nothing else is chosen, PyTorch's 1e-5.
    double epsilon = -1;
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_OPTIONS_HPP
