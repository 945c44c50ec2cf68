// Any bytes as an ONNX file: they become a header, or one line of an error.
#include <constprop/host/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "import/header.hpp"
#include "import/read_onnx.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace tools = constprop::tools;
    const std::string bytes(data, data + size);
    try {
        const tools::imported model = tools::read_onnx(bytes, "m.onnx", {});
        // A check for the sizes that the header states.
        tools::check_vectors checks;
        checks.inputs.emplace_back(model.layers.inputs(), 0.5);
        checks.outputs.emplace_back(model.layers.outputs(), 0.5);
        tools::write_header(model, checks, {.name = "m", .file = "m.onnx", .contents = bytes});
    } catch (const constprop::host::error& error) {
        const std::string_view text = error.what();
        if (!text.starts_with("m.onnx: ") || text.find('\n') != std::string_view::npos) std::abort();
    }
    return 0;
}
