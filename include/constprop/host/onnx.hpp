#ifndef CONSTPROP_HOST_ONNX_HPP
#define CONSTPROP_HOST_ONNX_HPP

#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/host/check_utf8.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/onnx/activations.hpp>
#include <constprop/host/onnx/branches.hpp>
#include <constprop/host/onnx/convolutions.hpp>
#include <constprop/host/onnx/graph.hpp>
#include <constprop/host/onnx/integers.hpp>
#include <constprop/host/onnx/known_layers.hpp>
#include <constprop/host/onnx/linear.hpp>
#include <constprop/host/onnx/normalizations.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/host/onnx/order.hpp>
#include <constprop/host/onnx/pools.hpp>
#include <constprop/host/onnx/recurrent.hpp>
#include <constprop/host/onnx/shapes.hpp>
#include <constprop/host/reject_parts.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Additional texts of an ONNX file, in UTF-8.
struct onnx_options {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::string name = "network";  ///< the graph's name
    std::string doc{};             ///< the model's documentation: data, accuracy, license …
};

namespace detail {

/// A value of a graph, of the network's scalar, for any batch, and, of sequences, for any number of steps.
inline void describe(onnx::ValueInfoProto& value, const std::string& name, bool doubles, bool of_sequences,
                     const onnx_dimensions& sample) {
    value.set_name(name);
    auto& type = *value.mutable_type()->mutable_tensor_type();
    type.set_elem_type(doubles ? onnx::TensorProto::DOUBLE : onnx::TensorProto::FLOAT);
    type.mutable_shape()->add_dim()->set_dim_param("batch");
    if (of_sequences) type.mutable_shape()->add_dim()->set_dim_param("steps");
    for (const std::size_t size : sample)
        type.mutable_shape()->add_dim()->set_dim_value(static_cast<std::int64_t>(size));
}

/// Input and output as users see them: values lie in the network's order. If channels first is the same order, dimensions are
/// PyTorch's.
inline onnx_dimensions outside_dimensions(const extent& of) {
    return has_one_order(of) ? channels_first(of) : channels_last(of);
}

/// True if this is a network's first layer.
template <class Layer, class... Layers> inline constexpr bool begins_with = false;
template <class Layer, class... Rest> inline constexpr bool begins_with<Layer, Layer, Rest...> = true;
template <class Layer, describes_input Input, class... Rest>
inline constexpr bool begins_with<Layer, Input, Rest...> = begins_with<Layer, Rest...>;

/// A file of opset 17 with an empty graph.
inline onnx::ModelProto empty_model(const onnx_options& options) {
    onnx::ModelProto model;
    model.set_ir_version(8);
    onnx::OperatorSetIdProto& opset = *model.add_opset_import();
    opset.set_domain("");
    opset.set_version(17);
    model.set_producer_name("constprop");
    model.set_doc_string(options.doc);
    model.mutable_graph()->set_name(options.name);
    return model;
}

/// The last node gives "output".
inline void name_output(onnx::GraphProto& graph, onnx_graph& builder, const std::string& x) {
    const int last = graph.node_size() - 1;
    if (last < 0 || graph.node(last).output(0) != x) builder.node("Identity", {x});
    graph.mutable_node(graph.node_size() - 1)->set_output(0, "output");
}

template <class Scalar, class... Layers>
onnx::ModelProto onnx_model(const basic_network<Scalar, Layers...>& net, const onnx_options& options) {
    using network_type = basic_network<Scalar, Layers...>;
    constexpr bool doubles = sizeof(Scalar) == 8, of_sequences = network_type::runs_over_time;
    constexpr extent in = network_type::input_extent, out = network_type::output_extent;
    constexpr bool takes_channels_first = begins_with<from_channels_first, Layers...>;
    onnx::ModelProto model = empty_model(options);
    onnx::GraphProto& graph = *model.mutable_graph();
    const onnx_dimensions taken = takes_channels_first ? channels_first(in) : outside_dimensions(in);
    describe(*graph.add_input(), "input", doubles, of_sequences, taken);
    describe(*graph.add_output(), "output", doubles, of_sequences, outside_dimensions(out));
    onnx_graph builder(graph, doubles);
    std::string x = "input";
    if constexpr (of_sequences) x = rows_of_sequences(builder, x, taken);
    if (!takes_channels_first) x = from_network_order(builder, x, in);
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) {
        constexpr std::size_t index_ = std::remove_cvref_t<decltype(stage_)>::index;
        constexpr extent given_ = index_ == 0 ? in : network_type::given_by(index_ - 1);
        // A first layer that reorders an input has described it.
        if constexpr (!takes_channels_first || index_ > 0) x = write_layer<given_>(builder.layer(index_), x, stage_);
    });
    x = in_network_order(builder, x, out);
    if constexpr (of_sequences) x = sequences_of_rows(builder, x, outside_dimensions(out));
    name_output(graph, builder, x);
    return model;
}

template <class Scalar, class... Layers, class Scales>
onnx::ModelProto onnx_model(const int8_network<basic_network<Scalar, Layers...>, Scales>& net,
                            const onnx_options& options) {
    using network_type = basic_network<Scalar, Layers...>;
    constexpr extent in = network_type::input_extent, out = network_type::output_extent;
    constexpr bool takes_channels_first = begins_with<from_channels_first, Layers...>;
    onnx::ModelProto model = empty_model(options);
    onnx::GraphProto& graph = *model.mutable_graph();
    const onnx_dimensions taken = takes_channels_first ? channels_first(in) : outside_dimensions(in);
    describe(*graph.add_input(), "input", false, false, taken);
    describe(*graph.add_output(), "output", false, false, outside_dimensions(out));
    onnx_graph builder(graph, false);
    real_value x{"input", net.takes()};
    if (!takes_channels_first && !has_one_order(in)) {
        const std::string rounded = rounded_to_integers(builder, x);
        x.name = from_network_order(builder, rounded, in);
    }
    boost::hana::for_each(net.all_stages(), [&](const auto& form_) {
        constexpr std::size_t index_ = std::remove_cvref_t<decltype(form_)>::index;
        if constexpr (!takes_channels_first || index_ > 0)
            x = write_integer_layer<network_type, index_>(builder.layer(index_), x, form_);
    });
    x.name = rounded_to_integers(builder, x);
    name_output(graph, builder, in_network_order(builder, x.name, out));
    return model;
}

/// Writes a model's bytes.
inline void write_onnx(const std::string& where, const std::filesystem::path& path, const onnx::ModelProto& model) {
    std::string bytes;
    if (!model.SerializeToString(&bytes))
        throw error(where, "protobuf cannot hold this network", "less than 2 GB", "Save it as .safetensors.");
    write_file(path, bytes);
}

}  // namespace detail

/// Writes a network as an ONNX file, for any batch size: its input is "input", its output "output". Each layer is an operator
/// of ONNX, or a few of them; docs/import.md has a table. Its tensors are initializers with the names of PyTorch's state_dict, as
/// in `save_safetensors`: "0.weight", in a branch "2.0.weight". For your own layers see `onnx_operators`.
///
/// Input and output lie as those of the network, so the file takes the data that `net(x)` takes:
///
///     vector<N>                                            (batch, N)
///     image<H, W>, signal<L>, of one channel               (batch, 1, H, W), (batch, 1, L)
///     image<H, W, C>, signal<L, C>                         (batch, H, W, C), (batch, L, C)
///     image<H, W, C>, from_channels_first, as in PyTorch   (batch, C, H, W)
///
/// A network over time takes and gives (batch, steps, …), whole sequences from a state of zeros; `rnn`, `gru` and `lstm` are
/// ONNX's operators, whose W, R and B have gates in their order.
///
/// Within the file channels come first, as operators need it. A Transpose stands between the two orders if they differ.
///
/// Opset 17, IR version 8 (of 2022), without operators of other domains. Layers compute as in inference. Networks of double are
/// valid ONNX, too, but onnxruntime computes few operators in double.
///
/// Rejects:     layers whose state ONNX does not carry, such as `delay`; layers of your own that are not known to ONNX
/// Throws:      `error` for parameters that are NaN or infinite, text that is not UTF-8, more than the 2 GB that protobuf
///              can hold, a file that cannot be written; no file is then changed
/// Needs:       link with onnx_proto and protobuf
/// Source:      https://onnx.ai/onnx/operators: ONNX's own schema
template <class Scalar, class... Layers>
void save_onnx(const std::filesystem::path& path, const basic_network<Scalar, Layers...>& net,
               const onnx_options& options = {}) {
    using about_layers = typename detail::unknown_among<Layers...>::type;
    if constexpr (detail::is_about_state<about_layers>) {
        static_assert(
            errors::onnx_carries_the_state<about_layers>,
            "ONNX has no operator that carries this layer's state, only RNN, GRU and LSTM. Save the weights as "
            ".npz or .safetensors.");
    } else if constexpr (!std::is_same_v<about_layers, errors::nothing>) {
        static_assert(errors::layer_has_onnx_operators<about_layers>,
                      "A layer of your own is not known to ONNX. Specialize constprop::host::onnx_operators for it, "
                      "which says it in operators that ONNX has; host/onnx/operators.hpp shows how.");
    } else if constexpr (kernels::is_only_stored<Scalar>) {
        save_onnx(path, basic_network<kernels::value_of<Scalar>, Layers...>(net), options);
    } else {
        const std::string where = detail::path_text(path);
        detail::check_finite_before_saving(where, tensors_of(net));
        detail::check_utf8(where, "the name", options.name);
        detail::check_utf8(where, "the doc", options.doc);
        detail::write_onnx(where, path, detail::onnx_model(net, options));
    }
}

/// The same for a network of integers: QuantizeLinear and DequantizeLinear around the operators of floats, with weights in int8,
/// biases in int32, and a scale for each output or one for all. It takes and gives floats. Others give its integers or those next
/// to them for each operator.
///
/// Rejects:     layers with a state
/// Throws:      `error` for text that is not UTF-8, and for a file that cannot be written; no file is then changed
template <class Network, class Scales>
void save_onnx(const std::filesystem::path& path, const int8_network<Network, Scales>& net,
               const onnx_options& options = {}) {
    if constexpr (int8_network<Network, Scales>::has_state) {
        using layer = typename Network::template layer_type<Network::first_with_state>;
        static_assert(
            errors::onnx_carries_the_state<typename errors::network_with<layer>::has_a_state_which_onnx_cannot_carry>,
            "ONNX has no operators of integers that carry a state. Save the network as a TensorFlow Lite file, "
            "or the one of floats.");
    } else {
        const std::string where = detail::path_text(path);
        detail::check_utf8(where, "the name", options.name);
        detail::check_utf8(where, "the doc", options.doc);
        detail::write_onnx(where, path, detail::onnx_model(net, options));
    }
}
template <class... Networks>
void save_onnx(const std::filesystem::path& /*path*/, const mixed_network<Networks...>& net,
               const onnx_options& /*options*/ = {}) {
    detail::reject_parts(net);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_HPP
