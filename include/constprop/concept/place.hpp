#ifndef CONSTPROP_CONCEPT_PLACE_HPP
#define CONSTPROP_CONCEPT_PLACE_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

/// A layer in its place in a chain, described in one form for both kinds of layers.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// True if a layer takes any number of values and gives as many, as activations do: it works on any extent and keeps it.
template <works_on_values Layer> constexpr bool keeps_extent() noexcept {
    constexpr layer_shape one = Layer::shape(1), two = Layer::shape(2);
    return one.inputs == 1 && one.outputs == 1 && two.inputs == 2 && two.outputs == 2;
}

/// A layer's parameters as named tensors. The weights of a layer that works on values are a matrix if their number is
/// that of one.
template <works_on_values Layer> constexpr auto tensors_of(extent in) noexcept {
    const layer_shape shape = Layer::shape(in.size());
    const std::size_t inputs = shape.inputs, outputs = shape.outputs;
    tensor weight{.name = "weight",
                  .as = role::weight,
                  .dimensions = {shape.weights},
                  .rank = 1,
                  .fan_in = inputs,
                  .fan_out = outputs};
    if (shape.weights == outputs * inputs) weight.dimensions = {outputs, inputs}, weight.rank = 2;
    const tensor bias{.name = "bias",
                      .as = role::bias,
                      .dimensions = {shape.biases},
                      .rank = 1,
                      .fan_in = inputs,
                      .fan_out = outputs};
    return std::array<tensor, 2>{weight, bias};
}
template <works_on_extents Layer> constexpr auto tensors_of([[maybe_unused]] extent in) noexcept {
    if constexpr (requires { Layer::tensors(in); }) return Layer::tensors(in);
    else return std::array<tensor, 0>{};
}

/// A layer in a chain: its extents, and its numbers of inputs, outputs and parameters; gains count as weights.
struct place {
    extent takes{};
    extent gives{};
    layer_shape shape{};
    std::size_t statistics = 0;  ///< numbers that the layer measures
};

template <works_on_values Layer> constexpr place place_of(extent offered) noexcept {
    const layer_shape shape = Layer::shape(offered.size());
    if (offered.size() > 0 && keeps_extent<Layer>()) return {offered, offered, shape};
    const extent takes = vector_of(shape.inputs);  // the offered extent remembers its axes
    return {takes.agrees_with(offered) ? offered : takes, vector_of(shape.outputs), shape};
}
template <works_on_extents Layer> constexpr place place_of(extent offered) noexcept {
    const answer says = Layer::shape(offered);
    place where{says.takes, says.gives, {.inputs = says.takes.size(), .outputs = says.gives.size()}};
    for (const tensor& one : tensors_of<Layer>(says.takes))
        (!one.is_trained()      ? where.statistics
         : one.as == role::bias ? where.shape.biases
                                : where.shape.weights) += one.size();
    where.shape.multiply_accumulates = 0;
    if constexpr (requires { Layer::multiply_accumulates(offered); })
        where.shape.multiply_accumulates = Layer::multiply_accumulates(says.takes);
    return where;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_PLACE_HPP
