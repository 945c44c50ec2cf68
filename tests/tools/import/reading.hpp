#ifndef CONSTPROP_TESTS_TOOLS_IMPORT_READING_HPP
#define CONSTPROP_TESTS_TOOLS_IMPORT_READING_HPP

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "host/throws.hpp"
#include "import/read_onnx.hpp"
#include "tools/import/onnx_file.hpp"

inline constprop::tools::chain layers_of(const onnx_file& file) {
    return constprop::tools::read_onnx(file.bytes(), "m.onnx", {}).layers;
}

inline std::string error_of_file(const std::string& bytes) {
    return error_of([&] { constprop::tools::read_onnx(bytes, "m.onnx", {}); });
}
inline std::string error_of_file(const onnx_file& file) { return error_of_file(file.bytes()); }

/// The outputs of a file's network for an input, in the order of the model.
inline std::vector<double> outputs_of(const onnx_file& file, const std::vector<double>& x) {
    const auto model = constprop::tools::read_onnx(file.bytes(), "m.onnx", {});
    const std::vector<double> lying = model.layers(x);
    std::vector<double> y = lying;
    for (std::size_t k = 0; k < model.output.places.size(); ++k) y[k] = lying[model.output.places[k]];
    return y;
}

inline const constprop::tools::linear_step& linear_at(const constprop::tools::chain& layers, std::size_t k) {
    return std::get<constprop::tools::linear_step>(layers.steps().at(k));
}
inline const constprop::tools::scale_step& scale_at(const constprop::tools::chain& layers, std::size_t k) {
    return std::get<constprop::tools::scale_step>(layers.steps().at(k));
}
inline const std::string& function_at(const constprop::tools::chain& layers, std::size_t k) {
    return std::get<constprop::tools::function_step>(layers.steps().at(k)).spelling;
}

#endif
