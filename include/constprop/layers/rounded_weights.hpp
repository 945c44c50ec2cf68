#ifndef CONSTPROP_LAYERS_ROUNDED_WEIGHTS_HPP
#define CONSTPROP_LAYERS_ROUNDED_WEIGHTS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/int8/weight_scales.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// A linear layer or a convolution that computes with the weights that its int8 form will have: scale · round(w / scale), with
/// a scale for each output or for all. Its parameters stay unrounded, so that small steps of training add up.
///
/// Shapes, parameters:  those of the layer; biases are not rounded
/// backward:    dx goes through the rounded weights. dw is the gradient with respect to the rounded weights: rounding counts
///              as identity, the straight-through estimator
/// Memory:      a rounded copy of the parameters on the stack, in the forward and in the backward pass
/// Source:      Jacob et al., arXiv:1712.05877; Bengio et al., arXiv:1308.3432; PyTorch's nn.qat.Linear
template <class Layer, class Scales = per_channel> struct CONSTPROP_TAGGED rounded_weights {
    using final_type = rounded_weights;
    using original = Layer;
    using scales = Scales;

    static constexpr output_kind gives = detail::layer_gives<Layer>;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        const detail::place where = detail::place_of<Layer>(offered);
        return {where.takes, where.gives};
    }
    [[nodiscard]] static constexpr auto tensors(extent in) noexcept { return detail::tensors_of<Layer>(in); }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return detail::place_of<Layer>(in).shape.multiply_accumulates;
    }

    template <class T, extent In>
    class on : public detail::cache_like<detail::in_its_place<Layer, T, In>>,
               public detail::state_like<detail::in_its_place<Layer, T, In>> {
        using unrounded = detail::in_its_place<Layer, T, In>;
        static constexpr detail::place where = detail::place_of<Layer>(In);
        using input_row = std::array<T, where.takes.size()>;
        using output_row = std::array<T, where.gives.size()>;
        using numbers = std::array<T, where.shape.parameters()>;

        /// PyTorch's weights are (output, …), those of a transposed convolution (input, output, …).
        static constexpr bool has_outputs_second = [] {
            if constexpr (requires { Layer::transposed; }) return Layer::transposed;
            else return false;
        }();
        /// The place in a tensor of weight k of those that have scale number g of `groups`.
        static constexpr std::size_t place_of_weight(const tensor& of, std::size_t groups, std::size_t g,
                                                     std::size_t k) noexcept {
            const std::size_t outer = has_outputs_second && Scales::per_output ? of.dimensions[0] : 1,
                              inner = of.size() / groups / outer;
            return (k / inner * groups + g) * inner + k % inner;
        }

        /// The parameters with rounded weights, in storage order.
        static constexpr numbers rounded(const T* p) noexcept {
            numbers all{};
            for (std::size_t k = 0; k < all.size(); ++k) all[k] = p[k];
            std::size_t first = 0;
            for (const tensor& one : detail::tensors_of<Layer>(In)) {
                const bool has_scales = one.as == role::weight && Scales::per_output;
                const std::size_t groups = has_scales ? one.dimensions[has_outputs_second ? 1 : 0] : 1,
                                  count = one.size() / groups;
                for (std::size_t g = 0; one.as == role::weight && g < groups; ++g) {
                    const auto weight = [&](std::size_t k_) noexcept -> T& {
                        return all[detail::position_in<unrounded>(first + place_of_weight(one, groups, g, k_))];
                    };
                    const float scale = int8::scale_of_weights<Scales>(
                        count, [&](std::size_t k_) noexcept { return static_cast<float>(weight(k_)); });
                    for (std::size_t k = 0; k < count; ++k) {
                        const std::int8_t q = int8::quantize_weight<Scales>(static_cast<float>(weight(k)), scale);
                        weight(k) = static_cast<T>(scale * static_cast<float>(q));
                    }
                }
                first += one.size();
            }
            return all;
        }

     public:
        static constexpr bool takes_then = detail::takes_then<unrounded>, takes_pass = detail::takes_pass<unrounded>;

        template <std::size_t Batch, class... More>
        static constexpr void forward(const T* p, const input_row* x, output_row* y, std::size_t count,
                                      const More&... more) noexcept {
            unrounded::template forward<Batch>(rounded(p).data(), x, y, count, more...);
        }
        template <std::size_t Batch, class Dx, class Sink, class... Pass>
        static constexpr void backward(const T* p, const input_row* x, const output_row* y, output_row* dy, Dx dx,
                                       std::size_t count, Sink sink, const Pass&... pass) noexcept {
            unrounded::template backward<Batch>(rounded(p).data(), x, y, dy, dx, count, sink, pass...);
        }
        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept {
            return detail::position_in<unrounded>(k);
        }
        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            layer_scratch all = detail::scratch_of<Layer, T, In, where.shape.parameters(), Batch>();
            all.forward += sizeof(numbers);
            all.backward += sizeof(numbers);
            all.gradient += sizeof(numbers);
            return all;
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_ROUNDED_WEIGHTS_HPP
