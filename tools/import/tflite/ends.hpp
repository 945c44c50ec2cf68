#ifndef CONSTPROP_TOOLS_IMPORT_TFLITE_ENDS_HPP
#define CONSTPROP_TOOLS_IMPORT_TFLITE_ENDS_HPP

#include <cstddef>

#include "import/tflite/call.hpp"
#include "import/tflite/graph.hpp"

/// Operators at the ends of a network of integers, which takes and gives floats, and uint8, which is 128 more, by itself.
namespace constprop::tools::tflite {

/// Numbers of another type at the end.
bool converts_at_end(const graph& g, const operation& op, std::size_t output);

/// Throws where an operator between integers and others changes what they stand for.
void check_conversion(const call& op, const tensor& integers, const tensor& others);

}  // namespace constprop::tools::tflite

#endif  // CONSTPROP_TOOLS_IMPORT_TFLITE_ENDS_HPP
