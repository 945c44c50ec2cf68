#ifndef CONSTPROP_HOST_WEIGHTS_LAYER_TENSORS_HPP
#define CONSTPROP_HOST_WEIGHTS_LAYER_TENSORS_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Groups the tensors of a file into layers by their names: "encoder.0.weight" and "encoder.0.bias" are one layer.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

inline constexpr std::size_t none = static_cast<std::size_t>(-1);

/// The name of a tensor, split into its layer and its kind. Kinds have PyTorch's names, also for other frameworks.
struct tensor_name {
    std::string_view layer, kind;
    std::string_view
        number{};        ///< "l1" of "rnn.weight_ih_l1": PyTorch's nn.GRU, nn.LSTM and nn.RNN contain several layers
    bool keras = false;  ///< true if the kind has Keras's name, whose matrices are (inputs, outputs)

    explicit tensor_name(std::string_view name) {
        if (name.ends_with(":0")) name.remove_suffix(2);  // suffix of TensorFlow's variables
        const std::size_t end = name.find_last_of("./");
        const std::size_t begin = end == std::string_view::npos ? 0 : end + 1;
        layer = name.substr(0, begin == 0 ? 0 : end);
        kind = name.substr(begin);
        constexpr std::string_view words[][2]{
            {"kernel", "weight"}, {"recurrent_kernel", "weight_hh"}, {"gamma", "weight"},
            {"beta", "bias"},     {"moving_mean", "running_mean"},   {"moving_variance", "running_var"}};
        for (const auto& [theirs, ours] : words)
            if (kind == theirs) kind = ours, keras = true;
        constexpr std::string_view both[][2]{{"weight_ih", "weight_ih_reverse"},
                                             {"weight_hh", "weight_hh_reverse"},
                                             {"bias_ih", "bias_ih_reverse"},
                                             {"bias_hh", "bias_hh_reverse"}};
        for (const auto& [forward, reverse] : both)
            if (kind.starts_with(forward) && kind.substr(forward.size()).starts_with("_l")) {
                number = kind.substr(forward.size() + 1);
                kind = number.ends_with("_reverse") ? reverse : forward;
                number = number.substr(0, number.find('_'));
            }
    }
    /// The layer's name, with its number: "rnn.l1".
    std::string whole_layer() const {
        return std::string{layer} + (layer.empty() || number.empty() ? "" : ".") + std::string{number};
    }
};

/// A direction of Keras's Bidirectional: "bidirectional/forward_gru/gru_cell" is one of "bidirectional".
struct keras_direction {
    std::string_view layer;  ///< of both directions; all of the name if it is of none
    bool is_one = false, is_reverse = false;

    explicit keras_direction(std::string_view name) : layer(name) {
        for (const std::string_view part : {"/forward_", "/backward_"})
            if (const std::size_t at = name.find(part); at != std::string_view::npos) {
                layer = name.substr(0, at);
                is_one = true, is_reverse = part == "/backward_";
            }
    }
};

/// The positions of one layer's tensors in a list, by their kinds: "weight", "bias" …
struct layer_tensors {
    std::string name;  ///< name of the layer: "encoder.0"
    std::map<std::string, std::size_t, std::less<>> tensors{};
    bool is_keras_recurrent = false;  ///< true if it has a kernel, a recurrent_kernel and perhaps one "bias"

    std::size_t operator[](std::string_view kind) const {
        const auto found = tensors.find(kind);
        return found == tensors.end() ? none : found->second;
    }
    bool has(std::string_view kind) const { return (*this)[kind] != none; }
    /// Adds the tensors of another layer under their kinds with a suffix.
    void add(const layer_tensors& other, std::string_view suffix) {
        for (const auto& [kind, place] : other.tensors) tensors.emplace(kind + std::string{suffix}, place);
    }
    bool is_batch_norm() const { return has("running_mean") || has("running_var") || has("num_batches_tracked"); }
};

/// Makes one layer of both directions of Keras's Bidirectional, where the first of them stands.
inline std::vector<layer_tensors> with_joined_directions(const std::vector<layer_tensors>& layers) {
    std::vector<layer_tensors> joined;
    for (const layer_tensors& one : layers) {
        const keras_direction way(one.name);
        if (!one.is_keras_recurrent || !way.is_one) {
            joined.push_back(one);
            continue;
        }
        auto at =
            std::find_if(joined.begin(), joined.end(), [&](const auto& other_) { return other_.name == way.layer; });
        if (at == joined.end()) at = joined.insert(joined.end(), {std::string{way.layer}, {}, true});
        at->add(one, way.is_reverse ? "_reverse" : "");
    }
    return joined;
}

/// Groups tensors into layers, in the order of each layer's first tensor. `kinds` are those that a network may have.
template <class Tensor>
std::vector<layer_tensors> layers_of(const std::string& where, const std::vector<Tensor>& tensors,
                                     const std::vector<std::string_view>& kinds) {
    std::vector<layer_tensors> layers;
    std::map<std::string, std::size_t> place_of;  // fast lookup, as files may have any number of tensors
    for (std::size_t k = 0; k < tensors.size(); ++k) {
        const tensor_name name(tensors[k].name);
        if (std::find(kinds.begin(), kinds.end(), name.kind) == kinds.end())
            throw error(where, "tensor " + in_quotes(tensors[k].name) + " belongs to no layer",
                        "names that end in '.weight' or '.bias', as in a state_dict of PyTorch's, or in 'kernel' or "
                        "'bias', as Keras's",
                        "Save only these, under such names.");
        const auto [found, is_new] = place_of.emplace(name.whole_layer(), layers.size());
        if (is_new) layers.push_back({name.whole_layer()});
        layer_tensors& layer = layers[found->second];
        layer.is_keras_recurrent = layer.is_keras_recurrent || (name.keras && name.kind == "weight_hh");
        if (!layer.tensors.emplace(name.kind, k).second)
            throw error(where, "tensor " + in_quotes(tensors[k].name) + " is there twice", "each tensor once",
                        "Save the file again.");
    }
    for (layer_tensors& layer : layers)
        if (auto kernel = layer.tensors.extract("weight"); layer.is_keras_recurrent && !kernel.empty()) {
            kernel.key() = "weight_ih";
            layer.tensors.insert(std::move(kernel));
        } else if (!kernel.empty()) {
            layer.tensors.insert(std::move(kernel));
        }
    return with_joined_directions(layers);
}

inline std::string names_of(const std::vector<layer_tensors>& layers) {
    std::vector<std::string> names;
    for (const layer_tensors& layer : layers) names.push_back(layer.name);
    return some_of(names);
}

/// A name with its numbers taken out: "encoder.#.#" and {"0", "12"} of "encoder.0.12".
struct numbered_name {
    std::string stem;
    std::vector<std::string> numbers;

    explicit numbered_name(std::string_view name) {
        while (!name.empty()) {
            const std::size_t digits = (std::min)(name.find_first_not_of("0123456789"), name.size());
            if (digits == 0) {
                stem += name[0];
                name.remove_prefix(1);
                continue;
            }
            std::string_view number = name.substr(0, digits);
            number.remove_prefix((std::min)(number.find_first_not_of('0'), number.size()));
            stem += '#';
            numbers.emplace_back(number);
            name.remove_prefix(digits);
        }
    }

    /// For names with one stem: true if the numbers of this one come first.
    bool before(const numbered_name& other) const {
        return std::lexicographical_compare(numbers.begin(), numbers.end(), other.numbers.begin(), other.numbers.end(),
                                            [](const std::string& a_, const std::string& b_) {
                                                return a_.size() != b_.size() ? a_.size() < b_.size() : a_ < b_;
                                            });
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_WEIGHTS_LAYER_TENSORS_HPP
