#include "import/ratio.hpp"

#include <cmath>
#include <cstdint>

namespace constprop::tools {

std::optional<std::string> ratio_text(float value) {
    if (!std::isfinite(value)) return {};
    const double magnitude = std::fabs(static_cast<double>(value));
    // Convergents p/q of the number. Intermediate fractions are tried too, from the smallest denominator on.
    std::int64_t p = 1, q = 0, last_p = 0, last_q = 1;
    constexpr std::int64_t most = std::int64_t{1} << 53;
    double rest = magnitude;
    const auto fits = [&](std::int64_t n, std::int64_t d) {
        return static_cast<float>(static_cast<double>(n) / static_cast<double>(d)) == static_cast<float>(magnitude);
    };
    const auto text = [&](std::int64_t n, std::int64_t d) {
        const std::string number = (value < 0 ? "-" : "") + std::to_string(n);
        return "std::ratio<" + number + (d == 1 ? "" : ", " + std::to_string(d)) + ">";
    };
    for (int terms = 0; terms < 64; ++terms) {
        const double whole = std::floor(rest);
        if (whole >= static_cast<double>(most)) return {};
        const auto term = static_cast<std::int64_t>(whole);
        if (term != 0 && (p > most / term - 1 || q > most / term - 1)) return {};
        if (fits(term * p + last_p, term * q + last_q)) {
            // The least k ≤ term with (k p + last_p)/(k q + last_q) close enough: the distance falls with k.
            std::int64_t low = q == 0 ? term : 1, high = term;
            while (low < high) {
                const std::int64_t middle = low + (high - low) / 2;
                if (fits(middle * p + last_p, middle * q + last_q)) high = middle;
                else low = middle + 1;
            }
            return text(low * p + last_p, low * q + last_q);
        }
        const std::int64_t next_p = term * p + last_p, next_q = term * q + last_q;
        last_p = p, last_q = q, p = next_p, q = next_q;
        if (rest == whole) return {};
        rest = 1 / (rest - whole);
    }
    return {};
}

}  // namespace constprop::tools
