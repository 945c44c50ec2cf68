#ifndef CONSTPROP_LAYERS_GAIN_AND_BIAS_HPP
#define CONSTPROP_LAYERS_GAIN_AND_BIAS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

/// The channels of an extent as normalization layers see them: each value of a vector is a channel.
namespace constprop::inline CONSTPROP_TARGET::detail {

template <extent In> struct channels_of {
    static constexpr std::size_t count = In.kind == rank::vector ? In.size() : In.channels;
    static constexpr std::size_t positions = count == 0 ? 0 : In.size() / count;

    /// The position of channel k of PyTorch's order. It differs from k in a vector that `flatten` made of an image.
    static constexpr std::size_t lies_at(std::size_t k) noexcept {
        if constexpr (In.kind == rank::vector && In.positions() > 1) return In.from_channels_first(k);
        else return k;
    }
};

/// A gain for each channel, 1 at first.
constexpr tensor gain_tensor(extent in) noexcept {
    const std::size_t count = in.kind == rank::vector ? in.size() : in.channels;
    return {.name = "weight", .as = role::gain, .dimensions = {count}, .rank = 1, .start = 1};
}

/// A bias for each channel, 0 at first as in PyTorch. It is not added to a sum of inputs, so no initializer draws it.
constexpr tensor shift_tensor(extent in) noexcept {
    tensor shift = gain_tensor(in);
    shift.name = "bias";
    shift.as = role::bias;
    shift.start = 0;
    return shift;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_GAIN_AND_BIAS_HPP
