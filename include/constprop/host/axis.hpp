#ifndef CONSTPROP_HOST_AXIS_HPP
#define CONSTPROP_HOST_AXIS_HPP

#include <constprop/host/ticks.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

enum class axis_scale { linear, log };

/// An axis' label, scale and limits; limits follow from the data unless they are set.
struct chart_axis {
    std::string label{};
    axis_scale scale = axis_scale::linear;
    bool percent = false;
    std::optional<double> least{}, greatest{};
};

/// An axis fitted to data: maps each value to a position between 0 and 1, and selects the values for grid lines.
class fitted_axis {
    axis_scale scale_;
    bool percent_;
    int count_ = 2;
    double step_ = 1;
    double least_ = std::numeric_limits<double>::infinity(), greatest_ = -least_;

    double stretched(double value) const { return scale_ == axis_scale::log ? std::log10(value) : value; }

 public:
    explicit fitted_axis(const chart_axis& axis) : scale_(axis.scale), percent_(axis.percent) {
        if (axis.least) include(*axis.least);
        if (axis.greatest) include(*axis.greatest);
    }

    /// True if a value can be shown on the axis: it is finite, and above 0 on a logarithmic scale.
    [[nodiscard]] bool shows(double value) const {
        return math::is_finite(value) && (scale_ == axis_scale::linear || value > 0);
    }

    /// Extends the axis to a value, if it can be shown.
    void include(double value) {
        if (!shows(value)) return;
        least_ = (std::min)(least_, value);
        greatest_ = (std::max)(greatest_, value);
    }

    /// Extends the axis to round values, with `count` labels, except at an end that `fixed` sets. An axis without data begins
    /// at 0, or at 1 on a logarithmic scale.
    void round_limits(const chart_axis& fixed, int count) {
        count_ = (std::max)(count, 2);
        if (!(least_ <= greatest_)) least_ = greatest_ = scale_ == axis_scale::log ? 1 : 0;
        if (!(least_ < greatest_)) greatest_ = scale_ == axis_scale::log ? least_ * 10 : least_ + 1;
        if (scale_ == axis_scale::linear) {
            step_ = nice_step((greatest_ - least_) / (count_ - 1));
            least_ = (std::floor)(least_ / step_ + 1e-9) * step_;
            greatest_ = (std::ceil)(greatest_ / step_ - 1e-9) * step_;
        } else {
            const double room = std::pow(greatest_ / least_, 0.05);
            least_ /= room;
            greatest_ *= room;
        }
        if (fixed.least && shows(*fixed.least)) least_ = *fixed.least;
        if (fixed.greatest && shows(*fixed.greatest)) greatest_ = *fixed.greatest;
    }

    /// 0 at the least value, 1 at the greatest.
    [[nodiscard]] double operator()(double value) const {
        const double from = stretched(least_), to = stretched(greatest_);
        return to > from ? (std::clamp)((stretched(value) - from) / (to - from), 0.0, 1.0) : 0;
    }

    [[nodiscard]] std::vector<double> ticks() const {
        return scale_ == axis_scale::log ? log_ticks(least_, greatest_, count_) : multiples(least_, greatest_, step_);
    }
    [[nodiscard]] std::string text(double value) const { return tick_label(value, percent_); }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_AXIS_HPP
