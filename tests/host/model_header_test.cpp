#include <constprop/constprop.hpp>
#include <constprop/host/model_header.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "host/models.hpp"
#include "host/throws.hpp"

namespace cp = constprop;
namespace host = constprop::host;

// That a header compiles and holds the same bits is tested by write_models.cpp and use_models.cpp.

namespace {

using small = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 1>>;
struct unnamed_layer : cp::activation<unnamed_layer> {
    template <class T> static constexpr T value(T z) noexcept { return z; }
    template <class T> static constexpr T slope(T /*z*/, T /*a*/) noexcept { return T(1); }
};

template <class Network> std::string header_of(const Network& net, const host::model_header_options& options) {
    std::ostringstream out;
    host::write_model_header(out, net, options);
    return out.str();
}

std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a model header says what it holds") {
    auto net = models::filled<small>();
    const std::string text = header_of(net, {.name = "tiny", .provenance = {"Data: none", "Accuracy: 0 %"}});
    CHECK(contains(text, "#ifndef CONSTPROP_MODEL_HPP_tiny\n#define CONSTPROP_MODEL_HPP_tiny\n"));
    CHECK(contains(text,
                   "// Data: none\n// Accuracy: 0 %\n//\n// Layers:      0 constprop::linear<2, 3>\n"
                   "//              1 constprop::relu\n//              2 constprop::linear<3, 1>\n"
                   "// Parameters:  13, 52 bytes\n"));
    CHECK(contains(
        text,
        "namespace tiny_model::inline CONSTPROP_TARGET {  // see constprop/kernels/target.hpp\n\nusing model = "
        "constprop::network<constprop::linear<2, 3>, constprop::relu, constprop::linear<3, 1>>;\n"));
    CHECK(contains(text,
                   "from_parameters({\n    // 0.weight (3, 2)\n    -0x0p+0F, 0x1p-149F, -0x1.8p-148F, 0x1p-126F, "
                   "0x1.000002p+0F, "));
    CHECK(contains(text, "// 2.bias (1,)\n"));
    CHECK(text.ends_with("}  // namespace tiny_model\n\n#endif  // CONSTPROP_MODEL_HPP_tiny\n"));
}

TEST_CASE("a model header names a network of doubles and the headers of the user's layers") {
    const std::string text = header_of(models::filled<models::doubles>(), {.name = "twice"});
    CHECK(contains(text,
                   "using model = constprop::basic_network<double,\n    constprop::linear<3, 5>,\n    "
                   "constprop::leaky_relu<std::ratio<1, 100>>,\n"));
    CHECK(contains(text, " 0x1.0000000000001p+0,"));
    const std::string users =
        header_of(models::filled<models::users>(), {.includes = {"my_layers.hpp", "<my/layers.hpp>"}});
    CHECK(contains(users, "#include \"my_layers.hpp\"\n#include <my/layers.hpp>\n"));
    CHECK(contains(users, "namespace trained_model::inline CONSTPROP_TARGET {"));
    CHECK(contains(users, "    ::scale<3>,\n    nested::model,\n"));
}

TEST_CASE("a model header checks the sample that it is given") {
    const auto net = models::filled<small>();
    const std::string given = "check_inputs[]{\n    {{\n    0x1p-1F, -0x1p+0F\n    }}};";
    CHECK(contains(header_of(net, {.check_input = {0.5, -1}}), given));
    CHECK(contains(header_of(net, {.check_input = small::input_type{0.5F, -1}}), given));
    CHECK(contains(header_of(net, {}), "check_inputs[]{\n    {{\n    -0x1.ep-1F, -0x1.4p-2F\n    }}};"));
    CHECK(contains(header_of(net, {}),
                   "static_assert(constprop::check_model<net, check_inputs, check_outputs, check_tolerance, 1>());"));
}

TEST_CASE("nothing breaks out of a model header's comment") {
    const std::string text = header_of(models::filled<small>(),
                                       {.provenance = {"a\n#error b", "c \\", "d\\  ", "\x01\xFF e", "\r\n", "Zoë"}});
    CHECK(contains(text, "// a\n// #error b\n// c \\ .\n// d\\ .\n// ?? e\n//\n//\n// Zoë\n//\n"));
}

TEST_CASE("lines of a model header are short") {
    std::istringstream lines(header_of(models::filled<models::floats>(), {}));
    std::size_t longest = 0;
    for (std::string line; std::getline(lines, line);) longest = std::max(longest, line.size());
    CHECK(longest <= 120);
}

TEST_CASE("a model header replaces a file as a whole or not at all") {
    const scratch_folder folder("model_header");
    auto net = models::filled<small>();
    host::write_model_header(folder / "net.hpp", net, {.name = "net1"});
    const std::string before = content(folder / "net.hpp");
    CHECK(before == header_of(net, {.name = "net1"}));

    net.layer<2>().weight(0, 1) = std::numeric_limits<float>::quiet_NaN();
    const std::string path = (folder / "net.hpp").string();
    CHECK(error_of([&] { host::write_model_header(folder / "net.hpp", net, {}); }) ==
          path +
              ": parameter 2.weight[0, 1] of layer 2, constprop::linear<3, 1> is NaN; expected finite parameters. "
              "Train again, with a smaller learning rate or clipped gradients, and look for NaN in the data.");
    CHECK(content(folder / "net.hpp") == before);

    net.layer<2>().weight(0, 1) = 2;
    host::write_model_header(folder / "net.hpp", net, {});
    CHECK(content(folder / "net.hpp") == header_of(net, {}));
    CHECK(folder.files() == 1);

    const std::string missing = (folder / "no" / "net.hpp").string();
    CHECK(error_of([&] { host::write_model_header(missing, net, {}); }) ==
          missing +
              ": cannot be created; expected a folder that can be written to. Look at the folder's existence, "
              "permissions and free space.");
    CHECK(error_of([&] { host::write_model_header(folder / "", net, {}); }) ==
          (folder / "").string() + ": this is no regular file; expected the name of a file. Choose another name.");
}

TEST_CASE("a symbolic link stays one") {
    const scratch_folder folder("model_header_link");
    host::write_model_header(folder / "net.hpp", small{}, {});
    std::filesystem::create_symlink(folder / "net.hpp", folder / "link.hpp");
    host::write_model_header(folder / "link.hpp", small{}, {.name = "other"});
    CHECK(std::filesystem::is_symlink(folder / "link.hpp"));
    CHECK(content(folder / "net.hpp") == header_of(small{}, {.name = "other"}));
}

TEST_CASE("what a model header cannot hold is refused") {
    auto net = models::filled<small>();
    const auto refusal = [&](const host::model_header_options& options) {
        return error_of([&] { header_of(net, options); });
    };
    for (const std::string name : {"", "3d", "a b", "a-b", "a__b", "_a", "a::b", "ä"}) {
        CAPTURE(name);
        CHECK(refusal({.name = name}) ==
              "model header '" + name + "': the name '" + name +
                  "' cannot be that of a namespace; expected letters, digits and single underscores, a letter first. "
                  "Choose another name, such as 'digits'.");
    }
    CHECK(refusal({.name = "a\n{"}).starts_with("model header 'a?{': the name 'a?{' cannot"));
    for (const std::string name : {"", "<>", "a\"b", "<a", "a\\b"}) {
        CAPTURE(name);
        CHECK(refusal({.includes = {name}}) ==
              "model header 'trained': the include '" + name +
                  "' is no header's name; expected my_layers.hpp or <my/layers.hpp>. Write it without quotation marks, "
                  "and with /.");
    }
    CHECK(refusal({.check_input = {1, 2, 3}}) ==
          "model header 'trained': check_input has 3 values; expected 2, the network's inputs. Give one input of the "
          "network.");
    CHECK(
        refusal({.check_input = {1, std::numeric_limits<double>::infinity()}}) ==
        "model header 'trained': check_input[1] is not finite; expected finite numbers to compare with. Choose another "
        "check_input.");
    net.layer<2>().bias(0) = std::numeric_limits<float>::max();
    for (std::size_t k = 0; k < 3; ++k) net.layer<2>().weight(0, k) = std::numeric_limits<float>::max();
    for (std::size_t k = 0; k < 3; ++k) net.layer<0>().bias(k) = 9;
    CHECK(refusal({}) ==
          "model header 'trained': for check_input, output[0] is not finite; expected finite numbers to compare with. "
          "Choose another check_input.");
    net.layer<0>().bias(2) = -std::numeric_limits<float>::infinity();
    CHECK(
        refusal({}) ==
        "model header 'trained': parameter 0.bias[2] of layer 0, constprop::linear<2, 3> is -infinite; expected finite "
        "parameters. Train again, with a smaller learning rate or clipped gradients, and look for NaN in the data.");

    const std::string text = error_of([] { header_of(cp::network<cp::linear<2, 1>, unnamed_layer>{}, {}); });
    CHECK(text.starts_with("model header 'trained': layer 1, "));
    CHECK(
        text.ends_with(", has no name outside its file; expected layers that a header can name. Move it to a named "
                       "namespace, in a header."));

    std::ostringstream closed;
    closed.setstate(std::ios::badbit);
    CHECK(error_of([&] {
              host::write_model_header(closed, small{}, {});
          }).starts_with("model header 'trained': the stream does not take it; expected "));
}
