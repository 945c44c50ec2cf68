#ifndef CONSTPROP_TESTS_HOST_DERIVATION_SLIP_WORDS_HPP
#define CONSTPROP_TESTS_HOST_DERIVATION_SLIP_WORDS_HPP

#include <constprop/host/derivation/mistake.hpp>

#include <cstddef>
#include <string>
#include <vector>

using constprop::host::mistake;

/// The words for a slip in the layers `first` to `last` (from 1): "σ′(z₁) and σ′(z₃) are missing".
struct told {
    std::vector<std::string> parts;
    std::string said_of_one, said_of_several;

    std::string text() const {
        std::string all;
        for (std::size_t k = 0; k < parts.size(); ++k)
            all += (k == 0 ? "" : k + 1 == parts.size() ? " and " : ", ") + parts[k];
        return all + (parts.size() == 1 ? said_of_one : said_of_several);
    }
};

inline std::string low(std::size_t k) {
    const char* const digits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇"};
    return digits[k];
}

/// What is written of a chain of linear layers with `f` between them: what is told of a slip in the activations (or in the
/// linear layers) number `first` to `last`, from 1.
inline told words(mistake what, const std::string& f, std::size_t first, std::size_t last) {
    told all{};
    for (std::size_t i = first; i <= last; ++i) {
        const std::size_t k = 2 * i;  // the activation's layer
        const std::string z = "z" + low(k - 1), slope = f + "′(" + z + ')', value = f + '(' + z + ')';
        if (what == mistake::missing_slope) all.parts.push_back(slope);
        if (what == mistake::value_for_slope) all.parts.push_back(value + " in place of " + slope);
        if (what == mistake::slope_at_value) all.parts.push_back(f + "′(z" + low(k) + ") in place of " + slope);
        if (what == mistake::input_for_value) all.parts.push_back(z + " in place of " + value + " in " + slope);
        if (what == mistake::weight_transposed || what == mistake::missing_weight)
            all.parts.push_back(i == 1 ? "W⁽²⁾" : i == 2 ? "W⁽³⁾" : "W⁽⁴⁾");
    }
    if (what == mistake::missing_slope) all.said_of_one = " is missing", all.said_of_several = " are missing";
    if (what == mistake::missing_weight)
        all.said_of_one = " is missing on the way back", all.said_of_several = " are missing on the way back";
    if (what == mistake::weight_transposed)
        all.said_of_one = " and its transpose exchanged", all.said_of_several = " and their transposes exchanged";
    return all;
}

#endif  // CONSTPROP_TESTS_HOST_DERIVATION_SLIP_WORDS_HPP
