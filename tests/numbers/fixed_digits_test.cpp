#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <memory>

#include "../../examples/digits/digits_data.hpp"
#include "../../examples/firmware/digits_model.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using digits_model::model;
using digits_model::net;
template <class Scalar> constexpr cp::with_scalar<Scalar, model> converted(net);

/// The share of images that a network reads right, in its scalar.
template <class Scalar, class Images, class Classes> double accuracy(const Images& images, const Classes& classes) {
    std::size_t right = 0;
    for (std::size_t n = 0; n < images.size(); ++n) {
        typename cp::with_scalar<Scalar, model>::input_type x{};
        for (std::size_t k = 0; k < x.size(); ++k) x[k] = images[n][k];
        right += cp::classify(converted<Scalar>, x) == classes[n] ? 1U : 0U;
    }
    return static_cast<double>(right) / static_cast<double>(images.size());
}

static_assert(cp::footprint<cp::with_scalar<cp::fixed<5, 10>, model>>::parameter_bytes * 2 ==
              cp::footprint<model>::parameter_bytes);

}  // namespace

// The demo's network in fixed point, and in floats that are stored in 16 and 8 bits, on the digits that were held back.
TEST_CASE("handwritten digits in fixed point and stored in fewer bits") {
    const auto data = std::make_unique<digits::data>();
    std::FILE* file = std::fopen(CONSTPROP_DIGITS, "r");
    REQUIRE(file != nullptr);
    REQUIRE(digits::parse(file, CONSTPROP_DIGITS, *data));
    std::fclose(file);
    const double in_float = cp::accuracy(net, data->held_back.images, data->held_back.classes);
    const double in_q16 = accuracy<cp::fixed<16, 16>>(data->held_back.images, data->held_back.classes);
    const double in_q5 = accuracy<cp::fixed<5, 10>>(data->held_back.images, data->held_back.classes);
    const double in_half = accuracy<cp::half>(data->held_back.images, data->held_back.classes);
    const double in_bfloat16 = accuracy<cp::bfloat16>(data->held_back.images, data->held_back.classes);
    const double in_scaled_int8 = accuracy<cp::scaled_int8>(data->held_back.images, data->held_back.classes);
    std::printf(
        "digits held back that are read right: float %.4f, Q16.16 %.4f, Q5.10 %.4f, half %.4f, bfloat16 %.4f, "
        "scaled int8 %.4f\n",
        in_float, in_q16, in_q5, in_half, in_bfloat16, in_scaled_int8);
    CHECK(in_q16 == in_float);
    CHECK(in_q5 >= in_float - 0.003);
    CHECK(in_half == in_float);
    CHECK(in_bfloat16 >= in_float - 0.003);
    CHECK(in_scaled_int8 >= in_float - 0.003);
}
