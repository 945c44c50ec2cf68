#ifndef CONSTPROP_HOST_TFLITE_BRANCHES_HPP
#define CONSTPROP_HOST_TFLITE_BRANCHES_HPP

#include <constprop/branches/inside.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/host/tflite/activations.hpp>
#include <constprop/host/tflite/operators.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/frozen.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

/// Layers that hold layers: their chains are written by the fold that writes a network.
namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

using constprop::detail::layer_list;

/// Writes layer `Position` of a chain. What clamps right behind an operator that can is part of it, as in integers.
template <class Chain, std::size_t Position, class Layer>
tflite_value write_layer(const tflite_graph& graph, const tflite_value& x, const Layer& layer) {
    using layer_type = typename Layer::layer_type;
    tflite_graph inside = graph.layer(Position);
    if constexpr (int8::is_fused<Chain, Position>() && clamp_of<layer_type> != tflite_clamp::none)
        return inside.clamped_within(x, clamp_of<layer_type>);
    else return tflite_operators<layer_type>::write(inside, x, layer);
}

/// Writes the chain that a layer holds.
template <class... Layers, class Holder>
tflite_value write_chain(layer_list<Layers...> chain, const tflite_graph& graph, tflite_value x, const Holder& holder) {
    constexpr extent in = Holder::takes;
    holder.for_each(chain, places_in_chain<in, Layers...>{}, [&](const auto& layer_, auto position_) {
        x = write_layer<int8::layers_on<in, Layers...>, position_()>(graph, x, layer_);
    });
    return x;
}

/// Writes the branches that a layer holds, and returns what they give.
template <class... Layers, class Holder>
std::vector<tflite_value> write_branches(layer_list<Layers...> branches, const tflite_graph& graph,
                                         const tflite_value& x, const Holder& holder) {
    std::vector<tflite_value> given;
    holder.for_each(branches, places_side_by_side<Holder::takes, Layers...>{}, [&](const auto& layer_, auto position_) {
        given.push_back(write_layer<int8::layers_on<Holder::takes, Layers...>, position_()>(graph, x, layer_));
    });
    return given;
}

/// True if values of these extents are joined as they lie.
template <std::size_t Count> constexpr bool join_as_they_lie(const std::array<extent, Count>& given) noexcept {
    bool all_equal = true, all_in_one_order = true;
    for (const extent& one : given) {
        all_equal = all_equal && one == given[0];
        all_in_one_order = all_in_one_order && lies_in_one_order(one);
    }
    return all_equal || all_in_one_order;
}

/// An operator of two values; for more branches of floats, a chain of them, from the first branch on, as the layer sums.
///
/// In integers a chain would round each partial sum to a scale that no calibration measured, and whose step may be that of
/// several outputs: the layer sums all of them, and rounds once. So there are two branches then.
template <const tflite_kind& Kind, std::uint8_t Options, class... Branches> struct joined_in_tflite {
    [[nodiscard]] static constexpr bool fits(const extent& in) noexcept {
        return sizeof...(Branches) >= 2 &&
               join_as_they_lie(std::array{constprop::detail::place_of<Branches>(in).gives...});
    }
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        constexpr bool is_one_operator = sizeof...(Branches) == 2;
        static_assert(is_one_operator || !Layer::in_integers,
                      "TensorFlow Lite adds and multiplies integers of two branches at a time, and would round between "
                      "them. Nest them before quantize: add<add<A, B>, C>.");
        const auto given = write_branches(layer_list<Branches...>{}, graph, x, layer);
        tflite_value y = given[0];
        for (std::size_t k = 1; k < given.size(); ++k)
            y = graph.node(Kind, {y.tensor, given[k].tensor}, Layer::gives, layer.gives_by(x),
                           {.number = Options, .clamp_field = 0});
        return y;
    }
};

}  // namespace detail

template <class... Layers> struct tflite_operators<sequential<Layers...>> {
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        return detail::write_chain(detail::layer_list<Layers...>{}, graph, x, layer);
    }
};

template <class... Layers> struct tflite_operators<residual<Layers...>> {
    [[nodiscard]] static constexpr bool fits(const extent& in) noexcept {
        return detail::join_as_they_lie(std::array{in, constprop::detail::place_of<sequential<Layers...>>(in).gives});
    }
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        const tflite_value y = detail::write_chain(detail::layer_list<Layers...>{}, graph, x, layer);
        return graph.node(tflite_kinds::add, {x.tensor, y.tensor}, Layer::gives, layer.gives_by(x),
                          {.number = 11, .clamp_field = 0});
    }
};

template <class... Branches>
struct tflite_operators<add<Branches...>> : detail::joined_in_tflite<tflite_kinds::add, 11, Branches...> {};
template <class... Branches>
struct tflite_operators<subtract<Branches...>> : detail::joined_in_tflite<tflite_kinds::sub, 28, Branches...> {};
template <class... Branches>
struct tflite_operators<multiply<Branches...>> : detail::joined_in_tflite<tflite_kinds::mul, 21, Branches...> {};

/// Side by side along the channels. Integers have to stand for what those of the output do: QUANTIZE sees to it.
template <class... Branches> struct tflite_operators<concatenate<Branches...>> {
    [[nodiscard]] static constexpr bool fits(const extent& in) noexcept {
        return (detail::lies_in_one_order(constprop::detail::place_of<Branches>(in).gives) && ...);
    }
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& layer) {
        const auto by = layer.gives_by(x);
        std::vector<std::int32_t> takes;
        for (const tflite_value& one : detail::write_branches(detail::layer_list<Branches...>{}, graph, x, layer))
            takes.push_back(one.by == by ? one.tensor
                                         : graph.node(tflite_kinds::quantize, {one.tensor}, one.shape, by).tensor);
        const std::int32_t last = Layer::gives.kind == rank::vector ? 1 : 3;
        return graph.node(tflite_kinds::concatenation, takes, Layer::gives, by,
                          tflite_operator_options{.number = 10}.with(0, last));
    }
};

/// A frozen layer is written like its original, with the constant's numbers. Its values lie as they did where it was trained.
template <const auto& Net, std::size_t Position> struct tflite_operators<frozen<Net, Position>> {
    using network = std::remove_cvref_t<decltype(Net)>;
    [[nodiscard]] static constexpr bool fits(const extent& in) noexcept { return in == network::taken_by(Position); }
    template <class Layer>
    [[nodiscard]] static tflite_value write(tflite_graph& graph, const tflite_value& x, const Layer& /*layer*/) {
        const auto& original = Net.template layer<Position>();
        using stage = std::remove_cvref_t<decltype(original)>;
        return tflite_operators<typename stage::layer_type>::write(graph, x, float_layer<stage>{original});
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_BRANCHES_HPP
