#ifndef CONSTPROP_CHAIN_NUMBER_BLOCK_HPP
#define CONSTPROP_CHAIN_NUMBER_BLOCK_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/scaled_parameters.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/only_stored.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// Storage of a layer's numbers in a network.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Storage of a layer's parameters; empty where there are none. Each position has a type of its own, because two empty
/// bases of one type would not share an address.
template <std::size_t Position, class Stored, std::size_t Count> struct parameter_block {
    using stored = Stored;
    static constexpr bool begins_at_a_word = true;
    static constexpr std::size_t alignment = kernels::is_only_stored<Stored> ? 4 : alignof(Stored);

    alignas(alignment) alignas(kernels::alignment<Stored, Count>) std::array<Stored, Count> values{};

    constexpr Stored* data() noexcept { return values.data(); }
    constexpr const Stored* data() const noexcept { return values.data(); }
};
template <std::size_t Position, class Stored> struct parameter_block<Position, Stored, 0> {
    using stored = Stored;
    static constexpr bool begins_at_a_word = true;

    constexpr Stored* data() noexcept { return nullptr; }
    constexpr const Stored* data() const noexcept { return nullptr; }
};

/// The initial values of a layer's statistics, one after the other.
template <class Layer, class Scalar, extent Input> constexpr auto initial_statistics() noexcept {
    std::array<Scalar, place_of<Layer>(Input).statistics> values{};
    std::size_t k = 0;
    for (const tensor& one : tensors_of<Layer>(Input))
        for (std::size_t i = 0; !one.is_trained() && i < one.size(); ++i) values[k++] = Scalar(one.start);
    return values;
}

/// Storage of a layer's statistics, which begin at their initial values.
template <std::size_t Position, class Layer, class Scalar, extent Input, std::size_t Count> struct statistic_block {
    std::array<Scalar, Count> measured = initial_statistics<Layer, Scalar, Input>();

    constexpr Scalar* statistics() noexcept { return measured.data(); }
    constexpr const Scalar* statistics() const noexcept { return measured.data(); }
};
template <std::size_t Position, class Layer, class Scalar, extent Input>
struct statistic_block<Position, Layer, Scalar, Input, 0> {
    constexpr Scalar* statistics() noexcept { return nullptr; }
    constexpr const Scalar* statistics() const noexcept { return nullptr; }
};

/// A layer's parameters in `scaled_int8`.
template <class Layer, class Stored, extent Input>
using scaled_in = scaled_parameters<Layer, in_its_place<Layer, kernels::value_of<Stored>, Input>, Input>;

/// The type in which a network stores a layer's parameters: floats, if none of them would have a scale.
template <class Layer, class Stored, extent Input> struct storage_of {
    using type = Stored;
};
template <class Layer, extent Input> struct storage_of<Layer, scaled_int8, Input> {
    using type = std::conditional_t<scaled_in<Layer, scaled_int8, Input>::any_scales, scaled_int8,
                                    kernels::value_of<scaled_int8>>;
};
template <class Layer, class Stored, extent Input> using stored_for = typename storage_of<Layer, Stored, Input>::type;

/// How many values of type `Stored` hold a layer's parameters.
template <class Layer, class Stored, extent Input> constexpr std::size_t count_stored() noexcept {
    if constexpr (kernels::is_scaled<Stored>) return bytes_of_scaled<Layer>(Input);
    else return place_of<Layer>(Input).shape.parameters();
}

/// Storage of a layer's parameters and statistics in a network, or, without `Statistics`, of its parameters in a gradient.
template <std::size_t Position, class Layer, class Stored, extent Input, bool Statistics>
struct number_block : parameter_block<Position, Stored, count_stored<Layer, Stored, Input>()>,
                      statistic_block<Position, Layer, kernels::value_of<Stored>, Input,
                                      Statistics ? place_of<Layer>(Input).statistics : 0> {};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_NUMBER_BLOCK_HPP
