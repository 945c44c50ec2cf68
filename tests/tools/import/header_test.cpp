#include "import/header.hpp"

#include <constprop/host/identifier.hpp>

#include <string>

#include "catch.hpp"
#include "host/throws.hpp"
#include "tools/import/reading.hpp"

namespace tools = constprop::tools;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

onnx_file of_doubles(double weight) {
    onnx_file file;
    file.node("MatMul", {"x", "w"}, {"h"});
    file.node("Relu", {"h"}, {"y"});
    auto& w = file.tensor("w", {3, 1}, onnx::TensorProto::DOUBLE);
    w.add_double_data(1), w.add_double_data(weight), w.add_double_data(-0.5);
    return file;
}

tools::header_result header_of(const onnx_file& file, tools::header_options options,
                               const tools::check_vectors& checks = {}) {
    const std::string bytes = file.bytes();
    options.file = "m.onnx";
    options.contents = bytes;
    return tools::write_header(tools::read_onnx(bytes, "m.onnx", {}), checks, options);
}

}  // namespace

TEST_CASE("a header tells how much its weights lost") {
    const auto exact = header_of(of_doubles(2), {.name = "n"});
    CHECK(contains(exact.text, "// Weights:     all exact in float\n"));
    CHECK(exact.summary == "2 layers, 4 parameters, all exact in float, 0 checks");
    CHECK(contains(exact.text, "// Producer:    a test , opset 17\n") == false);
    CHECK(contains(exact.text, "// Producer:    a test, opset 17\n"));
    CHECK(contains(header_of(of_doubles(0.1), {.name = "n"}).text,
                   "// Weights:     rounded to float, relative error at most 1.5e-08 (0.weight[0, 1])\n"));
    CHECK(contains(header_of(of_doubles(0.1), {.name = "n", .doubles = true}).text,
                   "// Weights:     all exact in double\n"));
    CHECK(error_of([] { header_of(of_doubles(1e39), {.name = "n"}); }) ==
          "m.onnx: parameter 0.weight[0, 1] is 1e+39; expected finite floats. Look at the training that the file comes "
          "from.");
    CHECK(error_of([] {
              header_of(of_doubles(std::nan("")), {.name = "n"});
          }).starts_with("m.onnx: parameter 0.weight[0, 1] is NaN; "));
}

TEST_CASE("a header compares with the check vectors that are given") {
    tools::check_vectors checks;
    CHECK_FALSE(contains(header_of(of_doubles(2), {.name = "n"}).text, "static_assert"));
    checks.inputs = {{1, 2, 3}, {0, 0, 0}};
    checks.outputs = {{3.5}, {0}};
    const auto header = header_of(of_doubles(2), {.name = "n", .tolerance = 1e-3}, checks);
    CHECK(contains(header.text,
                   "static_assert(constprop::check_model<net, check_inputs, check_outputs, check_tolerance, 2>());"));
    CHECK(contains(header.text, "// 0.001, of max(1, |expected|)"));
    CHECK(contains(header.text, "inline bool self_test() noexcept {"));
}

TEST_CASE("a chain that begins with a function is given its size by a scale") {
    onnx_file file;
    file.node("Relu", {"x"}, {"y"});
    CHECK(contains(header_of(file, {.name = "n"}).text,
                   "using model = constprop::network<constprop::scale<3>, constprop::relu>;"));
}

TEST_CASE("a file's name becomes an identifier") {
    CHECK(constprop::host::detail::identifier_from("digits") == "digits");
    CHECK(constprop::host::detail::identifier_from("my-net.v2") == "my_net_v2");
    CHECK(constprop::host::detail::identifier_from("2d") == "model_2d");
    CHECK(constprop::host::detail::identifier_from("__x__") == "x");
    CHECK(constprop::host::detail::identifier_from("float") == "float");
    CHECK(constprop::host::detail::identifier_from("\xC3\xA4") == "model");
    CHECK(error_of([] {
              header_of(of_doubles(2), {.name = "a b"});
          }).starts_with("m.onnx: the name 'a b' cannot be that of a namespace; "));
}
