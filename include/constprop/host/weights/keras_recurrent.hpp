#ifndef CONSTPROP_HOST_WEIGHTS_KERAS_RECURRENT_HPP
#define CONSTPROP_HOST_WEIGHTS_KERAS_RECURRENT_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/weights/both_sides.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// A GRU, LSTM or SimpleRNN of Keras in place of a network's: the positions of its tensors. Keras has
///
///     kernel            inputs × (gates · hidden)
///     recurrent_kernel  hidden × (gates · hidden)
///     bias              gates · hidden, added once; or 2 × (gates · hidden) for a GRU with reset_after = True, its default: that
///                       of the input, and that of the state
///
/// with the gates of a GRU in the order z, r, h. Biases may be `none`.
struct keras_recurrent {
    std::size_t weight_ih, weight_hh, bias_ih, bias_hh;  ///< of the network
    std::size_t kernel, recurrent_kernel, bias;          ///< of the file
    std::size_t hidden, rows;

    /// The row of Keras's matrices, seen transposed, that is row r of the network's.
    std::size_t row(std::size_t r) const {
        const bool is_gru = rows == 3 * hidden;
        return is_gru && r < hidden ? r + hidden : is_gru && r < 2 * hidden ? r - hidden : r;
    }
    /// Numbers of the network from those of the file: a matrix of `columns`, transposed.
    std::vector<double> matrix(const std::vector<double>& from, std::size_t columns) const {
        std::vector<double> values;
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) values.push_back(from[c * rows + row(r)]);
        return values;
    }
    /// The biases of the input, part 0, or of the state, part 1: zeros if the file has but one.
    std::vector<double> biases(const std::vector<double>& from, std::size_t part) const {
        std::vector<double> values(rows);
        for (std::size_t r = 0; r < rows && (part + 1) * rows <= from.size(); ++r)
            values[r] = from[part * rows + row(r)];
        return values;
    }
};

/// How often a word is in a text.
inline std::size_t count_of(std::string_view text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) ++count;
    return count;
}

/// A recurrent layer of Keras in place of one of the network, or one direction of both, whose kinds end in `direction`.
template <class Scalar>
keras_recurrent recurrent(const both_sides<Scalar>& sides, const layer_tensors& layer, const layer_tensors& found,
                          const std::string& direction) {
    const std::string kernel = "weight_ih" + direction, recurrent_kernel = "weight_hh" + direction,
                      added = "bias" + direction;
    const auto wrong = [&](std::size_t place, const std::string& expected, const std::string& remedy) {
        throw error(
            sides.where,
            "tensor " + in_quotes(sides.stored[place].name) + " has shape " + shape_text(sides.stored[place].shape),
            expected + ", for " + sides.layer_text(layer), remedy);
    };
    const std::string other = "Load the file into a network of its own shapes, or save it with these.";
    for (const std::string& kind : {kernel, recurrent_kernel}) {
        const tensor_shape& shape = sides.wanted[layer[kind]].shape;
        const tensor_shape expected{shape[1], shape[0]};  // whatever is said of other matrices
        if (!found.has(kind))
            throw error(sides.where, "layer " + in_quotes(found.name) + " has no kernel",
                        shape_text(expected) + ", for " + sides.layer_text(layer), "Save it, too.");
        if (sides.stored[found[kind]].shape != expected) wrong(found[kind], shape_text(expected), other);
    }
    const tensor_shape& recurrent_shape = sides.wanted[layer[recurrent_kernel]].shape;
    const auto rows = static_cast<std::size_t>(recurrent_shape[0]),
               hidden = static_cast<std::size_t>(recurrent_shape[1]);
    keras_recurrent result{layer[kernel],
                           layer[recurrent_kernel],
                           layer["bias_ih" + direction],
                           layer["bias_hh" + direction],
                           found[kernel],
                           found[recurrent_kernel],
                           found[added],
                           hidden,
                           rows};
    if (result.bias == none) return result;
    if (result.bias_ih == none)
        throw error(sides.where, "tensor " + in_quotes(sides.stored[result.bias].name) + " has no place",
                    "none, for " + sides.layer_text(layer), "Leave out no_bias.");
    const tensor_shape &bias = sides.stored[result.bias].shape, once{rows}, twice{2, rows};
    if (rows != 3 * hidden) {
        if (bias != once) wrong(result.bias, shape_text(once), other);
        return result;
    }
    if (bias != once && bias != twice) wrong(result.bias, shape_text(twice) + " or " + shape_text(once), other);
    // The shape tells where the reset gate acts. Of a branch with layers of both kinds the network does not tell.
    const std::string& text = sides.layer_text(layer);
    const std::size_t before = count_of(text, "constprop::reset_before"), all = count_of(text, "constprop::gru<");
    if (bias == twice && before > 0 && before == all)
        wrong(result.bias, shape_text(once), "It is of a GRU with reset_after=True: leave out reset_before.");
    if (bias == once && before == 0)
        wrong(result.bias, shape_text(twice), "It is of a GRU with reset_after=False: say gru<…, reset_before>.");
    return result;
}

/// The directions of a recurrent layer of Keras in place of one of the network; none if the two do not match so.
template <class Scalar>
std::vector<keras_recurrent> recurrents(const both_sides<Scalar>& sides, const layer_tensors& layer,
                                        const layer_tensors& found) {
    if (!found.is_keras_recurrent || !layer.has("weight_ih") || !layer.has("weight_hh")) return {};
    const bool has_both = found.has("weight_ih_reverse"), wants_both = layer.has("weight_ih_reverse");
    if (has_both != wants_both)
        throw error(sides.where,
                    "layer " + in_quotes(found.name) + (has_both ? " has two directions" : " has one direction"),
                    (wants_both ? "two, for " : "one, for ") + sides.layer_text(layer),
                    wants_both ? "Leave out bidirectional<…>." : "Say bidirectional<…>.");
    std::vector<keras_recurrent> result{recurrent(sides, layer, found, "")};
    if (wants_both) result.push_back(recurrent(sides, layer, found, "_reverse"));
    return result;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_WEIGHTS_KERAS_RECURRENT_HPP
