#ifndef CONSTPROP_HOST_WEIGHTS_MATCH_HPP
#define CONSTPROP_HOST_WEIGHTS_MATCH_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/both_sides.hpp>
#include <constprop/host/weights/folded_norm.hpp>
#include <constprop/host/weights/keras_recurrent.hpp>
#include <constprop/host/weights/layer_order.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/options.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Biases may be missing if the layer was trained without them; every other tensor must be there, in its shape.
template <class Scalar>
void check_tensor(const both_sides<Scalar>& sides, const layer_tensors& layer, const layer_tensors& found,
                  const std::string& kind) {
    const std::size_t wanted = layer[kind], stored = found[kind];
    const std::string name = "tensor " + in_quotes((found.name.empty() ? "" : found.name + ".") + kind);
    const std::string owner = "for " + sides.layer_text(layer);
    if (wanted == none && found.is_batch_norm()) sides.refuse_batch_norm(found);
    if (wanted == none)
        throw error(sides.where, name + " has no place", "none, " + owner,
                    "Load the file into a network of its own layers.");
    const tensor_shape expected = sides.wanted_shape(wanted);
    if (stored == none && kind == "bias") return;
    if (stored == none)
        throw error(sides.where, name + " is missing", shape_text(expected) + ", " + owner, "Save it, too.");
    const tensor_shape& shape = sides.stored[stored].shape;
    if (shape == expected) return;
    throw error(sides.where, "tensor " + in_quotes(sides.stored[stored].name) + " has shape " + shape_text(shape),
                shape_text(expected) + ", " + owner,
                sides.fits_turned(expected, shape)
                    ? sides.turn_remedy()
                    : "Load the file into a network of its own shapes, or save it with these.");
}

/// The assignment of a file's tensors to a network's.
struct matched_tensors {
    std::vector<std::size_t> places;          ///< for each tensor of the network, the file's; `none` for missing biases
    std::vector<folded_norm> norms;           ///< for scale layers, whose tensors have no position
    std::vector<keras_recurrent> recurrents;  ///< layers of Keras, whose tensors have none, either
};

template <class Scalar>
matched_tensors match(const std::string& where, const std::vector<tensor<Scalar>>& wanted,
                      const std::vector<stored_tensor>& stored, const weights_options& options, bool turned,
                      bool file_keeps_order) {
    both_sides<Scalar> sides(where, wanted, stored, turned);
    layer_order<Scalar>(sides, options).find(file_keeps_order);
    matched_tensors result{std::vector<std::size_t>(wanted.size(), none), {}, {}};
    for (std::size_t k = 0; k < sides.layers.size(); ++k) {
        const layer_tensors &layer = sides.layers[k], &found = sides.found[k];
        if (const auto norm = folded(sides, layer, found, options.epsilon)) {
            result.norms.push_back(*norm);
            continue;
        }
        if (const auto directions = recurrents(sides, layer, found); !directions.empty()) {
            result.recurrents.insert(result.recurrents.end(), directions.begin(), directions.end());
            continue;
        }
        // In the network's order, so that a message names the weight before the bias.
        std::vector<std::pair<std::size_t, std::string_view>> kinds;
        for (const auto& [kind, place] : layer.tensors) kinds.emplace_back(place, kind);
        std::sort(kinds.begin(), kinds.end());
        for (const auto& [place, kind] : kinds) {
            check_tensor(sides, layer, found, std::string{kind});
            result.places[place] = found[kind];
        }
        for (const auto& [kind, place] : found.tensors)
            if (kind != "num_batches_tracked") check_tensor(sides, layer, found, kind);
            else if (!found.has("running_mean")) sides.refuse_batch_norm(found);
    }
    return result;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_WEIGHTS_MATCH_HPP
