#ifndef CONSTPROP_INT8_TRANSPOSED_FORM_HPP
#define CONSTPROP_INT8_TRANSPOSED_FORM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/forms.hpp>
#include <constprop/int8/weighted.hpp>
#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/int8/transposed_convolution.hpp>
#include <constprop/kernels/target.hpp>

#include <concepts>
#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// A transposed convolution of one group, with a scale for each output, or one.
///
/// Source:      TensorFlow Lite's TRANSPOSE_CONV
template <class Kernel, class Scales>
struct transposed_form : weighted<typename kernels_for<Scales>::template convolution<Kernel>, Scales> {
    template <class Numbers>
    [[nodiscard]] static constexpr auto quantized(const Numbers& of, const quantization& takes,
                                                  const quantization& gives) noexcept {
        constexpr std::size_t per_output = Kernel::weights_per_output, inputs = Kernel::inputs,
                              outputs = Kernel::outputs, weights = outputs * per_output, taps = per_output / inputs;
        return quantize_tensors<Scales, weights, outputs>(
            takes, gives,
            [&](std::size_t o_, std::size_t k_) noexcept {
                return static_cast<float>(of.parameter((k_ % inputs * outputs + o_) * taps + k_ / inputs));
            },
            [&]([[maybe_unused]] std::size_t o_) noexcept {
                if constexpr (Numbers::count > weights) return static_cast<float>(of.parameter(weights + o_));
                else return 0.0F;
            });
    }
};

/// Whether a layer is a transposed convolution that has an integer form: one of one group.
template <class Layer>
concept convolves_back = requires(extent in) {
    { Layer::sizes(in) } -> std::same_as<kernels::convolution_sizes>;
    requires Layer::transposed;
    requires Layer::settings.groups == 1;
};
template <convolves_back Layer, extent In, class Scales> struct form_of<Layer, In, Scales> {
    using type = transposed_form<kernels::int8::transposed_convolution<Layer::sizes(In)>, Scales>;
};
template <convolves_back Layer> inline constexpr bool can_clamp<Layer> = true;

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_TRANSPOSED_FORM_HPP
