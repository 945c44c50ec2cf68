#ifndef CONSTPROP_KERNELS_PIECES_HPP
#define CONSTPROP_KERNELS_PIECES_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// Calls piece(integral constant lanes, integral constant vectors, first column) for columns in strips of at most `Room`
/// vectors of at most `Most` lanes; the last columns come in vectors of half the lanes, of a quarter …
template <std::size_t Columns, std::size_t Room, bool Unrolled, class T, std::size_t First = 0,
          std::size_t Most = lanes_of_row<T>(Columns), class Piece>
[[gnu::always_inline]] inline void for_pieces(const Piece& piece) noexcept {
    constexpr std::size_t left = Columns - First, lanes = lanes_for<T>(left) < Most ? lanes_for<T>(left) : Most,
                          vectors = left / lanes, full = vectors / Room, rest = vectors % Room;
    if constexpr (full == 1)
        piece(std::integral_constant<std::size_t, lanes>{}, std::integral_constant<std::size_t, Room>{}, First);
    else if constexpr (full > 1)
        repeat<full, Unrolled>([&](std::size_t k_) CONSTPROP_INLINED {
            piece(std::integral_constant<std::size_t, lanes>{}, std::integral_constant<std::size_t, Room>{},
                  First + k_ * Room * lanes);
        });
    if constexpr (rest != 0)
        piece(std::integral_constant<std::size_t, lanes>{}, std::integral_constant<std::size_t, rest>{},
              First + full * Room * lanes);
    if constexpr (left % lanes != 0) for_pieces<Columns, Room, Unrolled, T, First + vectors * lanes, Most>(piece);
}

/// Calls f(k, integral constant n) for `Count` values in vectors of n lanes; straight-line code for a few of them.
template <std::size_t Count, class T, std::size_t Most = lanes_of_row<T>(Count), class Function>
[[gnu::always_inline]] inline void for_vectors(const Function& f) noexcept {
    constexpr bool unrolled = Count <= 8 * register_lanes<T>;
    for_pieces<Count, 1, unrolled, T, 0, Most>([&](auto lanes_, auto /*one*/, std::size_t k_)
                                                   CONSTPROP_INLINED { f(k_, lanes_); });
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_PIECES_HPP
