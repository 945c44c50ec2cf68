#ifndef CONSTPROP_TESTS_TOOLS_IMPORT_READING_HPP
#define CONSTPROP_TESTS_TOOLS_IMPORT_READING_HPP

#include <string>
#include <variant>

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
