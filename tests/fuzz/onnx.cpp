// Any bytes as an ONNX file: they become a header, or one line of an error.
#include <constprop/host/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "import/header.hpp"
#include "import/quantized/read_quantized.hpp"
#include "import/read_onnx.hpp"
#include "import/read_outputs.hpp"
#include "import/tflite/header.hpp"

namespace {

namespace tools = constprop::tools;

/// Checks for the sizes that the header states.
tools::check_vectors checks_of(std::size_t inputs, std::size_t outputs, double value) {
    tools::check_vectors checks;
    checks.inputs.emplace_back(inputs, value);
    checks.outputs.emplace_back(outputs, value);
    return checks;
}

void read_integers(const onnx::ModelProto& file, const tools::header_options& options) {
    const tools::quantized::model model = tools::quantized::read_quantized(file, "m.onnx", {});
    // Every layer with weights has what its type is given.
    for (const auto& one : model.net.layers.sources)
        if (one.weights.size() % (one.biases.empty() ? 1 : one.biases.size()) != 0) std::abort();
    const auto checks = checks_of(model.net.input.size(), model.net.layers.shape.size(), 1);
    tools::tflite::write_header(model.net, checks, options);
}

void read_reals(const std::string& bytes, const tools::header_options& options) {
    const tools::imported model = tools::read_onnx(bytes, "m.onnx", {});
    tools::write_header(model, checks_of(model.layers.inputs(), model.layers.outputs(), 0.5), options);
}

/// All outputs at once.
void read_outputs(const onnx::ModelProto& file, const std::string& bytes, const tools::header_options& options) {
    std::vector<std::string> names;
    for (const auto& one : file.graph().output()) names.push_back(one.name());
    if (tools::quantized::is_quantized(file)) {
        const auto all = tools::quantized::read_outputs(file, "m.onnx", names, {});
        return static_cast<void>(tools::tflite::write_headers(all, options));
    }
    const tools::several_outputs all = tools::read_outputs(bytes, "m.onnx", names, {});
    tools::write_headers(all, names, {}, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(data, data + size);
    const tools::header_options options{.name = "m", .file = "m.onnx", .contents = bytes};
    try {
        const onnx::ModelProto file = tools::parse_onnx(bytes, "m.onnx");
        const int outputs = file.graph().output_size();
        if (outputs > 1 && outputs <= 8) read_outputs(file, bytes, options);
        else if (tools::quantized::is_quantized(file)) read_integers(file, options);
        else read_reals(bytes, options);
    } catch (const constprop::host::error& error) {
        const std::string_view text = error.what();
        if (!text.starts_with("m.onnx: ") || text.find('\n') != std::string_view::npos) std::abort();
    }
    return 0;
}
