#ifndef CONSTPROP_BENCH_REPORT_NUMBERS_HPP
#define CONSTPROP_BENCH_REPORT_NUMBERS_HPP

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

/// Numbers as readers want them: as many digits as say something, and a dash for what was not measured.
namespace report {

/// What stands for a number that is not there; all arithmetic passes it on.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

inline constexpr const char* dash = "–";

/// With exactly this many decimals, a comma after each thousand, and a point whatever the locale.
inline std::string fixed(double value, int decimals) {
    if (!(std::fabs(value) < 1e15)) return dash;
    std::array<char, 40> digits{};
    const char* const end =
        std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals).ptr;
    const char* const begin = digits.data();
    const char* const point = std::find(begin, end, '.');
    std::string text;
    for (const char* at = begin; at < end; ++at) {
        const bool after_digit = at > begin && at[-1] != '-';
        if (at < point && after_digit && (point - at) % 3 == 0) text += ',';
        text += *at;
    }
    return text;
}

/// With about three digits, and all that stand before the point: 1.23, 12.3, 123, 12,345. Of times and ratios.
inline std::string significant(double value) {
    const double size = std::fabs(value);
    return fixed(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

inline std::string percent(double share) { return std::isfinite(share) ? fixed(100 * share, 1) + " %" : dash; }

/// Rounded to three digits, for charts' labels.
inline double rounded(double value) {
    if (!std::isfinite(value) || !(std::fabs(value) > 0)) return value;
    const double unit = std::pow(10.0, std::floor(std::log10(std::fabs(value))) - 2);
    return std::round(value / unit) * unit;
}

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_NUMBERS_HPP
