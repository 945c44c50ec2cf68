#ifndef CONSTPROP_CHAIN_FACTS_HPP
#define CONSTPROP_CHAIN_FACTS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

/// Facts that follow from a chain's types: sizes, blocks, and whether the layers fit.
///
/// Facts are computed by plain functions over arrays of shapes rather than by recursion over types.
namespace constprop::inline CONSTPROP_TARGET::detail {

template <std::size_t Position, class... Types> struct element_at;
template <std::size_t Position, class First, class... Rest>
struct element_at<Position, First, Rest...> : element_at<Position - 1, Rest...> {};
template <class First, class... Rest> struct element_at<0, First, Rest...> {
    using type = First;
};

/// Each layer in its place: layer k is offered the output of layer k−1, and layer 0 the input extent of the chain.
template <class... Layers> constexpr std::array<place, sizeof...(Layers)> places_of(extent input) noexcept {
    std::array<place, sizeof...(Layers)> places{};
    [[maybe_unused]] std::size_t k = 0;
    [[maybe_unused]] extent offered = input;
    ((places[k] = place_of<Layers>(offered), offered = places[k].gives, ++k), ...);
    return places;
}
template <std::size_t Length>
constexpr std::array<layer_shape, Length> shapes_in(const std::array<place, Length>& places) noexcept {
    std::array<layer_shape, Length> shapes{};
    for (std::size_t k = 0; k < Length; ++k) shapes[k] = places[k].shape;
    return shapes;
}

/// The first layer whose input extent differs from the output of the layer before it, or from the chain's input extent; the
/// number of layers if all fit. If the chain gives no input extent, the first layer has to.
template <std::size_t Length>
constexpr std::size_t first_mismatch(const std::array<place, Length>& places, extent input) noexcept {
    std::size_t k = 0;
    for (extent offered = input; k < Length; offered = places[k++].gives)
        if (places[k].shape.inputs == 0 || ((k > 0 || input.size() > 0) && !places[k].takes.agrees_with(offered)))
            break;
    return k;
}

/// The first layer without outputs for its input; the number of layers if there is none.
template <std::size_t Length>
constexpr std::size_t first_empty(const std::array<layer_shape, Length>& shapes) noexcept {
    std::size_t k = 0;
    while (k < Length && (shapes[k].inputs == 0 || shapes[k].outputs != 0)) ++k;
    return k;
}

/// The layer that determines the number of values after layer k: activations keep the number of their inputs.
template <std::size_t Length>
constexpr std::size_t layer_that_set_size(const std::array<layer_shape, Length>& shapes, std::size_t k) noexcept {
    while (k > 0 && shapes[k].parameters() == 0 && shapes[k].inputs == shapes[k].outputs) --k;
    return k;
}

template <std::size_t Length>
constexpr std::size_t parameters_of(const std::array<layer_shape, Length>& shapes) noexcept {
    std::size_t sum = 0;
    for (const layer_shape& shape : shapes) sum += shape.parameters();
    return sum;
}

template <std::size_t Length> constexpr std::size_t statistics_of(const std::array<place, Length>& places) noexcept {
    std::size_t sum = 0;
    for (const place& one : places) sum += one.statistics;
    return sum;
}

/// The sum of the numbers before each number.
template <std::size_t Length>
constexpr std::array<std::size_t, Length> sums_before(const std::array<std::size_t, Length>& numbers) noexcept {
    std::array<std::size_t, Length> before{};
    for (std::size_t k = 1; k < Length; ++k) before[k] = before[k - 1] + numbers[k - 1];
    return before;
}

/// Where the parameters and the statistics of each layer begin in the network's arrays.
template <std::size_t Length>
constexpr std::array<std::size_t, Length> parameters_before(const std::array<place, Length>& places) noexcept {
    std::array<std::size_t, Length> before{};
    for (std::size_t k = 1; k < Length; ++k) before[k] = before[k - 1] + places[k - 1].shape.parameters();
    return before;
}
template <std::size_t Length>
constexpr std::array<std::size_t, Length> statistics_before(const std::array<place, Length>& places) noexcept {
    std::array<std::size_t, Length> before{};
    for (std::size_t k = 1; k < Length; ++k) before[k] = before[k - 1] + places[k - 1].statistics;
    return before;
}

template <std::size_t Length>
constexpr std::size_t first_with_parameters_of(const std::array<layer_shape, Length>& shapes) noexcept {
    std::size_t k = 0;
    while (k < Length && shapes[k].parameters() == 0) ++k;
    return k;
}

/// A block is a layer and the layers right after it that work in place: its values need one buffer.
template <std::size_t Length> constexpr std::size_t count_blocks(const std::array<bool, Length>& in_place) noexcept {
    std::size_t count = 0;
    for (std::size_t k = 0; k < Length; ++k) count += k == 0 || !in_place[k] ? 1U : 0U;
    return count;
}
template <std::size_t Blocks, std::size_t Length>
constexpr auto block_begins(const std::array<bool, Length>& in_place) noexcept {
    std::array<std::size_t, Blocks + 1> begin{};
    std::size_t b = 0;
    for (std::size_t k = 0; k < Length; ++k)
        if (k == 0 || !in_place[k]) begin[b++] = k;
    begin[b] = Length;
    return begin;
}

/// The last layer that is no identity: it determines the kind of the outputs.
template <std::size_t Length>
constexpr std::size_t position_of_output_layer(const std::array<bool, Length>& passes) noexcept {
    std::size_t k = Length;
    while (k > 1 && passes[k - 1]) --k;
    return k == 0 ? 0 : k - 1;
}

/// The position of the first false; the length if all are true.
template <std::size_t Length> constexpr std::size_t first_false(const std::array<bool, Length>& values) noexcept {
    std::size_t k = 0;
    while (k < Length && values[k]) ++k;
    return k;
}

/// The position of the first of the greatest values.
template <std::size_t Length>
constexpr std::size_t first_greatest(const std::array<std::size_t, Length>& values) noexcept {
    std::size_t best = 0;
    for (std::size_t k = 1; k < Length; ++k) best = values[k] > values[best] ? k : best;
    return best;
}

/// The position of the first true; the length if there is none.
template <std::size_t Length> constexpr std::size_t first_true(const std::array<bool, Length>& values) noexcept {
    std::size_t k = 0;
    while (k < Length && !values[k]) ++k;
    return k;
}

/// A chain whose layers fit, or the empty chain. `Input` is the chain's input extent; if it has no values, the first layer
/// determines it.
template <extent Input, class... Layers> struct chain {
    static constexpr std::size_t length = sizeof...(Layers);
    static constexpr auto places = places_of<Layers...>(Input);
    static constexpr auto shapes = shapes_in(places);

    static constexpr std::size_t mismatch = first_mismatch(places, Input);
    static constexpr std::size_t parameter_count = parameters_of(shapes);
    static constexpr std::size_t statistic_count = statistics_of(places);
    static constexpr std::size_t first_with_parameters = first_with_parameters_of(shapes);

    static constexpr std::array<bool, length> in_place{layer_in_place<Layers>...};
    static constexpr std::size_t block_count = count_blocks(in_place);
    static constexpr auto block_begin = block_begins<block_count>(in_place);

    static constexpr std::size_t output_layer =
        position_of_output_layer(std::array<bool, length>{layer_passes_through<Layers>...});

    template <std::size_t Position> using layer_at = typename element_at<Position, Layers...>::type;
    using empty = chain<extent{}>;

    static constexpr extent input_extent = places[0].takes, output_extent = places[length - 1].gives;
    static constexpr std::size_t input_size = shapes[0].inputs;
    static constexpr std::size_t output_size = shapes[length - 1].outputs;
    static constexpr output_kind output_gives = layer_gives<layer_at<output_layer>>;
};

template <extent Input> struct chain<Input> {
    static constexpr std::size_t length = 0, mismatch = 0, parameter_count = 0, statistic_count = 0,
                                 first_with_parameters = 0, block_count = 0, output_layer = 0;
    static constexpr extent input_extent{}, output_extent{};
    static constexpr std::size_t input_size = 0, output_size = 0;
    static constexpr std::array<place, 0> places{};
    static constexpr std::array<layer_shape, 0> shapes{};
    static constexpr std::array<bool, 0> in_place{};
    static constexpr std::array<std::size_t, 1> block_begin{};
    static constexpr output_kind output_gives = output_kind::unbounded;
    template <std::size_t> using layer_at = void;
    using empty = chain;
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_FACTS_HPP
