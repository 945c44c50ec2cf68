#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_REASONS_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_REASONS_HPP

#include <constprop/host/error.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "import/tflite/graph.hpp"

/// Why a file is refused.
namespace constprop::tools::tflite {

/// Operators that no layer does, counted by name, and values of types that networks do not have; nothing if there are none.
std::optional<host::error> unread_operators(const graph& g, const std::string& where, std::size_t output);

/// All reasons in one line: the first with its remedy.
host::error all_reasons(const std::vector<host::error>& reasons, const std::string& where);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_REASONS_HPP
