#include <constprop/kernels/plain.hpp>

#include <array>
#include <cmath>
#include <cstddef>

#include "catch.hpp"

namespace kernels = constprop::kernels;

TEST_CASE("the gradient of a batch is summed in parts of a row", "[kernels]") {
    constexpr std::size_t part = kernels::cache_block_bytes / sizeof(float), rows = 2, columns = 2 * part + 5,
                          batch = 3;
    static std::array<std::array<float, rows>, batch> a;
    static std::array<std::array<float, columns>, batch> b;
    static std::array<float, rows * columns> sums, expected;
    for (std::size_t n = 0; n < batch; ++n) {
        for (std::size_t r = 0; r < rows; ++r) a[n][r] = 1.0F / static_cast<float>(1 + n + 2 * r);
        for (std::size_t c = 0; c < columns; ++c) b[n][c] = 1.0F / static_cast<float>(3 + c + 5 * n);
    }
    for (std::size_t samples = 1; samples <= batch; ++samples) {
        sums.fill(-1);
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) {
                float& sum = expected[r * columns + c] = b[0][c] * a[0][r];
                for (std::size_t n = 1; n < samples; ++n) sum += b[n][c] * a[n][r];
            }
        kernels::plain::sum_of_outer_products<rows, columns, batch>(
            a.data(), b.data(), samples, [&](std::size_t k, float value) { sums[k] = value; });
        std::size_t wrong = 0;
        for (std::size_t k = 0; k < sums.size(); ++k) wrong += std::abs(sums[k] - expected[k]) > 1e-6F * expected[k];
        CAPTURE(samples);
        CHECK(wrong == 0);
    }
}
