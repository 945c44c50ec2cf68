#ifndef CONSTPROP_INT8_PRELU_FORM_HPP
#define CONSTPROP_INT8_PRELU_FORM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/prelu.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>

namespace constprop {

/// The integers of a `prelu`, as TensorFlow Lite stores them: one slope, or one for each channel, which stand for numbers of their
/// own scale and zero point.
template <std::size_t Channels> struct CONSTPROP_TAGGED int8_slopes {
    std::array<std::int8_t, Channels> slopes{};
    quantization of_slopes{};
    quantization gives{};

    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        return std::tie(self.slopes, self.of_slopes, self.gives);
    }
    [[nodiscard]] friend constexpr bool operator==(const int8_slopes&, const int8_slopes&) = default;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// A leaky rectified linear unit with learned slopes: one factor for values from 0 on, and one for their products with slopes below.
///
/// Source:      TensorFlow Lite's PRELU
template <extent In, std::size_t Channels> struct prelu_form : form_without_tensors {
    static constexpr bool in_place = true;
    static constexpr std::size_t sources = 1;
    static constexpr std::size_t parameter_bytes =
        Channels + 2 * sizeof(quantization) + 2 * sizeof(multiplier) + sizeof(std::int32_t);
    using source = int8_slopes<Channels>;

    std::array<std::int8_t, Channels> slopes{};
    quantization of_slopes{}, gives{};
    multiplier above{}, below{};
    std::int32_t zero_point = 0;

    [[nodiscard]] static constexpr quantization gives_of(const quantization& /*takes*/,
                                                         const real_range& measured) noexcept {
        return quantization_of(measured);
    }
    template <class Numbers>
    [[nodiscard]] static constexpr source quantized(const Numbers& of, const quantization& /*takes*/,
                                                    const quantization& gives) noexcept {
        const auto slope = [&](std::size_t c_) noexcept {
            constexpr bool is_turned = Channels > 1 && In.kind == rank::vector;
            return static_cast<float>(of.parameter(is_turned ? In.to_channels_first(c_) : c_));
        };
        real_range all{};
        for (std::size_t c = 0; c < Channels; ++c) {
            all.least = slope(c) < all.least ? slope(c) : all.least;
            all.greatest = slope(c) > all.greatest ? slope(c) : all.greatest;
        }
        source result{.slopes = {}, .of_slopes = quantization_of(all), .gives = gives};
        for (std::size_t c = 0; c < Channels; ++c) result.slopes[c] = quantize_value(slope(c), result.of_slopes);
        return result;
    }
    constexpr void set(const source& from, const quantization& takes, const limits& /*clamped*/) noexcept {
        slopes = from.slopes;
        of_slopes = from.of_slopes;
        gives = from.gives;
        zero_point = takes.zero_point;
        const double in = static_cast<double>(takes.scale), out = static_cast<double>(gives.scale);
        above = multiplier_of(in / out);
        below = multiplier_of(in * static_cast<double>(of_slopes.scale) / out);
    }
    [[nodiscard]] constexpr auto integers(const quantization& /*takes*/) const noexcept {
        return std::make_tuple(source{slopes, of_slopes, gives});
    }

    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        using kernels::int8::requantize, kernels::int8::held_between;
        for (std::size_t k = 0; k < In.size(); ++k) {
            const std::int32_t steps = x[k] - zero_point, slope = slopes[k % Channels] - of_slopes.zero_point;
            const std::int32_t value = steps >= 0 ? requantize(steps, above) : requantize(steps * slope, below);
            y[k] = static_cast<std::int8_t>(held_between(value + gives.zero_point, -128, 127));
        }
    }
};

template <std::size_t Channels, extent In, class Scales> struct form_of<prelu<Channels>, In, Scales> {
    using type = prelu_form<In, Channels>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_PRELU_FORM_HPP
