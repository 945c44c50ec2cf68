#ifndef CONSTPROP_LAYERS_AVERAGE_POOL_HPP
#define CONSTPROP_LAYERS_AVERAGE_POOL_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/pool.hpp>
#include <constprop/layers/window_options.hpp>

#include <cstddef>

namespace constprop {

/// The mean of each window of Size × Size pixels, each channel by itself. Padding is not counted, except with
/// `count_padding`.
///
/// Shapes:      x H × W × C, y H' × W' × C with H' = ⌊(H + padding − size) / stride⌋ + 1, or ⌈H / stride⌉ with `same`
/// Options:     `stride<…>`, Size by default; `padding<…>` or `same`; `ceil_mode`; `count_padding`; `kernel<Size, Columns>` for
///              a window that is not square; in any order
/// backward:    dx = Σ dy / n over the windows that cover x, n the number of values that a window counts
/// Parameters:  none
/// Cost:        H'·W'·C·Size² additions, H'·W'·C divisions
/// Rejects:     an input that is no image, an image smaller than the window, padding of more than half the window
/// Source:      Keras' AveragePooling2D; PyTorch's nn.AvgPool2d with count_include_pad=False, or, with `count_padding`, True
template <std::size_t Size, class... Options>
struct CONSTPROP_TAGGED average_pool2d
    : detail::pool_layer<average_pool2d<Size, Options...>, detail::takes_average, 2,
                         detail::options_of_pools | window_option::count_padding, Size, Options...> {};

/// The mean of each window of Size positions of a signal, each channel by itself: as `average_pool2d`, with one axis.
///
/// Source:      Keras' AveragePooling1D; PyTorch's nn.AvgPool1d
template <std::size_t Size, class... Options>
struct CONSTPROP_TAGGED average_pool1d
    : detail::pool_layer<average_pool1d<Size, Options...>, detail::takes_average, 1,
                         detail::options_of_pools | window_option::count_padding, Size, Options...> {};

/// The mean of each channel.
///
/// Shapes:      x H × W × C or L × C, y C
/// backward:    dx = dy / (H·W)
/// Cost:        one addition for each value
/// Rejects:     a vector
/// Source:      PyTorch's nn.AdaptiveAvgPool2d(1), then nn.Flatten; Keras' GlobalAveragePooling2D
struct CONSTPROP_TAGGED global_average_pool : detail::global_pool<global_average_pool, detail::takes_average> {};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_AVERAGE_POOL_HPP
