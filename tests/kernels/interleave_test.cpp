#include <constprop/kernels/interleave.hpp>

#include <array>
#include <cstddef>
#include <utility>

#include "catch.hpp"

namespace kernels = constprop::kernels;

namespace {

/// Value k of column c is c + 100 k; in rows they lie one behind the other.
template <std::size_t Count, std::size_t Lanes, class T> void check_columns() {
    std::array<T, Count * Lanes> rows;
    for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = static_cast<T>(k % Count + 100 * (k / Count));
    kernels::vector<T, Lanes> v[Count];
    for (std::size_t c = 0; c < Count; ++c) v[c] = kernels::load<Lanes>(rows.data() + c * Lanes);

    kernels::deinterleave<Count, Lanes, T>(v);
    for (std::size_t c = 0; c < Count; ++c)
        for (std::size_t k = 0; k < Lanes; ++k) {
            CAPTURE(Count, Lanes, sizeof(T), c, k);
            CHECK(v[c][k] == static_cast<T>(c + 100 * k));
        }

    kernels::interleave<Count, Lanes, T>(v);
    std::array<T, Count * Lanes> again;
    for (std::size_t c = 0; c < Count; ++c) kernels::store<Lanes>(again.data() + c * Lanes, v[c]);
    CAPTURE(Count, Lanes, sizeof(T));
    CHECK(again == rows);
}

template <std::size_t Lanes, class T, std::size_t... K> void check_all(std::index_sequence<K...>) {
    (check_columns<1 + K, Lanes, T>(), ...);
}

}  // namespace

TEST_CASE("rows in vectors become columns, and rows again", "[kernels]") {
    check_all<16, float>(std::make_index_sequence<15>{});
    check_all<8, float>(std::make_index_sequence<12>{});
    check_all<4, float>(std::make_index_sequence<6>{});
    check_all<8, double>(std::make_index_sequence<6>{});
}
