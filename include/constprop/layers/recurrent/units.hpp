#ifndef CONSTPROP_LAYERS_RECURRENT_UNITS_HPP
#define CONSTPROP_LAYERS_RECURRENT_UNITS_HPP

#include <constprop/kernels/pieces.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// The units of a recurrent layer: the part of a step after its products, unit by unit.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Calls unit(k, type identity of Value) for `Count` units: Value is a vector of units from k on, or a single unit. It is as wide
/// as the vectors in which a product of one sample writes a row of `Row` values, see `lanes_of_row`.
template <std::size_t Count, class T, bool OnVectors, std::size_t Row = Count, class Unit>
[[gnu::always_inline]] constexpr void for_units(const Unit& unit) noexcept {
    if constexpr (OnVectors && kernels::has_vectors<T>)
        if (!std::is_constant_evaluated())
            return kernels::for_vectors<Count, T, kernels::lanes_of_row<T>(Row)>(
                [&](std::size_t k_, auto lanes_)
                    CONSTPROP_INLINED { unit(k_, std::type_identity<kernels::vector<T, lanes_()>>{}); });
    for (std::size_t k = 0; k < Count; ++k) unit(k, std::type_identity<T>{});
}

/// Copies `Count` numbers, in vectors.
template <std::size_t Count, class T> [[gnu::always_inline]] constexpr void copy_row(const T* from, T* to) noexcept {
    for_units<Count, T, true>([&](std::size_t k_, auto type_) CONSTPROP_INLINED {
        kernels::put(to + k_, kernels::get<typename decltype(type_)::type>(from + k_));
    });
}

/// `Count` numbers of a unit, `Stride` apart in memory.
template <class Value, std::size_t Count, std::size_t Stride> struct of_unit {
    Value values[Count == 0 ? 1 : Count];

    template <class T> [[gnu::always_inline]] constexpr void read(const T* from) noexcept {
        for (std::size_t g = 0; g < Count; ++g) values[g] = kernels::get<Value>(from + g * Stride);
    }
    template <class T> [[gnu::always_inline]] constexpr void write(T* to) const noexcept {
        for (std::size_t g = 0; g < Count; ++g) kernels::put(to + g * Stride, values[g]);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_RECURRENT_UNITS_HPP
