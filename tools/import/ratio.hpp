#ifndef CONSTPROP_TOOLS_IMPORT_RATIO_HPP
#define CONSTPROP_TOOLS_IMPORT_RATIO_HPP

#include <optional>
#include <string>

namespace constprop::tools {

/// The std::ratio with the smallest denominator that equals this float: 0.01F is std::ratio<1, 100>. Layers divide numerator
/// by denominator in double and round the quotient to float; "equals" refers to the result. Nothing for numbers that are
/// too small or too large for a std::ratio.
///
/// Source: continued fractions; Stern and Brocot's tree
std::optional<std::string> ratio_text(float value);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_RATIO_HPP
