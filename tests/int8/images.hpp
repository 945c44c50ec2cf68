#ifndef CONSTPROP_TESTS_INT8_IMAGES_HPP
#define CONSTPROP_TESTS_INT8_IMAGES_HPP

#include <constprop/constprop.hpp>

#include "kws.hpp"
#include "micro_speech.hpp"
#include "resnet.hpp"

/// Models of images as types written by hand: keyword spotting and image classification of MLPerf Tiny, and TensorFlow Lite
/// Micro's speech example.
namespace images {

namespace cp = constprop;

template <std::size_t Channels> using depthwise = cp::depthwise_conv2d<Channels, cp::kernel<3>, cp::same>;
template <std::size_t Inputs, std::size_t Outputs> using pointwise = cp::conv2d<Inputs, Outputs, cp::kernel<1>>;
template <std::size_t Inputs, std::size_t Outputs, class... Options>
using conv3 = cp::conv2d<Inputs, Outputs, cp::kernel<3>, cp::same, Options...>;

using keywords = cp::int8_network<cp::network<
    cp::image<49, 10, 1>, cp::conv2d<1, 64, cp::kernel<10, 4>, cp::stride<2>, cp::same>, cp::relu, depthwise<64>,
    cp::relu, pointwise<64, 64>, cp::relu, depthwise<64>, cp::relu, pointwise<64, 64>, cp::relu, depthwise<64>,
    cp::relu, pointwise<64, 64>, cp::relu, depthwise<64>, cp::relu, pointwise<64, 64>, cp::relu,
    cp::average_pool2d<25, cp::kernel<25, 5>>, cp::flatten, cp::linear<64, 12>, cp::softmax>>;

constexpr keywords make_keywords(const cp::quantization& takes) {
    using namespace kws;
    return keywords::from_integers(takes, layer_0, layer_1, layer_2, layer_3, layer_4, layer_5, layer_6, layer_7,
                                   layer_8, layer_11);
}

/// A block that halves height and width, and goes around by a convolution of single pixels.
template <std::size_t Inputs, std::size_t Outputs>
using halving = cp::add<cp::conv2d<Inputs, Outputs, cp::kernel<1>, cp::stride<2>, cp::same>,
                        cp::sequential<conv3<Inputs, Outputs, cp::stride<2>>, cp::relu, conv3<Outputs, Outputs>>>;

using pictures = cp::int8_network<
    cp::network<cp::image<32, 32, 3>, conv3<3, 16>, cp::relu, cp::residual<conv3<16, 16>, cp::relu, conv3<16, 16>>,
                cp::relu, halving<16, 32>, cp::relu, halving<32, 64>, cp::relu, cp::average_pool2d<8>, cp::flatten,
                cp::linear<64, 10>, cp::softmax>>;

constexpr pictures make_pictures(const cp::quantization& takes) {
    using namespace resnet;
    return pictures::from_integers(takes, layer_0, layer_1, layer_2, layer_3, layer_6, layer_4, layer_5, layer_7,
                                   layer_10, layer_8, layer_9, layer_11, layer_14);
}

using speech =
    cp::int8_network<cp::network<cp::image<49, 40>,
                                 cp::depthwise_conv2d<1, cp::kernel<10, 8>, cp::stride<2>, cp::same, cp::multiplier<8>>,
                                 cp::relu, cp::flatten, cp::linear<4000, 4>, cp::softmax>>;

constexpr speech make_speech(const cp::quantization& takes) {
    using namespace micro_speech;
    return speech::from_integers(takes, layer_1, layer_2);
}

}  // namespace images

#endif  // CONSTPROP_TESTS_INT8_IMAGES_HPP
