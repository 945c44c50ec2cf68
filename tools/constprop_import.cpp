// constprop-import: a trained model, an ONNX file, as a C++ header.
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/samples/table.hpp>
#include <constprop/host/text.hpp>

#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "import/check_vectors.hpp"
#include "import/header.hpp"
#include "import/list.hpp"
#include "import/read_onnx.hpp"

namespace {

namespace tools = constprop::tools;
namespace fs = std::filesystem;
using constprop::host::error;
using namespace constprop::host::detail;

constexpr const char* about =
    R"(Writes NAME.hpp: NAME_model::model, a type constprop::network<…>, and NAME_model::net, a constant of that type with the
weights of the model, which is a chain of layers: Gemm, MatMul, arithmetic with constants, BatchNormalization (folded),
Relu, LeakyRelu, PRelu, Elu, Selu, Sigmoid, HardSigmoid, HardSwish, Tanh, Softplus, Softsign, Gelu, Clip, Softmax,
LogSoftmax, and scikit-learn's linear models; what selects, joins and reshapes the values of a sample becomes part of
them, and what does nothing goes away.)";

constexpr const char* status =
    "Exit status: 0, the header is written; 1, a file cannot be read, imported or written, or samples are too far off, "
    "and "
    "no file was changed; 2, the arguments are wrong.";

struct arguments {
    fs::path model, output;
    std::string name, output_name, scalar = "float";
    double tolerance = 1e-5;
    std::vector<std::pair<std::string, std::string>> checks;
    std::vector<std::string> fixed;
    bool list = false, verify = false;
};

void describe(CLI::App& app, arguments& given) {
    app.name("constprop-import");
    app.footer(status);
    app.add_option("model", given.model, "an ONNX file")->required()->type_name("MODEL.onnx");
    app.add_option("-o,--output", given.output, "where the header goes; NAME.hpp by default")->type_name("FILE");
    app.add_option("-n,--name", given.name, "the model's name; by default its file's, as an identifier")
        ->type_name("NAME");
    app.add_option("--output-name", given.output_name, "which output, where the model has several")
        ->type_name("OUTPUT");
    app.add_option("--scalar", given.scalar,
                   "what the network computes in; float by default, to which other weights are rounded")
        ->check(CLI::IsMember({"float", "double"}))
        ->type_name("float|double");
    app.add_option(
           "--check", given.checks,
           "samples and the outputs expected for them, in .npy, .npz, TensorProto (.pb) or raw float32 (.bin) files: "
           "the header compares them whenever it is compiled, and in NAME_model::self_test(). At most 64 samples")
        ->type_name("INPUT OUTPUT");
    app.add_option("--tolerance", given.tolerance, "of these, |difference| / max(1, |expected|); 1e-5 by default")
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("NUMBER");
    app.add_flag("--verify", given.verify,
                 "compares the samples now, in double, and writes nothing where one is too far off");
    app.add_option("--set", given.fixed, "gives an input of the graph the constant value of an array")
        ->type_name("INPUT=FILE")
        ->expected(1)
        ->take_all()
        ->check([](const std::string& text) {
            return text.find('=') == std::string::npos ? "expected INPUT=FILE, and not " + in_quotes(text)
                                                       : std::string{};
        });
    app.add_flag("--list", given.list,
                 "says what the file holds, its inputs, outputs and operators, and writes nothing");
}

/// Runs the layers on the samples. Throws host::error, with a table of them, where one is too far off.
void verify(const tools::imported& model, const tools::check_vectors& checks, double tolerance,
            const std::string& where) {
    constprop::host::comparison compared;
    for (std::size_t k = 0; k < checks.inputs.size(); ++k)
        compared.add(model.layers(checks.inputs[k]), checks.outputs[k], tolerance);
    if (!compared.agrees()) throw error(where + ": " + compared.text() + "No header was written.");
}

void import(const arguments& given) {
    const std::string where = path_text(given.model), bytes = read_file(given.model);
    for (const char* const ending : {".h5", ".hdf5", ".keras", ".safetensors", ".npz", ".pt", ".pth", ".tflite", ".pb"})
        if (given.model.extension() == ending)
            throw error(where, "this is a " + std::string{ending} + " file", "an ONNX file",
                        ending == std::string{".tflite"} || ending == std::string{".pb"}
                            ? "Export the model as ONNX, for example with tf2onnx."
                        : ending == std::string{".pt"} || ending == std::string{".pth"}
                            ? "Export the model with torch.onnx.export."
                            : "For weights of a type of your own there is constprop_add_weights.");
    if (given.list) return static_cast<void>(std::fputs(tools::list_of(bytes, where).c_str(), stdout));
    tools::read_options options{.output = given.output_name, .folder = given.model.parent_path()};
    for (const std::string& pair : given.fixed) {
        const std::size_t equal = pair.rfind('=');
        options.fixed.insert_or_assign(pair.substr(0, equal), tools::read_array(pair.substr(equal + 1)));
    }
    const tools::imported model = tools::read_onnx(bytes, where, options);

    tools::check_vectors checks;
    for (const auto& [x, y] : given.checks) tools::add_checks(checks, x, y, model);
    if (given.verify) verify(model, checks, given.tolerance, where);

    const std::string name = given.name.empty() ? identifier_from(given.model.stem().string()) : given.name;
    const fs::path output = given.output.empty() ? fs::path(name + ".hpp") : given.output;
    const auto header = tools::write_header(model, checks,
                                            {.name = name,
                                             .doubles = given.scalar == "double",
                                             .tolerance = given.tolerance,
                                             .file = given.model.filename().string(),
                                             .contents = bytes});
    write_file(output, header.text);
    std::printf("%s: %s\n", path_text(output).c_str(), header.summary.c_str());
    for (const std::string& note : model.notes) std::printf("%s: %s\n", where.c_str(), note.c_str());
}

int fail(int code, const std::string& text) {
    std::fprintf(stderr, "constprop-import: %s\n", text.c_str());
    return code;
}

}  // namespace

int main(int count, char** values) {
    CLI::App app(about);
    arguments given;
    describe(app, given);
    try {
        app.parse(count, values);
        import(given);
        return 0;
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& reason) {
        return fail(2, std::string{reason.what()} + "; constprop-import --help says what there is.");
    } catch (const std::bad_alloc&) {
        return fail(1, "there is not enough memory for this model.");
    } catch (const std::exception& reason) {
        return fail(1, reason.what());
    }
}
