#include <constprop/layers/window.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "import/tflite/operators.hpp"
#include "import/tflite/tensors.hpp"

namespace constprop::tools::tflite {

void read_transposed_convolution(const call& op, layer_list& to) {
    const tensor& weights = kernel_of(op, to);
    const settings& with = op.with();
    const std::size_t outputs = weights.shape[0], rows = weights.shape[1], columns = weights.shape[2],
                      inputs = weights.shape[3], taps = rows * columns;
    if (inputs != to.shape.channels || !with.has_windows)
        op.fail("weights have shape " + shape_text(weights) + " for " + std::to_string(to.shape.channels) + " channels",
                "as many inputs as channels, and options", "Convert the model again.");
    // The windows of the convolution that goes back, from what this one gives.
    windows over;
    over.rows = {.size = rows, .stride = with.stride_rows, .same = with.same};
    over.columns = {.size = columns, .stride = with.stride_columns, .same = with.same};
    const extent gives = over.extent_for(to.shape, outputs);
    op.check_gives(gives);
    if (!over.always_see(gives))
        op.fail("at some places its windows see nothing of the image", "windows that do",
                "Convert a model with larger kernels.");
    std::string layer = "transposed_conv2d<" + std::to_string(inputs) + ", " + std::to_string(outputs) + ", " +
                        option_text("kernel", rows, columns);
    if (with.stride_rows != 1 || with.stride_columns != 1)
        layer += ", " + option_text("stride", with.stride_rows, with.stride_columns);
    layer += with.same ? ", constprop::same>" : ">";
    // Weights are (output, row, column, input) in the file, and where integers are; (input, output, row, column) in PyTorch.
    if (to.in_integers) {
        add_integer_tensors(op, layer, weight_integers(op), outputs, 0, 3, to);
    } else {
        host::tensor<float> weight{to.position() + ".weight", {inputs, outputs, rows, columns}, "", {}, true, 1};
        const auto in_torch = [&](const auto& stored_, auto& to_) {
            for (std::size_t i = 0; i < inputs; ++i)
                for (std::size_t o = 0; o < outputs; ++o)
                    for (std::size_t tap = 0; tap < taps; ++tap) to_.push_back(stored_[(o * taps + tap) * inputs + i]);
        };
        in_torch(finite_reals(op, 1, "weights"), weight.values);
        weight.scales = scales_of_integers(op.input(1), outputs, 0);
        if (!weight.scales.empty()) in_torch(int8s(op.input(1)), weight.integers);
        add_tensors(op, std::move(weight), 3, outputs, to);
    }
    to.add(layer, gives, to.shape.size() * outputs * taps);
    to.clamps = true;
    add_fused(op, to);
}

}  // namespace constprop::tools::tflite
