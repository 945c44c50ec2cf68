#ifndef CONSTPROP_HOST_STORED_FORM_HPP
#define CONSTPROP_HOST_STORED_FORM_HPP

#include <constprop/concept/scaled_parameters.hpp>
#include <constprop/host/hexadecimal.hpp>
#include <constprop/host/item_lines.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/kernels/only_stored.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

/// How a header stores a network's parameters.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// The type in which parameters are stored, if it is not the one in which the model computes, such as "half".
template <class Stored> constexpr const char* name_of_stored = "";
template <> inline constexpr const char* name_of_stored<half> = "half";
template <> inline constexpr const char* name_of_stored<bfloat16> = "bfloat16";
template <> inline constexpr const char* name_of_stored<scaled_int8> = "scaled_int8";

/// A trained tensor as `scaled_int8` stores it.
template <class Scalar> constprop::detail::scaled_tensor scaled(const tensor<Scalar>& one) {
    return constprop::detail::scaled_weights(one.shape, one.shape.size(), one.output_axis);
}

/// How parameters are stored.
struct stored_form {
    std::string name{};
    std::size_t bytes_of_number = 0;  ///< 0 for those of the scalar
    bool has_scales = false;

    template <class Scalar> std::size_t bytes_of(const tensor<Scalar>& one) const {
        if (has_scales) return scaled(one).bytes();
        return one.values.size() * (bytes_of_number == 0 ? sizeof(Scalar) : bytes_of_number);
    }
};
template <class Stored> stored_form form_of_stored() {
    if constexpr (!kernels::is_only_stored<Stored>) return {};
    else return {name_of_stored<Stored>, sizeof(Stored), kernels::is_scaled<Stored>};
}

/// Adds the integers of a tensor of floats that is stored as such, and their scales.
inline void add_integers(tensor<float>& to) {
    const constprop::detail::scaled_tensor all = scaled(to);
    if (!to.integers.empty() || all.scales == 0) return;
    to.integers.resize(all.count);
    to.scales.resize(all.scales);
    constprop::detail::scale_weights(
        all, to.values.data(),
        [&](std::size_t k_, float /*scale*/, scaled_int8 integer_) { to.integers[k_] = integer_.value; },
        [&](std::size_t s_, float scale_) { to.scales[s_] = scale_; });
}

/// The integers of all weights, and the floats: scales, and what has none.
inline std::string integers_and_floats_text(const std::vector<tensor<float>>& tensors) {
    item_lines integers, floats;
    const auto add = [](item_lines& to_, const std::string& name_, const auto& items_, auto text_of_) {
        to_.comment(name_);
        for (const auto one_ : items_) to_.add(text_of_(one_), false);
    };
    const auto in_hexadecimal = [](float number_) { return hexadecimal(number_); };
    for (tensor<float> one : tensors) {
        if (!one.is_trained) continue;
        add_integers(one);
        const std::string name = one.name + " " + shape_text(one.shape);
        if (one.integers.empty()) {
            add(floats, name, one.values, in_hexadecimal);
        } else {
            add(integers, name, one.integers, [](int number_) { return std::to_string(number_); });
            add(floats, "the scales of " + one.name, one.scales, in_hexadecimal);
        }
    }
    return integers.text() + "}, {\n" + floats.text();
}

/// True if any tensor is stored as integers.
inline bool has_integers(const std::vector<tensor<float>>& tensors) {
    return std::any_of(tensors.begin(), tensors.end(),
                       [](const auto& one_) { return one_.is_trained && scaled(one_).scales > 0; });
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_STORED_FORM_HPP
