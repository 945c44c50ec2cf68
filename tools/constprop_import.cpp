// constprop-import: writes a trained model, an ONNX or TensorFlow Lite file, as a C++ header.
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/samples/table.hpp>
#include <constprop/host/text.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "import/check_vectors.hpp"
#include "import/header.hpp"
#include "import/list.hpp"
#include "import/quantized/read_quantized.hpp"
#include "import/read_onnx.hpp"
#include "import/read_outputs.hpp"
#include "import/report.hpp"
#include "import/tflite/header.hpp"
#include "import/tflite/read_outputs.hpp"
#if __has_include(<tflite_generated.h>)  // written by flatc
#include "import/tflite/read_graph.hpp"
#endif

namespace {

namespace tools = constprop::tools;
namespace fs = std::filesystem;
using constprop::host::error;
using namespace constprop::host::detail;

constexpr const char* about =
    R"(Writes NAME.hpp: NAME_model::model, a type constprop::network<…>, and NAME_model::net, a constant of that type with the
weights of the model.

ONNX: layers in a chain, and branches that are joined by Add, Sum, Sub, Mul or Concat. They are Gemm, MatMul, Conv,
ConvTranspose, MaxPool, AveragePool, GlobalMaxPool, GlobalAveragePool, arithmetic with constants, BatchNormalization (folded),
InstanceNormalization, GroupNormalization, LayerNormalization, Pad, Resize, Relu, LeakyRelu, PRelu, Elu, Selu, Sigmoid,
HardSigmoid, HardSwish, Tanh, Softplus, Softsign, Gelu, Clip, Softmax, LogSoftmax, and scikit-learn's linear models. RNN, GRU
and LSTM make a network that takes a sequence, step by step, or in both directions. Operators that select or reshape the values of a sample are folded
into layers; operators without effect are removed. Images are channels first in the file and channels last in the network,
which puts its input in order.

Quantized ONNX: with QuantizeLinear and DequantizeLinear around its operators, or with QLinearConv and others of integers, as a
constprop::int8_network<…>. docs/import.md has a list.

TensorFlow Lite: in floats, or in int8 as a constprop::int8_network<…> with the same bits: FULLY_CONNECTED, CONV_2D,
DEPTHWISE_CONV_2D, TRANSPOSE_CONV, PAD, RESIZE_NEAREST_NEIGHBOR by whole factors, MAX_POOL_2D,
AVERAGE_POOL_2D, MEAN over rows and columns, RELU, RELU6, RELU_N1_TO_1, LEAKY_RELU, PRELU, ELU, HARD_SWISH,
LOGISTIC, TANH, SOFTMAX, UNIDIRECTIONAL_SEQUENCE_LSTM, STRIDED_SLICE, SLICE, SPLIT, SPLIT_V, RESHAPE, SQUEEZE,
EXPAND_DIMS, QUANTIZE, DEQUANTIZE at the end, arithmetic with constants; and branches that are joined by ADD,
SUB, MUL or CONCATENATION.)";

constexpr const char* status =
    "Exit status: 0, the header was written; 1, a file cannot be read, imported or written, or samples deviate too far, "
    "and no file was changed; 2, the arguments are wrong.";

struct arguments {
    fs::path model, output, report;
    std::string name, scalar = "float", stored;
    std::optional<double> tolerance;
    std::vector<std::pair<std::string, std::string>> checks;
    std::vector<std::string> fixed, outputs;
    bool list = false, verify = false;
};

void describe(CLI::App& app, arguments& given) {
    app.name("constprop-import");
    app.footer(status);
    app.add_option("model", given.model, "an ONNX or TensorFlow Lite file; its contents determine the format")
        ->required()
        ->type_name("MODEL");
    app.add_option("-o,--output", given.output, "the header to write; NAME.hpp by default")->type_name("FILE");
    app.add_option("-n,--name", given.name, "the model's name; by default the file's name, made an identifier")
        ->type_name("NAME");
    app.add_option("--output-name", given.outputs,
                   "the output to import, if the model has several. Given more than once, a network for each, which "
                   "takes what the shared layers, NAME_trunk_model, give; samples of --check are in the same order")
        ->expected(1)
        ->take_all()
        ->type_name("OUTPUT");
    app.add_option("--scalar", given.scalar,
                   "the network's number type; float by default. Weights of other types are rounded to it")
        ->check(CLI::IsMember({"float", "double"}))
        ->type_name("float|double");
    app.add_option(
           "--store", given.stored,
           "stores the parameters of a network of floats in 16 bits, rounded, or its weights in 8 with scales; it computes "
           "in float")
        ->check(CLI::IsMember({"half", "bfloat16", "scaled_int8"}))
        ->type_name("half|bfloat16|scaled_int8");
    app.add_option(
           "--check", given.checks,
           "at most 64 samples and their expected outputs, in .npy, .npz, TensorProto (.pb) or raw float32 (.bin) "
           "files. The header compares them whenever it is compiled, and in NAME_model::self_test()")
        ->type_name("INPUT OUTPUT");
    app.add_option(
           "--tolerance", given.tolerance,
           "the largest allowed |difference| / max(1, |expected|) of --check; by default 1e-5, or 0.01 with --store "
           "half and 0.1 with the other two, for what rounding the parameters changes")
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("NUMBER");
    app.add_flag("--verify", given.verify,
                 "compares the samples now, in double, and writes nothing if one deviates too far");
    app.add_option("--set", given.fixed, "sets an input of the graph to the constant array in a file")
        ->type_name("INPUT=FILE")
        ->expected(1)
        ->take_all()
        ->check([](const std::string& text) {
            return text.find('=') == std::string::npos ? "expected INPUT=FILE, and not " + in_quotes(text)
                                                       : std::string{};
        });
    CLI::Option* const report =
        app.add_option(
               "--report", given.report,
               "also writes an HTML page: the layers, what each costs, ranges, what was folded and what was lost")
            ->type_name("FILE");
    app.add_flag("--list", given.list, "lists the file's inputs, outputs and operators, and writes nothing")
        ->excludes(report);
}

/// The tolerance of a header's checks. Rounded parameters change outputs by much more than sums in another order.
double tolerance_of(const arguments& given) {
    const double usual = given.stored.empty() ? 1e-5 : given.stored == "half" ? 0.01 : 0.1;
    return given.tolerance.value_or(usual);
}

std::string name_of(const arguments& given) {
    return given.name.empty() ? identifier_from(given.model.stem().string()) : given.name;
}

/// The outputs for a sample, or for a sequence of some steps: those of all, or of the last.
std::vector<double> outputs_of(const tools::imported& model, const std::vector<double>& x, std::size_t steps) {
    if (steps == 0) return model.layers(x);
    tools::steps_of_sequence rows(steps);
    for (std::size_t k = 0; k < x.size(); ++k) rows[k / (x.size() / steps)].push_back(x[k]);
    rows = model.layers.over_time(std::move(rows));
    if (model.gives_last_step()) return rows.back();
    std::vector<double> all;
    for (const auto& row : rows) all.insert(all.end(), row.begin(), row.end());
    return all;
}

/// Runs the layers on the samples. Throws host::error, with a table of all samples, if one deviates too far.
void verify(const tools::imported& model, const tools::check_vectors& checks, double tolerance,
            const std::string& where) {
    constprop::host::comparison compared;
    for (std::size_t k = 0; k < checks.inputs.size(); ++k)
        compared.add(outputs_of(model, checks.inputs[k], checks.steps), checks.outputs[k], tolerance);
    if (!compared.agrees()) throw error(where + ": " + compared.text() + "No header was written.");
}

fs::path output_path(const arguments& given) {
    return given.output.empty() ? fs::path(name_of(given) + ".hpp") : given.output;
}

/// Throws host::error if what is written would take the place of what is read, or of what else is written.
void check_paths(const arguments& given) {
    std::vector<fs::path> taken{given.model};
    for (const auto& [x, y] : given.checks) taken.insert(taken.end(), {x, y});
    for (const std::string& pair : given.fixed) taken.emplace_back(pair.substr(pair.rfind('=') + 1));
    const auto take = [&](const fs::path& path_, const char* what_) {
        for (const fs::path& other : taken)
            if (is_same_file(path_, other))
                throw error(path_text(path_),
                            "this would be " + std::string(what_) + ", and is read or written already",
                            "a file of its own for each", "Choose another name by --output or --report.");
        taken.push_back(path_);
    };
    take(output_path(given), "the header");
    if (!given.report.empty()) take(given.report, "the report");
}

/// Writes all files or none. Prints where the header is and what it contains.
void write(const arguments& given, const tools::header_result& header, const std::string& where,
           const std::vector<std::string>& notes) {
    const fs::path output = output_path(given);
    file_in_waiting text(output, header.text);
    if (!given.report.empty()) {
        file_in_waiting report(given.report, tools::report_text(header.facts));
        text.take_place();
        report.take_place();
    } else {
        text.take_place();
    }
    std::printf("%s: %s\n", path_text(output).c_str(), header.summary.c_str());
    for (const std::string& note : notes) std::printf("%s: %s\n", where.c_str(), note.c_str());
}

tools::header_options options_of(const arguments& given, const std::string& bytes) {
    return {.name = name_of(given),
            .doubles = given.scalar == "double",
            .stored = given.stored,
            .tolerance = tolerance_of(given),
            .file = given.model.filename().string(),
            .contents = bytes};
}

/// Writes the networks of several outputs of a file of integers, or of TensorFlow Lite.
void write_several(const arguments& given, const std::string& where, const std::string& bytes,
                   const tools::tflite::several_outputs& all) {
    std::vector<std::string> notes;
    const auto add = [&](const tools::tflite::network& one) {
        notes.insert(notes.end(), one.layers.notes.begin(), one.layers.notes.end());
    };
    if (all.trunk) add(*all.trunk);
    for (const auto& head : all.heads) add(head.net);
    write(given, tools::tflite::write_headers(all, options_of(given, bytes)), where, notes);
}

/// --report and --check need one network from the file's input to its output.
void check_asks_for_no_samples(const arguments& given, const std::string& where, const std::string& kind) {
    if (!given.report.empty() || !given.checks.empty())
        throw error(where, "--report and --check are for one output of a " + kind, "none of them",
                    "Import each output by itself to check samples or to write a report.");
}

void import_quantized(const arguments& given, const std::string& where, const std::string& bytes,
                      const onnx::ModelProto& file, const tools::read_options& read) {
    if (given.verify || given.scalar != "float" || !given.stored.empty())
        throw error(where, "--verify, --scalar double and --store are for networks of floats", "none of them",
                    "Samples are compared when the header is compiled, and by self_test().");
    if (given.outputs.size() > 1) {
        check_asks_for_no_samples(given, where, "quantized file");
        return write_several(given, where, bytes, tools::quantized::read_outputs(file, where, given.outputs, read));
    }
    const tools::quantized::model model = tools::quantized::read_quantized(file, where, read);
    tools::check_vectors checks;
    for (const auto& [x, y] : given.checks) tools::quantized::add_checks(checks, x, y, model);
    tools::header_options options = options_of(given, bytes);
    const double steps = options.tolerance / static_cast<double>(model.net.gives.scale);
    options.steps = static_cast<int>(std::clamp(steps, 1.0, 255.0));
    write(given, tools::tflite::write_header(model.net, checks, options), where, model.net.layers.notes);
}

void import_several(const arguments& given, const std::string& where, const std::string& bytes,
                    const tools::read_options& options) {
    if (given.verify || !given.report.empty())
        throw error(where, "--verify and --report are for one output", "none of them",
                    "Samples are compared when the header is compiled.");
    if (!given.checks.empty() && given.checks.size() != given.outputs.size())
        throw error(where, "there are " + std::to_string(given.checks.size()) + " pairs of samples",
                    "one for each of the outputs, in their order", "Give --check as often as --output-name.");
    const tools::several_outputs all = tools::read_outputs(bytes, where, given.outputs, options);
    std::vector<tools::check_vectors> checks;
    for (std::size_t k = 0; k < given.checks.size(); ++k)
        tools::add_checks(checks.emplace_back(), given.checks[k].first, given.checks[k].second, tools::input_of(all),
                          tools::output_of(all, given.outputs[k]));
    write(given, tools::write_headers(all, given.outputs, checks, options_of(given, bytes)), where, {});
}

void import_onnx(const arguments& given, const std::string& where, const std::string& bytes) {
    if (given.list) return static_cast<void>(std::fputs(tools::list_of(bytes, where).c_str(), stdout));
    tools::read_options options{.folder = given.model.parent_path()};
    for (const std::string& pair : given.fixed) {
        const std::size_t equal = pair.rfind('=');
        options.fixed.insert_or_assign(pair.substr(0, equal), tools::read_array(pair.substr(equal + 1)));
    }
    const onnx::ModelProto file = tools::parse_onnx(bytes, where);
    const bool is_quantized = tools::quantized::is_quantized(file);
    if (given.outputs.size() > 1 && !is_quantized) return import_several(given, where, bytes, options);
    if (!given.outputs.empty()) options.output = given.outputs[0];
    if (is_quantized) return import_quantized(given, where, bytes, file, options);
    const tools::imported model = tools::read_onnx(bytes, where, options);

    tools::check_vectors checks;
    for (const auto& [x, y] : given.checks) tools::add_checks(checks, x, y, model.input, model.output);
    if (given.verify) verify(model, checks, given.tolerance.value_or(1e-5), where);
    write(given, tools::write_header(model, checks, options_of(given, bytes)), where, model.notes);
}

#if __has_include(<tflite_generated.h>)
bool is_tflite(const std::string& bytes) { return tools::tflite::is_tflite(bytes); }

void import_tflite(const arguments& given, const std::string& where, const std::string& bytes) {
    using namespace tools::tflite;
    if (given.list) return static_cast<void>(std::fputs(list_of_file(bytes, where).c_str(), stdout));
    if (!given.fixed.empty() || given.verify || given.scalar != "float")
        throw error(where, "--set, --verify and --scalar double are for ONNX files", "none of them",
                    "Samples are compared when the header is compiled, and by self_test().");
    if (given.outputs.size() > 1) {
        check_asks_for_no_samples(given, where, "TensorFlow Lite file");
        return write_several(given, where, bytes, read_outputs(read_graph(bytes, where), where, given.outputs));
    }
    const network net = read_network(bytes, where, given.outputs.empty() ? "" : given.outputs[0]);
    tools::check_vectors checks;
    for (const auto& [x, y] : given.checks) add_checks(checks, x, y, net);
    write(given, write_header(net, checks, options_of(given, bytes)), where, net.layers.notes);
}
#else
bool is_tflite(const std::string& bytes) { return bytes.size() >= 8 && bytes.compare(4, 4, "TFL3") == 0; }

void import_tflite(const arguments& /*given*/, const std::string& where, const std::string& /*bytes*/) {
    throw error(where, "this constprop-import was built without flatbuffers", "an ONNX file",
                "Build it where they are: apt-get install libflatbuffers-dev flatbuffers-compiler.");
}
#endif

void import(const arguments& given) {
    const std::string where = path_text(given.model), bytes = read_file(given.model);
    if (!given.list) check_paths(given);
    if (is_tflite(bytes)) return import_tflite(given, where, bytes);
    for (const char* const ending : {".h5", ".hdf5", ".keras", ".safetensors", ".npz", ".pt", ".pth", ".tflite", ".pb"})
        if (given.model.extension() == ending)
            throw error(where, "this is a " + std::string{ending} + " file",
                        "an ONNX file, or one of TensorFlow Lite with the identifier TFL3",
                        ending == std::string{".tflite"} ? "Convert the model again."
                        : ending == std::string{".pb"}   ? "Export the model as ONNX, for example with tf2onnx."
                        : ending == std::string{".pt"} || ending == std::string{".pth"}
                            ? "Export the model with torch.onnx.export."
                            : "For weights of a type of your own there is constprop_add_weights.");
    if (given.scalar != "float" && !given.stored.empty())
        throw error(where, "--store " + given.stored + " is given beside --scalar " + given.scalar, "--scalar float",
                    "What is stored in 16 or 8 bits is computed with in floats.");
    import_onnx(given, where, bytes);
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
