// Writes networks of integers: write_integers FOLDER. Beside each, what it makes of samples, for others to compare with.
#include "integers.hpp"
#include "write_model.hpp"

namespace {

template <class Network>
void write(const std::filesystem::path& folder, const std::string& name, const Network& net, int most) {
    auto x = onnx_models::samples_of<typename Network::original>();
    // Numbers that integers stand for: between two of them, others round to another one.
    for (auto& row : x) {
        const auto q = net.quantize_input(row);
        for (std::size_t k = 0; k < row.size(); ++k) row[k] = constprop::int8::dequantize_value(q[k], net.takes());
    }
    std::array<typename Network::output_type, x.size()> y{};
    for (std::size_t n = 0; n < x.size(); ++n) y[n] = net(x[n]);
    constprop::host::save_onnx(folder / (name + ".onnx"), net, {.name = name, .doc = "A test of constprop's."});
    std::ofstream out(folder / (name + ".json"));
    out << R"({"type": "float32", "batch": )" << x.size() << R"(, "steps": 1, "step": )" << net.gives().scale
        << R"(, "most": )" << most << ", ";
    onnx_models::write_rows(out, "x", x);
    out << ", ";
    onnx_models::write_rows(out, "y", y);
    out << "}\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    try {
        const auto write_it = [&](const std::string& name_, const auto& net_, int most_) {
            write(argv[1], name_, net_, most_);
        };
        onnx_models::for_each_of_integers(write_it);
        onnx_models::for_each_operator_of_integers(write_it);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
