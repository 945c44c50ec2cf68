#ifndef CONSTPROP_LAYERS_CONVOLUTION_HPP
#define CONSTPROP_LAYERS_CONVOLUTION_HPP

#include <constprop/chain/extent.hpp>
#include <constprop/chain/in_its_place.hpp>
#include <constprop/chain/tensor.hpp>
#include <constprop/errors.hpp>
#include <constprop/kernels/convolution.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/layer.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// What all convolutions are, whatever they run over and whichever way.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// A sentence about the options of a convolution, or about its channels.
template <class Layer, std::size_t Axes, window_option Taken, bool GroupsDivide, class... Options>
using convolution_misuse =
    std::conditional_t<std::is_same_v<option_misuse<Layer, Axes, Taken, Options...>, errors::nothing> && !GroupsDivide,
                       typename errors::type<Layer>::has_channels_that_groups_do_not_divide,
                       option_misuse<Layer, Axes, Taken, Options...>>;

constexpr bool groups_divide(const window_settings& of, std::size_t inputs, std::size_t outputs) noexcept {
    return of.groups > 0 && inputs % of.groups == 0 && outputs % of.groups == 0;
}

/// What a convolution's kernel computes with: images of `wide`, seen at the places of `narrow`. A transposed convolution
/// goes from the places to the image.
constexpr kernels::convolution_sizes sizes_of(const window_settings& of, const extent& wide, std::size_t inputs,
                                              std::size_t outputs) noexcept {
    return {.rows = of.over.rows.on(wide.height),
            .columns = of.over.columns.on(wide.width),
            .inputs = inputs,
            .outputs = outputs,
            .groups = of.groups};
}

/// Weights, and a bias unless there is none, of a convolution from `Seen` channels to `Given` at each place of a window; in
/// PyTorch's order (given channel, seen channel of the group, row, column), and without rows for signals.
template <std::size_t Seen, std::size_t Given, window_settings Of> struct convolution_tensors {
    static constexpr std::size_t taps = Of.over.rows.size * Of.over.columns.size, group = Seen / Of.groups;

    template <std::size_t Biases> static constexpr auto list() noexcept {
        constexpr tensor weight = {
            .name = "weight",
            .as = role::weight,
            .dimensions = Of.axes == 1
                              ? std::array<std::size_t, 4>{Given, group, Of.over.columns.size}
                              : std::array<std::size_t, 4>{Given, group, Of.over.rows.size, Of.over.columns.size},
            .rank = Of.axes + 2,
            .fan_in = group * taps,
            .fan_out = Given * taps};
        constexpr tensor bias = {.name = "bias",
                                 .as = role::bias,
                                 .dimensions = {Biases},
                                 .rank = 1,
                                 .fan_in = group * taps,
                                 .fan_out = Given * taps};
        if constexpr (Of.has_bias) return std::array<tensor, 2>{weight, bias};
        else return std::array<tensor, 1>{weight};
    }

    /// PyTorch has (given, seen, row, column), the kernel (row, column, seen, given).
    static constexpr std::size_t position(std::size_t k) noexcept {
        if (k >= taps * group * Given) return k;
        const std::size_t tap = k % taps, i = k / taps % group, o = k / taps / group;
        return (tap * group + i) * Given + o;
    }
};

/// A convolution along `Axes` axes, from `Inputs` channels to `Outputs`.
template <class Layer, std::size_t Axes, window_option Taken, std::size_t Inputs, std::size_t Outputs,
          window_settings Settings, class... Options>
struct convolution_layer {
    using final_type = Layer;
    using misuse = convolution_misuse<Layer, Axes, Taken, groups_divide(Settings, Inputs, Outputs), Options...>;
    using parameters = convolution_tensors<Inputs, Outputs, Settings>;
    static constexpr window_settings settings = Settings;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        if (!has_axes(offered, Axes)) return {any_extent(Axes, Inputs), {}};
        const extent takes{offered.kind, offered.height, offered.width, Inputs};
        return {takes, settings.over.places(takes, Outputs)};
    }
    [[nodiscard]] static constexpr auto tensors(extent /*in*/) noexcept { return parameters::template list<Outputs>(); }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return shape(in).gives.positions() * parameters::taps * parameters::group * Outputs;
    }

    /// The sums of one place, and on the way back the gradient of the parameters.
    template <class T, std::size_t /*Batch*/> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
        return {.forward = Outputs * sizeof(T),
                .gradient = (parameters::taps * parameters::group + (settings.has_bias ? 1 : 0)) * Outputs * sizeof(T)};
    }

    template <class T, extent In> struct on {
        static constexpr extent out = shape(In).gives;
        using products = kernels::convolution<sizes_of(Settings, In, Inputs, Outputs)>;

        using input_row = std::array<T, In.size()>;
        using output_row = std::array<T, out.size()>;

        static constexpr bool takes_then = true;

        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept { return parameters::position(k); }

        template <std::size_t Batch, class Then>
        static constexpr void forward(const T* p, const input_row* x, output_row* y, std::size_t count,
                                      Then then) noexcept {
            for (std::size_t n = 0; n < count; ++n) products::forward(p, bias(p), x[n].data(), y[n].data(), then);
        }

        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* p, const input_row* x, const output_row* /*y*/, const output_row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, [[maybe_unused]] Sink sink) noexcept {
            if constexpr (is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n)
                    products::backward(p, static_cast<const T*>(nullptr), dy[n].data(), dx[n].data(), as_it_is{});
            if constexpr (is_asked<Sink>) {
                constexpr std::size_t parameters_ = products::weights + (settings.has_bias ? Outputs : 0);
                T gradient[parameters_];
                for (T& value : gradient) value = T(0);
                for (std::size_t n = 0; n < count; ++n) {
                    products::accumulate(x[n].data(), dy[n].data(), gradient);
                    if constexpr (settings.has_bias)
                        kernels::accumulate_bias<out.positions(), Outputs>(dy[n].data(), gradient + products::weights);
                }
                for (std::size_t k = 0; k < parameters_; ++k) sink(k, gradient[k]);
            }
        }

     private:
        static constexpr const T* bias(const T* p) noexcept {
            return settings.has_bias ? p + products::weights : nullptr;
        }
    };
};

inline constexpr window_option options_of_convolutions = window_option::kernel | window_option::stride |
                                                         window_option::padding | window_option::same |
                                                         window_option::dilation | window_option::no_bias;
inline constexpr window_settings over_signals{.axes = 1}, over_images{.axes = 2};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_CONVOLUTION_HPP
