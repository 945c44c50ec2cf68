// Writes networks as .tflite files, and NAME.json, inputs and what the network makes of them, for others to compare with:
// write_models FOLDER.
#include <constprop/host/tflite.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "models.hpp"

namespace {

using namespace tflite_models;
namespace fs = std::filesystem;

template <class Row> void append(std::vector<double>& to, const Row& row) {
    for (const auto value : row) to.push_back(static_cast<double>(value));
}
std::string text_of(double number) {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", number);
    return text;
}
void write_numbers(std::ostream& out, const char* name, const std::vector<double>& numbers) {
    out << '"' << name << "\": [";
    const char* between = "";
    for (const double one : numbers) out << std::exchange(between, ", ") << text_of(one);
    out << ']';
}

/// `step` is that of the integers of outputs, 0 for floats; each of the operators may round another way. LiteRT for browsers
/// loads no file with a state, also of TensorFlow's converter: nothing is written for it to compare.
void write_json(const fs::path& path, std::size_t operators, float step, const std::vector<double>& x,
                const std::vector<double>& y) {
    if (path.filename().string().starts_with("sequence")) return;
    std::ofstream out(path);
    out << "{\"samples\": 16, \"operators\": " << operators << ", \"step\": " << text_of(static_cast<double>(step))
        << ", ";
    write_numbers(out, "x", x);
    out << ", ";
    write_numbers(out, "y", y);
    out << "}\n";
}

template <class Network> void write_floats(const fs::path& folder, const std::string& name, const Network& net) {
    std::vector<double> x, y;
    for (const auto& one : inputs<Network>()) append(x, one), append(y, net(one));
    cp::host::save_tflite(folder / (name + ".tflite"), net, {.name = name, .description = "A test of constprop's."});
    write_json(folder / (name + ".json"), Network::layer_count, 0, x, y);
}

/// The file beside it, NAME_ends.tflite, takes and gives floats.
template <class Network> void write_integers(const fs::path& folder, const std::string& name, const Network& net) {
    std::vector<double> x, y;
    for (const auto& one : inputs<typename Network::original>()) {
        // Floats that integers stand for.
        typename Network::input_type exact{};
        const auto q = net.quantize_input(one);
        for (std::size_t k = 0; k < q.size(); ++k) exact[k] = cp::int8::dequantize_value(q[k], net.takes());
        append(x, exact), append(y, net(exact));
    }
    cp::host::save_tflite(folder / (name + ".tflite"), net, {.name = name});
    cp::host::save_tflite(folder / (name + "_ends.tflite"), net, {.name = name, .ends = cp::host::tflite_ends::floats});
    write_json(folder / (name + "_ends.json"), Network::layer_count, net.gives().scale, x, y);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 2) return 2;
        for_each_of_floats([&](const char* name_, const auto& net_) { write_floats(argv[1], name_, net_); });
        for_each_of_integers([&](const char* name_, const auto& net_) { write_integers(argv[1], name_, net_); });
        for_each_operator([&](const char* name_, const auto& net_) { write_integers(argv[1], name_, net_); });
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
