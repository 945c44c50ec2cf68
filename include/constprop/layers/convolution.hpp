#ifndef CONSTPROP_LAYERS_CONVOLUTION_HPP
#define CONSTPROP_LAYERS_CONVOLUTION_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/convolution.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// The common parts of all convolutions, over images and signals, transposed or not.
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

/// The tensors of a convolution: weights, and a bias unless there is none. PyTorch's order of weights is (output channel; input
/// channel of the group; row; column), for a transposed convolution (input channel; output channel of the group; …), without
/// rows for signals. `Wide` are the channels of the image on which windows lie, `Narrow` those of the windows' places.
template <std::size_t Wide, std::size_t Narrow, window_settings Of, bool Transposed> struct convolution_tensors {
    static constexpr std::size_t rows = Of.over.rows.size, columns = Of.over.columns.size, taps = rows * columns,
                                 group = Wide / Of.groups;

    template <std::size_t Biases> static constexpr auto list() noexcept {
        using dimensions = std::array<std::size_t, 4>;
        constexpr tensor weight = {
            .name = "weight",
            .as = role::weight,
            .dimensions = Of.axes == 1 ? dimensions{Narrow, group, columns} : dimensions{Narrow, group, rows, columns},
            .rank = Of.axes + 2,
            .fan_in = group * taps,
            .fan_out = Narrow * taps,
            .output_axis = Transposed ? std::size_t{1} : std::size_t{0}};
        constexpr tensor bias = {.name = "bias",
                                 .as = role::bias,
                                 .dimensions = {Biases},
                                 .rank = 1,
                                 .fan_in = weight.fan_in,
                                 .fan_out = weight.fan_out};
        if constexpr (Of.has_bias) return std::array<tensor, 2>{weight, bias};
        else return std::array<tensor, 1>{weight};
    }

    /// PyTorch's order is (narrow, wide, row, column), the kernel's (row, column, wide, narrow).
    static constexpr std::size_t position(std::size_t k) noexcept {
        if (k >= taps * group * Narrow) return k;
        const std::size_t tap = k % taps, i = k / taps % group, o = k / taps / group;
        return (tap * group + i) * Narrow + o;
    }
};

/// The direction of a convolution: from the image on which windows lie to their places, or, transposed, back to the image.
enum class way { to_places, to_image };

/// A convolution with these sizes, in its place.
template <class T, kernels::convolution_sizes Sizes, way Goes, bool HasBias, class Parameters> struct convolution_on {
    using products = kernels::convolution<Sizes>;
    static constexpr bool transposed = Goes == way::to_image;
    static constexpr std::size_t image = products::pixels * Sizes.inputs, grid = products::places * Sizes.outputs,
                                 channels = transposed ? Sizes.inputs : Sizes.outputs,
                                 positions = transposed ? products::pixels : products::places,
                                 parameters = products::weights + (HasBias ? channels : 0);

    using input_row = std::array<T, transposed ? grid : image>;
    using output_row = std::array<T, transposed ? image : grid>;

    static constexpr bool takes_then = true, reads_stored = true, reads_scales = true;

    [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept { return Parameters::position(k); }

    template <std::size_t Batch, class Weight, class Then>
    static constexpr void forward(const Weight* p, const input_row* x, output_row* y, std::size_t count,
                                  Then then) noexcept {
        const auto bias = bias_in(p);
        if constexpr (transposed) spread(p, bias, x, y, count, then);
        else
            for (std::size_t n = 0; n < count; ++n) products::forward(p, bias, x[n].data(), y[n].data(), then);
    }

    template <std::size_t Batch, class Dx, class Sink>
    static constexpr void backward(const T* p, const input_row* x, const output_row* /*y*/, const output_row* dy,
                                   [[maybe_unused]] Dx dx, std::size_t count, [[maybe_unused]] Sink sink) noexcept {
        if constexpr (is_asked<Dx>) {
            if constexpr (transposed)
                for (std::size_t n = 0; n < count; ++n)
                    products::forward(p, kernels::no_bias{}, dy[n].data(), dx[n].data(), as_it_is{});
            else spread(p, kernels::no_bias{}, dy, dx, count, as_it_is{});
        }
        if constexpr (is_asked<Sink>) {
            T gradient[parameters];
            for (T& value : gradient) value = T(0);
            for (std::size_t n = 0; n < count; ++n) {
                if constexpr (transposed) products::accumulate(dy[n].data(), x[n].data(), gradient);
                else products::accumulate(x[n].data(), dy[n].data(), gradient);
                if constexpr (HasBias)
                    kernels::accumulate_bias<positions, channels>(dy[n].data(), gradient + products::weights);
            }
            for (std::size_t k = 0; k < parameters; ++k) sink(k, gradient[k]);
        }
    }

 private:
    template <class Weight> static constexpr auto bias_in([[maybe_unused]] const Weight* p) noexcept {
        constexpr std::size_t scales = transposed ? Sizes.group_inputs() : Sizes.outputs;
        if constexpr (HasBias)
            return kernels::with_scales<products::weights>(
                p, kernels::others_at(p + kernels::room_for_weights<Weight>(products::weights, scales)));
        else return kernels::with_scales<products::weights>(p, kernels::no_bias{});
    }

    /// The transposed convolution, from the places to the image.
    template <class Weight, class Bias, class From, class To, class Then>
    static constexpr void spread(const Weight* p, Bias bias, const From* from, To* to, std::size_t count,
                                 Then then) noexcept {
        constexpr std::size_t turned = products::template turned<T>;
        alignas(4) alignas(Weight) Weight room[turned == 0 ? 1 : turned];
        const Weight* const weight = products::turn(p, room);
        for (std::size_t n = 0; n < count; ++n) products::backward(weight, bias, from[n].data(), to[n].data(), then);
    }
};

/// A convolution along `Axes` axes, from `Inputs` channels to `Outputs`.
template <class Layer, std::size_t Axes, way Goes, window_option Taken, std::size_t Inputs, std::size_t Outputs,
          window_settings Settings, class... Options>
struct convolution_layer {
    static constexpr bool transposed = Goes == way::to_image;
    static constexpr window_settings settings = Settings;
    static constexpr std::size_t wide = transposed ? Outputs : Inputs, narrow = transposed ? Inputs : Outputs;

    using final_type = Layer;
    using misuse = convolution_misuse<Layer, Axes, Taken, groups_divide(Settings, Inputs, Outputs), Options...>;
    using parameters = convolution_tensors<wide, narrow, Settings, transposed>;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        if (!has_axes(offered, Axes)) return {any_extent(Axes, Inputs), {}};
        const extent takes{offered.kind, offered.height, offered.width, Inputs};
        return {takes, transposed ? Settings.over.extent_for(takes, Outputs) : Settings.over.places(takes, Outputs)};
    }
    [[nodiscard]] static constexpr auto tensors(extent /*in*/) noexcept { return parameters::template list<Outputs>(); }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return (transposed ? in : shape(in).gives).positions() * parameters::taps * parameters::group * narrow;
    }

    /// The sums of one place, or the weights in reverse order, and on the way back the gradient of the parameters.
    template <class T, std::size_t /*Batch*/> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
        constexpr std::size_t weights = parameters::taps * parameters::group * narrow * sizeof(T),
                              places = kernels::has_vectors<T> ? 0 : narrow * sizeof(T),
                              image = kernels::has_vectors<T> ? weights : 0;
        return {.forward = transposed ? image : places,
                .backward = transposed ? places : image,
                .gradient = weights + (Settings.has_bias ? Outputs * sizeof(T) : 0)};
    }

    /// The kernel's view: an image, and windows on it at all places.
    [[nodiscard]] static constexpr kernels::convolution_sizes sizes(extent in) noexcept {
        const extent image = transposed ? shape(in).gives : in;
        return {.rows = Settings.over.rows.on(image.height),
                .columns = Settings.over.columns.on(image.width),
                .inputs = wide,
                .outputs = narrow,
                .groups = Settings.groups};
    }

    template <class T, extent In> using on = convolution_on<T, sizes(In), Goes, Settings.has_bias, parameters>;
};

inline constexpr window_option options_of_convolutions = window_option::kernel | window_option::stride |
                                                         window_option::padding | window_option::same |
                                                         window_option::dilation | window_option::no_bias;
inline constexpr window_settings over_signals{.axes = 1}, over_images{.axes = 2};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_CONVOLUTION_HPP
