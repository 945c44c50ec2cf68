// Writes each network as NAME.onnx into a folder, and NAME.json, inputs and what the network makes of them, for others to
// compare with:
//
//     write_onnx FOLDER
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "models.hpp"

namespace {

template <class Rows> void write_rows(std::ostream& out, const char* name, const Rows& rows) {
    out << '"' << name << "\": [";
    const char* between = "";
    for (const auto& row : rows)
        for (const auto value : row) {
            char number[40];
            std::snprintf(number, sizeof number, "%.17g", static_cast<double>(value));
            out << std::exchange(between, ", ") << number;
        }
    out << ']';
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 2) return 2;
    const std::filesystem::path folder = argv[1];
    onnx_models::for_each([&](const std::string& name, const auto& net) {
        using network_type = std::remove_cvref_t<decltype(net)>;
        using T = typename network_type::scalar;
        constexpr std::size_t batch = 16;
        std::array<typename network_type::input_type, batch> x{};
        std::array<typename network_type::output_type, batch> y{};
        for (std::size_t n = 0; n < batch; ++n) {
            // From small ones to such as reach the activations' ends.
            for (std::size_t k = 0; k < x[n].size(); ++k)
                x[n][k] = (static_cast<T>((29 * k + 17 * n) % 31) - T(15)) / T(15) * static_cast<T>(n + 1) / T(4);
            y[n] = net(x[n]);
        }
        constprop::host::save_onnx(folder / (name + ".onnx"), net, {.name = name, .doc = "A test of constprop's."});
        std::ofstream out(folder / (name + ".json"));
        out << R"({"type": ")" << (sizeof(T) == 8 ? "float64" : "float32") << R"(", "batch": )" << batch << ", ";
        write_rows(out, "x", x);
        out << ", ";
        write_rows(out, "y", y);
        out << "}\n";
    });
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
