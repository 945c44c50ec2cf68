#ifndef CONSTPROP_LAYERS_MAX_POOL_HPP
#define CONSTPROP_LAYERS_MAX_POOL_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/pool.hpp>
#include <constprop/layers/window_options.hpp>

#include <cstddef>

namespace constprop {

/// The maximum of each window of Size × Size pixels, each channel by itself. Padding is less than every value.
///
/// Shapes:      x H × W × C, y H' × W' × C with H' = ⌊(H + padding − (size − 1)·dilation − 1) / stride⌋ + 1, or ⌈H / stride⌉
///              with `same`
/// Options:     `stride<…>`, Size by default; `padding<…>` or `same`; `dilation<…>`; `ceil_mode`; `kernel<Size, Columns>` for a
///              window that is not square; in any order
/// backward:    dx = Σ dy over the windows whose maximum is x: among equal values the first; NaN is greater than all numbers
/// Parameters:  none; the forward pass keeps nothing
/// Cost:        H'·W'·C·Size² comparisons, twice that on the way back
/// Rejects:     an input that is no image, an image smaller than the window, padding of more than half the window
/// Source:      PyTorch's nn.MaxPool2d
template <std::size_t Size, class... Options>
struct CONSTPROP_TAGGED max_pool2d
    : detail::pool_layer<max_pool2d<Size, Options...>, detail::takes_greatest, 2,
                         detail::options_of_pools | window_option::dilation, Size, Options...> {};

/// The maximum of each window of Size positions of a signal, each channel by itself: like `max_pool2d`, with one axis.
///
/// Source:      PyTorch's nn.MaxPool1d
template <std::size_t Size, class... Options>
struct CONSTPROP_TAGGED max_pool1d
    : detail::pool_layer<max_pool1d<Size, Options...>, detail::takes_greatest, 1,
                         detail::options_of_pools | window_option::dilation, Size, Options...> {};

/// The maximum of each channel.
///
/// Shapes:      x H × W × C or L × C, y C
/// backward:    dx = dy if x is the maximum, else 0: among equal values the first; NaN is greater than all numbers
/// Cost:        one comparison for each value, two on the way back
/// Rejects:     a vector
/// Source:      PyTorch's nn.AdaptiveMaxPool2d(1), then nn.Flatten
struct CONSTPROP_TAGGED global_max_pool : detail::global_pool<global_max_pool, detail::takes_greatest> {};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_MAX_POOL_HPP
