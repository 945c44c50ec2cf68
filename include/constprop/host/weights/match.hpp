#ifndef CONSTPROP_HOST_WEIGHTS_MATCH_HPP
#define CONSTPROP_HOST_WEIGHTS_MATCH_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/options_have_names.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// How the tensors of a file belong to a network.
struct weights_options {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    /// The names of the file's layers in the network's order, such as {"encoder.0", "encoder.2"}; left out where names
    /// or the file say it.
    std::vector<std::string> layers{};
    /// Whether the file's matrices are (inputs, outputs), as Keras stores them, not PyTorch's (outputs, inputs).
    bool transposed = false;
};

namespace detail {

/// Finds each layer of a network among those of a file, and leaves them in the network's order.
template <class Scalar> class layer_matching {
    const std::string& where_;
    const std::vector<tensor<Scalar>>& wanted_;
    const std::vector<stored_tensor>& stored_;
    const weights_options& options_;
    std::vector<layer_tensors> layers_ = layers_of(where_, wanted_);  // of the network
    std::vector<layer_tensors> found_ = layers_of(where_, stored_);   // of the file

    tensor_shape wanted_shape(std::size_t k) const {
        tensor_shape shape = wanted_[k].shape;
        if (options_.transposed) std::reverse(shape.begin(), shape.end());
        return shape;
    }
    bool fits(const layer_tensors& layer, const layer_tensors& found) const {
        if (layer.weight == none || found.weight == none) return layer.weight == found.weight;
        return wanted_shape(layer.weight) == stored_[found.weight].shape;
    }
    const std::string& layer_text(const layer_tensors& layer) const {
        return wanted_[layer.weight != none ? layer.weight : layer.bias].layer;
    }
    bool turned(const tensor_shape& expected, const tensor_shape& shape) const {
        return expected.size() == 2 && shape == tensor_shape{expected[1], expected[0]};
    }
    std::string turn_remedy() const {
        return options_.transposed ? "This is PyTorch's way round: leave out the option 'transposed'."
                                   : "It would fit transposed, as Keras stores it: say so by the option 'transposed'.";
    }

    void check_count(std::size_t count, const std::string& names, const std::string& remedy) const {
        if (count != layers_.size())
            throw error(where_, std::to_string(count) + " layers have parameters, " + names,
                        std::to_string(layers_.size()) + ", as in the network, the first for " + wanted_[0].layer,
                        remedy);
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
        const tensor_shape expected = layer.weight == none ? tensor_shape{} : wanted_shape(layer.weight);
        for (std::size_t k = 0; k < sorted.size(); ++k) {
            if (taken[k] || sorted[k].weight == none) continue;
            const stored_tensor& one = stored_[sorted[k].weight];
            found += (found.empty() ? "" : ", ") + in_quotes(one.name) + " " + shape_text(one.shape);
            any_turned = any_turned || turned(expected, one.shape);
        }
        throw error(where_, "the weights are " + found, shape_text(expected) + " among them, for " + layer_text(layer),
                    any_turned ? turn_remedy() : "Load the file into a network of its own shapes.");
    }

    [[noreturn]] void ambiguous(const layer_tensors& a, const layer_tensors& b) const {
        throw error(where_, "layers " + in_quotes(a.name) + " and " + in_quotes(b.name) + " may stand in either order",
                    "names or shapes that tell, because such a file is sorted by names",
                    "List the file's layers in the network's order.");
    }

    void check_tensor(std::size_t k, const char* kind, std::size_t wanted, std::size_t stored) const {
        if (wanted == none && stored == none) return;
        const layer_tensors &layer = layers_[k], &found = found_[k];
        const std::string name = "tensor " + in_quotes((found.name.empty() ? "" : found.name + ".") + kind);
        const std::string owner = "for " + layer_text(layer);
        if (wanted == none)
            throw error(where_, name + " has no place", "none, " + owner,
                        "Load the file into a network of its own layers.");
        const tensor_shape expected = wanted_shape(wanted);
        if (stored == none)
            throw error(where_, name + " is missing", shape_text(expected) + ", " + owner,
                        "Save it, too: zeros where the layer was trained without.");
        const tensor_shape& shape = stored_[stored].shape;
        if (shape == expected) return;
        throw error(where_, name + " has shape " + shape_text(shape), shape_text(expected) + ", " + owner,
                    turned(expected, shape) ? turn_remedy()
                                            : "Load the file into a network of its own shapes, or save it with these.");
    }

 public:
    layer_matching(const std::string& where, const std::vector<tensor<Scalar>>& wanted,
                   const std::vector<stored_tensor>& stored, const weights_options& options)
        : where_(where), wanted_(wanted), stored_(stored), options_(options) {}

    /// For each tensor of the network, which one of the file it is.
    std::vector<std::size_t> places(bool file_keeps_order) {
        if (!options_.layers.empty()) {
            order_as_listed();
        } else {
            check_count(found_.size(), names_of(found_), "Load the file into a network of its own layers.");
            if (!order_by_exact_names() && !file_keeps_order) order_by_numbers_and_shapes();
        }
        std::vector<std::size_t> places(wanted_.size());
        for (std::size_t k = 0; k < layers_.size(); ++k) {
            check_tensor(k, "weight", layers_[k].weight, found_[k].weight);
            check_tensor(k, "bias", layers_[k].bias, found_[k].bias);
            if (layers_[k].weight != none) places[layers_[k].weight] = found_[k].weight;
            if (layers_[k].bias != none) places[layers_[k].bias] = found_[k].bias;
        }
        return places;
    }
};

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_MATCH_HPP
