#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_LAYERS_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_LAYERS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/requantize.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "import/layer_row.hpp"

namespace constprop::tools::tflite {

using constprop::extent;  // not the shape of a value in an ONNX file

/// What a recurrent layer has beside the weights of its input.
struct gate_integers {
    std::vector<std::int8_t> hidden_weights{};
    std::vector<float> hidden_scales{};
    std::int32_t cell_power = 0, cell_limit = 32768;
};

/// What `int8_network::from_integers` is given for one layer: int8_tensors, int8_lstm_tensors, or only what the layer gives.
struct integers {
    std::string position;                ///< of the layer: "0", in a branch "2.1.0"
    std::string layer{};                 ///< as C++ spells it
    std::vector<std::int8_t> weights{};  ///< the inputs of one output contiguous, channels last
    std::vector<float> scales{};
    std::vector<std::int32_t> biases{};
    quantization gives{};
    std::optional<gate_integers> of_gates{};
    std::optional<quantization> of_slopes{};   ///< of a prelu, whose weights they are
    std::vector<std::int8_t> tables{};         ///< of a channel_scale: what becomes of each integer, channel by channel
    std::optional<int8::multiplier> factor{};  ///< from sums to outputs, where it is not that of the scale
};

/// Layers one after the other, as C++ spells them, with their numbers: integers or floats.
struct layer_list {
    bool in_integers = false;
    extent shape{};      ///< of what the last layer gives
    std::string path{};  ///< where the list is: "2.1." in a branch
    std::vector<std::string> spelled{};
    std::vector<integers> sources{};             ///< in the order of from_integers
    std::vector<host::tensor<float>> tensors{};  ///< in PyTorch's order
    bool integers_stay = false;                  ///< whether weights of floats are stored as the file's integers
    std::vector<std::string> notes{};
    std::vector<layer_row> rows{};      ///< of all layers, those inside of a layer before it; without ranges
    std::vector<std::string> folded{};  ///< operators that became no layer, and why
    std::string reading{};              ///< the operators that the next layers are made of
    std::size_t multiply_accumulates = 0;
    std::vector<std::size_t> values{};  ///< how many each layer gives
    bool clamps = false;                ///< whether a clamping function right after the last layer becomes part of it
    std::optional<std::array<std::size_t, 4>> padded{};  ///< by the last layer: above, below, left, right

    std::size_t parameters() const noexcept;

    /// Which layer gives most values; the first of several.
    std::size_t gives_most() const noexcept;

    /// Adds a layer, which multiplies and adds so often; the position of the next one is "2.1.0".
    void add(const std::string& layer, const extent& gives, std::size_t products = 0);
    std::string position() const { return path + std::to_string(spelled.size()); }

    /// Takes the last layer out again, which the one that is being read does as well.
    void take_back();

    /// Moves the list to where it is in the layer that holds it: positions that begin with `from` begin with `to`.
    void move(const std::string& from, const std::string& to);

    /// Adds an option to the last layer, which then gives another extent.
    void add_option(const std::string& option, const extent& gives);

    /// Makes a vector of an image, with the same values in the same order.
    void flatten();
};

/// Layers as the arguments of one that holds them: "constprop::relu, constprop::tanh".
std::string joined(const std::vector<std::string>& layers);

/// "constprop::kernel<10, 4>", "constprop::kernel<3>" where both are the same.
std::string option_text(const std::string& name, std::size_t rows, std::size_t columns);

/// "constprop::image<49, 10>", "constprop::vector<64>".
std::string spelling(const extent& of);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_LAYERS_HPP
