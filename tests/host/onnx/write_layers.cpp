// Writes a network for each layer of images and signals, and each way to join branches: write_layers FOLDER.
#include <ratio>

#include "filled.hpp"
#include "write_model.hpp"

namespace {

namespace cp = constprop;
using onnx_models::filled;

template <class... Layers> constexpr auto net() noexcept { return filled<cp::network<Layers...>>(); }

void convolutions(const auto& use) {
    use("conv2d", net<cp::image<7, 6, 3>, cp::conv2d<3, 4, cp::kernel<3, 2>, cp::stride<2, 1>, cp::padding<1, 0, 2, 1>>,
                      cp::conv2d<4, 6, cp::kernel<2>, cp::same, cp::groups<2>, cp::dilation<1, 3>>>());
    use("conv2d_same",
        net<cp::image<6, 7, 2>, cp::conv2d<2, 3, cp::kernel<4>, cp::same, cp::stride<2>, cp::no_bias>>());
    use("conv1d", net<cp::signal<12, 2>, cp::conv1d<2, 4, cp::kernel<3>, cp::dilation<2>, cp::padding<4, 0>>,
                      cp::conv1d<4, 4, cp::kernel<4>, cp::same, cp::stride<3>, cp::groups<2>>>());
    use("depthwise2d",
        net<cp::image<6, 5, 3>, cp::depthwise_conv2d<3, cp::kernel<3>, cp::padding<1>, cp::multiplier<2>>>());
    use("depthwise1d", net<cp::signal<9, 3>, cp::depthwise_conv1d<3, cp::kernel<3>, cp::stride<2>, cp::no_bias>>());
    use("transposed2d",
        net<cp::image<4, 3, 2>,
            cp::transposed_conv2d<2, 4, cp::kernel<3>, cp::stride<2>, cp::padding<1, 0, 1, 0>, cp::groups<2>>>());
    use("transposed2d_same",
        net<cp::image<3, 4, 2>, cp::transposed_conv2d<2, 3, cp::kernel<3, 2>, cp::stride<2, 3>, cp::same>>());
    use("transposed1d",
        net<cp::signal<5, 2>,
            cp::transposed_conv1d<2, 3, cp::kernel<4>, cp::stride<2>, cp::padding<1>, cp::dilation<2>, cp::no_bias>>());
}

void pools(const auto& use) {
    use("max_pool2d", net<cp::image<7, 8, 2>, cp::max_pool2d<3, cp::stride<2, 1>, cp::padding<1>>>());
    use("max_pool2d_ceil", net<cp::image<8, 7, 2>, cp::max_pool2d<3, cp::stride<2>, cp::ceil_mode>>());
    use("max_pool1d", net<cp::signal<11, 2>, cp::max_pool1d<3, cp::dilation<2>>>());
    use("average_pool2d", net<cp::image<7, 6, 2>, cp::average_pool2d<3, cp::stride<2>, cp::padding<1>>>());
    use("average_pool2d_counts", net<cp::image<7, 6, 2>, cp::average_pool2d<3, cp::padding<1>, cp::count_padding>>());
    use("average_pool2d_ceil", net<cp::image<6, 8, 2>, cp::average_pool2d<3, cp::stride<2>, cp::ceil_mode>>());
    use("average_pool2d_ceil_counts",
        net<cp::image<7, 6, 2>,
            cp::average_pool2d<3, cp::stride<2>, cp::padding<1>, cp::ceil_mode, cp::count_padding>>());
    use("average_pool2d_same",
        net<cp::image<6, 5, 2>, cp::average_pool2d<2, cp::kernel<2, 4>, cp::same, cp::count_padding>>());
    use("average_pool1d", net<cp::signal<9, 3>, cp::average_pool1d<2, cp::ceil_mode>>());
    use("global_pools",
        net<cp::image<5, 4, 3>, cp::concatenate<cp::global_max_pool, cp::global_average_pool>, cp::linear<6, 2>>());
    use("global_of_signal", net<cp::signal<6, 3>, cp::global_average_pool>());
}

void shapes(const auto& use) {
    use("pad", net<cp::image<3, 4, 2>, cp::pad<1, 0, 2, 1>>());
    use("pad_signal", net<cp::signal<4, 2>, cp::pad<1, 3>>());
    use("upsample", net<cp::image<2, 3, 2>, cp::upsample<3, 2>>());
    use("upsample_signal", net<cp::signal<5>, cp::upsample<2>>());
    use("flatten", net<cp::image<3, 4, 2>, cp::conv2d<2, 3, cp::kernel<2>>, cp::flatten, cp::linear<18, 4>>());
    use("flatten_last", net<cp::image<3, 4, 2>, cp::tanh, cp::flatten, cp::relu>());
    use("flatten_signal", net<cp::signal<4, 3>, cp::flatten, cp::linear<12, 2>>());
    use("unflatten",
        net<cp::vector<5>, cp::linear<5, 24>, cp::unflatten<cp::image<2, 3, 4>>, cp::conv2d<4, 2, cp::kernel<1>>>());
    use("unflatten_again", net<cp::image<2, 3, 4>, cp::flatten, cp::tanh, cp::unflatten<cp::signal<4, 6>>>());
    use("channels_first", net<cp::image<4, 5, 3>, cp::from_channels_first, cp::conv2d<3, 2, cp::kernel<3>>, cp::flatten,
                              cp::linear<12, 3>>());
    use("channels_first_signal", net<cp::signal<5, 3>, cp::from_channels_first, cp::conv1d<3, 2, cp::kernel<3>>>());
    use("channels_first_inside",
        net<cp::image<3, 4, 2>, cp::tanh, cp::from_channels_first, cp::conv2d<2, 2, cp::kernel<2>>>());
}

void functions(const auto& use) {
    use("batch_norm", net<cp::image<3, 2, 4>, cp::batch_norm>());
    use("batch_norm_of_vector", net<cp::vector<5>, cp::batch_norm_with<std::ratio<1, 10>, std::ratio<1, 100>>>());
    use("batch_norm_of_flattened", net<cp::image<2, 3, 2>, cp::flatten, cp::batch_norm>());
    use("fixed_statistics", net<cp::signal<4, 3>, cp::fixed_statistics<cp::batch_norm>>());
    use("layer_norm", net<cp::image<3, 2, 4>, cp::layer_norm, cp::conv2d<4, 2, cp::kernel<1>>>());
    use("layer_norm_of_signal", net<cp::signal<5, 4>, cp::layer_norm_with<std::ratio<1, 10>>>());
    use("layer_norm_of_flattened", net<cp::image<2, 2, 3>, cp::flatten, cp::layer_norm, cp::linear<12, 2>>());
    use("group_norm", net<cp::image<3, 2, 4>, cp::group_norm<2>>());
    use("group_norm_of_flattened", net<cp::image<2, 2, 2>, cp::flatten, cp::group_norm<2>>());
    use("scale_of_flattened", net<cp::image<2, 3, 2>, cp::flatten, cp::scale<12>, cp::linear<12, 2>>());
    use("channel_scale", net<cp::image<2, 3, 4>, cp::channel_scale<4>>());
    use("channel_scale_of_flattened", net<cp::image<2, 2, 3>, cp::flatten, cp::channel_scale<12>>());
    use("prelu", net<cp::image<3, 2, 4>, cp::prelu<4>>());
    use("prelu_of_one_slope", net<cp::image<3, 2, 4>, cp::prelu<>>());
    use("prelu_of_flattened", net<cp::image<2, 2, 3>, cp::flatten, cp::prelu<12>>());
    use("activations_of_image",
        net<cp::image<3, 2, 2>, cp::selu, cp::relu6, cp::gelu, cp::clip<std::ratio<0>, std::ratio<1>>>());
    use("softmax_of_image", net<cp::image<3, 2, 2>, cp::softmax>());
    use("log_softmax_of_signal", net<cp::signal<3, 2>, cp::log_softmax>());
    use("dropout",
        net<cp::vector<4>, cp::dropout<std::ratio<1, 2>>, cp::linear<4, 3>, cp::dropout<std::ratio<1, 5>>>());
}

constexpr auto of_vector = net<cp::vector<12>, cp::linear<12, 12>, cp::scale<12>>();
constexpr auto of_image = net<cp::image<2, 3, 2>, cp::flatten, cp::linear<12, 12>, cp::channel_scale<12>>();
constexpr auto trained =
    net<cp::image<4, 4, 2>, cp::residual<cp::conv2d<2, 2, cp::kernel<3>, cp::same>, cp::batch_norm, cp::relu>>();

void branches(const auto& use) {
    use("sequential",
        net<cp::vector<4>, cp::sequential<cp::linear<4, 3>, cp::tanh, cp::sequential<cp::linear<3, 2>>>>());
    use("residual",
        net<cp::image<4, 3, 2>,
            cp::residual<cp::conv2d<2, 3, cp::kernel<3>, cp::same>, cp::relu, cp::conv2d<3, 2, cp::kernel<1>>>>());
    use("residual_of_flattened",
        net<cp::image<2, 2, 2>, cp::flatten, cp::residual<cp::linear<8, 8>>, cp::linear<8, 3>>());
    use("add",
        net<cp::image<4, 4, 2>, cp::add<cp::conv2d<2, 3, cp::kernel<3>, cp::same>, cp::conv2d<2, 3, cp::kernel<1>>,
                                        cp::sequential<cp::conv2d<2, 3, cp::kernel<1>>, cp::tanh>>>());
    use("slice", net<cp::image<4, 5, 3>, cp::conv2d<3, 4, cp::kernel<1>>,
                     cp::slice<cp::row_range<0, 4, 2>, cp::column_range<1, 5>, cp::channel_range<1, 4, 2>>>());
    use("slice_vector",
        net<cp::image<2, 2, 3>, cp::flatten, cp::slice<cp::channel_range<1, 9, 3>>, cp::linear<3, 2>>());
    use("slice_signal", net<cp::signal<6, 2>, cp::slice<cp::column_range<1, 4>>, cp::conv1d<2, 3, cp::kernel<2>>>());
    use("subtract", net<cp::vector<4>, cp::subtract<cp::linear<4, 3>, cp::sequential<cp::linear<4, 3>, cp::tanh>>>());
    use("multiply",
        net<cp::vector<4>, cp::multiply<cp::linear<4, 3>, cp::sequential<cp::linear<4, 3>, cp::sigmoid>>>());
    use("concatenate",
        net<cp::signal<6, 2>, cp::concatenate<cp::identity, cp::conv1d<2, 3, cp::kernel<3>, cp::same>>>());
    use("concatenate_of_flattened",
        net<cp::image<2, 3, 2>, cp::concatenate<cp::flatten, cp::global_max_pool>, cp::linear<14, 2>>());
    use("nested",
        net<cp::image<4, 4, 2>,
            cp::add<cp::residual<cp::concatenate<cp::conv2d<2, 1, cp::kernel<1>>, cp::conv2d<2, 1, cp::kernel<1>>>,
                                 cp::batch_norm>,
                    cp::multiply<cp::identity, cp::sigmoid>>>());
    // A frozen layer counts values as it did where it was trained.
    use("frozen_of_vector", net<cp::image<2, 3, 2>, cp::flatten, cp::frozen<of_vector, 0>, cp::frozen<of_vector, 1>>());
    use("frozen_of_flattened", net<cp::vector<12>, cp::frozen<of_image, 1>, cp::tanh>());
    use("frozen_scale", net<cp::image<2, 3, 2>, cp::flatten, cp::frozen<of_vector, 1>, cp::linear<12, 2>>());
    use("frozen_branch", net<cp::image<4, 4, 2>, cp::frozen<trained, 0>, cp::flatten, cp::linear<32, 2>>());
}

}  // namespace

int main(int argc, char** argv) {
    return onnx_models::write_all(argc, argv, [](const auto& use_) {
        convolutions(use_);
        pools(use_);
        shapes(use_);
        functions(use_);
        branches(use_);
    });
}
