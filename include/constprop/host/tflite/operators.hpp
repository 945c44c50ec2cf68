#ifndef CONSTPROP_HOST_TFLITE_OPERATORS_HPP
#define CONSTPROP_HOST_TFLITE_OPERATORS_HPP

#include <constprop/branches/inside.hpp>
#include <constprop/chain/facts.hpp>
#include <constprop/chain/stage.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/host/tflite/graph.hpp>
#include <constprop/int8/branches_form.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/at.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Translates a layer to TensorFlow Lite's operators: `write` adds them to a graph and returns what they give. `x` is what they
/// take, `layer` the layer with its numbers, of floats or of integers: a `float_layer` or an `int8_layer`.
///
/// Values have channels last, as in a network: (1, values), or (1, rows, columns, channels). `fits(in)`, if it is there, is false
/// for extents on which TensorFlow Lite has no operator for the layer.
///
/// Specialize it for your own layer:
///
///     template <> struct constprop::host::tflite_operators<my::cube> {
///         static tflite_value write(tflite_graph& graph, const tflite_value& x, const auto& layer) {
///             const auto square = graph.node(tflite_kinds::mul, {x.tensor, x.tensor}, x.shape, {}, {.number = 21});
///             return graph.node(tflite_kinds::mul, {square.tensor, x.tensor}, layer.gives, {}, {.number = 21});
///         }
///     };
template <class Layer> struct tflite_operators;

/// A layer of floats in its place. stage.parameter(k) counts in PyTorch's order, stage.data()[k] as the network does.
template <class Stage> struct float_layer {
    using layer_type = typename Stage::layer_type;
    static constexpr extent takes = Stage::place.takes, gives = Stage::place.gives;
    static constexpr bool in_integers = false;

    const Stage& stage;

    [[nodiscard]] static std::optional<quantization> gives_by(const tflite_value& /*x*/) { return {}; }

    /// Calls use(layer, position) for the layers that this one holds, which are at these places, with a copy of their numbers.
    template <class... Layers, class Places, class Use>
    void for_each(constprop::detail::layer_list<Layers...> /*held*/, Places places, const Use& use) const {
        [&]<std::size_t... Position>(std::index_sequence<Position...>) {
            (use_copy<Position, Layers>(places, use), ...);
        }(std::index_sequence_for<Layers...>{});
    }

 private:
    template <std::size_t Position, class Layer, class Places, class Use>
    void use_copy(Places /*places*/, const Use& use) const {
        constexpr std::size_t parameters = constprop::detail::parameters_before(Places::list)[Position],
                              statistics = constprop::detail::statistics_before(Places::list)[Position];
        using held_type = constprop::stage<Position, Layer, typename Stage::scalar, Places::list[Position].takes>;
        const auto held = std::make_unique<held_type>();
        for (std::size_t k = 0; k < held->shape.parameters(); ++k) held->parameter(k) = stage.parameter(parameters + k);
        for (std::size_t k = 0; k < held->statistic_count; ++k)
            held->statistics()[k] = stage.statistics()[statistics + k];
        use(float_layer<held_type>{*held}, std::integral_constant<std::size_t, Position>{});
    }
};

/// A layer of integers in its place, by its form.
template <class Layer, extent In, class Form> struct int8_layer {
    using layer_type = Layer;
    static constexpr extent takes = In, gives = constprop::detail::place_of<Layer>(In).gives;
    static constexpr bool in_integers = true;

    const Form& form;

    /// What its outputs stand for.
    [[nodiscard]] std::optional<quantization> gives_by(const tflite_value& x) const {
        if constexpr (Form::is_kept) return x.by;
        else return form.gives;
    }

    /// Calls use(layer, position) for the layers that this one holds.
    template <class... Layers, class Places, class Use>
    void for_each(constprop::detail::layer_list<Layers...> /*held*/, Places /*places*/, const Use& use) const {
        [&]<std::size_t... Position>(std::index_sequence<Position...>) {
            (use(held<Position, Layers, Places::list[Position].takes>(Places{}),
                 std::integral_constant<std::size_t, Position>{}),
             ...);
        }(std::index_sequence_for<Layers...>{});
    }

 private:
    /// The forms of a `sequential`, of a `residual`, and of one branch.
    template <std::size_t Position, class Held, extent On, class Places> auto held(Places /*places*/) const {
        if constexpr (requires { form.layers; }) return layer_of<Position, Held, On>(form.layers);
        else if constexpr (Places::is_chain) return layer_of<Position, Held, On>(std::get<1>(form.branches));
        else return layer_of<0, Held, On>(std::get<Position>(form.branches));
    }
    template <std::size_t At, class Held, extent On, class Chain> static auto layer_of(const Chain& chain) {
        const auto& one = boost::hana::at_c<At>(chain.stages());
        return int8_layer<Held, On, std::remove_cvref_t<decltype(one)>>{one};
    }
};

namespace detail {

/// Where the layers are that a layer holds: one after the other, or side by side.
template <extent In, class... Layers> struct places_in_chain {
    static constexpr bool is_chain = true;
    static constexpr auto list = constprop::detail::places_of<Layers...>(In);
};
template <extent In, class... Layers> struct places_side_by_side {
    static constexpr bool is_chain = false;
    static constexpr std::array<constprop::detail::place, sizeof...(Layers)> list{
        constprop::detail::place_of<Layers>(In)...};
};

/// True if the values of a vector lie in PyTorch's order, too.
constexpr bool lies_in_one_order(const extent& of) noexcept {
    return of.kind != rank::vector || of.positions() == 1 || of.channels == 1;
}

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_OPERATORS_HPP
