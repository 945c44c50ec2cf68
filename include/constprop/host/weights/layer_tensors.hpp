#ifndef CONSTPROP_HOST_WEIGHTS_LAYER_TENSORS_HPP
#define CONSTPROP_HOST_WEIGHTS_LAYER_TENSORS_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The tensors of a file, put together to layers by their names: "encoder.0.weight" and "encoder.0.bias" are one's.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

inline constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Where the weights and the biases of one layer stand in a list of tensors; `none` where there are none.
struct layer_tensors {
    std::string name;  ///< the layer's: "encoder.0"
    std::size_t weight = none, bias = none;
};

/// Puts tensors together to layers, in the order of each one's first tensor.
template <class Tensor>
std::vector<layer_tensors> layers_of(const std::string& where, const std::vector<Tensor>& tensors) {
    std::vector<layer_tensors> layers;
    std::map<std::string_view, std::size_t> place_of;  // files may have any number of tensors
    for (std::size_t k = 0; k < tensors.size(); ++k) {
        const std::string_view name = tensors[k].name;
        const std::size_t dot = name.rfind('.');
        const std::string_view kind = name.substr(dot == std::string_view::npos ? 0 : dot + 1);
        const std::string_view owner = name.substr(0, dot == std::string_view::npos ? 0 : dot);
        if (kind == "running_mean" || kind == "running_var" || kind == "num_batches_tracked")
            throw error(where, "tensor " + in_quotes(name) + " is a batch normalization's",
                        "the weights and biases of layers that this network has",
                        "Import the model as ONNX, which folds it into the layer beside it, or fold it before saving.");
        if (kind != "weight" && kind != "bias")
            throw error(where, "tensor " + in_quotes(name) + " belongs to no layer",
                        "names that end in '.weight' or '.bias', as in a state_dict of PyTorch's",
                        "Save only these, under such names.");
        const auto [found, is_new] = place_of.emplace(owner, layers.size());
        if (is_new) layers.push_back({std::string{owner}});
        layer_tensors& layer = layers[found->second];
        std::size_t& place = kind == "weight" ? layer.weight : layer.bias;
        if (place != none)
            throw error(where, "tensor " + in_quotes(name) + " is there twice", "each tensor once",
                        "Save the file again.");
        place = k;
    }
    return layers;
}

inline std::string names_of(const std::vector<layer_tensors>& layers) {
    std::vector<std::string> names;
    for (const layer_tensors& layer : layers) names.push_back(layer.name);
    return some_of(names);
}

/// A name with each number in it taken out: "encoder.#.#" and {"0", "12"} of "encoder.0.12".
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

    /// For names with one stem: whether this one's numbers come first.
    bool before(const numbered_name& other) const {
        return std::lexicographical_compare(numbers.begin(), numbers.end(), other.numbers.begin(), other.numbers.end(),
                                            [](const std::string& a_, const std::string& b_) {
                                                return a_.size() != b_.size() ? a_.size() < b_.size() : a_ < b_;
                                            });
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_WEIGHTS_LAYER_TENSORS_HPP
