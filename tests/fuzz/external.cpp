// An ONNX model whose tensors may lie in files: none outside of its folder is read, whatever it says, and every one that is
// read gives no more than it has. The folder has "m.onnx.data", 64 times the number 1, "more/m.onnx.data", and links that
// lead out of it to a file of 2s.
#include <constprop/host/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>

#include "import/constant.hpp"
#include "import/external_data.hpp"
#include "import/read_onnx.hpp"

namespace {

namespace fs = std::filesystem;
namespace tools = constprop::tools;

struct folders {
    fs::path all = fs::temp_directory_path() / ("constprop_external_" + std::to_string(std::random_device{}()));

    folders() {
        fs::create_directories(all / "models/more");
        const auto write = [&](const char* path, const std::string& number) {
            std::ofstream out(all / path, std::ios::binary);
            for (int k = 0; k < 64; ++k) out << number;
        };
        write("models/m.onnx.data", std::string("\0\0\x80\x3F", 4));
        write("models/more/m.onnx.data", std::string("\0\0\x80\x3F", 4));
        write("secret", std::string("\0\0\0\x40", 4));
        std::error_code code;
        fs::create_symlink(all / "secret", all / "models/link", code);
        fs::create_directory_symlink(all, all / "models/up", code);
    }
    ~folders() {
        std::error_code code;
        fs::remove_all(all, code);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const folders made;
    const std::string bytes(data, data + size);
    // Every tensor by itself, floats among them, whose numbers are known.
    onnx::ModelProto model;
    if (model.ParseFromString(bytes)) {
        const tools::external_data files(made.all / "models");
        for (const auto& tensor : model.graph().initializer()) {
            if (tensor.data_location() != onnx::TensorProto::EXTERNAL) continue;
            try {
                const tools::constant read = tools::read_constant(tensor, "m.onnx", &files);
                if (read.values.size() > 256) std::abort();
                std::size_t aligned = 1;
                for (const auto& entry : tensor.external_data())
                    if (entry.key() == "offset") aligned = std::strtoull(entry.value().c_str(), nullptr, 10) % 4 == 0;
                if (tensor.data_type() == onnx::TensorProto::FLOAT && aligned == 1)
                    for (const double number : read.values)
                        if (number != 1) std::abort();
            } catch (const constprop::host::error& error) {
                if (!std::string_view{error.what()}.starts_with("m.onnx: ")) std::abort();
            }
        }
    }
    try {
        tools::read_onnx(bytes, "m.onnx", {.folder = made.all / "models"});
    } catch (const constprop::host::error& error) {
        const std::string_view text = error.what();
        if (!text.starts_with("m.onnx: ") || text.find('\n') != std::string_view::npos) std::abort();
    }
    return 0;
}
