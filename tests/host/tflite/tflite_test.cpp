// What save_tflite makes of integers, and of networks that it cannot write. round_trip.cpp reads its files.
#include <constprop/constprop.hpp>
#include <constprop/host/tflite.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"

namespace cp = constprop;
using cp::host::detail::integers_with_scales;
namespace fs = std::filesystem;

namespace {

constexpr cp::quantization takes{0.0437F, -17}, gives{0.0193F, 5};

/// Integers that look like a trained layer's, the scales with all of their bits.
template <std::size_t Weights, std::size_t Outputs, std::size_t Scales> constexpr auto drawn() noexcept {
    cp::int8_tensors<Weights, Outputs, Scales> result;
    for (std::size_t k = 0; k < Weights; ++k)
        result.weights[k] = static_cast<std::int8_t>(static_cast<int>(37 * k % 255) - 127);
    for (std::size_t k = 0; k < Outputs; ++k) result.biases[k] = static_cast<std::int32_t>(7919 * k) - 20'000;
    for (std::size_t k = 0; k < Scales; ++k) result.scales[k] = 0.001F + static_cast<float>(k) * 0.000'123'457F;
    result.gives = gives;
    return result;
}

template <class Tensors, class Net> void check_integers(const Tensors& from, const Net& net) {
    const auto found = integers_with_scales(net.template layer<0>(), net.takes());
    CHECK(found.weights == std::vector(from.weights.begin(), from.weights.end()));
    CHECK(found.biases == std::vector(from.biases.begin(), from.biases.end()));
    CHECK(found.scales == std::vector(from.scales.begin(), from.scales.end()));
}

std::string error_of(const auto& save) {
    try {
        save();
        return "";
    } catch (const cp::host::error& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("tflite: a layer's integers are those that it was made from") {
    const auto linear = drawn<40, 5, 5>();
    check_integers(linear, cp::int8_network<cp::network<cp::linear<8, 5>>>::from_integers(takes, linear));
    using images = cp::network<cp::image<5, 5, 2>, cp::conv2d<2, 3, cp::kernel<3>>>;
    const auto conv = drawn<54, 3, 3>();
    check_integers(conv, cp::int8_network<images>::from_integers(takes, conv));
    const auto one_scale = drawn<54, 3, 1>();
    check_integers(one_scale, cp::int8_network<images, cp::per_tensor>::from_integers(takes, one_scale));
    using depthwise = cp::network<cp::image<5, 5, 4>, cp::depthwise_conv2d<4, cp::kernel<3>, cp::multiplier<2>>>;
    const auto wide = drawn<72, 8, 8>();
    check_integers(wide, cp::int8_network<depthwise>::from_integers(takes, wide));
}

TEST_CASE("tflite: the one scale of a linear layer has its multiplier") {
    for (const float scale : {0.001'234'567F, 0.012'345'67F, 0.099'999'99F, 0.000'377'1F}) {
        auto from = drawn<40, 5, 1>();
        from.scales[0] = scale;
        const auto check = [&]<class Scales>(Scales /*scales*/) {
            using network = cp::int8_network<cp::network<cp::linear<8, 5>>, Scales>;
            const auto net = network::from_integers(takes, from);
            const auto found = integers_with_scales(net.template layer<0>(), net.takes());
            cp::int8_tensors<40, 5, 1> again = from;
            again.scales[0] = found.scales.at(0);
            const auto other = network::from_integers(takes, again);
            // A network with a scale for each output may have found five, whose multipliers are these, too.
            if (found.scales.size() == 1) {
                CHECK(net.template layer<0>().by[0].factor == other.template layer<0>().by[0].factor);
                CHECK(net.template layer<0>().by[0].shift == other.template layer<0>().by[0].shift);
            }
            CHECK(found.scales[0] == Approx(scale).epsilon(3e-7));
        };
        check(cp::per_tensor{});
        check(cp::per_channel{});
    }
}

TEST_CASE("tflite: one output for which a linear layer rounds the product of two scales") {
    auto from = drawn<8, 1, 1>();
    for (std::uint32_t k = 0; k < 50; ++k) {
        from.scales[0] = 0.001F + static_cast<float>(k) * 0.000'123'457F;
        using network = cp::int8_network<cp::network<cp::linear<8, 1>>>;
        const auto net = network::from_integers(takes, from);
        auto again = from;
        again.scales[0] = integers_with_scales(net.template layer<0>(), takes).scales.at(0);
        CHECK(network::from_integers(takes, again) == net);
    }
}

TEST_CASE("tflite: factors that no scales make are refused") {
    cp::int8_integers<6, 3, 3> from{.weights = {1, 2, 3, 4, 5, 6}, .gives = {0.5F, 0}};
    for (std::size_t o = 0; o < 3; ++o) from.factors[o] = {(1 << 30) + 1 + static_cast<std::int32_t>(o), -3};
    const auto net = cp::int8_network<cp::network<cp::linear<2, 3>>>::from_integers({0.25F, 0}, from);
    CHECK(error_of([&] {
              integers_with_scales(net.layer<0>(), net.takes());
          }).find("no float is a scale of which its factors are made") != std::string::npos);
}

TEST_CASE("tflite: weights of four bits are written as eight") {
    using model = cp::network<cp::linear<6, 3>>;
    constexpr auto net = cp::initialized<model>(cp::kaiming_uniform{.seed = 3});
    constexpr std::array<model::input_type, 1> x{{{1, -1, 0.5F, 0, 0.25F, -0.5F}}};
    const auto small = cp::quantize(net, x, cp::int4_weights<>{});
    const auto found = integers_with_scales(small.layer<0>(), small.takes());
    REQUIRE(found.weights.size() == 18);
    for (std::size_t o = 0; o < 3; ++o)
        for (std::size_t i = 0; i < 6; ++i) {
            CHECK(found.weights[o * 6 + i] == small.layer<0>().weight(o, i));
            CHECK(std::abs(found.weights[o * 6 + i]) <= 7);
        }
}

TEST_CASE("tflite: numbers that are none, and text in another encoding, are refused before a file is touched") {
    using model = cp::network<cp::linear<2, 1>, cp::relu>;
    model net{};
    const fs::path path = fs::temp_directory_path() / "constprop_tflite_test.tflite";
    fs::remove(path);
    CHECK(error_of([&] {
              cp::host::save_tflite(path, net, {.name = "\xFF"});
          }).find("is not in UTF-8; expected text in UTF-8") != std::string::npos);
    net.layer<0>().parameter(1) = std::numeric_limits<float>::quiet_NaN();
    CHECK(error_of([&] { cp::host::save_tflite(path, net); }).find("parameter 0.weight[0, 1] of layer 0") !=
          std::string::npos);
    CHECK(!fs::exists(path));
}
