#ifndef CONSTPROP_EXAMPLES_DIGITS_REPORT_HPP
#define CONSTPROP_EXAMPLES_DIGITS_REPORT_HPP

#include <array>
#include <cstddef>
#include <cstdio>
#include <vector>

#include "digits_data.hpp"

namespace digits {

/// What came out of training.
struct report {
    struct epoch {
        double loss, held_back_loss, accuracy;  ///< the last two on what was held back
    };
    struct mistake {
        const image* pixels;
        std::size_t truth, prediction;
        double probability;  ///< that the network gave its wrong prediction
    };

    std::vector<epoch> epochs{};
    std::array<std::array<std::size_t, class_count>, class_count> confusion{};  ///< [truth][prediction]
    std::vector<mistake> mistakes{};
    double accuracy = 0, seconds = 0;
    std::size_t parameters = 0, bytes = 0;
};

inline void print(const report& of) {
    std::puts("\nepoch    loss   held back: loss   accuracy");
    for (std::size_t k = 0; k < of.epochs.size(); ++k) {
        const std::size_t number = k + 1;
        if (number != 1 && number != 2 && number != 5 && number % 10 != 0 && number != of.epochs.size()) continue;
        const auto& [loss, held_back_loss, accuracy] = of.epochs[k];
        std::printf("%5zu  %6.4f            %6.4f    %5.1f %%\n", number, loss, held_back_loss, 100 * accuracy);
    }

    std::puts("\nConfusion matrix: a row for each true digit, a column for each predicted one");
    std::printf("    ");
    for (std::size_t column = 0; column < class_count; ++column) std::printf("%4zu", column);
    std::puts("");
    for (std::size_t row = 0; row < class_count; ++row) {
        std::printf("%4zu", row);
        for (const std::size_t count : of.confusion[row]) count == 0 ? std::printf("   .") : std::printf("%4zu", count);
        std::puts("");
    }

    std::printf("\n%.2f %% of %zu held-back digits are right, %zu are wrong.\n", 100 * of.accuracy, held_back_count,
                of.mistakes.size());
    std::printf("%zu parameters, %zu bytes, trained in %.2f s.\n", of.parameters, of.bytes, of.seconds);
}

}  // namespace digits

#endif  // CONSTPROP_EXAMPLES_DIGITS_REPORT_HPP
