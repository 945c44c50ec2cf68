#include <constprop/kernels/vector.hpp>
#include <constprop/math/flush_subnormals.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "catch.hpp"

namespace {

namespace cp = constprop;
using cp::math::flush_subnormals;

template <class T> using limits = std::numeric_limits<T>;

template <class T> constexpr auto bits_of(T x) {
    return std::bit_cast<std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>(x);
}

template <class T> constexpr bool is_right() {
    const T smallest = (limits<T>::min)(), subnormal = smallest / 2;
    for (const T x : {T(1), smallest, (limits<T>::max)(), limits<T>::infinity()})
        if (flush_subnormals(x) != x || flush_subnormals(-x) != -x) return false;
    for (const T x : {T(0), limits<T>::denorm_min(), subnormal, smallest - limits<T>::denorm_min()})
        if (bits_of(flush_subnormals(x)) != bits_of(T(0)) || bits_of(flush_subnormals(-x)) != bits_of(-T(0)))
            return false;
    const T not_a_number = flush_subnormals(limits<T>::quiet_NaN());
    return not_a_number != not_a_number;
}
static_assert(is_right<float>() && is_right<double>());
static_assert(flush_subnormals(limits<long double>::denorm_min()) == limits<long double>::denorm_min());

/// Lane by lane like a scalar, for floats of all exponents.
template <std::size_t Lanes> bool is_right_in_lanes() {
    alignas(64) float x[Lanes], y[Lanes];
    bool same = true;
    for (std::uint32_t first = 0; first < 1U << 9; first += Lanes) {
        for (std::size_t k = 0; k < Lanes; ++k)
            x[k] = std::bit_cast<float>((first + static_cast<std::uint32_t>(k)) << 23U | 0x2AU);
        cp::kernels::store<Lanes>(y, flush_subnormals(cp::kernels::load<Lanes>(x)));
        for (std::size_t k = 0; k < Lanes; ++k)
            same = same && std::bit_cast<std::uint32_t>(y[k]) == std::bit_cast<std::uint32_t>(flush_subnormals(x[k]));
    }
    return same;
}

}  // namespace

TEST_CASE("subnormal numbers become zero") {
    CHECK(is_right<float>());
    CHECK(is_right<double>());
    if constexpr (cp::kernels::has_vectors<float>) {
        CHECK(is_right_in_lanes<cp::kernels::register_lanes<float>>());
        CHECK(is_right_in_lanes<4>());
    }
}
