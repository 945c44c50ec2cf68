#ifndef CONSTPROP_TOOLS_IMPORT_STEPS_HPP
#define CONSTPROP_TOOLS_IMPORT_STEPS_HPP

#include <constprop/layers/window.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "import/order.hpp"

namespace constprop::tools {

/// One number for all values, one for each channel, or one for each value.
using per_value = std::vector<double>;
inline double at(const per_value& values, std::size_t j) { return values[j % values.size()]; }

// The layers of a network, with numbers in double. Values lie in the network's order: channels last.

/// y = W x + b, W row-major of outputs × inputs.
struct linear_step {
    std::size_t inputs = 0, outputs = 0;
    std::vector<double> weights, biases;
    bool derived = false;  ///< made of selections and sums: multiplied into the next layer if that has fewer weights
};

/// yⱼ = wⱼ xⱼ + bⱼ
struct scale_step {
    per_value factors, shifts;
};

/// A function without parameters, for any number of values: its C++ name, such as "constprop::relu", and its code. If its
/// inputs change places, its outputs do alike.
struct function_step {
    std::string spelling;
    std::function<void(std::vector<double>&)> apply{};
};

/// The direction of a convolution: from the image on which windows lie to their places, or, transposed, back to the image.
enum class way { to_places, to_image };

/// A convolution over an image or a signal. Weights are in PyTorch's order: (output, input of the group, row, column), for a
/// transposed one (input, output of the group, row, column).
struct convolution_step {
    layer_extent takes{}, gives{};
    windows over{};
    std::size_t groups = 1;
    way goes = way::to_places;
    std::vector<double> weights{}, biases{};  ///< no biases, or one for each output
};

/// Zeros around an image or a signal: above, below, left, right. Part of the next layer if that is a convolution.
struct pad_step {
    layer_extent takes, gives;
    std::array<std::size_t, 4> sides;
};

/// Group normalization with ε = 1e-5, with a gain and a bias for each channel.
struct normalization_step {
    layer_extent at;
    std::size_t groups = 1;
    std::vector<double> gains, biases;
    bool at_each_position = false;  ///< a layer normalization: over the channels of one position, in one group
};

/// PReLU: a slope for each channel, or for each value of a vector.
struct slope_step {
    layer_extent at;
    std::vector<double> slopes;
};

/// A layer without parameters that changes the extent: its C++ name, and its code.
struct layer_step {
    std::string spelling;
    layer_extent takes, gives;
    std::function<std::vector<double>(const std::vector<double>&)> apply{};
};

enum class recurrent_kind { rnn, gru, lstm };

/// A layer with a state. Weights and biases are in PyTorch's order: gates r, z, n of a GRU, and i, f, g, o of an LSTM.
struct recurrent_step {
    recurrent_kind kind{};
    std::size_t inputs = 0, hidden = 0;
    std::string activation{};    ///< of an RNN: its C++ name without the namespace
    bool resets_before = false;  ///< of a GRU: the reset gate acts on the state, not on its product
    std::vector<double> weights{}, weights_of_state{};
    std::vector<double> biases{};  ///< no biases, or those of the input and then those of the state

    std::size_t rows() const noexcept { return weights_of_state.size() / hidden; }
};

/// Rows of values, one for each step of a sequence.
using steps_of_sequence = std::vector<std::vector<double>>;

/// A layer over time without parameters, which keeps the extent of a step: its C++ name, and its code for a whole sequence.
struct time_step {
    std::string spelling;
    std::function<steps_of_sequence(steps_of_sequence)> apply{};
};

/// A recurrent layer and another one that runs from the end of a sequence, side by side. With `final_states` the outputs of the
/// latter keep the order in which they are computed, so that the last one is its final state.
struct bidirectional_step {
    recurrent_step there, back;
    bool final_states = false;
};

class chain;

/// Several chains of layers on the same values, whose outputs are added, multiplied or concatenated. A chain without layers gives
/// what it takes.
struct join_step {
    std::string name;  ///< "add", "multiply" or "concatenate"
    layer_extent takes{}, gives{};
    std::shared_ptr<const std::vector<chain>> branches{};
};

using step = std::variant<linear_step, scale_step, function_step, convolution_step, pad_step, normalization_step,
                          slope_step, recurrent_step, time_step, bidirectional_step, layer_step, join_step>;

/// The extent of what a layer gives, from that of what it takes.
layer_extent extent_after(const step& one, const layer_extent& before);

/// The number of a layer's parameters.
std::size_t parameters_of(const step& one) noexcept;

/// The output of a layer for an input, in double; that of a layer with a state is the output of its first step.
std::vector<double> output_of(const step& one, std::vector<double> x);

/// The outputs of a layer for all steps of a sequence, in double.
steps_of_sequence outputs_of(const step& one, steps_of_sequence x);

// What ONNX's operators make of a step that follows another, or precedes it. All folding is in double.

/// A scale with one factor and one shift for each channel, if it is equal at all positions; factors are empty otherwise.
scale_step in_channels(const scale_step& scale, const layer_extent& at);

/// Multiplies a scale into the layer before it, or after it; false if that is not possible.
bool fold_after(step& one, const scale_step& scale);
bool fold_before(const scale_step& scale, step& one);

/// y = W₂(W₁ x + b₁) + b₂
linear_step product(const linear_step& first, const linear_step& second);

/// s₂(s₁ x + t₁) + t₂ in place of s₁ x + t₁
void join(scale_step& first, const scale_step& second);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_STEPS_HPP
