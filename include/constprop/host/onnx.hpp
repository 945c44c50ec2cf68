#ifndef CONSTPROP_HOST_ONNX_HPP
#define CONSTPROP_HOST_ONNX_HPP

#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/onnx/graph.hpp>
#include <constprop/host/onnx/operators.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>

namespace constprop::errors {

template <class Layer> struct onnx_operators_of { struct are_not_said; };
template <class Sentence> inline constexpr bool layer_has_onnx_operators = false;

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET::host {

/// Additional texts of an ONNX file, in UTF-8.
struct onnx_options {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::string name = "network";  ///< the graph's name
    std::string doc{};             ///< the model's documentation: data, accuracy, license …
};

namespace detail {

template <class Layer>
concept has_onnx_operators = requires {
    sizeof(onnx_operators<Layer>);
};

inline void check_utf8(const std::string& where, const char* what, std::string_view text) {
    for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(utf8_length(rest)))
        if (utf8_length(rest) == 0)
            throw error(where, what + (" " + in_quotes(text)) + " is not in UTF-8", "text in UTF-8", "Convert it.");
}

/// A value of a graph: (batch, size) of the network's scalar, for any batch.
inline void describe(onnx::ValueInfoProto& value, const std::string& name, bool doubles, std::size_t size) {
    value.set_name(name);
    auto& type = *value.mutable_type()->mutable_tensor_type();
    type.set_elem_type(doubles ? onnx::TensorProto::DOUBLE : onnx::TensorProto::FLOAT);
    type.mutable_shape()->add_dim()->set_dim_param("batch");
    type.mutable_shape()->add_dim()->set_dim_value(static_cast<std::int64_t>(size));
}

template <class Scalar, class... Layers>
onnx::ModelProto onnx_model(const basic_network<Scalar, Layers...>& net, const onnx_options& options) {
    using network_type = basic_network<Scalar, Layers...>;
    constexpr bool doubles = sizeof(Scalar) == 8;
    onnx::ModelProto model;
    model.set_ir_version(7);
    onnx::OperatorSetIdProto& opset = *model.add_opset_import();
    opset.set_domain("");
    opset.set_version(14);
    model.set_producer_name("constprop");
    model.set_doc_string(options.doc);

    onnx::GraphProto& graph = *model.mutable_graph();
    graph.set_name(options.name);
    describe(*graph.add_input(), "input", doubles, network_type::input_size);
    describe(*graph.add_output(), "output", doubles, network_type::output_size);
    onnx_graph builder(graph, doubles);
    std::string x = "input";
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) {
        using layer_ = typename std::remove_cvref_t<decltype(stage_)>::layer_type;
        builder.begin_layer(stage_.index);
        if constexpr (has_onnx_operators<layer_>) {
            x = onnx_operators<layer_>::write(builder, x, stage_);
        } else {
            static_assert(
                errors::layer_has_onnx_operators<typename errors::onnx_operators_of<layer_>::are_not_said>,
                "A layer of your own is not known to ONNX. Specialize constprop::host::onnx_operators for it, "
                "which says it in operators that ONNX has; host/onnx/operators.hpp shows how.");
        }
    });
    const int last = graph.node_size() - 1;
    if (last < 0 || graph.node(last).output(0) != x) builder.node("Identity", {x});
    graph.mutable_node(graph.node_size() - 1)->set_output(0, "output");
    return model;
}

}  // namespace detail

/// Writes a network as an ONNX file, for any batch size: its input is "input", (batch, inputs), and its output "output",
/// (batch, outputs). A linear layer is a Gemm, whose initializers are named "0.weight" and "0.bias" as in `save_safetensors`.
/// An activation is its operator, or, if ONNX has none, a composition of others. For your own layers see `onnx_operators`.
///
/// Opset 14, IR version 7 (of 2021), without operators of other domains. Networks of double are valid ONNX, too, but
/// onnxruntime computes few activations in double.
///
/// Throws:      `error` for parameters that are NaN or infinite, text that is not UTF-8, more than the 2 GB that protobuf
///              can hold, a file that cannot be written; no file is then changed
/// Needs:       link with onnx_proto and protobuf
/// Source:      https://onnx.ai/onnx/operators: ONNX's own schema
template <class Scalar, class... Layers>
void save_onnx(const std::filesystem::path& path, const basic_network<Scalar, Layers...>& net,
               const onnx_options& options = {}) {
    const std::string where = detail::path_text(path);
    detail::check_finite_before_saving(where, tensors_of(net));
    detail::check_utf8(where, "the name", options.name);
    detail::check_utf8(where, "the doc", options.doc);
    std::string bytes;
    if (!detail::onnx_model(net, options).SerializeToString(&bytes))
        throw error(where, "protobuf cannot hold this network", "less than 2 GB", "Save it as .safetensors.");
    detail::write_file(path, bytes);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_ONNX_HPP
