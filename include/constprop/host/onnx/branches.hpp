#ifndef CONSTPROP_HOST_ONNX_BRANCHES_HPP
#define CONSTPROP_HOST_ONNX_BRANCHES_HPP

#include <constprop/branches/bidirectional.hpp>
#include <constprop/branches/inside.hpp>
#include <constprop/chain/facts.hpp>
#include <constprop/chain/stage.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/frozen.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Layers that hold layers: their chains are written by the fold that writes a network.
namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

using constprop::detail::layer_list;

/// The places of layers that a layer holds, and what each is given: one after the other, or side by side.
template <extent In, class List> struct held_in_chain;
template <extent In, class... Layers> struct held_in_chain<In, layer_list<Layers...>> {
    static constexpr auto places = constprop::detail::places_of<Layers...>(In);
    static constexpr extent given(std::size_t position) noexcept {
        return position == 0 ? In : places[position - 1].gives;
    }
};
template <extent In, class List> struct held_side_by_side;
template <extent In, class... Layers> struct held_side_by_side<In, layer_list<Layers...>> {
    static constexpr std::array<constprop::detail::place, sizeof...(Layers)> places{
        constprop::detail::place_of<Layers>(In)...};
    static constexpr extent given(std::size_t /*position*/) noexcept { return In; }
};

/// Writes layer `Position` of those that a layer holds as a network's own layer, with a copy of its numbers.
template <class Places, std::size_t Position, class Layer, class Holder>
std::string write_held(const onnx_graph& graph, const std::string& x, const Holder& holder) {
    constexpr std::size_t parameters = constprop::detail::parameters_before(Places::places)[Position],
                          statistics = constprop::detail::statistics_before(Places::places)[Position];
    const auto held =
        std::make_unique<stage<Position, Layer, typename Holder::scalar, Places::places[Position].takes>>();
    for (std::size_t k = 0; k < held->shape.parameters(); ++k) held->parameter(k) = holder.parameter(parameters + k);
    for (std::size_t k = 0; k < held->statistic_count; ++k) held->statistics()[k] = holder.statistics()[statistics + k];
    return write_layer<Places::given(Position)>(graph.layer(Position), x, *held);
}

/// Writes the chain that a layer holds.
template <class... Layers, class Holder>
std::string write_chain(layer_list<Layers...> chain, const onnx_graph& graph, std::string x, const Holder& holder) {
    using places = held_in_chain<Holder::place.takes, decltype(chain)>;
    [&]<std::size_t... Position>(std::index_sequence<Position...>) {
        ((x = write_held<places, Position, Layers>(graph, x, holder)), ...);
    }(std::index_sequence_for<Layers...>{});
    return x;
}

/// Writes the branches that a layer holds, and returns the names of their outputs.
template <class... Layers, class Holder>
std::vector<std::string> write_branches(layer_list<Layers...> branches, const onnx_graph& graph, const std::string& x,
                                        const Holder& holder) {
    using places = held_side_by_side<Holder::place.takes, decltype(branches)>;
    return [&]<std::size_t... Position>(std::index_sequence<Position...>) {
        return std::vector<std::string>{write_held<places, Position, Layers>(graph, x, holder)...};
    }(std::index_sequence_for<Layers...>{});
}

/// An operator of two values, from left to right over all branches.
template <const auto& Name, class... Branches> struct joining_operator {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        const auto outputs = write_branches(layer_list<Branches...>{}, graph, x, stage);
        std::string y = outputs[0];
        for (std::size_t k = 1; k < outputs.size(); ++k) y = graph.node(Name, {y, outputs[k]});
        return y;
    }
};

namespace onnx_name {
inline constexpr char add[] = "Add", subtract[] = "Sub", multiply[] = "Mul";
}  // namespace onnx_name

}  // namespace detail

template <class... Layers> struct onnx_operators<sequential<Layers...>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        return detail::write_chain(detail::layer_list<Layers...>{}, graph, x, stage);
    }
};

template <class... Layers> struct onnx_operators<residual<Layers...>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        return graph.node("Add", {x, detail::write_chain(detail::layer_list<Layers...>{}, graph, x, stage)});
    }
};

template <class... Branches>
struct onnx_operators<add<Branches...>> : detail::joining_operator<detail::onnx_name::add, Branches...> {};
template <class... Branches>
struct onnx_operators<subtract<Branches...>> : detail::joining_operator<detail::onnx_name::subtract, Branches...> {};
template <class... Branches>
struct onnx_operators<multiply<Branches...>> : detail::joining_operator<detail::onnx_name::multiply, Branches...> {};

/// Side by side along the channels, which are dimension 1.
template <class... Branches> struct onnx_operators<concatenate<Branches...>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        return graph.node("Concat", detail::write_branches(detail::layer_list<Branches...>{}, graph, x, stage),
                          {{"axis", 1}});
    }
};

/// Both directions, side by side; `recurrent.hpp` has ONNX's own operators.
template <class Layer, class... Options> struct onnx_operators<bidirectional<Layer, Options...>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        using back =
            typename constprop::detail::from_the_end<Layer,
                                                     constprop::detail::is_among<final_states, Options...>>::type;
        return graph.node("Concat", detail::write_branches(detail::layer_list<Layer, back>{}, graph, x, stage),
                          {{"axis", 1}});
    }
};

/// A frozen layer is written like its original, with the constant's numbers.
template <const auto& Net, std::size_t Position> struct onnx_operators<frozen<Net, Position>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        return detail::write_layer<Stage::place.takes>(graph, x, Net.template layer<Position>());
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_BRANCHES_HPP
