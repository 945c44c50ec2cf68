#ifndef CONSTPROP_HOST_WEIGHTS_LOAD_HPP
#define CONSTPROP_HOST_WEIGHTS_LOAD_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/folded_norm.hpp>
#include <constprop/host/weights/keras_recurrent.hpp>
#include <constprop/host/weights/orientation.hpp>
#include <constprop/host/weights/places.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>
#include <constprop/network.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The source of a network's tensor, and the rounding error of its conversion to the network's scalar.
struct loaded_tensor {
    std::string name;     ///< name in the network: "0.weight"
    std::string from;     ///< name in the file: "encoder.0.weight"; empty for biases that the file lacks, which are 0
    std::string type;     ///< type in the file: "F64"
    tensor_shape shape;   ///< shape in the network
    double rounding = 0;  ///< the largest |loaded − stored|; 0 if every number is exact
};

namespace detail {

/// Three digits: "2.98e-08".
inline std::string short_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

}  // namespace detail

/// "0.weight (32, 64) from 'encoder.0.weight', F64, each rounded by at most 2.98e-08"
[[nodiscard]] inline std::string text_of(const loaded_tensor& one) {
    if (one.from.empty())
        return one.name + " " + detail::shape_text(one.shape) + " is 0: the file has no biases of this layer";
    return one.name + " " + detail::shape_text(one.shape) + " from " + detail::in_quotes(one.from) + ", " +
           detail::printable(one.type) +
           (one.rounding == 0 ? ", exact" : ", each rounded by at most " + detail::short_text(one.rounding));
}

namespace detail {

/// Converts a number to the network's scalar; true if it is too large.
template <class Scalar> bool round_to(double stored, Scalar& value, double& rounding) {
    if constexpr (std::is_same_v<Scalar, float>) {
        // The midpoint between the greatest float and 2¹²⁸, from which on numbers round to infinity.
        if (std::fabs(stored) >= 0x1.ffffffp127 && math::is_finite(stored)) return true;
    }
    value = static_cast<Scalar>(stored);
    if (math::is_finite(stored)) rounding = (std::max)(rounding, std::fabs(static_cast<double>(value) - stored));
    return false;
}

/// Stores a number of a file and its rounding error. Throws if it is too large.
template <class Scalar> void store(const std::string& where, double stored, Scalar& value, loaded_tensor& loaded) {
    if (round_to(stored, value, loaded.rounding))
        throw error(where, "tensor " + in_quotes(loaded.from) + " holds " + short_text(stored),
                    "numbers of the network's float", "Load it into a network of double.");
}

}  // namespace detail

/// Loads weights and biases from a file that was not written for the network, such as a `state_dict` of PyTorch's:
///
///     load_weights(safetensors_file("encoder.safetensors"), net);
///     load_weights(npz_file("keras.npz"), net, {.orientation = orientation::in_out});
///
/// Tensors are named LAYER.weight and LAYER.bias, as in PyTorch, or LAYER/kernel:0 and LAYER/bias:0, as in Keras; or arr_0,
/// arr_1 … in the network's order. A layer without biases gets biases of 0. Names determine the layout of matrices, unless
/// `.orientation` does. A batch normalization becomes a `scale`. Recurrent layers have PyTorch's names, such as rnn.weight_ih_l0, or
/// Keras's kernel, recurrent_kernel and bias, whose gates are put in order. The file's layers are assigned
/// - in the order of `.layers`, if it is given; else
/// - by their names, if these are the network's ("0", "2", as in nn.Sequential); else
/// - in the file's order, if it is meaningful: that of an .npz archive; else,
/// - for a .safetensors file, which PyTorch's writer sorts by names, by the numbers in otherwise equal names (fc1, fc2,
///   fc10), and by shapes if names differ and only one order fits.
///
/// Numbers are converted to the network's scalar. The result tells the rounding error of each tensor.
///
/// Memory:      that of the file's reader, and three times 8 bytes a parameter
/// Throws:      `error` for tensors that are missing, too many, of another shape, in an uncertain order or orientation, or
///              with values that are not finite numbers of the network's scalar; the network is then unchanged
template <class File, class Scalar, class... Layers>
std::vector<loaded_tensor> load_weights(const File& file, basic_network<Scalar, Layers...>& net,
                                        const weights_options& options = {}) {
    const std::string& where = file.where();
    auto tensors = tensors_of(net);
    if (tensors.empty())
        throw error(where, "the network has no parameters", "some to load", "Load into a network with a linear layer.");
    const auto places = detail::places_of(where, tensors, file.tensors(), options, file.keeps_order(), file.says());

    const auto read = [&](std::size_t place, std::size_t count) {
        return file.read(place, detail::checked_number_type(where, file.tensors()[place]), count);
    };
    std::vector<loaded_tensor> report;
    for (std::size_t n = 0; n < tensors.size(); ++n) {
        auto& one = tensors[n];
        if (places.of[n] == detail::none) {
            std::fill(one.values.begin(), one.values.end(), kernels::value_of<Scalar>(0));
            report.push_back({one.name, {}, {}, one.shape});
            continue;
        }
        const stored_tensor& stored = file.tensors()[places.of[n]];
        loaded_tensor loaded{one.name, stored.name, stored.type, one.shape};
        const std::vector<double> values = read(places.of[n], one.values.size());
        const bool turned = places.turned && one.shape.size() == 2;
        for (std::size_t k = 0; k < values.size(); ++k) {
            const auto from = static_cast<std::size_t>(turned ? k % one.shape[1] * one.shape[0] + k / one.shape[1] : k);
            detail::store(where, values[from], one.values[k], loaded);
        }
        report.push_back(loaded);
    }
    for (const detail::folded_norm& norm : places.norms) {
        auto &weight = tensors[norm.weight], &bias = tensors[norm.bias];
        const std::size_t size = weight.values.size();
        const auto given = [&](std::size_t place, double otherwise) {
            return place == detail::none ? std::vector<double>(size, otherwise) : read(place, size);
        };
        const auto gamma = given(norm.gamma, 1), beta = given(norm.beta, 0), mean = given(norm.mean, 0),
                   variance = given(norm.variance, 1);
        const stored_tensor& stored = file.tensors()[norm.mean];
        const std::string from = std::string{detail::tensor_name(stored.name).layer} +
                                 ", a batch normalization, epsilon " + detail::short_text(options.epsilon);
        report[norm.weight] = {weight.name, from, stored.type, weight.shape};
        report[norm.bias] = {bias.name, from, stored.type, bias.shape};
        for (std::size_t k = 0; k < size; ++k) {
            const double factor = gamma[k] / std::sqrt(variance[k] + options.epsilon);
            detail::store(where, factor, weight.values[k], report[norm.weight]);
            detail::store(where, beta[k] - mean[k] * factor, bias.values[k], report[norm.bias]);
        }
    }
    for (const detail::keras_recurrent& layer : places.recurrents) {
        const auto set = [&](std::size_t to, std::size_t from, const std::vector<double>& values) {
            if (to == detail::none) return;
            auto& one = tensors[to];
            const stored_tensor& stored = file.tensors()[from];
            report[to] = {one.name, stored.name, stored.type, one.shape};
            for (std::size_t k = 0; k < values.size(); ++k) detail::store(where, values[k], one.values[k], report[to]);
        };
        const auto inputs = static_cast<std::size_t>(tensors[layer.weight_ih].shape[1]);
        set(layer.weight_ih, layer.kernel, layer.matrix(read(layer.kernel, layer.rows * inputs), inputs));
        set(layer.weight_hh, layer.recurrent_kernel,
            layer.matrix(read(layer.recurrent_kernel, layer.rows * layer.hidden), layer.hidden));
        if (layer.bias == detail::none) continue;
        const auto biases = read(layer.bias, file.tensors()[layer.bias].shape.size() * layer.rows);
        set(layer.bias_ih, layer.bias, layer.biases(biases, 0));
        if (biases.size() > layer.rows) set(layer.bias_hh, layer.bias, layer.biases(biases, 1));
    }
    detail::check_loaded(where, tensors);
    assign(net, tensors);
    return report;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_LOAD_HPP
