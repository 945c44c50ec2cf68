#ifndef CONSTPROP_TESTS_HOST_ONNX_WRITE_MODEL_HPP
#define CONSTPROP_TESTS_HOST_ONNX_WRITE_MODEL_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/onnx.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>
#include <type_traits>
#include <utility>

namespace onnx_models {

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

/// Writes a network as NAME.onnx into a folder, and NAME.json, inputs and what the network makes of them, for others to compare
/// with.
template <class Network>
void write_model(const std::filesystem::path& folder, const std::string& name, const Network& net) {
    using T = typename Network::scalar;
    // Sequences follow each other as the rows of x do, each from a state of zeros.
    constexpr std::size_t rows = 16, steps = Network::runs_over_time ? 4 : 1, batch = rows / steps;
    std::array<typename Network::input_type, rows> x{};
    std::array<typename Network::output_type, rows> y{};
    for (std::size_t n = 0; n < rows; ++n) {
        // From small ones to such as reach the activations' ends.
        for (std::size_t k = 0; k < x[n].size(); ++k)
            x[n][k] = (static_cast<T>((29 * k + 17 * n) % 31) - T(15)) / T(15) * static_cast<T>(n + 1) / T(4);
    }
    for (std::size_t first = 0; first < rows; first += steps) {
        constprop::sequence<typename Network::input_type, steps> sequence{};
        for (std::size_t t = 0; t < steps; ++t) sequence[t] = x[first + t];
        const auto given = net(sequence);
        for (std::size_t t = 0; t < steps; ++t) y[first + t] = given[t];
    }
    constprop::host::save_onnx(folder / (name + ".onnx"), net, {.name = name, .doc = "A test of constprop's."});
    std::ofstream out(folder / (name + ".json"));
    out << R"({"type": ")" << (sizeof(T) == 8 ? "float64" : "float32") << R"(", "batch": )" << batch << R"(, "steps": )"
        << steps << ", ";
    write_rows(out, "x", x);
    out << ", ";
    write_rows(out, "y", y);
    out << "}\n";
}

/// The main function of a program that writes models: PROGRAM FOLDER.
template <class Models> int write_all(int argc, char** argv, const Models& for_each) {
    try {
        if (argc != 2) return 2;
        for_each([&](const std::string& name_, const auto& net_) { write_model(argv[1], name_, net_); });
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}

}  // namespace onnx_models

#endif  // CONSTPROP_TESTS_HOST_ONNX_WRITE_MODEL_HPP
