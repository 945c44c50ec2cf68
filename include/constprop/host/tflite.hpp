#ifndef CONSTPROP_HOST_TFLITE_HPP
#define CONSTPROP_HOST_TFLITE_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/host/check_utf8.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/reject_parts.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/tflite/activations.hpp>
#include <constprop/host/tflite/branches.hpp>
#include <constprop/host/tflite/convolutions.hpp>
#include <constprop/host/tflite/graph.hpp>
#include <constprop/host/tflite/known_layers.hpp>
#include <constprop/host/tflite/linear.hpp>
#include <constprop/host/tflite/operators.hpp>
#include <constprop/host/tflite/pools.hpp>
#include <constprop/host/tflite/sequence_lstm.hpp>
#include <constprop/host/tflite/shapes.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <boost/hana/at.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::host {

/// What a file of integers takes and gives: int8, or floats, which operators at its two ends convert.
enum class tflite_ends { integers, floats };

/// Options of a TensorFlow Lite file. Texts are in UTF-8.
struct tflite_options {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::string name = "network";              ///< the graph's name
    std::string description = "constprop";     ///< the model's: data, accuracy, license …
    tflite_ends ends = tflite_ends::integers;  ///< of a network of integers
};

namespace detail {

/// Layer `Position` of a network of floats, and of one of integers.
template <std::size_t Position, class Scalar, class... Layers>
auto layer_in_place(const basic_network<Scalar, Layers...>& net) {
    const auto& one = boost::hana::at_c<Position>(net.all_stages());
    return float_layer<std::remove_cvref_t<decltype(one)>>{one};
}
template <std::size_t Position, class Network, class Scales>
auto layer_in_place(const int8_network<Network, Scales>& net) {
    const auto& one = boost::hana::at_c<Position>(net.all_stages());
    return int8_layer<typename Network::template layer_type<Position>, Network::taken_by(Position),
                      std::remove_cvref_t<decltype(one)>>{one};
}

/// The file, once its layers are known. `Chain` is the network of floats that has them.
template <class Chain, class Network>
void write_tflite(const std::filesystem::path& path, const Network& net, const std::optional<quantization>& takes,
                  const tflite_options& options) {
    const std::string where = path_text(path);
    check_utf8(where, "the name", options.name);
    check_utf8(where, "the description", options.description);
    tflite_graph::all_parts parts;
    tflite_graph graph(parts);
    const bool converts = takes && options.ends == tflite_ends::floats;
    const tflite_value x = graph.input("input", Chain::input_extent, converts ? std::optional<quantization>{} : takes);
    tflite_value y = converts ? graph.node(tflite_kinds::quantize, {x.tensor}, x.shape, takes) : x;
    [&]<std::size_t... Position>(std::index_sequence<Position...>) {
        ((y = write_layer<Chain, Position>(graph, y, layer_in_place<Position>(net))), ...);
    }(std::make_index_sequence<Chain::layer_count>{});
    if (converts) y = graph.node(tflite_kinds::dequantize, {y.tensor}, y.shape, {});
    if (y.tensor == x.tensor) y = graph.node(tflite_kinds::reshape, {x.tensor}, x.shape, x.by);  // nothing was computed
    const std::string bytes = graph.file(x, y, options.name, options.description);
    constexpr std::size_t most = 0x7FFFFFFF;
    if (bytes.size() > most)
        throw error(where, "flatbuffers cannot hold this network", "less than 2 GB", "Save it as .safetensors.");
    write_file(path, bytes);
}

/// True if all layers can be written; else says which one cannot.
template <class Chain> constexpr bool can_be_written() {
    using about = typename unwritten_in<Chain>::type;
    if constexpr (is_about_options<about>)
        static_assert(
            errors::layer_fits_tflite_operators<about>,
            "TensorFlow Lite's operators for this layer have other options: padding is none or SAME, a sum or a product "
            "is of two branches or more, values move only with whole channels. docs/tflite.md lists what they take.");
    else
        static_assert(
            errors::layer_has_tflite_operators<about>,
            "TensorFlow Lite has no operator for this layer, or none that is read back; docs/tflite.md lists those it "
            "has. Batch normalization goes with for_inference(net). For a layer of your own specialize "
            "constprop::host::tflite_operators; host/tflite/operators.hpp shows how.");
    return std::is_same_v<about, errors::nothing>;
}

}  // namespace detail

/// Writes a network of floats as a TensorFlow Lite file, for one sample: its input is "input", its output "output". Each layer is
/// an operator, or a few of them, which docs/tflite.md lists; tensors have the names of PyTorch's state_dict, as in
/// `save_safetensors`: "0.weight", in a branch "2.0.weight". For your own layers see `tflite_operators`.
///
/// Values lie as those of the network, so the file takes the data that `net(x)` takes:
///
///     vector<N>                    (1, N)
///     image<H, W, C>               (1, H, W, C)
///     signal<L, C>                 (1, 1, L, C): an image of one row
///
/// `constprop-import` reads the file as a network with the same outputs. Its type is the same but for what TensorFlow Lite does not
/// say: dropout and identities are left out, a signal is an image, padding of ones around a kernel of 3 is `same`.
///
/// Rejects:     layers, and options of layers, that TensorFlow Lite has no operator for, by name; networks of another scalar
/// Throws:      `error` for parameters that are NaN or infinite, text that is not UTF-8, more than the 2 GB that flatbuffers
///              can hold, a file that cannot be written; no file is then changed
/// Needs:       nothing but this library
/// Source:      TensorFlow Lite's format, version 3
template <class Scalar, class... Layers>
void save_tflite(const std::filesystem::path& path, const basic_network<Scalar, Layers...>& net,
                 const tflite_options& options = {}) {
    using network_type = basic_network<Scalar, Layers...>;
    if constexpr (!std::is_same_v<Scalar, float>) {
        using sentence = typename errors::tflite_network_of<Scalar>::has_no_operators;
        static_assert(
            errors::tflite_has_the_scalar<sentence>,
            "TensorFlow Lite's operators compute in float. Convert the network: with_scalar<float, network>.");
    } else if constexpr (detail::can_be_written<network_type>()) {
        detail::check_finite_before_saving(detail::path_text(path), tensors_of(net));
        detail::write_tflite<network_type>(path, net, std::nullopt, options);
    }
}

/// Writes a network of integers: it takes and gives int8, or floats. TensorFlow Lite's reference kernels compute the same bits for
/// each of its operators, but for ELU and HARD_SWISH, whose tables may differ by 1. Weights of four bits are written as
/// eight.
///
/// Scales:      those that the network was made from. In a linear layer with one scale that of the weights may be a neighboring
///              float, with the same bits in every output
template <class Network, class Scales>
void save_tflite(const std::filesystem::path& path, const int8_network<Network, Scales>& net,
                 const tflite_options& options = {}) {
    if constexpr (detail::can_be_written<Network>()) detail::write_tflite<Network>(path, net, net.takes(), options);
}
template <class... Networks>
void save_tflite(const std::filesystem::path& /*path*/, const mixed_network<Networks...>& net,
                 const tflite_options& /*options*/ = {}) {
    detail::reject_parts(net);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TFLITE_HPP
