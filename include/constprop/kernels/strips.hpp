#ifndef CONSTPROP_KERNELS_STRIPS_HPP
#define CONSTPROP_KERNELS_STRIPS_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// A strip of a row: `Vectors` vectors side by side, of which the last begins at column `Last` of the strip.
template <std::size_t Vectors, std::size_t Lanes, std::size_t Last = (Vectors - 1) * Lanes> struct strip {
    static constexpr std::size_t vectors = Vectors, rest = 0, registers = Vectors;

    static constexpr std::size_t column(std::size_t v) noexcept { return v + 1 == Vectors ? Last : v * Lanes; }
};

/// A strip with one more vector, of `Rest` lanes, which begins at column `From` of the strip.
template <class Strip, std::size_t Rest, std::size_t From> struct strip_and_rest : Strip {
    static constexpr std::size_t rest = Rest, rest_column = From, registers = Strip::vectors + 1;
};

/// A row of `Columns` values in strips of about equal size, at most `Room` vectors. No columns are left to scalars: if they
/// fill no vector, the last strip ends where the row does and overlaps the one before; with only one strip, its last
/// vector does.
template <class T, std::size_t Columns, std::size_t Room, std::size_t Lanes = lanes_for<T>(Columns)> struct strips {
    static constexpr std::size_t lanes = Lanes, vectors = (Columns + lanes - 1) / lanes,
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

/// Columns behind whole vectors of 64 bytes. If they fit into 16 or 32 bytes, one narrower vector at the end of the row computes
/// them, because many processors compute 64 bytes in two halves. Otherwise `lanes` is 0.
template <class T, std::size_t Columns> struct narrow_rest {
    static constexpr std::size_t wide = lanes_for<T>(Columns), left = Columns % wide,
                                 narrow = (left * sizeof(T) <= 16 ? 16 : 32) / sizeof(T),
                                 lanes = wide * sizeof(T) == 64 && left != 0 && left <= narrow ? narrow : 0,
                                 before = lanes != 0 ? Columns - left : Columns;
};

/// The strips before a narrow rest, and calls of each(strip, column at which it begins, integral constant lanes) for them and the
/// rest.
template <class T, std::size_t Columns, std::size_t Room,
          std::size_t Lanes = lanes_for<T>(narrow_rest<T, Columns>::before)>
using strips_before_rest = strips<T, narrow_rest<T, Columns>::before, Room, Lanes>;

template <class T, std::size_t Columns, std::size_t Room, bool Unrolled,
          std::size_t Lanes = lanes_for<T>(narrow_rest<T, Columns>::before), class Each>
[[gnu::always_inline]] inline void for_strips(Each each) noexcept {
    using rest = narrow_rest<T, Columns>;
    using all = strips_before_rest<T, Columns, Room, Lanes>;
    all::template for_each<Unrolled>([&](auto strip_, std::size_t column_) CONSTPROP_INLINED {
        each(strip_, column_, std::integral_constant<std::size_t, all::lanes>{});
    });
    if constexpr (rest::lanes != 0)
        each(strip<1, rest::lanes>{}, Columns - rest::lanes, std::integral_constant<std::size_t, rest::lanes>{});
}

/// The strips before a narrow rest, of which the last has the rest, too.
template <class T, std::size_t Columns, std::size_t Room>
struct strips_with_rest : strips_before_rest<T, Columns, Room> {
    using whole = strips_before_rest<T, Columns, Room>;
    using rest = narrow_rest<T, Columns>;
    using last = std::conditional_t<
        rest::lanes == 0, typename whole::last,
        strip_and_rest<typename whole::last, rest::lanes, Columns - rest::lanes - whole::first_of_last>>;

    template <bool Unrolled, class Each> [[gnu::always_inline]] static void for_each(Each each) noexcept {
        repeat<whole::before, Unrolled>(
            [&](std::size_t k_) CONSTPROP_INLINED { each(typename whole::inner{}, k_ * whole::wide * whole::lanes); });
        each(last{}, whole::first_of_last);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_STRIPS_HPP
