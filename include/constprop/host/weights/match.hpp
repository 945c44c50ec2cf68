#ifndef CONSTPROP_HOST_WEIGHTS_MATCH_HPP
#define CONSTPROP_HOST_WEIGHTS_MATCH_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/orientation.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/options_have_names.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
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

namespace detail {

/// A batch normalization of a file, γ (x − μ) / √(σ² + ε) + β, that is a network's scale layer, w x + b: where their tensors
/// stand. γ and β may be `none`: 1 and 0.
struct folded_norm {
    std::size_t weight, bias, gamma, beta, mean, variance;
};

/// Finds each layer of a network among those of a file, and leaves them in the network's order.
template <class Scalar> class layer_matching {
    const std::string& where_;
    const std::vector<tensor<Scalar>>& wanted_;
    const std::vector<stored_tensor>& stored_;
    const weights_options& options_;
    bool turned_;                        // whether the file's matrices are (inputs, outputs)
    std::vector<layer_tensors> layers_;  // of the network
    std::vector<layer_tensors> found_;   // of the file
    std::vector<folded_norm> norms_;

    /// The kinds of tensors that a file may have: the network's, and those that are named in messages or not needed.
    static std::vector<std::string_view> kinds_of(const std::vector<tensor<Scalar>>& wanted) {
        std::vector<std::string_view> kinds{"weight", "bias", "running_mean", "running_var", "num_batches_tracked"};
        for (const tensor<Scalar>& one : wanted) kinds.push_back(tensor_name(one.name).kind);
        return kinds;
    }

    tensor_shape wanted_shape(std::size_t k) const {
        tensor_shape shape = wanted_[k].shape;
        if (turned_ && shape.size() == 2) std::reverse(shape.begin(), shape.end());
        return shape;
    }
    bool fits(const layer_tensors& layer, const layer_tensors& found) const {
        const std::size_t weight = layer["weight"], other = found["weight"];
        if (weight == none || other == none) return weight == other;
        return wanted_shape(weight) == stored_[other].shape;
    }
    const std::string& layer_text(const layer_tensors& layer) const {
        return wanted_[layer.tensors.begin()->second].layer;
    }
    bool fits_turned(const tensor_shape& expected, const tensor_shape& shape) const {
        return expected.size() == 2 && shape == tensor_shape{expected[1], expected[0]};
    }
    std::string turn_remedy() const {
        return turned_ ? "It would fit the other way round, as PyTorch stores it: say orientation out_in."
                       : "It would fit the other way round, as Keras stores it: say orientation in_out.";
    }

    void check_count(std::size_t count, const std::string& names, const std::string& remedy) const {
        if (count == layers_.size()) return;
        for (const layer_tensors& one : found_)
            if (one.is_batch_norm()) refuse_batch_norm(one);
        throw error(where_, std::to_string(count) + " layers have parameters, " + names,
                    std::to_string(layers_.size()) + ", as in the network, the first for " + wanted_[0].layer, remedy);
    }
    [[noreturn]] void refuse_batch_norm(const layer_tensors& one) const {
        for (const std::string_view kind : {"running_mean", "running_var", "num_batches_tracked"})
            if (one.has(kind))
                throw error(where_, "tensor " + in_quotes(stored_[one[kind]].name) + " is a batch normalization's",
                            "the weights and biases of layers that this network has",
                            "Import the model as ONNX, which folds it into the layer beside it, or fold it before "
                            "saving.");
        throw error(where_, "a layer is unknown", "the network's", "Save it again.");
    }

    /// Whether a normalization stands where the network has a scale layer; then it is one.
    bool folds(const layer_tensors& layer, const layer_tensors& found) {
        const std::size_t weight = layer["weight"], bias = layer["bias"];
        if (!found.is_batch_norm() || layer.has("running_mean") || weight == none || bias == none) return false;
        const tensor_shape& shape = wanted_[weight].shape;
        if (shape.size() != 1 || wanted_[bias].shape != shape) return false;
        for (const std::string_view kind : {"running_mean", "running_var", "weight", "bias"}) {
            if (!found.has(kind) && kind.starts_with("running"))
                throw error(where_, "layer " + in_quotes(found.name) + " has no " + std::string{kind},
                            "the mean and the variance of a batch normalization", "Save the whole layer.");
            if (found.has(kind) && stored_[found[kind]].shape != shape)
                throw error(where_,
                            "tensor " + in_quotes(stored_[found[kind]].name) + " has shape " +
                                shape_text(stored_[found[kind]].shape),
                            shape_text(shape) + ", for " + layer_text(layer),
                            "Load the file into a network of its own shapes.");
        }
        if (!(options_.epsilon > 0))
            throw error(where_,
                        "layer " + in_quotes(found.name) + " is a batch normalization, whose epsilon no file says",
                        "to be told it, for " + layer_text(layer),
                        "Say epsilon: 0.001 is Keras's where nothing else is chosen, 1e-5 is PyTorch's.");
        norms_.push_back({weight, bias, found["weight"], found["bias"], found["running_mean"], found["running_var"]});
        return true;
    }

    /// By the names that the user lists.
    void order_as_listed() {
        check_count(options_.layers.size(), "as listed: " + some_of(options_.layers),
                    "List the file's layers with parameters, each once, in the network's order.");
        check_count(found_.size(), names_of(found_), "Load the file into a network of its own layers.");
        std::vector<layer_tensors> ordered;
        for (const std::string& name : options_.layers) {
            const auto at =
                std::find_if(found_.begin(), found_.end(), [&](const auto& one_) { return one_.name == name; });
            if (at == found_.end())
                throw error(where_,
                            "layer " + in_quotes(name) + " is missing or listed twice, left are " + names_of(found_),
                            "each layer of the file once", "Look at the names that are listed.");
            ordered.push_back(*at);
            found_.erase(at);
        }
        found_ = ordered;
    }

    /// By the names that `tensors_of` gives. False where they are others.
    bool order_by_exact_names() {
        std::vector<layer_tensors> ordered;
        for (const layer_tensors& layer : layers_) {
            const auto at =
                std::find_if(found_.begin(), found_.end(), [&](const auto& one_) { return one_.name == layer.name; });
            if (at == found_.end()) return false;
            ordered.push_back(*at);
        }
        found_ = ordered;
        return true;
    }

    /// By the numbers in names that have one stem: fc1, fc2, fc10. For others by their shapes, where only one order fits.
    void order_by_numbers_and_shapes() {
        std::vector<numbered_name> names;
        for (const layer_tensors& one : found_) names.emplace_back(one.name);
        std::vector<std::size_t> order(found_.size());
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
        std::sort(order.begin(), order.end(), [&](std::size_t a_, std::size_t b_) {
            return names[a_].stem != names[b_].stem ? names[a_].stem < names[b_].stem : names[a_].before(names[b_]);
        });
        std::vector<layer_tensors> sorted, ordered;
        std::vector<std::string> stems;  // of the file's layers, sorted
        for (const std::size_t k : order) {
            sorted.push_back(found_[k]);
            stems.push_back(names[k].stem);
        }
        found_ = sorted;
        if (stems.front() == stems.back()) return;

        std::vector<bool> taken(sorted.size());
        for (const layer_tensors& layer : layers_) {
            std::size_t place = sorted.size();
            for (std::size_t k = 0; k < sorted.size(); ++k) {
                if (taken[k] || !fits(layer, sorted[k])) continue;
                if (place == sorted.size()) place = k;
                else if (stems[k] != stems[place]) ambiguous(sorted[place], sorted[k]);
            }
            if (place == sorted.size()) place = only_one_left(layer, sorted, taken);
            if (place > 0 && !taken[place - 1] && stems[place - 1] == stems[place])
                ambiguous(sorted[place - 1], sorted[place]);  // the shapes say one order, the numbers another
            taken[place] = true;
            ordered.push_back(sorted[place]);
        }
        found_ = ordered;
    }

    /// The last layer that is not taken, whose shape will be found wrong; where there are several, none fits, and all are
    /// told.
    std::size_t only_one_left(const layer_tensors& layer, const std::vector<layer_tensors>& sorted,
                              const std::vector<bool>& taken) const {
        if (std::count(taken.begin(), taken.end(), false) == 1)
            return static_cast<std::size_t>(std::find(taken.begin(), taken.end(), false) - taken.begin());
        std::string found;
        bool any_turned = false;
        const tensor_shape expected = layer.has("weight") ? wanted_shape(layer["weight"]) : tensor_shape{};
        for (std::size_t k = 0; k < sorted.size(); ++k) {
            if (taken[k] || !sorted[k].has("weight")) continue;
            const stored_tensor& one = stored_[sorted[k]["weight"]];
            found += (found.empty() ? "" : ", ") + in_quotes(one.name) + " " + shape_text(one.shape);
            any_turned = any_turned || fits_turned(expected, one.shape);
        }
        throw error(where_, "the weights are " + found, shape_text(expected) + " among them, for " + layer_text(layer),
                    any_turned ? turn_remedy() : "Load the file into a network of its own shapes.");
    }

    [[noreturn]] void ambiguous(const layer_tensors& a, const layer_tensors& b) const {
        throw error(where_, "layers " + in_quotes(a.name) + " and " + in_quotes(b.name) + " may stand in either order",
                    "names or shapes that tell, because such a file is sorted by names",
                    "List the file's layers in the network's order.");
    }

    /// A layer may have been trained without biases; everything else has to be there, and of its shape.
    void check_tensor(const layer_tensors& layer, const layer_tensors& found, const std::string& kind) const {
        const std::size_t wanted = layer[kind], stored = found[kind];
        const std::string name = "tensor " + in_quotes((found.name.empty() ? "" : found.name + ".") + kind);
        const std::string owner = "for " + layer_text(layer);
        if (wanted == none && found.is_batch_norm()) refuse_batch_norm(found);
        if (wanted == none)
            throw error(where_, name + " has no place", "none, " + owner,
                        "Load the file into a network of its own layers.");
        const tensor_shape expected = wanted_shape(wanted);
        if (stored == none && kind == "bias") return;
        if (stored == none)
            throw error(where_, name + " is missing", shape_text(expected) + ", " + owner, "Save it, too.");
        const tensor_shape& shape = stored_[stored].shape;
        if (shape == expected) return;
        throw error(where_, "tensor " + in_quotes(stored_[stored].name) + " has shape " + shape_text(shape),
                    shape_text(expected) + ", " + owner,
                    fits_turned(expected, shape)
                        ? turn_remedy()
                        : "Load the file into a network of its own shapes, or save it with these.");
    }

 public:
    layer_matching(const std::string& where, const std::vector<tensor<Scalar>>& wanted,
                   const std::vector<stored_tensor>& stored, const weights_options& options, bool turned)
        : where_(where),
          wanted_(wanted),
          stored_(stored),
          options_(options),
          turned_(turned),
          layers_(layers_of(where, wanted, kinds_of(wanted))),
          found_(layers_of(where, stored, kinds_of(wanted))) {}

    /// For each tensor of the network, which one of the file it is; `none` for biases that the file does not have.
    std::vector<std::size_t> places(bool file_keeps_order) {
        if (!options_.layers.empty()) {
            order_as_listed();
        } else {
            check_count(found_.size(), names_of(found_), "Load the file into a network of its own layers.");
            if (!order_by_exact_names() && !file_keeps_order) order_by_numbers_and_shapes();
        }
        std::vector<std::size_t> places(wanted_.size(), none);
        for (std::size_t k = 0; k < layers_.size(); ++k) {
            if (folds(layers_[k], found_[k])) continue;
            // In the network's order, so that weights are told of before biases.
            std::vector<std::pair<std::size_t, std::string_view>> kinds;
            for (const auto& [kind, place] : layers_[k].tensors) kinds.emplace_back(place, kind);
            std::sort(kinds.begin(), kinds.end());
            for (const auto& [place, kind] : kinds) {
                check_tensor(layers_[k], found_[k], std::string{kind});
                places[place] = found_[k][kind];
            }
            for (const auto& [kind, place] : found_[k].tensors)
                if (kind != "num_batches_tracked") check_tensor(layers_[k], found_[k], kind);
                else if (!found_[k].has("running_mean")) refuse_batch_norm(found_[k]);
        }
        return places;
    }
    /// What `places` found of normalizations.
    const std::vector<folded_norm>& norms() const noexcept { return norms_; }
};

/// The same for arrays that have no names but "arr_0", "arr_1" …, as numpy.savez gives them: they stand in the network's
/// order, and a layer that was trained without biases has none.
template <class Scalar>
std::vector<std::size_t> places_in_order(const std::string& where, const std::vector<tensor<Scalar>>& wanted,
                                         const std::vector<stored_tensor>& stored, bool turned) {
    std::vector<std::size_t> order(stored.size(), none);
    for (std::size_t k = 0; k < stored.size(); ++k) {
        std::size_t number = 0;
        for (const char digit : std::string_view{stored[k].name}.substr(4))
            number = (std::min)(10 * number + static_cast<std::size_t>(digit - '0'), stored.size());
        if (number >= stored.size() || order[number] != none)
            throw error(where, "array " + in_quotes(stored[k].name) + " is one of " + std::to_string(stored.size()),
                        "'arr_0' and so on, each once", "Save them with numpy.savez(path, *weights).");
        order[number] = k;
    }
    std::vector<std::size_t> places;
    std::size_t next = 0;
    for (const tensor<Scalar>& one : wanted) {
        tensor_shape expected = one.shape;
        if (turned && expected.size() == 2) std::reverse(expected.begin(), expected.end());
        const bool fits = next < order.size() && stored[order[next]].shape == expected;
        if (!fits && tensor_name(one.name).kind == "bias" &&
            (next == order.size() || stored[order[next]].shape.size() > 1)) {
            places.push_back(none);
            continue;
        }
        if (!fits)
            throw error(where,
                        next < order.size() ? "array " + in_quotes(stored[order[next]].name) + " has shape " +
                                                  shape_text(stored[order[next]].shape)
                                            : "it ends after " + std::to_string(next) + " arrays",
                        shape_text(expected) + ", for " + one.layer,
                        "Save the network's weights and biases in its order, and no others.");
        places.push_back(order[next++]);
    }
    if (next < order.size())
        throw error(where, "array " + in_quotes(stored[order[next]].name) + " has no place",
                    std::to_string(next) + " arrays, the network's weights and biases", "Save only these.");
    return places;
}

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_MATCH_HPP
