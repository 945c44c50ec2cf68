#include "import/external_data.hpp"

#include <filesystem>
#include <string>

#include "catch.hpp"
#include "host/files.hpp"
#include "tools/import/reading.hpp"

namespace fs = std::filesystem;
namespace tools = constprop::tools;

namespace {

void entry(onnx::TensorProto& tensor, const std::string& key, const std::string& text) {
    auto* one = tensor.add_external_data();
    one->set_key(key), one->set_value(text);
}

/// A model whose matrix lies in a file: 1, 2, 3 behind 8 other bytes.
struct external_model {
    scratch_folder folder{"external_data"};
    onnx_file file;
    onnx::TensorProto* w;

    external_model() {
        fs::create_directories(folder / "models");
        file.node("MatMul", {"x", "w"}, {"y"});
        w = &file.tensor("w", {3, 1}, onnx::TensorProto::FLOAT);
        w->set_data_location(onnx::TensorProto::EXTERNAL);
        write(folder / "models/m.onnx.data",
              std::string(8, '\0') + std::string("\0\0\x80\x3F\0\0\0\x40\0\0\x40\x40", 12));
        write(folder / "secret", std::string(64, 'S'));
    }
    void place(const std::string& location, const std::string& offset = "8", const std::string& length = "12") {
        w->clear_external_data();
        entry(*w, "location", location), entry(*w, "offset", offset), entry(*w, "length", length);
    }
    tools::chain read() const { return tools::read_onnx(file.bytes(), "m.onnx", {.folder = folder / "models"}).layers; }
    std::string refusal() const {
        const std::string text = error_of([&] { read(); });
        const std::string start = "m.onnx: initializer 'w': ";
        return text.starts_with(start) ? text.substr(start.size()) : text;
    }
};

}  // namespace

TEST_CASE("weights may lie in a file beside the model") {
    external_model model;
    model.place("m.onnx.data");
    CHECK(linear_at(model.read(), 0).weights == std::vector<double>{1, 2, 3});
    fs::create_directories(model.folder / "models/more");
    fs::copy(model.folder / "models/m.onnx.data", model.folder / "models/more/m.onnx.data");
    model.place("more/m.onnx.data");
    CHECK(linear_at(model.read(), 0).weights == std::vector<double>{1, 2, 3});
    // The length may be left out, and the offset, where it is 0.
    model.w->clear_external_data();
    entry(*model.w, "location", "m.onnx.data");
    CHECK(linear_at(model.read(), 0).weights[2] == 1);
}

TEST_CASE("a file outside of the model's folder is not read") {
    external_model model;
    const std::string outside =
        ", outside of the model's folder; expected a file beside the model. Export the model "
        "again, or copy its data file beside it.";
    const std::string absolute = (model.folder / "secret").string();
    for (const std::string& path :
         {std::string{"../secret"}, std::string{"models/../../secret"}, absolute, std::string{"./../secret"},
          std::string{"..\\secret"}, std::string{"C:secret"}, std::string{""}, std::string{"m.onnx.data/"}}) {
        CAPTURE(path);
        model.place(path, "0");
        CHECK(model.refusal().ends_with(outside));
        CHECK_FALSE(tools::stays_inside(path));
    }
    fs::create_symlink(model.folder / "secret", model.folder / "models/link");
    model.place("link", "0");
    CHECK(model.refusal() == "its values lie in 'link'" + outside);
    fs::create_directory_symlink(model.folder / ".", model.folder / "models/up");
    model.place("up/secret", "0");
    CHECK(model.refusal() == "its values lie in 'up/secret'" + outside);
    model.place(".", "0");
    CHECK(model.refusal().find("no regular file") != std::string::npos);
    model.place("none", "0");
    CHECK(model.refusal().starts_with("its values lie in 'none', which is not there, or no regular file; "));
}

TEST_CASE("no more is read of a data file than a tensor's dimensions say, and no less") {
    external_model model;
    model.place("m.onnx.data", "9");
    CHECK(
        model.refusal() ==
        "its values lie at bytes 9 to 21 of 'm.onnx.data'; expected bytes of that file, which has 20. Export the model "
        "again, or copy its data file beside it.");
    model.place("m.onnx.data", "18446744073709551615");
    CHECK(model.refusal().starts_with("its values lie at bytes 18446744073709551615 to beyond any file's"));
    model.place("m.onnx.data", "8", "16");
    CHECK(model.refusal().starts_with("it has 16 bytes in 'm.onnx.data'; expected 12, as its type and dimensions say"));
    for (const std::string number : {"-1", "1e3", "", "18446744073709551616"}) {
        model.place("m.onnx.data", number);
        CHECK(model.refusal().starts_with("its 'offset' is '" + number + "'; expected a number of bytes"));
    }
    model.place("m.onnx.data");
    model.w->clear_external_data();
    entry(*model.w, "location", "m.onnx.data");
    model.w->set_dims(1, std::int64_t{1} << 60);
    CHECK(model.refusal().find("expected") != std::string::npos);
    model.w->set_dims(1, std::int64_t{1} << 40);
    CHECK(model.refusal().starts_with("its values lie at bytes 0 to 13194139533312 of"));
}
