#ifndef CONSTPROP_HOST_WEIGHTS_BOTH_SIDES_HPP
#define CONSTPROP_HOST_WEIGHTS_BOTH_SIDES_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// The layers of a network, and those of the file to load.
template <class Scalar> struct both_sides {
    const std::string& where;                   ///< the file, for messages
    const std::vector<tensor<Scalar>>& wanted;  ///< tensors of the network
    const std::vector<stored_tensor>& stored;   ///< tensors of the file
    bool turned;                                ///< true if the file's matrices are (inputs, outputs)
    std::vector<layer_tensors> layers;          ///< layers of the network, in its order
    std::vector<layer_tensors> found;           ///< layers of the file, in the order that was determined

    both_sides(const std::string& file, const std::vector<tensor<Scalar>>& of_network,
               const std::vector<stored_tensor>& of_file, bool is_turned)
        : where(file),
          wanted(of_network),
          stored(of_file),
          turned(is_turned),
          layers(layers_of(file, of_network, kinds_of(of_network))),
          found(layers_of(file, of_file, kinds_of(of_network))) {}

    tensor_shape wanted_shape(std::size_t k) const {
        tensor_shape shape = wanted[k].shape;
        if (turned && shape.size() == 2) std::reverse(shape.begin(), shape.end());
        return shape;
    }
    bool fits(const layer_tensors& layer, const layer_tensors& other) const {
        for (const std::string_view kind : {"weight", "weight_ih", "weight_hh"}) {
            const std::size_t weight = layer[kind], of_other = other[kind];
            if ((weight == none) != (of_other == none)) return false;
            if (weight != none && wanted_shape(weight) != stored[of_other].shape) return false;
        }
        return true;
    }
    /// True if a matrix would fit if it were transposed.
    static bool fits_turned(const tensor_shape& expected, const tensor_shape& shape) {
        return expected.size() == 2 && shape == tensor_shape{expected[1], expected[0]};
    }

    std::string turn_remedy() const {
        return turned ? "It would fit the other way round, as PyTorch stores it: say orientation out_in."
                      : "It would fit the other way round, as Keras stores it: say orientation in_out.";
    }
    const std::string& layer_text(const layer_tensors& layer) const {
        return wanted[layer.tensors.begin()->second].layer;
    }
    [[noreturn]] void refuse_batch_norm(const layer_tensors& one) const {
        for (const std::string_view kind : {"running_mean", "running_var", "num_batches_tracked"})
            if (one.has(kind))
                throw error(where, "tensor " + in_quotes(stored[one[kind]].name) + " is a batch normalization's",
                            "the weights and biases of layers that this network has",
                            "Import the model as ONNX, which folds it into the layer beside it, or fold it before "
                            "saving.");
        throw error(where, "a layer is unknown", "the network's", "Save it again.");
    }

 private:
    /// The kinds of tensors that a file may have: the network's, and others for messages or to ignore.
    static std::vector<std::string_view> kinds_of(const std::vector<tensor<Scalar>>& of_network) {
        std::vector<std::string_view> kinds{"weight", "bias", "running_mean", "running_var", "num_batches_tracked"};
        for (const tensor<Scalar>& one : of_network) kinds.push_back(tensor_name(one.name).kind);
        return kinds;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_WEIGHTS_BOTH_SIDES_HPP
