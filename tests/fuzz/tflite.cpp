// Any bytes as a file of TensorFlow Lite: they become a header, or one line of an error.
#include <constprop/host/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "import/report.hpp"
#include "import/tflite/header.hpp"
#include "import/tflite/read_graph.hpp"
#include "import/tflite/read_outputs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace tools = constprop::tools;
    const std::string bytes(data, data + size);
    const auto is_one_line = [](const constprop::host::error& error) {
        const std::string_view text = error.what();
        return text.starts_with("m.tflite: ") && text.find('\n') == std::string_view::npos;
    };
    try {
        tools::tflite::list_of_file(bytes, "m.tflite");
    } catch (const constprop::host::error& error) {
        if (!is_one_line(error)) std::abort();
    }
    try {
        const tools::tflite::graph g = tools::tflite::read_graph(bytes, "m.tflite");
        std::vector<std::string> names;
        for (const std::size_t t : g.outputs) names.push_back(g.tensors[t].name);
        if (names.size() > 1 && names.size() <= 8)
            tools::tflite::write_headers(tools::tflite::read_outputs(g, "m.tflite", names),
                                         {.name = "m", .file = "m.tflite", .contents = bytes});
    } catch (const constprop::host::error& error) {
        if (!is_one_line(error)) std::abort();
    }
    try {
        const tools::tflite::network net = tools::tflite::read_network(bytes, "m.tflite");
        // Every layer with weights has what its type is given.
        for (const auto& one : net.layers.sources)
            if (one.weights.size() % (one.biases.empty() ? 1 : one.biases.size()) != 0) std::abort();
        tools::check_vectors checks;
        if (net.input.size() < 4096 && net.layers.shape.size() < 4096) {
            checks.inputs.emplace_back(net.input.size(), 1);
            checks.outputs.emplace_back(net.layers.shape.size(), 1);
        }
        const auto header =
            tools::tflite::write_header(net, checks, {.name = "m", .file = "m.tflite", .contents = bytes});
        if (tools::report_text(header.facts).find("<h2>Layers</h2>") == std::string::npos) std::abort();
    } catch (const constprop::host::error& error) {
        if (!is_one_line(error)) std::abort();
    }
    return 0;
}
