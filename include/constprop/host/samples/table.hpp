#ifndef CONSTPROP_HOST_SAMPLES_TABLE_HPP
#define CONSTPROP_HOST_SAMPLES_TABLE_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/math/is_nan.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// Compares a network's outputs with the expected ones, sample by sample, and keeps the largest deviation of each. An output
/// agrees if |computed − expected| ≤ tolerance · max(1, |expected|).
class comparison {
    std::size_t samples_ = 0, wrong_ = 0;
    std::string rows_;

 public:
    void add(const std::vector<double>& computed, const std::vector<double>& expected, double tolerance) {
        std::size_t worst = 0;
        double most = -1;
        for (std::size_t j = 0; j < expected.size(); ++j) {
            const double share = std::fabs(computed[j] - expected[j]) / (std::max)(1.0, std::fabs(expected[j]));
            const bool is_number = !math::is_nan(share);
            if (!is_number || share > most) worst = j, most = is_number ? share : HUGE_VAL;
        }
        const bool good = expected.empty() || most <= tolerance;
        wrong_ += good ? 0 : 1;
        char row[160] = {};
        if (!expected.empty())
            std::snprintf(row, sizeof row, "%8zu%8zu%16.7g%16.7g%12.2e%12.2e  %s\n", samples_, worst, expected[worst],
                          computed[worst], std::fabs(computed[worst] - expected[worst]),
                          tolerance * (std::max)(1.0, std::fabs(expected[worst])), good ? "" : "too far");
        rows_ += row;
        ++samples_;
    }

    bool agrees() const noexcept { return wrong_ == 0; }

    /// "3 of 50 samples are too far off:", and a row for each sample.
    std::string text() const {
        char head[160];
        std::snprintf(head, sizeof head, "%zu of %zu samples are too far off:\n%8s%8s%16s%16s%12s%12s\n", wrong_,
                      samples_, "sample", "output", "expected", "computed", "off by", "allowed");
        return head + rows_;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_SAMPLES_TABLE_HPP
