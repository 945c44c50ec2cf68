#ifndef CONSTPROP_KERNELS_INT8_CONVOLUTION_HPP
#define CONSTPROP_KERNELS_INT8_CONVOLUTION_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/by_windows.hpp>
#include <constprop/kernels/int8/byte_depthwise.hpp>
#include <constprop/kernels/int8/byte_rows.hpp>
#include <constprop/kernels/int8/helium_depthwise.hpp>
#include <constprop/kernels/int8/helium_rows.hpp>
#include <constprop/kernels/int8/lane_depthwise.hpp>
#include <constprop/kernels/int8/lane_rows.hpp>
#include <constprop/kernels/int8/linear.hpp>
#include <constprop/kernels/int8/row_major.hpp>
#include <constprop/kernels/int8/window_rows.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

/// A convolution over an image of int8 values, by a kernel of the machine, `Here`, and, by definition, in constant expressions. Weights come (output, row, column, input of
/// its group), and lie as `Layout` has them. Biases have the input's zero point folded in, as if no tap lay on padding; so what
/// lies there stands for the zero point.
template <convolution_sizes Sizes, class Layout, class Here> struct convolution_here : Layout {
    using defined = by_windows<Sizes, defined_row<Sizes, Layout>>;
    static constexpr std::size_t inputs = Sizes.group_inputs();
    static constexpr bool is_linear = false, copies_input = Here::is_over_input && defined::is_over_input;
    static constexpr std::size_t scratch_bytes =
        Here::scratch_bytes > defined::scratch_bytes ? Here::scratch_bytes : defined::scratch_bytes;

    /// y = then(W ⋆ x + b) for one image.
    template <class Then>
    static constexpr void run(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                              std::int8_t* y, const Then& then, std::int8_t zero_point, std::int8_t* scratch) noexcept {
        if (std::is_constant_evaluated()) defined::run(weights, biases, x, y, then, zero_point, scratch);
        else run_here(weights, biases, x, y, then, zero_point, scratch);
    }
    /// The same for what the kernel does not suit.
    template <class Then>
    static constexpr void run_as_defined(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                                         std::int8_t* y, const Then& then, std::int8_t zero_point,
                                         std::int8_t* scratch) noexcept {
        defined::run(weights, biases, x, y, then, zero_point, scratch);
    }

 private:
    /// A function of its own: equal layers have its code once.
    template <class Then>
    [[gnu::noinline]] static void run_here(const std::int8_t* weights, const std::int32_t* biases, const std::int8_t* x,
                                           std::int8_t* y, Then then, std::int8_t zero_point,
                                           std::int8_t* scratch) noexcept {
        Here::run(weights, biases, x, y, then, zero_point, scratch);
    }
};

/// The kernel of a convolution for the machine that the code is compiled for, by types: g++ 12 does not survive computing them
/// where the sizes are not known yet.
template <convolution_sizes Sizes> struct convolution_choice {
    static constexpr std::size_t weights = Sizes.taps() * Sizes.group_inputs();
    using product = linear<weights, Sizes.outputs>;
    using layout = row_major<Sizes.outputs, weights>;
    using lanes = lanes_of_channels<Sizes>;
    using eights = eights_of_channels<Sizes>;
    using bytes = bytes_of_channels<Sizes>;
    using type = typename first_kernel<
        kernel_if<(Sizes.groups == 1 && has_lanes && leaves_most_registers),
                  convolution_here<Sizes, product, by_windows<Sizes, lane_rows<Sizes, product>>>>,
        kernel_if<(Sizes.groups == 1 && Sizes.outputs % 4 == 0 && has_byte_sums && leaves_most_registers),
                  convolution_here<Sizes, product, by_windows<Sizes, helium_rows<Sizes>>>>,
        kernel_if<(Sizes.groups == 1 && has_bytes),
                  convolution_here<Sizes, bytes_of_windows<Sizes>, by_windows<Sizes, byte_rows<Sizes>>>>,
        kernel_if<(Sizes.groups == 1), convolution_here<Sizes, product, by_windows<Sizes, linear_row<Sizes, product>>>>,
        kernel_if<(is_depthwise_by<1>(Sizes) && has_lanes), convolution_here<Sizes, lanes, lane_depthwise<Sizes>>>,
        kernel_if<(is_depthwise_by<8>(Sizes) && has_byte_sums),
                  convolution_here<Sizes, eights, helium_depthwise<Sizes>>>,
        kernel_if<(is_depthwise_by<1>(Sizes) && has_bytes), convolution_here<Sizes, bytes, byte_depthwise<Sizes>>>,
        kernel_if<true, convolution_here<Sizes, layout, by_windows<Sizes, defined_row<Sizes, layout>>>>>::type;
};
template <convolution_sizes Sizes> struct convolution : convolution_choice<Sizes>::type {};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_CONVOLUTION_HPP
