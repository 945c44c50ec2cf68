#ifndef CONSTPROP_INT8_CHANNEL_TABLES_FORM_HPP
#define CONSTPROP_INT8_CHANNEL_TABLES_FORM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/channel_scale.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>

namespace constprop {

/// The integers of a `channel_scale`: what becomes of −128 … 127 in channel 0, then of those in channel 1 …, and what that stands for.
template <std::size_t Channels> struct CONSTPROP_TAGGED int8_channel_tables {
    std::array<std::int8_t, 256 * Channels> values{};
    quantization gives{};

    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        return std::tie(self.values, self.gives);
    }
    [[nodiscard]] friend constexpr bool operator==(const int8_channel_tables&, const int8_channel_tables&) = default;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// A function of each channel: a table of 256 values for each of them.
template <extent In, std::size_t Channels> struct channel_tables_form : form_without_tensors {
    static constexpr bool in_place = true;
    static constexpr std::size_t sources = 1;
    static constexpr std::size_t parameter_bytes = 256 * Channels + sizeof(quantization);
    using source = int8_channel_tables<Channels>;

    std::array<std::int8_t, 256 * Channels> values{};
    quantization gives{};

    [[nodiscard]] static constexpr quantization gives_of(const quantization& /*takes*/,
                                                         const real_range& measured) noexcept {
        return quantization_of(measured);
    }
    /// w x + b of each integer, rounded.
    template <class Numbers>
    [[nodiscard]] static constexpr source quantized(const Numbers& of, const quantization& takes,
                                                    const quantization& gives) noexcept {
        source result{.values = {}, .gives = gives};
        for (std::size_t c = 0; c < Channels; ++c) {
            const std::size_t k = In.kind == rank::vector ? In.to_channels_first(c) : c;
            const auto factor = static_cast<float>(of.parameter(k)),
                       shift = static_cast<float>(of.parameter(Channels + k));
            for (std::int32_t q = -128; q < 128; ++q)
                result.values[256 * c + static_cast<std::size_t>(q + 128)] =
                    quantize_value(factor * dequantize_value(static_cast<std::int8_t>(q), takes) + shift, gives);
        }
        return result;
    }
    constexpr void set(const source& from, const quantization& /*takes*/, const limits& /*clamped*/) noexcept {
        values = from.values;
        gives = from.gives;
    }
    [[nodiscard]] constexpr auto integers(const quantization& /*takes*/) const noexcept {
        return std::make_tuple(source{values, gives});
    }

    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        for (std::size_t k = 0; k < In.size(); ++k)
            y[k] = values[256 * (k % Channels) + static_cast<std::size_t>(x[k] + 128)];
    }
};

template <std::size_t Channels, extent In, class Scales> struct form_of<channel_scale<Channels>, In, Scales> {
    using type = channel_tables_form<In, Channels>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_CHANNEL_TABLES_FORM_HPP
