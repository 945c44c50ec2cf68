#ifndef CONSTPROP_TOOLS_IMPORT_QUANTIZED_CONSTANTS_HPP
#define CONSTPROP_TOOLS_IMPORT_QUANTIZED_CONSTANTS_HPP

#include <cstdint>
#include <vector>

#include "import/node.hpp"
#include "import/quantized/item.hpp"

namespace constprop::tools::quantized {

class translation;

/// The scales at an input, and the zero points behind them. Without zero points, integers have a sign or none as is said. Throw
/// host::error, about the node.
struct scales_and_zero_points {
    std::vector<float> scales;
    std::vector<std::int64_t> zero_points;  ///< as many
    bool has_sign = false;                  ///< of the integers
};
scales_and_zero_points scales_at(const node& n, int scale, bool has_sign);

/// What integers of a value stand for. Those without a sign are shifted by 128.
coding coding_at(const node& n, int scale, bool has_sign);

/// Whether the integers of a QuantizeLinear without a zero point have a sign: its output_dtype.
bool gives_signs(const node& n);

/// Constant integers at an input, with their scales at another.
integers integers_at(const node& n, int k, int scale, std::int64_t axis);

/// QuantizeLinear and DequantizeLinear of constants, and what lies between them: Clip, Cast, Transpose, Identity.
void read_constant_integers(const node& n, translation& to);

/// Weights −127 … 127, from integers that stand for them.
std::vector<std::int8_t> weights_of(const node& n, const integers& from, translation& to);

}  // namespace constprop::tools::quantized

#endif  // CONSTPROP_TOOLS_IMPORT_QUANTIZED_CONSTANTS_HPP
