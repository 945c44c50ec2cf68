#include <constprop/constprop.hpp>
#include <constprop/kernels/int8/join.hpp>

#include <algorithm>
#include <cstdint>

#include "by_definition.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;
namespace kernels = cp::kernels::int8;
namespace definition = by_definition;

/// TensorFlow Lite's ADD, with sign 1, and SUB, with sign −1.
std::int32_t joined(std::int32_t a, std::int32_t b, const cp::quantization& of_a, const cp::quantization& of_b,
                    const cp::quantization& gives, std::int32_t sign) {
    const double twice = 2 * static_cast<double>(std::max(of_a.scale, of_b.scale));
    const auto brought = [&](std::int32_t q_, const cp::quantization& of_) {
        return definition::times((q_ - of_.zero_point) * (1 << 20),
                                 definition::factor_of(static_cast<double>(of_.scale) / twice));
    };
    const auto back = definition::factor_of(twice / ((1 << 20) * static_cast<double>(gives.scale)));
    return definition::times(brought(a, of_a) + sign * brought(b, of_b), back);
}

/// How many of all pairs of integers are joined in another way.
template <template <std::size_t> class Rule>
int differences(const cp::quantization& of_a, const cp::quantization& of_b, const cp::quantization& gives,
                std::int32_t sign) {
    const Rule<2> rule({of_a, of_b}, gives);
    int count = 0;
    for (std::int32_t a = -128; a < 128; ++a)
        for (std::int32_t b = -128; b < 128; ++b) count += rule(a, b) != joined(a, b, of_a, of_b, gives, sign);
    return count;
}

}  // namespace

// 3 · 0.5 − 1 · 0.25 is 5 steps of 0.25; of three, the other two are taken from the first.
static_assert(kernels::difference_of<2>({cp::quantization{0.5F, 3}, cp::quantization{0.25F, -1}}, {0.25F, 0})(6, 0) ==
              5);
static_assert(kernels::difference_of<3>({cp::quantization{1, 0}, cp::quantization{1, 0}, cp::quantization{1, 5}},
                                        {1, 0})(50, 7, 9) == 39);

TEST_CASE("sums and differences of int8 values are TensorFlow Lite's, for all pairs") {
    const cp::quantization some[]{{0.0123F, -7}, {0.0371F, 12}, {0.5F, -128}, {0.00077F, 127}, {0.25F, 0}};
    for (const cp::quantization& a : some)
        for (const cp::quantization& b : some)
            for (const cp::quantization& y : some) {
                // What TensorFlow Lite takes: its last factor is below 1.
                if (2 * std::max(a.scale, b.scale) / (1 << 20) >= y.scale) continue;
                CAPTURE(a.scale, b.scale, y.scale);
                CHECK(differences<kernels::sum_of>(a, b, y, 1) == 0);
                CHECK(differences<kernels::difference_of>(a, b, y, -1) == 0);
            }
}

TEST_CASE("what is taken away is rounded before its sign changes") {
    // Eight steps of b are half of a common step more than a whole number of them, which is rounded up, also below 0.
    const cp::quantization a{1, 0}, b{0.5F + 0x1p-24F, 0}, y{0x1p-19F, 0};
    CHECK(differences<kernels::difference_of>(a, b, y, -1) == 0);
    CHECK(kernels::difference_of<2>({a, b}, y)(0, 8) != kernels::sum_of<2>({a, b}, y)(0, -8));
}
