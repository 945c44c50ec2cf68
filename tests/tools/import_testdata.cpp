// Imports what ONNX's own tests are made of: import_testdata DATA FOLDER. DATA has folders GROUP/TEST with a model.onnx
// and test_data_set_N/{input,output}_K.pb. Writes into FOLDER a header for each output of a model that is a chain of
// layers, with its inputs and outputs as checks; testdata.hpp, which lists them; and refused.txt, with a line for each other.
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/identifier.hpp>

#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <onnx/onnx_pb.h>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "import/check_vectors.hpp"
#include "import/header.hpp"
#include "import/read_onnx.hpp"

namespace {

namespace fs = std::filesystem;
namespace tools = constprop::tools;
using constprop::host::detail::read_file;
using constprop::host::detail::write_file;

/// The values that a test gives to all inputs of a graph but the first.
std::map<std::string, tools::constant> fixed_inputs(const onnx::GraphProto& graph, const fs::path& data) {
    std::set<std::string> initializers;
    for (const auto& tensor : graph.initializer()) initializers.insert(tensor.name());
    std::map<std::string, tools::constant> fixed;
    for (int k = 1; k < graph.input_size(); ++k)
        if (const std::string& name = graph.input(k).name(); !initializers.contains(name))
            fixed.emplace(name, tools::read_array(data / ("input_" + std::to_string(k) + ".pb")));
    return fixed;
}

/// The header for output `output` of a model.
std::string header_of(const fs::path& test, const std::string& bytes, const onnx::ModelProto& proto, int output,
                      const std::string& name) {
    const auto fixed = fixed_inputs(proto.graph(), test / "test_data_set_0");
    const auto model =
        tools::read_onnx(bytes, "model.onnx", {.fixed = fixed, .output = proto.graph().output(output).name()});
    tools::check_vectors checks;
    for (int k = 0; k == 0 || (fixed.empty() && fs::exists(test / ("test_data_set_" + std::to_string(k)))); ++k) {
        const fs::path data = test / ("test_data_set_" + std::to_string(k));
        const fs::path expected = data / ("output_" + std::to_string(output) + ".pb");
        tools::add_checks(checks, data / "input_0.pb", expected, model.input, model.output);
    }
    const auto& type = proto.graph().input(0).type().tensor_type();
    return tools::write_header(model, checks,
                               {.name = name,
                                .doubles = type.elem_type() == onnx::TensorProto::DOUBLE,
                                .file = test.filename().string() + "/model.onnx",
                                .contents = bytes})
        .text;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return std::puts("import_testdata DATA FOLDER"), 2;
    const fs::path folder = arguments[2];
    try {
        std::set<fs::path> tests;
        for (const auto& entry : fs::recursive_directory_iterator(arguments[1]))
            if (entry.path().filename() == "model.onnx") tests.insert(entry.path().parent_path());
        std::string includes, table, refused;
        std::size_t refusals = 0;
        for (const fs::path& test : tests) {
            const std::string name = constprop::host::detail::identifier_from(test.parent_path().filename().string() +
                                                                              "_" + test.filename().string());
            const std::string bytes = read_file(test / "model.onnx");
            onnx::ModelProto proto;
            if (!proto.ParseFromString(bytes)) throw std::runtime_error("ONNX's own parser does not take it");
            const int outputs = proto.graph().output_size();
            for (int k = 0; k < outputs; ++k) try {
                    const std::string own = name + (outputs == 1 ? "" : "_output_" + std::to_string(k));
                    write_file(folder / (own + ".hpp"), header_of(test, bytes, proto, k, own));
                    includes += "#include \"" + own + ".hpp\"\n";
                    table +=
                        "    {\"" + own + "\", " + constprop::host::detail::model_namespace(own) + "::self_test},\n";
                } catch (const constprop::host::error& error) {
                    const std::string line = error.what();
                    if (line.find('\n') != std::string::npos) throw std::runtime_error("more than one line: " + line);
                    refused += name + ": " + line + "\n";
                    ++refusals;
                }
        }
        write_file(folder / "refused.txt", refused);
        write_file(folder / "testdata.hpp",
                   includes +
                       "\nstruct {\n    const char* name;\n    bool (*passes)() noexcept;\n} "
                       "constexpr models[]{\n" +
                       table + "};\ninline constexpr int refusals = " + std::to_string(refusals) + ";\n");
    } catch (const std::exception& error) {
        return std::fprintf(stderr, "import_testdata: %s\n", error.what()), 1;
    }
    return 0;
}
