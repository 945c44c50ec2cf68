#ifndef CONSTPROP_TOOLS_IMPORT_LAYER_ROW_HPP
#define CONSTPROP_TOOLS_IMPORT_LAYER_ROW_HPP

#include <constprop/concept/extent.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace constprop::tools {

/// From the least to the greatest of some numbers.
struct number_range {
    double least = 0, greatest = 0;
};

/// A layer of an imported network, for a report. Layers inside of one come before it.
struct layer_row {
    std::string position;  ///< "2", in a branch "2.1.0"
    std::string layer;     ///< as C++ spells it
    constprop::extent takes{}, gives{};
    std::size_t parameters = 0, multiply_accumulates = 0;
    bool in_place = false;                            ///< it may write over what it takes
    std::size_t scratch = 0;                          ///< bytes that it writes beside its values
    std::optional<number_range> weights{}, values{};  ///< values: that it gives, or that its integers can stand for
    std::string from{};                               ///< the operators that it is made of
    std::optional<number_range> clamps{};             ///< the bounds of a function that clamps
};

/// The range of numbers; nothing if there are none.
template <class Numbers> std::optional<number_range> range_of(const Numbers& numbers) {
    std::optional<number_range> range;
    for (const auto number : numbers) {
        const auto value = static_cast<double>(number);
        if (!range) range = {value, value};
        if (value < range->least) range->least = value;
        if (value > range->greatest) range->greatest = value;
    }
    return range;
}

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_LAYER_ROW_HPP
