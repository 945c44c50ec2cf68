#ifndef CONSTPROP_TESTS_HOST_ONNX_INTEGERS_HPP
#define CONSTPROP_TESTS_HOST_ONNX_INTEGERS_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <ratio>
#include <type_traits>

#include "filled.hpp"

/// Networks of integers that save_onnx writes, as the importer spells them.
namespace onnx_models {

namespace cp = constprop;

using int8_perceptron = cp::network<cp::linear<5, 12>, cp::relu, cp::linear<12, 8>, cp::sigmoid, cp::linear<8, 6>,
                                    cp::leaky_relu<std::ratio<1, 10>>, cp::linear<6, 3>, cp::softmax>;
using int8_image =
    cp::network<cp::image<8, 8>, cp::conv2d<1, 4, cp::kernel<3>, cp::padding<1, 1, 1, 1>>, cp::relu6, cp::max_pool2d<2>,
                cp::residual<cp::depthwise_conv2d<4, cp::kernel<3>, cp::padding<1, 1, 1, 1>>, cp::relu,
                             cp::conv2d<4, 4, cp::kernel<1>>>,
                cp::relu, cp::average_pool2d<2>, cp::flatten, cp::linear<16, 5>>;
using int8_branches =
    cp::network<cp::image<6, 6, 2>, cp::from_channels_first,
                cp::concatenate<cp::conv2d<2, 3, cp::kernel<3>>,
                                cp::sequential<cp::conv2d<2, 4, cp::kernel<3>>, cp::own_scale<cp::tanh>>>,
                cp::multiply<cp::identity, cp::sequential<cp::conv2d<7, 7, cp::kernel<1>>, cp::hard_swish>>,
                cp::global_average_pool, cp::linear<7, 2>>;

/// Samples that the ranges come from.
template <class Network> auto samples_of() {
    std::array<typename Network::input_type, 8> x{};
    for (std::size_t n = 0; n < x.size(); ++n)
        for (std::size_t k = 0; k < x[n].size(); ++k)
            x[n][k] = (static_cast<float>((29 * k + 17 * n) % 31) - 15.0F) / 15.0F * static_cast<float>(n + 1) / 4.0F;
    return x;
}

/// Calls use(name, network, most) for each; by `most` steps others' outputs may differ, at most 1 for each operator that rounds.
template <class Use> void for_each_of_integers(const Use& use) {
    const auto quantized = [](const auto& net_, const auto&... options_) {
        return cp::quantize(net_, samples_of<std::remove_cvref_t<decltype(net_)>>(), options_...);
    };
    use("perceptron", quantized(filled<int8_perceptron>(40)), 2);
    use("perceptron_one_scale", quantized(filled<int8_perceptron>(40), cp::per_tensor{}), 2);
    use("image", quantized(filled<int8_image>(40)), 3);
    use("branches", quantized(filled<int8_branches>(40)), 2);
}

/// The same for networks of one operator.
template <class Use> void for_each_operator_of_integers(const Use& use) {
    const auto one = [&]<class... Layers>(const char* name_, cp::network<Layers...> net_) {
        net_ = filled<cp::network<Layers...>>(40);
        use(name_, cp::quantize(net_, samples_of<cp::network<Layers...>>()), 1);
    };
    one("one_linear", cp::network<cp::linear<7, 9>>{});
    one("one_conv",
        cp::network<cp::image<6, 6, 3>, cp::conv2d<3, 5, cp::kernel<3>, cp::stride<2>, cp::same>, cp::relu>{});
    one("one_depthwise", cp::network<cp::image<6, 6, 3>, cp::depthwise_conv2d<3, cp::kernel<3>, cp::multiplier<2>>>{});
    one("one_transposed",
        cp::network<cp::image<4, 5, 2>, cp::transposed_conv2d<2, 3, cp::kernel<3, 2>, cp::stride<2>>, cp::relu>{});
    one("one_prelu", cp::network<cp::image<4, 4, 3>, cp::prelu<3>>{});
    one("one_slice", cp::network<cp::image<4, 4, 3>, cp::slice<cp::row_range<0, 4, 3>, cp::channel_range<1, 3>>>{});
    one("one_subtract", cp::network<cp::vector<8>, cp::subtract<cp::identity, cp::relu>>{});
    one("one_signal", cp::network<cp::signal<12, 2>, cp::conv1d<2, 3, cp::kernel<3>, cp::no_bias>>{});
    one("one_pool", cp::network<cp::image<6, 6, 2>, cp::max_pool2d<3, cp::stride<2>, cp::padding<1>>>{});
    one("one_average", cp::network<cp::image<6, 6, 2>, cp::average_pool2d<2>>{});
    one("one_mean", cp::network<cp::image<6, 6, 2>, cp::global_average_pool>{});
    one("one_pad", cp::network<cp::image<4, 4, 2>, cp::pad<1, 2>>{});
    one("one_upsample", cp::network<cp::image<4, 4, 2>, cp::upsample<2>>{});
    one("one_unflatten", cp::network<cp::vector<12>, cp::unflatten<cp::image<2, 3, 2>>, cp::relu>{});
    one("one_tanh", cp::network<cp::vector<12>, cp::tanh>{});
    one("one_gelu", cp::network<cp::vector<12>, cp::gelu>{});
    one("one_softmax", cp::network<cp::vector<12>, cp::softmax>{});
    one("one_own_scale", cp::network<cp::vector<12>, cp::own_scale<cp::sigmoid>>{});
}

}  // namespace onnx_models

#endif  // CONSTPROP_TESTS_HOST_ONNX_INTEGERS_HPP
