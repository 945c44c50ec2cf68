// constprop-import: a trained model, an ONNX file, as a C++ header.
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/text.hpp>

#include <charconv>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/check_vectors.hpp"
#include "import/header.hpp"
#include "import/read_onnx.hpp"

namespace {

namespace tools = constprop::tools;
namespace fs = std::filesystem;

constexpr const char* help =
    R"(constprop-import MODEL.onnx [OPTION…]

Writes NAME.hpp: NAME_model::model, a type constprop::network<…>, and NAME_model::net, a constant of that type with the
weights of the model, which is a chain of layers: Gemm, MatMul, Add, Sub, Mul and Div with constants, BatchNormalization
(folded), Relu, LeakyRelu, Elu, Sigmoid, HardSigmoid, HardSwish, Tanh, Softplus, Softsign, Gelu, Softmax, LogSoftmax;
Identity, Dropout, Flatten, Reshape, Squeeze and Unsqueeze go away.

  --output FILE          where the header goes; NAME.hpp by default
  --name NAME            the namespace is NAME_model; by default the model's file name, as an identifier
  --scalar float|double  what the network computes in; float by default, to which other weights are rounded
  --check INPUT OUTPUT   samples and the outputs expected for them, arrays in .npy or TensorProto (.pb) files: the
                         header has them as static_asserts and as NAME_model::self_test(). 64 at most, of all pairs
  --tolerance NUMBER     of these, |difference| / max(1, |expected|); 1e-5 by default
  --set INPUT=FILE       gives an input of the graph the constant value of an array
  --help                 prints this

Exit status: 0, the header is written; 1, a file cannot be read, imported or written, and no file was changed; 2, the
arguments are wrong. Errors are one line on the standard error output.
)";

struct arguments {
    fs::path model, output;
    std::string name;
    bool doubles = false, help = false;
    double tolerance = 1e-5;
    std::vector<std::pair<fs::path, fs::path>> checks;
    std::vector<std::pair<std::string, fs::path>> fixed;
};

/// What is wrong with the arguments.
struct usage_error {
    std::string text;
};

arguments parse(const std::vector<std::string>& given) {
    arguments result;
    for (std::size_t k = 0; k < given.size(); ++k) {
        const std::string& option = given[k];
        const auto next = [&]() -> const std::string& {
            if (k + 1 == given.size()) throw usage_error{option + " wants a value"};
            return given[++k];
        };
        if (option == "--help" || option == "-h") {
            result.help = true;
        } else if (option == "--output") {
            result.output = next();
        } else if (option == "--name") {
            result.name = next();
        } else if (option == "--scalar") {
            const std::string& scalar = next();
            if (scalar != "float" && scalar != "double")
                throw usage_error{"--scalar is float or double, and not " + constprop::host::detail::in_quotes(scalar)};
            result.doubles = scalar == "double";
        } else if (option == "--check") {
            const fs::path input = next();
            result.checks.emplace_back(input, next());
        } else if (option == "--tolerance") {
            const std::string& number = next();
            const char* const end = number.data() + number.size();
            const auto parsed = std::from_chars(number.data(), end, result.tolerance);
            if (parsed.ec != std::errc{} || parsed.ptr != end || !(result.tolerance >= 0 && result.tolerance < 1))
                throw usage_error{"--tolerance is a number from 0 to 1, and not " +
                                  constprop::host::detail::in_quotes(number)};
        } else if (option == "--set") {
            const std::string& text = next();
            const std::size_t equal = text.rfind('=');
            if (equal == std::string::npos) throw usage_error{"--set wants INPUT=FILE"};
            result.fixed.emplace_back(text.substr(0, equal), text.substr(equal + 1));
        } else if (option.starts_with("-")) {
            throw usage_error{"there is no option " + constprop::host::detail::in_quotes(option)};
        } else if (!result.model.empty()) {
            throw usage_error{"there are two models, " + constprop::host::detail::in_quotes(result.model.string()) +
                              " and " + constprop::host::detail::in_quotes(option)};
        } else {
            result.model = option;
        }
    }
    if (result.model.empty() && !result.help) throw usage_error{"no model is given"};
    return result;
}

void import(const arguments& given) {
    const std::string bytes = constprop::host::detail::read_file(given.model);
    std::map<std::string, tools::constant> fixed;
    for (const auto& [name, file] : given.fixed) fixed.insert_or_assign(name, tools::read_array(file));
    const tools::imported model = tools::read_onnx(bytes, constprop::host::detail::path_text(given.model), fixed);

    tools::check_vectors checks;
    for (const auto& [input, output] : given.checks)
        checks.add(input, output, model.layers.inputs(), model.layers.outputs());

    const std::string name =
        given.name.empty() ? constprop::host::detail::identifier_from(given.model.stem().string()) : given.name;
    const fs::path output = given.output.empty() ? fs::path(name + ".hpp") : given.output;
    const auto header = tools::write_header(model, checks,
                                            {.name = name,
                                             .doubles = given.doubles,
                                             .tolerance = given.tolerance,
                                             .file = given.model.filename().string(),
                                             .contents = bytes});
    constprop::host::detail::write_file(output, header.text);
    std::printf("%s: %s\n", constprop::host::detail::path_text(output).c_str(), header.summary.c_str());
}

int fail(int status, const std::string& text) {
    std::fprintf(stderr, "constprop-import: %s\n", text.c_str());
    return status;
}

}  // namespace

int main(int count, char** values) {
    try {
        const arguments given = parse({values + 1, values + count});
        if (given.help) std::fputs(help, stdout);
        else import(given);
        return 0;
    } catch (const usage_error& error) {
        return fail(2, error.text + "; constprop-import --help says what there is.");
    } catch (const std::bad_alloc&) {
        return fail(1, "there is not enough memory for this model.");
    } catch (const std::exception& error) {
        return fail(1, error.what());
    }
}
