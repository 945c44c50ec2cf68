#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_READ_NETWORK_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_READ_NETWORK_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/kernels/int8/quantization.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "import/tflite/graph.hpp"
#include "import/tflite/layers.hpp"

namespace constprop::tools::tflite {

/// A file of TensorFlow Lite as a network: of floats, or of integers.
struct network {
    layer_list layers;
    extent input;
    quantization takes{}, gives{};  ///< what the integers of input and output stand for
    std::string input_name, output_name, producer;
    std::vector<std::string> operators{};  ///< of the file: "CONV_2D × 5"
};

/// Reads a file whose operators are layers from one input to one output: in a chain, or in branches that are added,
/// multiplied or concatenated. A QUANTIZE at its begin, and a DEQUANTIZE at its end, are what a network of integers does by
/// itself. `output` chooses one of several outputs.
///
/// Throws:      host::error, in one line, with all that is in the way
network read_network(std::string_view bytes, const std::string& where, const std::string& output = {});

/// Reads a graph whose operators are layers, from its input to one of its outputs. Throws host::error, as above.
network read_network(graph g, const std::string& where, const std::string& output = {});

/// What a file holds, for people: its inputs, outputs, operators and constants.
std::string list_of_file(std::string_view bytes, const std::string& where);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_READ_NETWORK_HPP
