#ifndef CONSTPROP_HOST_TICKS_HPP
#define CONSTPROP_HOST_TICKS_HPP

#include <constprop/host/svg_text.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The least number of the form 1, 2 or 5 times a power of ten that is not below `step`.
[[nodiscard]] inline double nice_step(double step) {
    const double power = std::pow(10.0, (std::floor)(std::log10(step)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= step * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

/// The multiples of `step` in [least, greatest].
[[nodiscard]] inline std::vector<double> multiples(double least, double greatest, double step) {
    std::vector<double> all;
    // Products, not sums: 0.1 added up ten times is not 1.
    for (double k = (std::ceil)(least / step - 1e-9); k * step <= greatest + step * 1e-9; ++k) all.push_back(k * step);
    return all;
}

/// Round values in [least, greatest], at most `count` of them, for the labels of a linear axis. Only one if both ends are
/// equal.
[[nodiscard]] inline std::vector<double> linear_ticks(double least, double greatest, int count = 6) {
    if (!(greatest > least)) return {least};
    return multiples(least, greatest, nice_step((greatest - least) / (std::max)(count - 1, 1)));
}

/// Powers of ten in [least, greatest], both above 0; if they are few, also 2 and 5 times them; if these are few too, linear
/// ticks.
[[nodiscard]] inline std::vector<double> log_ticks(double least, double greatest, int count = 6) {
    const int first = static_cast<int>((std::floor)(std::log10(least))),
              last = static_cast<int>((std::ceil)(std::log10(greatest)));
    const auto among = [&](const std::vector<double>& factors_, int every_) {
        std::vector<double> ticks_;
        for (int power_ = first; power_ <= last; ++power_)
            for (const double factor_ : factors_) {
                const double tick_ = factor_ * std::pow(10.0, power_);
                if (power_ % every_ == 0 && tick_ >= least * (1 - 1e-9) && tick_ <= greatest * (1 + 1e-9))
                    ticks_.push_back(tick_);
            }
        return ticks_;
    };
    if (static_cast<int>(among({1}, 1).size()) > count) return among({1}, (last - first + count - 1) / count);
    for (const auto& factors : {std::vector<double>{1}, {1, 3}, {1, 2, 5}, {1, 1.5, 2, 3, 4, 5, 7}})
        if (const auto ticks = among(factors, 1); ticks.size() >= 3) return ticks;
    return linear_ticks(least, greatest, count);
}

/// The label of a tick: 2500, 0.25, 1e-6. Percent writes 0.975 as 97.5 %.
[[nodiscard]] inline std::string tick_label(double value, bool percent = false) {
    if (percent) return svg_number(value * 100, 2) + " %";
    const double size = std::fabs(value);
    if (size > 0 && (size < 1e-3 || size >= 1e6)) {
        const double power = (std::floor)(std::log10(size) + 1e-9);
        return svg_number(value / std::pow(10.0, power), 2) + "e" + svg_number(power);
    }
    return svg_number(value, 6);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_TICKS_HPP
