#include <constprop/kernels/fold_lanes.hpp>

#include <array>
#include <cstddef>

#include "catch.hpp"

namespace kernels = constprop::kernels;

namespace {

/// The sum of `Lanes` lanes in halves: (a₀ + a₂) + (a₁ + a₃).
template <class T, std::size_t Lanes> T in_halves(std::array<T, Lanes> lanes) {
    for (std::size_t half = Lanes / 2; half > 0; half /= 2)
        for (std::size_t k = 0; k < half; ++k) lanes[k] += lanes[k + half];
    return lanes[0];
}

template <std::size_t Rows, std::size_t Lanes, class T> void check_sums() {
    std::array<std::array<T, Lanes>, Rows> lanes;
    kernels::vector<T, Lanes> row[Rows];
    for (std::size_t r = 0; r < Rows; ++r) {
        for (std::size_t k = 0; k < Lanes; ++k) lanes[r][k] = T(1) / static_cast<T>(1 + k + r * Lanes);
        row[r] = kernels::load<Lanes>(lanes[r].data());
    }
    std::array<T, Rows> sums;
    kernels::store<Rows>(sums.data(), kernels::detail::sums_of_lanes<Rows, Lanes, T>(row));
    for (std::size_t r = 0; r < Rows; ++r) {
        CAPTURE(Rows, Lanes, sizeof(T), r);
        CHECK(sums[r] == in_halves(lanes[r]));
    }
}

/// All powers of two up to there, as rows and, from two on, as lanes.
template <std::size_t Lanes, class T, std::size_t Rows = Lanes> void check_all() {
    check_sums<Rows, Lanes, T>();
    if constexpr (Rows > 1) check_all<Lanes, T, Rows / 2>();
    else if constexpr (Lanes > 2) check_all<Lanes / 2, T>();
}

}  // namespace

TEST_CASE("lanes are summed in halves, and the sums lie in order", "[kernels]") {
    check_all<16, float>();
    check_all<8, double>();
}
