#ifndef CONSTPROP_CONCEPT_EXTENT_HPP
#define CONSTPROP_CONCEPT_EXTENT_HPP

#include <constprop/kernels/target.hpp>

#include <concepts>
#include <cstddef>

namespace constprop {

/// The kinds of extents: a row of values, channels along one axis, or channels along two axes.
enum class rank : unsigned char { vector, signal, image };

/// The shape of the values between two layers: height × width positions with `channels` channels each.
///
/// Values lie row by row, position by position, channels last. A vector has channels alone, or is made by `flatten` from an
/// image or a signal, whose axes it remembers. PyTorch stores channels first: `from_channels_first` maps PyTorch's order to
/// this one.
struct CONSTPROP_TAGGED extent {
    rank kind = rank::vector;
    std::size_t height = 1;
    std::size_t width = 1;
    std::size_t channels = 0;

    [[nodiscard]] constexpr std::size_t positions() const noexcept { return height * width; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return height * width * channels; }

    /// True if a layer that takes `other` accepts this extent: vectors agree if they have as many values.
    [[nodiscard]] constexpr bool agrees_with(const extent& other) const noexcept {
        return kind == other.kind && (kind == rank::vector ? size() == other.size() : *this == other);
    }

    /// The position of value k of PyTorch's order, (channel, row, column), in the order (row, column, channel).
    [[nodiscard]] constexpr std::size_t from_channels_first(std::size_t k) const noexcept {
        return k % positions() * channels + k / positions();
    }

    /// The inverse: the number in PyTorch's order of the value that lies at k.
    [[nodiscard]] constexpr std::size_t to_channels_first(std::size_t k) const noexcept {
        return k % channels * positions() + k / channels;
    }

    [[nodiscard]] friend constexpr bool operator==(const extent&, const extent&) = default;
};

/// A vector of `values` values.
[[nodiscard]] constexpr extent vector_of(std::size_t values) noexcept { return {rank::vector, 1, 1, values}; }

// At the beginning of a chain, these types give the extent of its input; they are no layers:
//
//     network<image<8, 8>, conv2d<1, 4, kernel<3>>, relu, flatten, linear<144, 10>>

/// A vector of `Values` values.
template <std::size_t Values> struct CONSTPROP_TAGGED vector {
    static constexpr extent input_extent = vector_of(Values);
};

/// A signal: `Length` positions in time or space, with `Channels` channels each.
template <std::size_t Length, std::size_t Channels = 1> struct CONSTPROP_TAGGED signal {
    static constexpr extent input_extent{rank::signal, 1, Length, Channels};
};

/// An image: Height × Width pixels, with `Channels` channels each.
template <std::size_t Height, std::size_t Width, std::size_t Channels = 1> struct CONSTPROP_TAGGED image {
    static constexpr extent input_extent{rank::image, Height, Width, Channels};
};

/// True if a type gives the extent of a network's input.
template <class Type>
concept describes_input = requires {
    { Type::input_extent } -> std::same_as<const extent&>;
};

/// The vector that `flatten` makes of an image or a signal, `flattened<image<8, 8>>`: it remembers the axes, so that the weights
/// of a linear layer on it are in PyTorch's order.
template <describes_input Extent> struct CONSTPROP_TAGGED flattened {
    static constexpr extent input_extent{rank::vector, Extent::input_extent.height, Extent::input_extent.width,
                                         Extent::input_extent.channels};
};

namespace errors {
/// An image of any size, a signal of any length.
template <std::size_t Channels> struct image_of_channels;
template <std::size_t Channels> struct signal_of_channels;
struct any_image;
struct any_signal;
}  // namespace errors

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {
/// An extent in the spelling of a chain, for messages.
template <rank Kind, std::size_t Height, std::size_t Width, std::size_t Channels> struct spelled_extent;
template <std::size_t Height, std::size_t Width, std::size_t Channels>
struct spelled_extent<rank::vector, Height, Width, Channels> {
    using type = vector<Height * Width * Channels>;
};
template <std::size_t Height, std::size_t Width, std::size_t Channels>
struct spelled_extent<rank::signal, Height, Width, Channels> {
    using type = signal<Width, Channels>;
};
template <std::size_t Height, std::size_t Width, std::size_t Channels>
struct spelled_extent<rank::image, Height, Width, Channels> {
    using type = image<Height, Width, Channels>;
};
template <std::size_t Channels> struct spelled_extent<rank::image, 0, 0, Channels> {
    using type = errors::image_of_channels<Channels>;
};
template <std::size_t Channels> struct spelled_extent<rank::signal, 0, 0, Channels> {
    using type = errors::signal_of_channels<Channels>;
};
template <> struct spelled_extent<rank::image, 0, 0, 0> {
    using type = errors::any_image;
};
template <> struct spelled_extent<rank::signal, 0, 0, 0> {
    using type = errors::any_signal;
};
template <extent Extent>
using spelled = typename spelled_extent<Extent.kind, Extent.height, Extent.width, Extent.channels>::type;
}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_EXTENT_HPP
