#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_KINDS_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_KINDS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <tflite_generated.h>

#include "import/tflite/graph.hpp"

/// Between the format's numbers and names, and the graph's.
namespace constprop::tools::tflite {

number_kind kind_of(stored::Type type) noexcept;
std::string name_of(stored::Type type);
/// Bytes of one number; 0 of types that are not read.
std::size_t bytes_of_a(number_kind type) noexcept;

/// Of operator number `number`.
operation_kind kind_of(int number) noexcept;
std::string name_of(int number);

/// The options of an operator; or what is wrong with them: "stride 0".
std::optional<std::string> read_settings(const stored::Operator& from, settings& to);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_KINDS_HPP
