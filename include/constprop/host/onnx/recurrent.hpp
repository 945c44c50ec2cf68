#ifndef CONSTPROP_HOST_ONNX_RECURRENT_HPP
#define CONSTPROP_HOST_ONNX_RECURRENT_HPP

#include <constprop/activations/relu.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/activations/softplus.hpp>
#include <constprop/activations/softsign.hpp>
#include <constprop/activations/tanh.hpp>
#include <constprop/branches/bidirectional.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/host/onnx/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/gru.hpp>
#include <constprop/layers/lstm.hpp>
#include <constprop/layers/reverse_sequence.hpp>
#include <constprop/layers/rnn.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

/// Networks with a state, whose input is (batch, steps, …). Layers without a state are written as ever: their batch is all steps
/// of all sequences. Recurrent layers see (steps, batch, values).
namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

inline std::vector<std::size_t> swaps_first_two(std::size_t dimensions) {
    std::vector<std::size_t> order{1, 0};
    while (order.size() < dimensions) order.push_back(order.size());
    return order;
}

/// The value with the steps of all sequences as its first dimensions, followed by others.
inline std::string in_steps(onnx_graph& graph, const std::string& x, const onnx_dimensions& step) {
    const std::string shape = graph.node("Concat", {graph.counts(), graph.integers("step", step)}, {{"axis", 0}});
    return graph.node("Reshape", {x, shape});
}

/// The value as a batch of steps of these dimensions.
inline std::string in_rows(onnx_graph& graph, const std::string& x, const onnx_dimensions& step) {
    std::vector<std::int64_t> all{-1};  // as many as there are
    all.insert(all.end(), step.begin(), step.end());
    return graph.node("Reshape", {x, graph.constants("rows", {all.size()}, all)});
}

/// Sequences, (batch, steps, …), as a batch of steps; and back.
inline std::string rows_of_sequences(onnx_graph& graph, const std::string& x, const onnx_dimensions& step) {
    const std::string by_time = graph.node("Transpose", {x}, {{"perm", swaps_first_two(step.size() + 2)}});
    graph.count_by(
        graph.node("Slice", {graph.node("Shape", {by_time}), graph.integers("from", {0}), graph.integers("to", {2})}));
    return in_rows(graph, by_time, step);
}
inline std::string sequences_of_rows(onnx_graph& graph, const std::string& x, const onnx_dimensions& step) {
    return graph.node("Transpose", {in_steps(graph, x, step)}, {{"perm", swaps_first_two(step.size() + 2)}});
}

/// How ONNX writes a recurrent layer: its operator, its gates as positions in ours, and its attributes.
template <class Layer> struct recurrent_operator;

template <std::size_t Inputs, std::size_t Hidden, class... Options>
struct recurrent_operator<gru<Inputs, Hidden, Options...>> {
    static constexpr const char* name = "GRU";
    static constexpr std::array<std::size_t, 3> gates{1, 0, 2};  // z, r, h of r, z, n
    static constexpr bool has_bias = !constprop::detail::is_among<no_bias, Options...>;
    static std::vector<onnx_graph::attribute> attributes(std::size_t /*directions*/) {
        return {{"linear_before_reset", constprop::detail::is_among<reset_before, Options...> ? 0 : 1}};
    }
};
template <std::size_t Inputs, std::size_t Hidden, class... Options>
struct recurrent_operator<lstm<Inputs, Hidden, Options...>> {
    static constexpr const char* name = "LSTM";
    static constexpr std::array<std::size_t, 4> gates{0, 3, 1, 2};  // i, o, f, c of i, f, g, o
    static constexpr bool has_bias = !constprop::detail::is_among<no_bias, Options...>;
    static std::vector<onnx_graph::attribute> attributes(std::size_t /*directions*/) { return {}; }
};

/// ONNX's name of an activation of its RNN, or nullptr.
template <class Activation> inline constexpr const char* name_in_rnn = nullptr;
template <> inline constexpr const char* name_in_rnn<constprop::tanh> = "Tanh";
template <> inline constexpr const char* name_in_rnn<relu> = "Relu";
template <> inline constexpr const char* name_in_rnn<sigmoid> = "Sigmoid";
template <> inline constexpr const char* name_in_rnn<softplus> = "Softplus";
template <> inline constexpr const char* name_in_rnn<softsign> = "Softsign";

template <std::size_t Inputs, std::size_t Hidden, class... Options>
requires(name_in_rnn<typename constprop::detail::activation_among<Options...>::type> != nullptr)
struct recurrent_operator<rnn<Inputs, Hidden, Options...>> {
    static constexpr const char* name = "RNN";
    static constexpr std::array<std::size_t, 1> gates{0};
    static constexpr bool has_bias = !constprop::detail::is_among<no_bias, Options...>;
    static std::vector<onnx_graph::attribute> attributes(std::size_t directions) {
        const std::vector<std::string> names(
            directions, name_in_rnn<typename constprop::detail::activation_among<Options...>::type>);
        return {{"activations", names}};
    }
};

template <class Layer>
concept has_recurrent_operator = requires { recurrent_operator<Layer>::gates; };

}  // namespace detail

namespace detail {

/// Writes a recurrent layer in one direction or in two, whose parameters are those of `stage`. W, R and B of ONNX are weight_ih,
/// weight_hh and both biases, with gates in another order.
template <class Layer, std::size_t Directions, class Stage>
std::string write_recurrent(onnx_graph& graph, const std::string& x, const Stage& stage) {
    using written = recurrent_operator<Layer>;
    constexpr std::size_t inputs = Stage::place.takes.size(), hidden = Stage::place.gives.size() / Directions,
                          rows = written::gates.size() * hidden;
    std::size_t next = 0;
    const auto add_in_order = [&](auto& values, std::size_t width) {
        for (const std::size_t gate : written::gates)
            for (std::size_t k = 0; k < hidden * width; ++k)
                values.push_back(stage.parameter(next + gate * hidden * width + k));
        next += rows * width;
    };
    std::vector<typename Stage::scalar> weights, weights_of_state, biases;
    for (std::size_t d = 0; d < Directions; ++d) {
        add_in_order(weights, inputs);
        add_in_order(weights_of_state, hidden);
        for (int k = 0; k < 2 && written::has_bias; ++k) add_in_order(biases, 1);
    }
    std::vector<std::string> taken{in_steps(graph, x, {inputs})};
    taken.push_back(graph.constants("W", {Directions, rows, inputs}, weights));
    taken.push_back(graph.constants("R", {Directions, rows, hidden}, weights_of_state));
    if (written::has_bias) taken.push_back(graph.constants("B", {Directions, 2 * rows}, biases));
    std::vector<onnx_graph::attribute> attributes = written::attributes(Directions);
    attributes.emplace_back("hidden_size", static_cast<int>(hidden));
    if (Directions == 2) attributes.emplace_back("direction", "bidirectional");
    std::string y = graph.node(written::name, taken, attributes);
    if (Directions == 2) y = graph.node("Transpose", {y}, {{"perm", std::vector<std::size_t>{0, 2, 1, 3}}});
    return in_rows(graph, y, {Directions * hidden});
}

}  // namespace detail

template <detail::has_recurrent_operator Layer> struct onnx_operators<Layer> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        return detail::write_recurrent<Layer, 1>(graph, x, stage);
    }
};
template <detail::has_recurrent_operator Layer> struct onnx_operators<bidirectional<Layer>> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& stage) {
        return detail::write_recurrent<Layer, 2>(graph, x, stage);
    }
};

/// A Slice from the last step to the first.
template <> struct onnx_operators<reverse_sequence> {
    template <class Stage> static std::string write(onnx_graph& graph, const std::string& x, const Stage& /*stage*/) {
        const detail::onnx_dimensions step = detail::channels_first(Stage::place.takes);
        const auto one = [&](const char* name, std::int64_t value) {
            return graph.constants(name, {1}, std::vector<std::int64_t>{value});
        };
        constexpr std::int64_t before_the_first = (std::numeric_limits<std::int64_t>::min)() + 1;
        return detail::in_rows(graph,
                               graph.node("Slice", {detail::in_steps(graph, x, step), one("starts", -1),
                                                    one("ends", before_the_first), one("axes", 0), one("steps", -1)}),
                               step);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_RECURRENT_HPP
