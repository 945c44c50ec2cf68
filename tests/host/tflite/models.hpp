#ifndef CONSTPROP_TESTS_HOST_TFLITE_MODELS_HPP
#define CONSTPROP_TESTS_HOST_TFLITE_MODELS_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <ratio>

#include "host/onnx/filled.hpp"

/// Networks of the kinds that people train, in the spelling in which constprop-import writes their types.
namespace tflite_models {

namespace cp = constprop;

using dense = cp::network<cp::linear<16, 12>, cp::relu, cp::linear<12, 8>, cp::tanh, cp::linear<8, 4>, cp::softmax>;

using lenet = cp::network<cp::image<14, 12>, cp::conv2d<1, 4, cp::kernel<3>>, cp::relu, cp::max_pool2d<2>,
                          cp::conv2d<4, 6, cp::kernel<3, 2>>, cp::relu6, cp::average_pool2d<2>, cp::flatten,
                          cp::linear<24, 10>, cp::softmax>;

using ds_cnn =
    cp::network<cp::image<13, 6, 2>, cp::conv2d<2, 8, cp::kernel<5, 3>, cp::stride<2>, cp::same>, cp::relu,
                cp::depthwise_conv2d<8, cp::kernel<3>, cp::same>, cp::relu6, cp::conv2d<8, 10, cp::kernel<1>>, cp::relu,
                cp::depthwise_conv2d<10, cp::kernel<3>, cp::stride<2>, cp::padding<1, 0, 1, 0>, cp::multiplier<2>>,
                cp::clip<std::ratio<-1>, std::ratio<1>>, cp::global_average_pool, cp::linear<20, 4>, cp::softmax>;

using resnet = cp::network<
    cp::image<8, 8, 3>, cp::conv2d<3, 4, cp::kernel<3>, cp::same>, cp::relu,
    cp::residual<cp::conv2d<4, 4, cp::kernel<3>, cp::same>, cp::relu, cp::conv2d<4, 4, cp::kernel<3>, cp::same>>,
    cp::relu,
    cp::add<cp::sequential<cp::conv2d<4, 6, cp::kernel<3>, cp::stride<2>, cp::same>, cp::relu,
                           cp::conv2d<6, 6, cp::kernel<3>, cp::same>>,
            cp::conv2d<4, 6, cp::kernel<1>, cp::stride<2>, cp::same>>,
    cp::relu, cp::average_pool2d<4>, cp::flatten, cp::linear<6, 5>>;

/// Branches whose integers stand for other numbers, and one that begins with what clamps.
using branches = cp::network<
    cp::image<6, 5, 2>, cp::conv2d<2, 4, cp::kernel<2>>,
    cp::concatenate<cp::identity, cp::relu, cp::sequential<cp::conv2d<4, 3, cp::kernel<1>>, cp::sigmoid>>,
    cp::multiply<cp::conv2d<11, 4, cp::kernel<1>>, cp::sequential<cp::conv2d<11, 4, cp::kernel<1>>, cp::sigmoid>>,
    cp::residual<cp::concatenate<cp::conv2d<4, 1, cp::kernel<1>>, cp::conv2d<4, 3, cp::kernel<1>>>, cp::tanh>,
    cp::subtract<cp::conv2d<4, 4, cp::kernel<1>>, cp::identity>, cp::relu, cp::flatten, cp::linear<80, 3>>;

/// Functions that stand alone.
using functions = cp::network<cp::image<5, 6, 3>, cp::leaky_relu<std::ratio<1, 5>>, cp::conv2d<3, 4, cp::kernel<3>>,
                              cp::hard_swish, cp::max_pool2d<3, cp::stride<1>, cp::same>, cp::elu, cp::pad<1, 0, 2, 1>,
                              cp::conv2d<4, 3, cp::kernel<2>, cp::dilation<2, 1>>, cp::sigmoid, cp::upsample<2>,
                              cp::flatten, cp::linear<144, 6>>;

/// Sequences, of which the last step is given.
using sequence = cp::network<cp::image<1, 7, 3>, cp::over_time<cp::lstm<3, 5>>, cp::upsample<1, 2>,
                             cp::over_time<cp::lstm<5, 4>, cp::last_step>, cp::linear<4, 2>>;

/// Pixels that are spread, with slopes for what is negative.
using decoder = cp::network<cp::image<3, 4, 2>, cp::transposed_conv2d<2, 4, cp::kernel<3>, cp::stride<2>, cp::same>,
                            cp::prelu<4>, cp::transposed_conv2d<4, 3, cp::kernel<2>, cp::stride<2>>, cp::relu6,
                            cp::conv2d<3, 2, cp::kernel<3>, cp::stride<2>>, cp::prelu<>, cp::flatten, cp::linear<70, 6>,
                            cp::prelu<6>>;

/// Parts of what flows, in branches that put them together again.
using slices = cp::network<
    cp::image<6, 5, 4>, cp::slice<cp::row_range<0, 5>, cp::column_range<0, 5, 2>>, cp::conv2d<4, 6, cp::kernel<2>>,
    cp::concatenate<cp::slice<cp::channel_range<3, 6>>,
                    cp::sequential<cp::slice<cp::channel_range<0, 3>>, cp::conv2d<3, 2, cp::kernel<1>>>>,
    cp::flatten, cp::linear<40, 9>,
    cp::add<cp::sequential<cp::slice<cp::channel_range<0, 4>>, cp::tanh>, cp::slice<cp::channel_range<1, 9, 2>>>>;

/// Layers that have no integers.
using floats = cp::network<
    cp::image<4, 5, 3>, cp::channel_scale<3>, cp::transposed_conv2d<3, 4, cp::kernel<3>, cp::stride<2>, cp::same>,
    cp::prelu<4>, cp::transposed_conv2d<4, 2, cp::kernel<2>, cp::stride<2>>, cp::prelu<>, cp::flatten, cp::prelu<640>,
    cp::channel_scale<640>, cp::linear<640, 12>, cp::unflatten<cp::image<2, 6>>, cp::conv2d<1, 2, cp::kernel<2>>>;

/// What TensorFlow Lite says in another way, so that it is read as another type.
using others = cp::network<cp::signal<24, 4>, cp::conv1d<4, 6, cp::kernel<3>, cp::padding<2>, cp::groups<2>>,
                           cp::dropout<std::ratio<1, 2>>, cp::relu, cp::max_pool1d<3, cp::stride<2>, cp::ceil_mode>,
                           cp::depthwise_conv1d<6, cp::kernel<3>, cp::padding<1>, cp::no_bias>,
                           cp::sequential<cp::identity, cp::tanh>,
                           cp::add<cp::average_pool1d<3, cp::stride<1>, cp::same>, cp::pad<0>, cp::tanh>,
                           cp::multiply<cp::identity, cp::sigmoid, cp::tanh>, cp::softmax, cp::global_max_pool,
                           cp::scale<6>, cp::unrolled<cp::linear<6, 3>, 0>>;

/// An input, number n.
template <class Network> typename Network::input_type input(std::size_t n) {
    typename Network::input_type x{};
    for (std::size_t k = 0; k < x.size(); ++k)
        x[k] = (static_cast<float>((29 * k + 17 * n) % 31) - 15.0F) / 15.0F * (1.0F + static_cast<float>(n % 4) / 4.0F);
    return x;
}
template <class Network> std::array<typename Network::input_type, 16> inputs() {
    std::array<typename Network::input_type, 16> all{};
    for (std::size_t n = 0; n < all.size(); ++n) all[n] = input<Network>(n);
    return all;
}

template <class Network> const Network& net() {
    static const Network made = onnx_models::filled<Network>(150);
    return made;
}
/// Where the second biases of an LSTM are 0, the file has both.
template <> inline const sequence& net<sequence>() {
    static const sequence made = [] {
        auto p = onnx_models::filled<sequence>(150).parameters();
        for (std::size_t k = 180; k < 200; ++k) p[k] = 0;
        for (std::size_t k = 360; k < 376; ++k) p[k] = 0;
        return sequence::from_parameters(p);
    }();
    return made;
}
template <class Network, class Scales> const auto& in_integers() {
    static const auto made = cp::quantize(net<Network>(), inputs<Network>(), Scales{});
    return made;
}

/// Calls use(name, network) for each network of floats, and of integers.
template <class Use> void for_each_of_floats(const Use& use) {
    use("dense", net<dense>());
    use("lenet", net<lenet>());
    use("ds_cnn", net<ds_cnn>());
    use("resnet", net<resnet>());
    use("branches", net<branches>());
    use("functions", net<functions>());
    use("decoder", net<decoder>());
    use("slices", net<slices>());
    use("sequence", net<sequence>());
    use("floats", net<floats>());
    use("others", net<others>());
}
template <class Use> void for_each_of_integers(const Use& use) {
    use("dense_int8", in_integers<dense, cp::per_tensor>());
    use("lenet_int8", in_integers<lenet, cp::per_channel>());
    use("ds_cnn_int8", in_integers<ds_cnn, cp::per_channel>());
    use("resnet_int8", in_integers<resnet, cp::per_tensor>());
    use("branches_int8", in_integers<branches, cp::per_channel>());
    use("functions_int8", in_integers<functions, cp::per_channel>());
    use("decoder_int8", in_integers<decoder, cp::per_channel>());
    use("slices_int8", in_integers<slices, cp::per_channel>());
    use("decoder_tensor_int8", in_integers<decoder, cp::per_tensor>());
    use("sequence_int8", in_integers<sequence, cp::per_tensor>());
}

/// One operator each.
template <class Use> void for_each_operator(const Use& use) {
    using image = cp::image<6, 5, 4>;
    use("fully_connected", in_integers<cp::network<cp::linear<24, 6>>, cp::per_tensor>());
    use("fully_connected_channels", in_integers<cp::network<cp::linear<24, 6>>, cp::per_channel>());
    use("conv_2d", in_integers<cp::network<image, cp::conv2d<4, 6, cp::kernel<3, 2>, cp::stride<2>, cp::same>>,
                               cp::per_channel>());
    use("depthwise_conv_2d",
        in_integers<cp::network<image, cp::depthwise_conv2d<4, cp::kernel<3>, cp::same>, cp::relu>, cp::per_channel>());
    use("sub", in_integers<cp::network<cp::vector<8>, cp::subtract<cp::identity, cp::relu6>>, cp::per_channel>());
    use("transpose_conv",
        in_integers<cp::network<image, cp::transposed_conv2d<4, 3, cp::kernel<3>, cp::stride<2>, cp::same>>,
                    cp::per_channel>());
    use("transpose_conv_valid",
        in_integers<cp::network<image, cp::transposed_conv2d<4, 3, cp::kernel<3, 2>, cp::stride<1, 2>>>,
                    cp::per_channel>());
    use("prelu", in_integers<cp::network<image, cp::prelu<4>>, cp::per_channel>());
    use("prelu_one", in_integers<cp::network<cp::vector<8>, cp::prelu<>>, cp::per_channel>());
    use("strided_slice",
        in_integers<cp::network<image, cp::slice<cp::row_range<1, 6, 2>, cp::channel_range<1, 3>>>, cp::per_channel>());
    use("max_pool_2d", in_integers<cp::network<image, cp::max_pool2d<2>>, cp::per_channel>());
    use("average_pool_2d", in_integers<cp::network<image, cp::average_pool2d<3, cp::same>>, cp::per_channel>());
    use("mean", in_integers<cp::network<image, cp::global_average_pool>, cp::per_channel>());
    use("pad", in_integers<cp::network<image, cp::pad<1, 2, 0, 1>>, cp::per_channel>());
    use("resize_nearest_neighbor", in_integers<cp::network<image, cp::upsample<2, 3>>, cp::per_channel>());
    use("sequence_lstm", in_integers<cp::network<cp::image<1, 5, 4>, cp::over_time<cp::lstm<4, 6>>>, cp::per_tensor>());
    use("softmax", in_integers<cp::network<cp::vector<8>, cp::softmax>, cp::per_channel>());
    use("logistic", in_integers<cp::network<cp::vector<8>, cp::sigmoid>, cp::per_channel>());
    use("tanh", in_integers<cp::network<cp::vector<8>, cp::tanh>, cp::per_channel>());
    use("relu6", in_integers<cp::network<cp::vector<8>, cp::relu6>, cp::per_channel>());
    use("leaky_relu", in_integers<cp::network<cp::vector<8>, cp::leaky_relu<>>, cp::per_channel>());
    use("elu", in_integers<cp::network<cp::vector<8>, cp::elu>, cp::per_channel>());
    use("hard_swish", in_integers<cp::network<cp::vector<8>, cp::hard_swish>, cp::per_channel>());
}

}  // namespace tflite_models

#endif  // CONSTPROP_TESTS_HOST_TFLITE_MODELS_HPP
