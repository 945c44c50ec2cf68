#ifndef CONSTPROP_LAYERS_FLATTEN_HPP
#define CONSTPROP_LAYERS_FLATTEN_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// Turns an image or a signal into a vector: equal values, in equal order (row, column, channel).
///
/// The vector remembers the axes. So `parameters()`, files and headers list the weights of a linear layer behind it in the
/// order in which PyTorch flattens (channel, row, column), and a state_dict fits.
///
/// Shapes:      x any extent, y a vector of its values
/// backward:    dx = dy
/// Cost:        none: it works in place
/// Source:      PyTorch's nn.Flatten
struct CONSTPROP_TAGGED flatten {
    using final_type = flatten;
    static constexpr bool in_place = true, passes_through = true;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        extent vector = offered;
        vector.kind = rank::vector;
        return {offered, vector};
    }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;

        template <std::size_t Batch>
        [[gnu::always_inline]] static constexpr void forward(const T* /*none*/, const row* x, row* y,
                                                             std::size_t count) noexcept {
            if (x != y)
                for (std::size_t n = 0; n < count; ++n) y[n] = x[n];
        }
        template <std::size_t Batch, class Dx, class Sink>
        [[gnu::always_inline]] static constexpr void backward(const T* /*none*/, const row* /*x*/, const row* /*y*/,
                                                              const row* /*dy*/, Dx /*is dy*/, std::size_t /*count*/,
                                                              Sink /*no parameters*/) noexcept {}
    };
};

/// Turns a vector into an image or a signal, in PyTorch's order: its values are read as (channel, row, column) and stored as
/// (row, column, channel). After `flatten` and layers that keep its order, the values do not move.
///
/// Shapes:      x a vector with as many values as `Extent`, y `Extent`: image<…> or signal<…>
/// backward:    dx is dy in the order of x
/// Cost:        one copy
/// Rejects:     another number of values
/// Source:      PyTorch's nn.Unflatten
template <describes_input Extent> struct CONSTPROP_TAGGED unflatten {
    using final_type = unflatten;
    static constexpr bool passes_through = true;
    static constexpr extent target = Extent::input_extent;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        const bool fits = offered.kind == rank::vector && offered.size() == target.size();
        return {fits ? offered : vector_of(target.size()), target};
    }

    template <class T, extent In> struct on {
        using row = std::array<T, In.size()>;

        template <std::size_t Batch>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count) noexcept {
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = 0; k < In.size(); ++k)
                    y[n][target.from_channels_first(k)] = x[n][In.from_channels_first(k)];
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* /*none*/, const row* /*x*/, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, Sink /*no parameters*/) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k)
                        dx[n][In.from_channels_first(k)] = dy[n][target.from_channels_first(k)];
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_FLATTEN_HPP
