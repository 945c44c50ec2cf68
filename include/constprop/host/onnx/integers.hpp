#ifndef CONSTPROP_HOST_ONNX_INTEGERS_HPP
#define CONSTPROP_HOST_ONNX_INTEGERS_HPP

#include <constprop/chain/stage.hpp>
#include <constprop/constprop.hpp>
#include <constprop/host/layer_integers.hpp>
#include <constprop/host/onnx/activations.hpp>
#include <constprop/host/onnx/branches.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/host/onnx/scales.hpp>
#include <constprop/host/onnx/shapes.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/for_each.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// Layers of integers as ONNX has them: the operators of floats, between QuantizeLinear and DequantizeLinear.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Real numbers of the graph, which are rounded to integers when the next layer takes them.
struct real_value {
    std::string name;
    quantization gives{};
    bool is_rounded = false;  ///< whether a DequantizeLinear gave them
};

/// The names of a scale and a zero point.
inline std::vector<std::string> quantization_constants(onnx_graph& graph, const quantization& of) {
    return {graph.constants<float>("scale", {}, {of.scale}),
            graph.constants<std::int8_t>("zero_point", {}, {static_cast<std::int8_t>(of.zero_point)})};
}

/// The same numbers as integers and back.
inline std::string rounded_to_integers(onnx_graph& graph, const real_value& x) {
    if (x.is_rounded) return x.name;
    const auto by = quantization_constants(graph, x.gives);
    const std::string integers = graph.node("QuantizeLinear", {x.name, by[0], by[1]});
    return graph.node("DequantizeLinear", {integers, by[0], by[1]});
}

/// A layer without parameters, as it is in a network of floats.
template <std::size_t K, class Layer, extent Takes, extent Given>
std::string write_function(const onnx_graph& graph, const std::string& x) {
    return write_layer<Given>(graph, x, stage<K, Layer, float, Takes>{});
}

/// A `prelu`: its slopes are the numbers that integers stand for.
template <std::size_t K, class Layer, extent Takes, extent Given, class Form>
std::string write_slopes(const onnx_graph& graph, const std::string& x, const Form& form) {
    using float_stage = stage<K, Layer, float, Takes>;
    const auto held = std::make_unique<float_stage>();
    for (std::size_t c = 0; c < form.slopes.size(); ++c)
        held->data()[c] = int8::dequantize_value(form.slopes[c], form.of_slopes);
    return write_layer<Given>(graph, x, *held);
}

/// A layer with weights: those of the layer of floats are integers, behind a DequantizeLinear.
template <std::size_t K, class Layer, extent Takes, extent Given, class Kernel, class Scales>
std::string write_weighted(onnx_graph& graph, const std::string& x, const quantization& takes,
                           const int8::weighted<Kernel, Scales>& form) {
    using float_stage = stage<K, Layer, float, Takes>;
    constexpr std::size_t per_output = Kernel::weights_per_output, outputs = Kernel::outputs;
    const auto held = std::make_unique<float_stage>();
    const layer_integers from = integers_with_scales(form, takes);
    for (std::size_t o = 0; o < outputs; ++o)
        for (std::size_t k = 0; k < per_output; ++k)
            held->parameter(int8_weight_place<Layer, Takes, Kernel>(o, k)) =
                static_cast<float>(from.weights[o * per_output + k]);
    return write_with_integers(
        graph, [&](onnx_graph& to_) { return write_layer<Given>(to_, x, *held); }, takes.scale, from,
        has_outputs_second<Layer>() ? 1 : 0);
}

template <class Chain, class Scales, class Positions>
real_value write_integers(const onnx_graph& graph, real_value x,
                          const int8::form_chain<Chain, Scales, Positions>& forms);

inline real_value write_integers(const onnx_graph& /*graph*/, real_value x, const int8::nothing_between& /*none*/) {
    return x;
}

/// What branches give, in integers and back.
template <class Scales, class... Chains>
std::vector<std::string> write_integer_branches(onnx_graph& graph, const real_value& x,
                                                const int8::branches_form<Scales, Chains...>& form) {
    std::vector<std::string> names;
    std::size_t position = 0;
    std::apply(
        [&](const auto&... branch_) {
            const auto write_ = [&](const auto& one_) {
                onnx_graph inside_ = graph.layer(position++);
                names.push_back(rounded_to_integers(inside_, write_integers(inside_, x, one_)));
            };
            (write_(branch_), ...);
        },
        form.branches);
    return names;
}

/// Layers that hold others.
template <class Layer> struct integer_join;
template <class... Layers> struct integer_join<residual<Layers...>> {
    static std::string write(onnx_graph& graph, const real_value& x, const auto& form) {
        onnx_graph inside = graph;
        const real_value y = write_integers(inside, x, std::get<1>(form.branches));
        return graph.node("Add", {x.name, rounded_to_integers(inside, y)});
    }
};
template <const auto& Name> struct integer_join_by {
    static std::string write(onnx_graph& graph, const real_value& x, const auto& form) {
        const auto names = write_integer_branches(graph, x, form);
        std::string y = names[0];
        for (std::size_t k = 1; k < names.size(); ++k) y = graph.node(Name, {y, names[k]});
        return y;
    }
};
template <class... Branches> struct integer_join<add<Branches...>> : integer_join_by<onnx_name::add> {};
template <class... Branches> struct integer_join<subtract<Branches...>> : integer_join_by<onnx_name::subtract> {};
template <class... Branches> struct integer_join<multiply<Branches...>> : integer_join_by<onnx_name::multiply> {};
template <class... Branches> struct integer_join<concatenate<Branches...>> {
    static std::string write(onnx_graph& graph, const real_value& x, const auto& form) {
        return graph.node("Concat", write_integer_branches(graph, x, form), {{"axis", 1}});
    }
};

/// One layer, on real numbers that a DequantizeLinear gave, but for functions that clamp within the layer before them.
template <class Chain, std::size_t K, class Stage>
real_value write_integer_layer(onnx_graph graph, const real_value& x, const Stage& form) {
    using layer = typename Chain::template layer_type<K>;
    constexpr extent takes = Chain::taken_by(K), given = K == 0 ? takes : Chain::given_by(K == 0 ? 0 : K - 1);
    if constexpr (int8::is_fused<Chain, K>()) {
        return {write_function<K, layer, takes, given>(graph, x.name), x.gives};
    } else {
        const real_value rounded{rounded_to_integers(graph, x), x.gives, true};
        if constexpr (Stage::is_kept) {
            std::string y = write_function<K, layer, takes, given>(graph, rounded.name);
            const bool does_nothing = y == rounded.name;
            return {std::move(y), x.gives, does_nothing};
        } else if constexpr (requires { form.layers; }) {
            return write_integers(graph, rounded, form.layers);
        } else if constexpr (Stage::holds_layers) {
            return {integer_join<layer>::write(graph, rounded, form), form.gives};
        } else if constexpr (requires { form.weight(0, 0); }) {
            return {write_weighted<K, layer, takes, given>(graph, rounded.name, x.gives, form), form.gives};
        } else if constexpr (requires { form.of_slopes; }) {
            return {write_slopes<K, layer, takes, given>(graph, rounded.name, form), form.gives};
        } else if constexpr (requires { Stage::source::values; }) {
            static_assert(!std::is_same_v<Stage, Stage>,
                          "ONNX has no operator for a table of integers for each channel. Fold channel_scale into a "
                          "neighboring layer: for_inference(net), before quantize.");
            return x;
        } else {
            return {write_function<K, layer, takes, given>(graph, rounded.name), form.gives};
        }
    }
}

template <class Chain, class Scales, class Positions>
real_value write_integers(const onnx_graph& graph, real_value x,
                          const int8::form_chain<Chain, Scales, Positions>& forms) {
    boost::hana::for_each(forms.stages(), [&](const auto& form_) {
        constexpr std::size_t k_ = std::remove_cvref_t<decltype(form_)>::index;
        x = write_integer_layer<Chain, k_>(graph.layer(k_), x, form_);
    });
    return x;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_ONNX_INTEGERS_HPP
