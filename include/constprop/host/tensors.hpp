#ifndef CONSTPROP_HOST_TENSORS_HPP
#define CONSTPROP_HOST_TENSORS_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/type_name.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>
#include <constprop/math/is_nan.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Sizes in files have 64 bits on every machine: a truncated wrong size could look right.
using tensor_shape = std::vector<std::uint64_t>;

/// A named array of a network's numbers, with the names and the order of PyTorch's nn.Sequential.
template <class Scalar> struct tensor {
    std::string name;    ///< the layer's position, counting activations, and "weight" or "bias": "2.weight"; in a
                         ///< branch also the position there: "2.0.weight"
    tensor_shape shape;  ///< (outputs, inputs), (outputs); (count) for weights that are no matrix
    std::string layer;   ///< for messages: "layer 2, constprop::linear<32, 10>"
    std::vector<Scalar> values;           ///< row-major
    bool is_trained = true;               ///< false for a statistic, such as "1.running_mean"
    std::size_t output_axis = 0;          ///< of weights: the dimension that counts outputs
    std::vector<std::int8_t> integers{};  ///< of weights that are stored as such, with `scales`
    std::vector<float> scales{};          ///< one for each output
};

namespace detail {
/// Adds the integers and scales of a tensor whose first parameter is number `first` of a layer's, if it has any.
template <class Stage> void add_integers(tensor<float>& to, const Stage& stage, std::size_t first) {
    for (const auto& of : Stage::scaled::tensors)
        if (of.first == first && of.scales > 0 && to.is_trained) {
            for (std::size_t k = 0; k < of.count; ++k)
                to.integers.push_back(static_cast<std::int8_t>(Stage::scaled::factor(stage.data(), first + k)));
            for (std::size_t s = 0; s < of.scales; ++s) to.scales.push_back(Stage::scaled::scales(stage.data(), of)[s]);
        }
}

/// "2.weight"; in a branch "2.0.weight".
inline std::string full_name(const std::string& position, const constprop::tensor& of) {
    std::string name = position;
    for (std::size_t k = 0; k < of.depth; ++k) name += "." + std::to_string(of.path[k]);
    return name + "." + of.name + (of.reversed ? "_reverse" : "");
}
}  // namespace detail

/// The numbers of a network as tensors, layer by layer: parameters in the order of `parameters()`, statistics in that of
/// `statistics()`. Layers without numbers have no tensors.
template <class Stored, class... Layers> [[nodiscard]] auto tensors_of(const basic_network<Stored, Layers...>& net) {
    using Scalar = kernels::value_of<Stored>;
    static_assert(std::is_same_v<Scalar, float> || std::is_same_v<Scalar, double>,
                  "Files hold float or double. Convert the network, for example through parameters() and with_scalar.");
    std::vector<tensor<Scalar>> tensors;
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) {
        using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
        const std::string position_ = std::to_string(stage_type_::index);
        std::size_t parameter_ = 0, statistic_ = 0;
        for (const constprop::tensor& from_ : stage_type_::tensors) {
            if (from_.size() == 0) continue;
            tensor<Scalar> one_{detail::full_name(position_, from_),
                                {from_.dimensions.begin(), from_.dimensions.begin() + from_.rank},
                                "layer " + position_ + ", " + type_name<typename stage_type_::layer_type>(),
                                {},
                                from_.is_trained(),
                                from_.output_axis};
            one_.values.reserve(from_.size());
            for (std::size_t k_ = 0; k_ < from_.size(); ++k_)
                one_.values.push_back(from_.is_trained() ? Scalar(stage_.parameter(parameter_++))
                                                         : stage_.statistics()[statistic_++]);
            if constexpr (kernels::is_scaled<typename stage_type_::stored>)
                detail::add_integers(one_, stage_, parameter_ - one_.values.size());
            tensors.push_back(std::move(one_));
        }
    });
    return tensors;
}

/// Sets the numbers of a network from such tensors, in the order of `tensors_of`.
template <class Stored, class... Layers>
void assign(basic_network<Stored, Layers...>& net,
            const std::vector<tensor<kernels::value_of<Stored>>>& tensors) noexcept {
    auto next = tensors.begin();
    boost::hana::for_each(net.all_stages(), [&](auto& stage_) noexcept {
        std::vector<kernels::value_of<Stored>> parameters_;
        std::size_t statistic_ = 0;
        for (const constprop::tensor& to_ : std::remove_cvref_t<decltype(stage_)>::tensors) {
            if (to_.size() == 0) continue;
            if (to_.is_trained()) parameters_.insert(parameters_.end(), next->values.begin(), next->values.end());
            else
                for (const auto value_ : next->values) stage_.statistics()[statistic_++] = value_;
            ++next;
        }
        stage_.assign(parameters_.data());
    });
}

namespace detail {

/// The shape in Python's notation, "(32, 64)" or "(32,)"; shortened if it is long.
inline std::string shape_text(const tensor_shape& shape) {
    constexpr std::size_t most = 8;
    std::string text = "(";
    for (std::size_t k = 0; k < shape.size() && k < most; ++k) text += (k == 0 ? "" : ", ") + std::to_string(shape[k]);
    if (shape.size() > most) text += ", …";
    return text + (shape.size() == 1 ? ",)" : ")");
}

/// The index of value k of a row-major array of this shape: "[3, 5]".
inline std::string index_text(std::uint64_t k, const tensor_shape& shape) {
    std::string text;
    for (std::size_t d = shape.size(); d-- > 0; k /= shape[d])
        text = std::to_string(k % shape[d]) + (text.empty() ? "" : ", ") + text;
    return "[" + text + "]";
}

template <class Scalar>
void check_finite(const std::string& where, const std::vector<tensor<Scalar>>& tensors, const std::string& remedy) {
    for (const tensor<Scalar>& one : tensors)
        for (std::size_t k = 0; k < one.values.size(); ++k)
            if (const Scalar value = one.values[k]; !math::is_finite(value))
                throw error(where,
                            "parameter " + one.name + index_text(k, one.shape) + " of " + one.layer + " is " +
                                (math::is_nan(value) ? "NaN"
                                 : value > 0         ? "infinite"
                                                     : "-infinite"),
                            "finite parameters", remedy);
}

template <class Scalar>
void check_finite_before_saving(const std::string& where, const std::vector<tensor<Scalar>>& tensors) {
    check_finite(where, tensors,
                 "Train again, with a smaller learning rate or clipped gradients, and look for NaN in the data.");
}

template <class Scalar> void check_savable(const std::string& where, const std::vector<tensor<Scalar>>& tensors) {
    if (tensors.empty())
        throw error(where, "the network has no parameters", "some to save", "Save a network with a linear layer.");
    check_finite_before_saving(where, tensors);
}

template <class Scalar> void check_loaded(const std::string& where, const std::vector<tensor<Scalar>>& tensors) {
    check_finite(where, tensors, "Look at the training that the file comes from.");
}

template <class Scalar>
void check_type(const std::string& where, const tensor<Scalar>& one, const std::string& found, const char* expected) {
    if (found != expected)
        throw error(
            where, "tensor '" + one.name + "' holds " + in_quotes(found),
            in_quotes(expected) + ", the network's " + (sizeof(Scalar) == 4 ? "float" : "double"),
            "Nothing is converted in silence: save it as that, or load it into with_scalar<...> of the file's type.");
}

template <class Scalar>
void check_shape(const std::string& where, const tensor<Scalar>& expected, const tensor_shape& found) {
    if (found != expected.shape)
        throw error(where, "tensor '" + expected.name + "' has shape " + shape_text(found),
                    shape_text(expected.shape) + ", for " + expected.layer,
                    "Load the file into a network of its own shapes, or save it with these.");
}

/// A list of at most `most` of `names`, in quotes.
inline std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t most = 6;
    if (names.empty()) return "none";
    std::string text;
    for (std::size_t k = 0; k < names.size() && k < most; ++k) text += (k == 0 ? "" : ", ") + in_quotes(names[k]);
    return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
}

/// True if a tensor is the counter of batches that PyTorch saves beside running statistics. It has no effect unless the
/// momentum depends on it.
template <class Scalar> bool counts_batches(const std::vector<tensor<Scalar>>& expected, const std::string& name) {
    constexpr std::string_view counter = ".num_batches_tracked";
    if (!name.ends_with(counter)) return false;
    const std::string mean = name.substr(0, name.size() - counter.size()) + ".running_mean";
    return std::any_of(expected.begin(), expected.end(), [&](const auto& one_) { return one_.name == mean; });
}

/// Checks that a file holds each of the expected tensors once, and no others except counters of batches.
template <class Scalar>
void check_names(const std::string& where, const std::vector<tensor<Scalar>>& expected,
                 const std::vector<std::string>& found) {
    std::vector<std::string> wanted, sorted = found;
    for (const tensor<Scalar>& one : expected) wanted.push_back(one.name);
    std::sort(sorted.begin(), sorted.end());
    if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end())
        throw error(where, "tensor " + in_quotes(*twice) + " is there twice", "each tensor once",
                    "Save the file again.");
    const std::string remedy =
        "Name tensors as PyTorch's nn.Sequential does: the layer's position, activations counted, and weight or bias.";
    for (const tensor<Scalar>& one : expected)
        if (std::find(found.begin(), found.end(), one.name) == found.end())
            throw error(where, "tensor '" + one.name + "' is missing among " + some_of(found),
                        some_of(wanted) + ", the first missing for " + one.layer, remedy);
    for (const std::string& name : found)
        if (std::find(wanted.begin(), wanted.end(), name) == wanted.end() && !counts_batches(expected, name))
            throw error(where, "tensor " + in_quotes(name) + " belongs to no layer", "only " + some_of(wanted), remedy);
}

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TENSORS_HPP
