#ifndef CONSTPROP_TOOLS_IMPORT_READ_OUTPUTS_HPP
#define CONSTPROP_TOOLS_IMPORT_READ_OUTPUTS_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/check_vectors.hpp"
#include "import/header.hpp"
#include "import/read_onnx.hpp"

namespace constprop::tools {

/// Several outputs of one model: a network for each, which takes what the trunk gives. Without a trunk, or where the trunk gives
/// an output itself, there is one network less, or each takes the model's input.
struct several_outputs {
    struct part {
        std::string output;
        imported model;
    };
    std::optional<imported> trunk;
    std::vector<part> heads;
    std::string of_trunk;  ///< the output that the trunk gives; empty if it is another value
};

/// Reads a file's outputs of these names. The trunk goes up to the last value through which all of them pass.
///
/// Throws:      host::error, in one line, as read_onnx does
several_outputs read_outputs(std::string_view bytes, const std::string& where, const std::vector<std::string>& outputs,
                             const read_options& options);

/// Headers of all of them in one text: NAME_trunk_model, and NAME_OUTPUT_model for each output. `checks` has samples for each of
/// the outputs, in the order of `outputs`, or none; those of a head are what the trunk makes of them.
header_result write_headers(const several_outputs& of, const std::vector<std::string>& outputs,
                            const std::vector<check_vectors>& checks, const header_options& options);

/// The model's input and an output of it, for samples.
const tensor_layout& input_of(const several_outputs& of);
const tensor_layout& output_of(const several_outputs& of, const std::string& name);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_READ_OUTPUTS_HPP
