#include <constprop/constprop.hpp>
#include <constprop/deploy/for_inference.hpp>

#include <array>
#include <cstddef>
#include <ratio>
#include <type_traits>

#include "catch.hpp"
#include "chain/measuring_layers.hpp"

namespace {

namespace cp = constprop;
using half = cp::dropout<std::ratio<1, 2>>;
using norm = cp::batch_norm;
using keras = cp::batch_norm_with<std::ratio<1, 1000>, std::ratio<1, 100>>;
template <std::size_t In, std::size_t Out, class... Options>
using conv = cp::conv2d<In, Out, cp::kernel<3>, Options...>;

template <class... Layers> using vectors = cp::basic_network<double, Layers...>;
template <class... Layers> using images = cp::basic_network<double, cp::image<5, 5, 2>, Layers...>;

template <class Trained, class Deployed>
inline constexpr bool becomes = std::is_same_v<cp::inference_network<Trained>, Deployed>;

/// Numbers of all sizes, variances above 0.
template <class Network> constexpr void fill(Network& net) {
    using T = typename Network::scalar;
    cp::random draw(18);
    typename Network::parameter_type p{};
    typename Network::statistic_type s{};
    for (auto& value : p) value = draw.uniform(T(1));
    for (auto& value : s) value = T(1.5) + draw.uniform(T(1));
    net = Network::from_parameters(p, s);
}

/// The greatest difference of two networks' outputs.
template <class Network> double worst_difference() {
    Network net;
    fill(net);
    const auto small = cp::for_inference(net);
    cp::random draw(19);
    double worst = 0;
    for (int n = 0; n < 20; ++n) {
        typename Network::input_type x{};
        for (auto& value : x) value = draw.uniform(typename Network::scalar(1));
        const auto a = net(x), b = small(x);
        for (std::size_t k = 0; k < a.size(); ++k) {
            const double d = static_cast<double>(a[k] - b[k]);
            worst = d > worst ? d : -d > worst ? -d : worst;
        }
    }
    return worst;
}
/// In double and in float.
template <class Network> void check_outputs() {
    CHECK(worst_difference<Network>() < 1e-12);
    CHECK(worst_difference<cp::with_scalar<float, Network>>() < 1e-5);
}

using behind = vectors<cp::linear<3, 4>, norm, cp::relu, half, cp::linear<4, 2>, keras>;
using twice = vectors<cp::linear<3, 4>, norm, half, cp::identity, keras, cp::tanh>;
using before = vectors<cp::linear<3, 4>, cp::relu, norm, half, cp::linear<4, 2>>;
using alone = vectors<cp::vector<3>, norm, cp::relu, norm, keras, cp::tanh>;
using unpadded = images<norm, conv<2, 3>, cp::relu>;
using padded = images<norm, conv<2, 3, cp::padding<1>>, norm, cp::relu>;
using same = images<norm, conv<2, 3, cp::same>>;
using sides = images<norm, cp::conv2d<2, 3, cp::kernel<2>, cp::padding<0, 1, 0, 0>>>;
using flattened = images<conv<2, 3>, cp::relu, norm, half, cp::flatten, cp::linear<27, 2>>;
using behind_flatten = images<cp::flatten, norm, cp::linear<50, 2>>;
using alone_behind_flatten = images<cp::flatten, norm, cp::tanh>;
using chains = vectors<cp::sequential<cp::linear<3, 4>, cp::sequential<norm, half>>,
                       cp::sequential<cp::sequential<cp::relu>, cp::linear<4, 2>>>;
using branches =
    images<conv<2, 4, cp::padding<1>>, norm, cp::relu,
           cp::residual<conv<4, 4, cp::padding<1>>, norm, cp::relu, half, conv<4, 4, cp::padding<1>>, norm>, cp::relu,
           cp::add<cp::sequential<conv<4, 6, cp::stride<2>, cp::padding<1>>, norm>,
                   cp::sequential<cp::conv2d<4, 6, cp::stride<2>>, norm>>,
           cp::concatenate<cp::sequential<half>, norm, cp::sequential<cp::sequential<cp::tanh>>>,
           cp::multiply<cp::sequential<cp::conv2d<18, 2>, norm, cp::sigmoid>, cp::conv2d<18, 2>>, cp::flatten,
           cp::linear<18, 2>>;
template <class... Layers> using signals = cp::basic_network<double, cp::signal<8, 4>, Layers...>;
using grouped = images<cp::conv2d<2, 4, cp::kernel<2>, cp::groups<2>, cp::no_bias>, norm, cp::relu, norm,
                       cp::conv2d<4, 6, cp::groups<2>, cp::dilation<2>, cp::kernel<2>>>;
using depthwise = signals<norm, cp::depthwise_conv1d<4, cp::kernel<3>, cp::multiplier<2>, cp::no_bias>, norm, cp::relu,
                          cp::conv1d<8, 3, cp::no_bias>, norm, cp::relu, norm,
                          cp::conv1d<3, 2, cp::kernel<3>, cp::dilation<2>, cp::same>>;
using transposed = images<cp::transposed_conv2d<2, 4, cp::kernel<3>, cp::stride<2>, cp::groups<2>>, norm, cp::relu,
                          norm, cp::transposed_conv2d<4, 3, cp::kernel<2>, cp::no_bias>, norm, cp::global_average_pool>;
using others =
    vectors<cp::linear<3, 4>, measuring::centered, cp::sequential<measuring::centered, norm>, cp::linear<4, 1>>;

}  // namespace

// Into the linear layer or convolution before it, also one after the other, and whatever vanishes between.
static_assert(becomes<behind, vectors<cp::linear<3, 4>, cp::relu, cp::linear<4, 2>>>);
static_assert(becomes<twice, vectors<cp::linear<3, 4>, cp::tanh>>);
// Else into the one behind it, where nothing is padded.
static_assert(becomes<before, vectors<cp::linear<3, 4>, cp::relu, cp::linear<4, 2>>>);
static_assert(becomes<unpadded, images<conv<2, 3>, cp::relu>>);
static_assert(becomes<flattened, images<conv<2, 3>, cp::relu, cp::flatten, cp::linear<27, 2>>>);
static_assert(becomes<behind_flatten, images<cp::flatten, cp::linear<50, 2>>>);
// Else a scale.
static_assert(becomes<alone, vectors<cp::vector<3>, cp::scale<3>, cp::relu, cp::scale<3>, cp::tanh>>);
static_assert(becomes<padded, images<cp::channel_scale<2>, conv<2, 3, cp::padding<1>>, cp::relu>>);
static_assert(becomes<same, images<cp::channel_scale<2>, conv<2, 3, cp::same>>>);
static_assert(becomes<sides, images<cp::channel_scale<2>, cp::conv2d<2, 3, cp::kernel<2>, cp::padding<0, 1, 0, 0>>>>);
static_assert(becomes<alone_behind_flatten, images<cp::flatten, cp::channel_scale<50>, cp::tanh>>);
// A convolution without biases gains some; a transposed one, at whose sides fewer terms meet, takes up nothing before it.
static_assert(becomes<grouped, images<cp::conv2d<2, 4, cp::kernel<2>, cp::groups<2>>, cp::relu,
                                      cp::conv2d<4, 6, cp::groups<2>, cp::dilation<2>, cp::kernel<2>>>>);
static_assert(
    becomes<depthwise,
            signals<cp::depthwise_conv1d<4, cp::kernel<3>, cp::multiplier<2>>, cp::relu, cp::conv1d<8, 3>, cp::relu,
                    cp::channel_scale<3>, cp::conv1d<3, 2, cp::kernel<3>, cp::dilation<2>, cp::same>>>);
static_assert(
    becomes<transposed,
            images<cp::transposed_conv2d<2, 4, cp::kernel<3>, cp::stride<2>, cp::groups<2>>, cp::relu,
                   cp::channel_scale<4>, cp::transposed_conv2d<4, 3, cp::kernel<2>>, cp::global_average_pool>>);
// Chains are flattened, branches deployed.
static_assert(becomes<chains, vectors<cp::linear<3, 4>, cp::relu, cp::linear<4, 2>>>);
static_assert(
    becomes<branches, images<conv<2, 4, cp::padding<1>>, cp::relu,
                             cp::residual<conv<4, 4, cp::padding<1>>, cp::relu, conv<4, 4, cp::padding<1>>>, cp::relu,
                             cp::add<conv<4, 6, cp::stride<2>, cp::padding<1>>, cp::conv2d<4, 6, cp::stride<2>>>,
                             cp::concatenate<cp::identity, cp::channel_scale<6>, cp::tanh>,
                             cp::multiply<cp::sequential<cp::conv2d<18, 2>, cp::sigmoid>, cp::conv2d<18, 2>>,
                             cp::flatten, cp::linear<18, 2>>>);
static_assert(becomes<vectors<cp::vector<3>, half, cp::identity>, vectors<cp::vector<3>, cp::identity>>);
// Layers of a user's own stay, with their statistics.
static_assert(becomes<others, vectors<cp::linear<3, 4>, measuring::centered, measuring::centered, cp::linear<4, 1>>>);
// A deployed network is deployed already.
static_assert(becomes<cp::inference_network<branches>, cp::inference_network<branches>>);

// By the compiler.
static_assert([] {
    using model = vectors<cp::linear<1, 1>, norm, cp::linear<1, 1>>;
    // 2x + 1, of mean 3 and variance 4 − ε, gain 5, bias 6; then 7y + 8.
    const model net = model::from_parameters({2, 1, 5, 6, 7, 8}, {3, 4 - 1e-5});
    const auto p = cp::for_inference(net).parameters();
    const std::array<double, 4> due{2 * 2.5, (1 - 3) * 2.5 + 6, 7, 8};
    for (std::size_t k = 0; k < 4; ++k)
        if (p[k] - due[k] > 1e-12 || due[k] - p[k] > 1e-12) return false;
    return true;
}());

TEST_CASE("a deployed network computes what the trained one does") {
    check_outputs<behind>();
    check_outputs<twice>();
    check_outputs<before>();
    check_outputs<alone>();
    check_outputs<unpadded>();
    check_outputs<padded>();
    check_outputs<same>();
    check_outputs<sides>();
    check_outputs<flattened>();
    check_outputs<behind_flatten>();
    check_outputs<alone_behind_flatten>();
    check_outputs<chains>();
    check_outputs<branches>();
    check_outputs<others>();
    check_outputs<grouped>();
    check_outputs<depthwise>();
    check_outputs<transposed>();
}
