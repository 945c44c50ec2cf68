#ifndef CONSTPROP_EXAMPLES_IRIS_DATA_HPP
#define CONSTPROP_EXAMPLES_IRIS_DATA_HPP

#include <constprop/math/sqrt.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

/// Flowers as constants, split and standardized in constant expressions.
namespace iris {

inline constexpr std::size_t feature_count = 4, species_count = 3;

/// Length and width of the sepals, length and width of the petals: in cm, or standardized.
using features = std::array<float, feature_count>;

/// Flowers and their species: 0 setosa, 1 versicolor, 2 virginica.
template <std::size_t Count> struct samples {
    std::array<features, Count> inputs{};
    std::array<std::uint8_t, Count> species{};

    constexpr void set(std::size_t n, const features& input, std::uint8_t of) noexcept {
        inputs[n] = input;
        species[n] = of;
    }
};

/// The training data, and the held-back data for the evaluation.
template <std::size_t Training, std::size_t HeldBack> struct parts {
    samples<Training> training{};
    samples<HeldBack> held_back{};
};

/// Scales each feature to mean 0 and standard deviation 1.
struct scaling {
    features mean{}, deviation{};

    template <std::size_t Count> constexpr explicit scaling(const std::array<features, Count>& inputs) noexcept {
        constexpr float share = 1.0F / static_cast<float>(Count);
        for (std::size_t k = 0; k < feature_count; ++k) {
            float variance = 0;
            for (const features& x : inputs) mean[k] += x[k] * share;
            for (const features& x : inputs) variance += (x[k] - mean[k]) * (x[k] - mean[k]) * share;
            deviation[k] = constprop::math::sqrt(variance);
        }
    }
    template <std::size_t Count> constexpr void apply(std::array<features, Count>& inputs) const noexcept {
        for (features& x : inputs)
            for (std::size_t k = 0; k < feature_count; ++k) x[k] = (x[k] - mean[k]) / deviation[k];
    }
};

/// Holds back samples `first`, `first` + Step, …, and standardizes both parts by the mean and deviation of the training part.
/// If the samples are sorted by species, each species has its share in both.
template <std::size_t Step, std::size_t Count>
constexpr auto split(const samples<Count>& all, std::size_t first) noexcept {
    static_assert(Count % Step == 0, "Then the parts have their sizes whichever sample is the first held back.");
    parts<Count - Count / Step, Count / Step> to;
    std::size_t training = 0, held_back = 0;
    for (std::size_t n = 0; n < Count; ++n) {
        if (n % Step == first) to.held_back.set(held_back++, all.inputs[n], all.species[n]);
        else to.training.set(training++, all.inputs[n], all.species[n]);
    }
    const scaling scale(to.training.inputs);
    scale.apply(to.training.inputs);
    scale.apply(to.held_back.inputs);
    return to;
}

}  // namespace iris

#endif  // CONSTPROP_EXAMPLES_IRIS_DATA_HPP
