#ifndef CONSTPROP_INT8_CALIBRATION_HPP
#define CONSTPROP_INT8_CALIBRATION_HPP

#include <constprop/diagnostics/stop.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace constprop::errors {

/// Not constexpr on purpose: a constant expression that comes here does not compile, and the compiler names this.
[[noreturn, gnu::always_inline]] inline void percentile_is_not_from_0_to_100() noexcept {
    detail::stop([](const auto& say_) noexcept {
        say_("percentile{...} says how many percent of the values a range has: give a number from 0 to 100");
    });
}

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Counts of values in equal parts of a range: several for each integer that is to stand for them.
struct histogram {
    static constexpr std::size_t parts = 1024;

    real_range of{};
    std::array<std::uint32_t, parts> counts{};

    [[nodiscard]] constexpr float width() const noexcept {
        return (of.greatest - of.least) / static_cast<float>(parts);
    }
    /// The middle of a part.
    [[nodiscard]] constexpr float middle(std::size_t part) const noexcept {
        return of.least + (static_cast<float>(part) + 0.5F) * width();
    }
    constexpr void add(float value) noexcept {
        if (!(width() > 0)) return;
        const std::int32_t part = rounded((value - of.least) / width() - 0.5F, 0, static_cast<std::int32_t>(parts) - 1);
        ++counts[static_cast<std::size_t>(part)];
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop {

// How the range of a layer's values is found, from those that samples give. Each is given the whole range, and a histogram
// of it where `needs_histogram`.

/// From the least value to the greatest.
///
/// Source:      TensorFlow Lite's converter
struct CONSTPROP_TAGGED min_max {
    static constexpr bool needs_histogram = false;
    [[nodiscard]] constexpr real_range range(const real_range& whole) const noexcept { return whole; }
};

/// The range that has so many percent of the values; one half of the others lies below it, and the other half above.
struct CONSTPROP_TAGGED percentile {
    static constexpr bool needs_histogram = true;
    double of = 99.99;

    [[nodiscard]] constexpr real_range range(const int8::histogram& values) const noexcept {
        if (!(of >= 0 && of <= 100)) errors::percentile_is_not_from_0_to_100();
        double total = 0;
        for (const std::uint32_t count : values.counts) total += count;
        const double outside = total * (100 - of) / 200;
        std::size_t first = 0, last = values.counts.size() - 1;
        for (double sum = values.counts[first]; sum <= outside && first < last; sum += values.counts[first]) ++first;
        for (double sum = values.counts[last]; sum <= outside && first < last; sum += values.counts[last]) --last;
        const float half = values.width() / 2;
        return {first == 0 ? values.of.least : values.middle(first) - half,
                last == values.counts.size() - 1 ? values.of.greatest : values.middle(last) + half};
    }
};

/// The range whose integers have the least squared error, among those that end at so many even parts of the whole range, at
/// each of its ends.
struct CONSTPROP_TAGGED least_squared_error {
    static constexpr bool needs_histogram = true;
    std::size_t parts = 16;

    [[nodiscard]] constexpr real_range range(const int8::histogram& values) const noexcept {
        const occupied parts_with_values{values};
        real_range best = values.of;
        double least = parts_with_values.error(best);
        // One end, then the other: first the one that is farther from 0.
        const bool low_first = -values.of.least > values.of.greatest;
        for (int end = 0; end < 2; ++end) {
            const real_range from = best;
            for (std::size_t k = 1; k < parts; ++k) {
                const float share = static_cast<float>(parts - k) / static_cast<float>(parts);
                real_range tried = from;
                if ((end == 0) == low_first) tried.least *= tried.least < 0 ? share : 1;
                else tried.greatest *= tried.greatest > 0 ? share : 1;
                const double of_it = parts_with_values.error(tried);
                if (of_it < least) least = of_it, best = tried;
            }
        }
        return best;
    }

 private:
    /// The parts of a histogram that have values: in constant expressions, there are few values and every step counts.
    struct occupied {
        float middles[int8::histogram::parts]{};
        double counts[int8::histogram::parts]{};
        std::size_t size = 0;

        explicit constexpr occupied(const int8::histogram& all) noexcept {
            const std::uint32_t* count = all.counts.data();
            for (std::size_t part = 0; part < int8::histogram::parts; ++part, ++count)
                if (*count != 0) {
                    middles[size] = all.middle(part);
                    counts[size++] = *count;
                }
        }
        [[nodiscard]] constexpr double error(const real_range& range) const noexcept {
            const quantization by = int8::quantization_of(range);
            double sum = 0;
            for (std::size_t k = 0; k < size; ++k) {
                const float x = middles[k];
                const auto off = static_cast<double>(int8::dequantize_value(int8::quantize_value(x, by), by) - x);
                sum += counts[k] * off * off;
            }
            return sum;
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_INT8_CALIBRATION_HPP
