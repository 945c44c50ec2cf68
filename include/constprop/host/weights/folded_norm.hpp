#ifndef CONSTPROP_HOST_WEIGHTS_FOLDED_NORM_HPP
#define CONSTPROP_HOST_WEIGHTS_FOLDED_NORM_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/both_sides.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// A batch normalization of a file, γ (x − μ) / √(σ² + ε) + β, in place of a network's scale layer, w x + b: the positions of
/// its tensors. γ and β may be `none`, for 1 and 0.
struct folded_norm {
    std::size_t weight, bias, gamma, beta, mean, variance;
};

/// A normalization in place of a scale layer of the network; nothing if the two do not match so.
template <class Scalar>
std::optional<folded_norm> folded(const both_sides<Scalar>& sides, const layer_tensors& layer,
                                  const layer_tensors& found, double epsilon) {
    const std::size_t weight = layer["weight"], bias = layer["bias"];
    if (!found.is_batch_norm() || layer.has("running_mean") || weight == none || bias == none) return {};
    const tensor_shape& shape = sides.wanted[weight].shape;
    if (shape.size() != 1 || sides.wanted[bias].shape != shape) return {};
    for (const std::string_view kind : {"running_mean", "running_var", "weight", "bias"}) {
        if (!found.has(kind) && kind.starts_with("running"))
            throw error(sides.where, "layer " + in_quotes(found.name) + " has no " + std::string{kind},
                        "the mean and the variance of a batch normalization", "Save the whole layer.");
        if (found.has(kind) && sides.stored[found[kind]].shape != shape)
            throw error(sides.where,
                        "tensor " + in_quotes(sides.stored[found[kind]].name) + " has shape " +
                            shape_text(sides.stored[found[kind]].shape),
                        shape_text(shape) + ", for " + sides.layer_text(layer),
                        "Load the file into a network of its own shapes.");
    }
    if (!(epsilon > 0))
        throw error(sides.where,
                    "layer " + in_quotes(found.name) + " is a batch normalization, whose epsilon no file says",
                    "to be told it, for " + sides.layer_text(layer),
                    "Say epsilon: 0.001 is Keras's where nothing else is chosen, 1e-5 is PyTorch's.");
    return folded_norm{weight, bias, found["weight"], found["bias"], found["running_mean"], found["running_var"]};
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_WEIGHTS_FOLDED_NORM_HPP
