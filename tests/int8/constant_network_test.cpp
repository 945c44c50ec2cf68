#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "catch.hpp"
#include "near_floats.hpp"

namespace cp = constprop;
using near_floats::network_for, near_floats::samples_for;

namespace {

template <class Network, class... Options> constexpr auto pruned(double fraction, const Options&... options) {
    return cp::quantize(cp::prune(network_for<Network>(), cp::smallest{.fraction = fraction}), samples_for<Network>(),
                        options...);
}
constexpr auto dense = pruned<cp::network<cp::linear<5, 7>, cp::relu, cp::linear<7, 3>, cp::softmax>>(0);
constexpr auto sparse =
    pruned<cp::network<cp::linear<6, 9>, cp::relu, cp::linear<9, 5>, cp::gelu, cp::linear<5, 2>, cp::tanh>>(0.7);
constexpr auto one_scale = pruned<cp::network<cp::linear<12, 8>, cp::relu6, cp::linear<8, 8>>>(0.6, cp::per_tensor{});
constexpr auto four_bits =
    pruned<cp::network<cp::linear<12, 8>, cp::relu6, cp::linear<8, 2>>>(0.6, cp::int4_weights<>{});
constexpr auto images = pruned<cp::network<cp::image<4, 4, 1>, cp::conv2d<1, 3, cp::kernel<3>>, cp::relu, cp::flatten,
                                           cp::residual<cp::linear<12, 12>>, cp::linear<12, 2>>>(0.5);

/// The integers of a network, and of the same as constants.
template <const auto& Net> constexpr bool agrees() {
    constexpr cp::constant_network<Net> constant;
    typename std::remove_cvref_t<decltype(Net)>::int8_input q{};
    bool same = true;
    for (std::size_t seed = 0; seed < 4; ++seed) {
        for (std::size_t k = 0; k < q.size(); ++k)
            q[k] = static_cast<std::int8_t>(static_cast<int>((k * 53 + seed * 101) % 256) - 128);
        same = same && constant(q) == Net(q);
    }
    return same;
}

/// Unit 0 is read, unit 1 is not, unit 2 reads nothing: two connections on a path to the output, and the one between.
using model = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 1>>;
constexpr auto few = [] {
    constexpr std::array<model::input_type, 4> samples{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
    return cp::quantize(model::from_parameters({1, 2, 3, 4, 0, 0, 0, 0, 0.5F, 1, 0, 1, 0}), samples);
}();
using constant = cp::constant_network<few>;

}  // namespace

static_assert(std::is_empty_v<constant>);
static_assert(constant::connections == 4);  // two of unit 0, and those of units 0 and 2 to the output
static_assert(constant{}({1, 0.5F}) == few({1, 0.5F}));
static_assert(cp::constant_network<sparse>::connections < 50 && cp::constant_network<dense>::connections == 56);
static_assert(agrees<few>() && agrees<sparse>());

TEST_CASE("a constant network of integers gives the network's integers") {
    CHECK(agrees<few>());
    CHECK(agrees<dense>());
    CHECK(agrees<sparse>());
    CHECK(agrees<one_scale>());
    CHECK(agrees<four_bits>());
    CHECK(agrees<images>());
    CHECK(cp::classify(cp::constant_network<dense>{}, {0.1F, 0.2F, 0.3F, 0.4F, 0.5F}) ==
          cp::classify(dense, {0.1F, 0.2F, 0.3F, 0.4F, 0.5F}));
}
