#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_READ_OUTPUTS_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_READ_OUTPUTS_HPP

#include <optional>
#include <string>
#include <vector>

#include "import/header.hpp"
#include "import/tflite/graph.hpp"
#include "import/tflite/read_network.hpp"

namespace constprop::tools::tflite {

/// Several outputs of one file: a network for each, which takes what the trunk gives. Without a trunk, each takes the file's
/// input; where the trunk gives an output itself, there is one network less.
struct several_outputs {
    struct part {
        std::string output;
        network net;
    };
    std::optional<network> trunk;
    std::vector<part> heads;
    std::string of_trunk;  ///< the output that the trunk gives; empty if it is another value
};

/// Reads outputs of these names. The trunk goes up to the last value through which all of them pass.
///
/// Throws:      host::error, in one line, as read_network does
several_outputs read_outputs(const graph& g, const std::string& where, const std::vector<std::string>& outputs);

/// Headers of all of them in one text: NAME_trunk_model, and NAME_OUTPUT_model for each output.
header_result write_headers(const several_outputs& of, const header_options& options);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_READ_OUTPUTS_HPP
