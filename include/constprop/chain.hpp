#ifndef CONSTPROP_CHAIN_HPP
#define CONSTPROP_CHAIN_HPP

#include <constprop/errors.hpp>
#include <constprop/layers/layer.hpp>

#include <array>
#include <cstddef>

/// What the types of a chain's layers say together: sizes, blocks, and whether they fit.
///
/// Facts are computed by plain functions over arrays of shapes rather than by recursion over types.
namespace constprop::detail {

template <std::size_t Position, class First, class... Rest> struct element_at : element_at<Position - 1, Rest...> {};
template <class First, class... Rest> struct element_at<0, First, Rest...> { using type = First; };

/// Each layer's shape where it stands: layer k is offered what layer k−1 gives.
template <class... Layers> constexpr std::array<layer_shape, sizeof...(Layers)> shapes_of() noexcept {
    std::array<layer_shape, sizeof...(Layers)> shapes{};
    [[maybe_unused]] std::size_t k = 0, offered = 0;
    ((shapes[k] = Layers::shape(offered), offered = shapes[k].outputs, ++k), ...);
    return shapes;
}

/// The first layer that takes another number of values than the one before it gives; the number of layers when all fit.
template <std::size_t Length>
constexpr std::size_t first_mismatch(const std::array<layer_shape, Length>& shapes) noexcept {
    std::size_t k = 0;
    while (k < Length && shapes[k].inputs != 0 && (k == 0 || shapes[k].inputs == shapes[k - 1].outputs)) ++k;
    return k;
}

/// The layer that gave the values after layer k their number: activations hand on what they take.
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

template <std::size_t Length>
constexpr std::size_t first_with_parameters_of(const std::array<layer_shape, Length>& shapes) noexcept {
    std::size_t k = 0;
    while (k < Length && shapes[k].parameters() == 0) ++k;
    return k;
}

/// A block is a layer and the layers right after it that work in place: its values need one buffer.
template <std::size_t Length> constexpr std::size_t count_blocks(const std::array<bool, Length>& in_place) noexcept {
    std::size_t count = 0;
    for (std::size_t k = 0; k < Length; ++k) count += k == 0 || !in_place[k] ? 1 : 0;
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

/// The last layer that is no identity: it says what the outputs may be taken for.
template <std::size_t Length> constexpr std::size_t last_that_speaks(const std::array<bool, Length>& passes) noexcept {
    std::size_t k = Length;
    while (k > 1 && passes[k - 1]) --k;
    return k == 0 ? 0 : k - 1;
}

/// A chain whose layers fit, or the empty chain.
template <class... Layers> struct chain {
    static constexpr std::size_t length = sizeof...(Layers);
    static constexpr auto shapes = shapes_of<Layers...>();

    static constexpr std::size_t mismatch = first_mismatch(shapes);
    static constexpr std::size_t parameter_count = parameters_of(shapes);
    static constexpr std::size_t first_with_parameters = first_with_parameters_of(shapes);

    static constexpr std::array<bool, length> in_place{layer_in_place<Layers>...};
    static constexpr std::size_t block_count = count_blocks(in_place);
    static constexpr auto block_begin = block_begins<block_count>(in_place);

    static constexpr std::size_t speaks_for_output =
        last_that_speaks(std::array<bool, length>{layer_passes_through<Layers>...});

    template <std::size_t Position> using layer_at = typename element_at<Position, Layers...>::type;

    static constexpr std::size_t input_size = shapes[0].inputs;
    static constexpr std::size_t output_size = shapes[length - 1].outputs;
    static constexpr output_kind output_gives = layer_gives<layer_at<speaks_for_output>>;
};

template <> struct chain<> {
    static constexpr std::size_t length = 0, mismatch = 0, parameter_count = 0, first_with_parameters = 0,
                                 block_count = 0, speaks_for_output = 0;
    static constexpr std::size_t input_size = 0, output_size = 0;
    static constexpr std::array<layer_shape, 0> shapes{};
    static constexpr std::array<bool, 0> in_place{};
    static constexpr std::array<std::size_t, 1> block_begin{};
    static constexpr output_kind output_gives = output_kind::unbounded;
    template <std::size_t> using layer_at = void;
};

/// Says, once, what is wrong with a chain; what is wrong stands in as the empty chain from there on.
template <class... Layers> struct checked_chain {
    template <std::size_t Position> using layer_at = typename element_at<Position, Layers...>::type;

    static constexpr std::size_t count = sizeof...(Layers);
    static constexpr std::size_t stranger = [](auto... known_) {
        std::size_t k_ = 0;
        (void)((known_ && (++k_, true)) && ...);
        return k_;
    }(layer<Layers>...);

    static constexpr auto check() noexcept {
        if constexpr (count == 0) {
            return chain<>{};
        } else if constexpr (stranger < count) {
            static_assert(
                errors::chain_is_of_layers<typename errors::element<stranger, layer_at<stranger>>::is_no_layer>,
                "A network is a chain of layers, such as network<linear<4, 8>, relu, linear<8, 2>>. For an elementwise "
                "function of your own, "
                "derive from activation<...>; any other layer has `static constexpr layer_shape shape(std::size_t "
                "inputs) noexcept`.");
            return chain<>{};
        } else {
            using whole = chain<Layers...>;
            constexpr std::size_t at = whole::mismatch;
            if constexpr (at == count) {
                return whole{};
            } else if constexpr (at == 0) {
                static_assert(errors::first_layer_has_inputs<
                                  typename errors::layer<0, layer_at<0>>::stands_first_but_does_not_say_its_inputs>,
                              "The first layer says how many inputs a network has, and this one takes any number. "
                              "Begin the chain with a layer of "
                              "known size, such as linear<Inputs, Outputs>.");
                return chain<>{};
            } else {
                constexpr std::size_t by = layer_that_set_size(whole::shapes, at - 1);
                using said = typename errors::layer<at, layer_at<at>>::template expects<whole::shapes[at].inputs>;
                static_assert(
                    errors::shapes_agree<
                        typename said::template but_layer<by, layer_at<by>>::template gives<whole::shapes[by].outputs>>,
                    "Each layer takes as many values as the one before it gives. Make the two numbers equal.");
                return chain<>{};
            }
        }
    }
    using type = decltype(check());
};

template <class... Layers> using chain_of = typename checked_chain<Layers...>::type;

}  // namespace constprop::detail

#endif  // CONSTPROP_CHAIN_HPP
