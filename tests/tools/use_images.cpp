// Networks for images and signals that PyTorch exported (models/images/make.py), as constprop_add_model imports them. Each header
// was compared with PyTorch's outputs, within 1e-5, when it was imported and when it was compiled; here each does it again.
#include <cstddef>
#include <ratio>
#include <type_traits>

#include "agreeing_models.hpp"
#include "autoencoder.hpp"
#include "camera.hpp"
#include "channels_last.hpp"
#include "decoder.hpp"
#include "ds_cnn.hpp"
#include "lenet.hpp"
#include "norms.hpp"
#include "pools.hpp"
#include "resnet.hpp"
#include "tcn.hpp"
#include "towers.hpp"
#include "unet.hpp"
#include "upsampling.hpp"

namespace {

namespace cp = constprop;

// One channel lies as in PyTorch; several are put in order first.
static_assert(
    std::is_same_v<lenet_model::model,
                   cp::network<cp::image<24, 20>, cp::conv2d<1, 4, cp::kernel<5>, cp::padding<2>>, cp::relu,
                               cp::max_pool2d<2>, cp::conv2d<4, 6, cp::kernel<5>>, cp::relu, cp::max_pool2d<2>,
                               cp::flatten, cp::linear<72, 20>, cp::relu, cp::linear<20, 10>>>);
static_assert(
    std::is_same_v<
        autoencoder_model::model,
        cp::network<cp::image<8, 12, 3>, cp::from_channels_first,
                    cp::conv2d<3, 6, cp::kernel<3>, cp::stride<2>, cp::padding<1>>, cp::leaky_relu<std::ratio<1, 5>>,
                    cp::conv2d<6, 4, cp::kernel<3>, cp::stride<2>, cp::padding<1>>, cp::tanh,
                    cp::transposed_conv2d<4, 6, cp::kernel<3>, cp::stride<2>, cp::padding<1, 0, 1, 0>>, cp::relu,
                    cp::transposed_conv2d<6, 2, cp::kernel<4>, cp::stride<2>, cp::padding<1>>, cp::sigmoid>>);
// Batch normalization is part of the convolutions, a causal padding too.
static_assert(
    std::is_same_v<
        tcn_model::model,
        cp::network<cp::signal<16, 2>, cp::from_channels_first, cp::conv1d<2, 6, cp::kernel<3>, cp::padding<2, 0>>,
                    cp::relu, cp::conv1d<6, 6, cp::kernel<3>, cp::dilation<2>, cp::padding<4, 0>>, cp::relu,
                    cp::conv1d<6, 6, cp::kernel<3>, cp::dilation<4>, cp::padding<8, 0>>, cp::relu,
                    cp::average_pool1d<4>, cp::conv1d<6, 4>, cp::global_average_pool, cp::linear<4, 3>>>);
// The normalization of pixels is one layer, the mean over rows and columns a pool.
static_assert(
    std::is_same_v<camera_model::model,
                   cp::network<cp::image<12, 10, 3>, cp::from_channels_first, cp::channel_scale<3>,
                               cp::conv2d<3, 8, cp::kernel<3>, cp::stride<2>, cp::padding<1>>, cp::hard_swish,
                               cp::depthwise_conv2d<8, cp::kernel<3>, cp::padding<1>>, cp::relu6, cp::conv2d<8, 12>,
                               cp::silu, cp::global_average_pool, cp::linear<12, 5>, cp::log_softmax>>);
// An output padding of the size of the kernel is more taps; what a linear layer gives needs no order of its own.
static_assert(std::is_same_v<decoder_model::model,
                             cp::network<cp::linear<5, 24>, cp::relu, cp::unflatten<cp::image<3, 2, 4>>,
                                         cp::transposed_conv2d<4, 4, cp::kernel<4, 5>, cp::stride<2, 3>, cp::groups<2>>,
                                         cp::elu, cp::upsample<2>, cp::conv2d<4, 1, cp::kernel<3>, cp::padding<1>>>>);
// Transpositions between layouts are gone.
static_assert(std::is_same_v<channels_last_model::model,
                             cp::network<cp::image<8, 6, 3>, cp::conv2d<3, 4, cp::kernel<3>>, cp::relu,
                                         cp::max_pool2d<2>, cp::flatten, cp::linear<24, 6>, cp::relu,
                                         cp::unflatten<cp::image<1, 2, 3>>, cp::conv2d<3, 2, cp::kernel<1, 2>>>>);

// Branches are layers, with branches inside of them.
template <std::size_t Inputs, std::size_t Outputs, class... Options>
using conv = cp::conv2d<Inputs, Outputs, cp::kernel<3>, Options..., cp::padding<1>>;
static_assert(std::is_same_v<resnet_model::model,
                             cp::network<cp::image<10, 9, 3>, cp::from_channels_first, cp::conv2d<3, 4, cp::kernel<3>>,
                                         cp::relu, cp::residual<conv<4, 4>, cp::relu, conv<4, 4>>, cp::relu,
                                         cp::add<cp::sequential<conv<4, 6, cp::stride<2>>, cp::relu, conv<6, 6>>,
                                                 cp::conv2d<4, 6, cp::stride<2>>>,
                                         cp::relu, cp::global_average_pool, cp::linear<6, 3>>>);
static_assert(
    std::is_same_v<
        unet_model::model,
        cp::network<cp::image<6, 4>, conv<1, 3>, cp::silu,
                    cp::concatenate<cp::identity,
                                    cp::sequential<conv<3, 4, cp::stride<2>>, cp::silu, cp::residual<cp::conv2d<4, 4>>,
                                                   cp::transposed_conv2d<4, 2, cp::kernel<2>, cp::stride<2>>>>,
                    cp::conv2d<5, 1>>>);

constexpr imported_model models[]{{"autoencoder", autoencoder_model::self_test},
                                  {"camera", camera_model::self_test},
                                  {"channels_last", channels_last_model::self_test},
                                  {"decoder", decoder_model::self_test},
                                  {"ds_cnn", ds_cnn_model::self_test},
                                  {"lenet", lenet_model::self_test},
                                  {"norms", norms_model::self_test},
                                  {"pools", pools_model::self_test},
                                  {"resnet", resnet_model::self_test},
                                  {"towers", towers_model::self_test},
                                  {"unet", unet_model::self_test},
                                  {"tcn", tcn_model::self_test},
                                  {"upsampling", upsampling_model::self_test}};

}  // namespace

int main() { return status_of("PyTorch's networks for images and signals", models); }
