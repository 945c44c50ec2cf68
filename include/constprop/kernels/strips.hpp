#ifndef CONSTPROP_KERNELS_STRIPS_HPP
#define CONSTPROP_KERNELS_STRIPS_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// A strip of a row: `Vectors` vectors side by side, of which the last begins at column `Last` of the strip.
template <std::size_t Vectors, std::size_t Lanes, std::size_t Last = (Vectors - 1) * Lanes> struct strip {
    static constexpr std::size_t vectors = Vectors;

    static constexpr std::size_t column(std::size_t v) noexcept { return v + 1 == Vectors ? Last : v * Lanes; }
};

/// A row of `Columns` values in strips of about equal size, at most `Room` vectors. No columns are left to scalars: if they
/// fill no vector, the last strip ends where the row does and overlaps the one before; with only one strip, its last
/// vector does.
template <class T, std::size_t Columns, std::size_t Room> struct strips {
    static constexpr std::size_t lanes = lanes_for<T>(Columns), vectors = (Columns + lanes - 1) / lanes,
                                 count = (vectors + Room - 1) / Room, wide = (vectors + count - 1) / count,
                                 before = (vectors - 1) / wide, left = vectors - before * wide;

    using inner = strip<wide, lanes>;
    using last = std::conditional_t<before == 0, strip<left, lanes, Columns - lanes>, strip<left, lanes>>;
    static constexpr std::size_t first_of_last = before == 0 ? 0 : Columns - left * lanes;

    /// Calls each(strip, column at which it begins).
    template <bool Unrolled, class Each> [[gnu::always_inline]] static void for_each(Each each) noexcept {
        repeat<before, Unrolled>([&](std::size_t k_) CONSTPROP_INLINED { each(inner{}, k_ * wide * lanes); });
        each(last{}, first_of_last);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_STRIPS_HPP
