#include <constprop/constprop.hpp>

#include <cstddef>
#include <memory>

#include "../../examples/digits/digits_data.hpp"
#include "catch.hpp"

// A convolution on real images: the digits of the demo, a fifth of which is held back.
TEST_CASE("a convolution reads handwritten digits") {
    namespace cp = constprop;
    using model =
        cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::kernel<3>>, cp::relu, cp::flatten, cp::linear<144, 10>>;
    const auto data = std::make_unique<digits::data>();
    std::FILE* file = std::fopen(CONSTPROP_DIGITS, "r");
    REQUIRE(file != nullptr);
    REQUIRE(digits::parse(file, CONSTPROP_DIGITS, *data));
    std::fclose(file);
    const auto& [training, held_back] = *data;
    const model net = cp::fit(cp::initialized<model>(cp::kaiming_uniform{.seed = 1}), cp::cross_entropy{},
                              cp::adam{.learning_rate = 0.003}, training.images, training.classes, {.epochs = 20});
    const double accuracy = cp::accuracy(net, held_back.images, held_back.classes);
    CAPTURE(accuracy);
    CHECK(accuracy >= 0.97);
}
