#include <constprop/constprop.hpp>

#include <cstdio>
#include <memory>

#include "../../examples/digits/digits_data.hpp"
#include "../../examples/firmware/digits_model.hpp"
#include "catch.hpp"

// The demo's network in integers, of eight bits and of four, on the digits that were held back.
TEST_CASE("handwritten digits in integers") {
    namespace cp = constprop;
    const auto data = std::make_unique<digits::data>();
    std::FILE* file = std::fopen(CONSTPROP_DIGITS, "r");
    REQUIRE(file != nullptr);
    REQUIRE(digits::parse(file, CONSTPROP_DIGITS, *data));
    std::fclose(file);
    const auto& training = data->training;
    const auto& held_back = data->held_back;

    const auto accuracy = [&](const auto& net) { return cp::accuracy(net, held_back.images, held_back.classes); };
    CHECK(accuracy(digits_model::net) >= 0.988);
    CHECK(accuracy(cp::quantize(digits_model::net, training.images)) >= 0.986);
    CHECK(accuracy(cp::quantize(digits_model::net, training.images, cp::per_tensor{})) >= 0.986);
    CHECK(accuracy(cp::quantize(digits_model::net, training.images, cp::percentile{99.9})) >= 0.986);
    CHECK(accuracy(cp::quantize(digits_model::net, training.images, cp::least_squared_error{})) >= 0.986);

    const auto small_net = cp::quantize(digits_model::net, training.images);
    const auto report = cp::report_quantization(digits_model::net, small_net, held_back.images);
    CAPTURE(report.output().signal_to_noise, report.output().greatest_difference, accuracy(small_net));
    CHECK(report.output().signal_to_noise > 30);
    static_assert(cp::footprint<std::remove_const_t<decltype(small_net)>>::parameter_bytes <
                  0.35 * cp::footprint<digits_model::model>::parameter_bytes);

    // Weights of four bits lose more than a point; a few epochs that are aware of them bring it back.
    const auto aware_of = [&](const auto& scales) {
        return cp::quantize(cp::fit(cp::fake_quantized(digits_model::net, training.images, scales), cp::cross_entropy{},
                                    cp::adam{.learning_rate = 3e-4}, training.images, training.classes, {.epochs = 20},
                                    cp::batch<32>));
    };
    CHECK(accuracy(cp::quantize(digits_model::net, training.images, cp::int4_weights<>{})) < 0.975);
    CHECK(accuracy(aware_of(cp::int4_weights<>{})) >= 0.98);
    CHECK(accuracy(aware_of(cp::int4_weights<cp::per_tensor>{})) >= 0.98);
    CHECK(accuracy(aware_of(cp::per_channel{})) >= 0.986);
}
