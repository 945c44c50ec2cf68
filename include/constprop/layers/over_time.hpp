#ifndef CONSTPROP_LAYERS_OVER_TIME_HPP
#define CONSTPROP_LAYERS_OVER_TIME_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/missing.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/placed.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/layers/recurrent/recurrent.hpp>
#include <constprop/layers/window_options.hpp>
#include <constprop/numbers/scalar_functions.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// An option of `over_time`: it gives a vector, what the layer gives at the last position.
struct CONSTPROP_TAGGED last_step{};

/// A layer over the positions of a signal, as over the steps of a sequence, from a state of zeros:
///
///     network<signal<28, 28>, over_time<lstm<28, 20>>, flatten, linear<560, 10>>
///     network<signal<28, 28>, over_time<lstm<28, 20>, last_step>, linear<20, 10>>
///
/// The network takes the whole signal at once, so that what follows sees all steps, and it carries no state itself.
///
/// Shapes:      x Length × Inputs, y Length × Outputs, where the layer takes Inputs values, and gives Outputs; also an image
///              of one row. With last_step, y has Outputs values
/// Options:     `last_step`
/// backward:    the layer's, through time
/// Parameters:  the layer's
/// Cost:        the layer's, for each position
/// Rejects:     a vector, or an image of several rows; training of a layer that measures statistics
/// Source:      Keras' LSTM(…, return_sequences=True), and with last_step False; PyTorch's nn.LSTM on a whole sequence
template <class Layer, class... Options> struct CONSTPROP_TAGGED over_time {
    using final_type = over_time;
    using about_held = typename detail::held_by<over_time, Layer>::type;
    using needs = detail::needs_of_all<Layer>;
    using misuse =
        typename decltype(detail::recurrent_options<over_time, last_step>::template say_of_all<Options...>())::type;
    static constexpr bool gives_last = detail::is_among<last_step, Options...>;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        const bool has_steps = detail::has_axes(offered, 1) || (detail::has_axes(offered, 2) && offered.height == 1);
        extent takes = has_steps ? offered : detail::any_extent(1, 0), gives = takes;
        const auto of_step = detail::place_of<Layer>(vector_of(offered.channels));
        takes.channels = of_step.takes.size();
        gives.channels = of_step.gives.size();
        return {takes, gives_last ? vector_of(gives.channels) : gives};
    }
    [[nodiscard]] static constexpr auto tensors(extent in) noexcept {
        return detail::tensors_of<Layer>(vector_of(in.channels));
    }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return in.positions() * detail::place_of<Layer>(vector_of(in.channels)).shape.multiply_accumulates;
    }

    template <class T, extent In> class on {
        static constexpr std::size_t length = In.positions();
        static constexpr extent of_step = vector_of(In.channels);
        using step = detail::placed<0, Layer, T, of_step, detail::numbers_at<T>>;
        using inner = typename step::on;
        static constexpr std::size_t outputs = step::shape.outputs, parameters = step::shape.parameters();
        using input_row = std::array<T, In.size()>;
        using output_row = std::array<T, (gives_last ? 1 : length) * outputs>;
        template <std::size_t Steps> using input_steps = detail::rows<T, In.channels, Steps>;
        template <std::size_t Steps> using output_steps = detail::rows<T, outputs, Steps>;
        using states = detail::buffer_per_stage<detail::state_of<inner>>;
        using caches = detail::buffer_per_stage<detail::cache_of<inner, length>>;

        /// What a training pass keeps of the outputs that are not given.
        using kept_outputs = output_steps<gives_last ? length : 0>;

        /// Steps of a signal as rows, from `from` on, and back.
        template <class Rows> static constexpr void read(const T* from, Rows& to) noexcept {
            for (auto& row : to.values)
                for (T& value : row) value = *from++;
        }
        template <class Rows> static constexpr void write(const Rows& from, T* to) noexcept {
            for (const auto& row : from.values)
                for (const T& value : row) *to++ = value;
        }

        /// The number of steps that an inference takes at a time: all of them if the layer needs them at once.
        static constexpr std::size_t at_once = detail::needs_whole_sequence<inner> ? length : 1;

        /// `Together` steps at a time; of the outputs, which `keep` is given, only the last one stays where last_step is given.
        template <std::size_t Together, class Pass, class Keep>
        static constexpr void run(const step& layer, const T* x, T* y, const Pass& pass, const Keep& keep) noexcept {
            for (std::size_t t = 0; t < length; t += Together) {
                input_steps<Together> in;
                output_steps<Together> out;
                read(x + t * In.channels, in);
                layer.template forward<Together>(in.data(), out.data(), Together, pass);
                keep(out);
                if constexpr (gives_last)
                    for (std::size_t k = 0; k < outputs; ++k) y[k] = out.values[Together - 1][k];
                else write(out, y + t * outputs);
            }
        }

        /// Adds gradients of parameters, one or a vector of them.
        struct adds {
            static constexpr bool without_masks = true;
            T* sums;
            template <class Value>
            [[gnu::always_inline]] constexpr void operator()(std::size_t k, const Value& gradient) const noexcept {
                kernels::put(sums + k, static_cast<Value>(kernels::get<Value>(sums + k) + gradient));
            }
        };

     public:
        using about_place = typename detail::said_of_place<Layer, T, of_step>::type;
        using about_numbers = typename detail::said_of_numbers<Layer, T, of_step>::type;
        static constexpr bool takes_pass = true, draws = detail::draws<inner>;

        template <std::size_t Batch> struct cache {
            std::array<caches, Batch> of_sample;
            [[no_unique_address]] std::array<kept_outputs, Batch> given;
            constexpr cache() noexcept {}
        };

        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept {
            return detail::position_in<inner>(k);
        }

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* p, const input_row* x, output_row* y, std::size_t count,
                                      const Pass& pass) noexcept {
            const step layer{{p, pass.statistics}};
            for (std::size_t n = 0; n < count; ++n) {
                states carried{};
                const auto kind = pass.kind.of_sample(n);
                if constexpr (Pass::keeps)
                    run<length>(layer, x[n].data(), y[n].data(),
                                detail::pass_over{kind, pass.cache->of_sample[n], carried},
                                [&]([[maybe_unused]] const output_steps<length>& all_) noexcept {
                                    if constexpr (gives_last) pass.cache->given[n] = all_;
                                });
                else
                    run<at_once>(layer, x[n].data(), y[n].data(), detail::pass_over{kind, detail::none, carried},
                                 [](const output_steps<at_once>& /*all*/) noexcept {});
            }
        }

        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T* p, const input_row* x, [[maybe_unused]] const output_row* y,
                                       const output_row* dy, [[maybe_unused]] Dx dx, std::size_t count,
                                       [[maybe_unused]] Sink sink, const Pass& pass) noexcept {
            const step layer{{p, pass.statistics}};
            T sums[parameters + 1]{};
            for (std::size_t n = 0; n < count; ++n) {
                input_steps<length> in, back;
                output_steps<length> out, slope;
                read(x[n].data(), in);
                if constexpr (gives_last) {
                    out = pass.cache->given[n];
                    for (auto& row : slope.values) row = {};
                    slope.values[length - 1] = dy[n];
                } else {
                    read(y[n].data(), out);
                    read(dy[n].data(), slope);
                }
                const detail::pass_over over{pass.kind.of_sample(n), pass.cache->of_sample[n], detail::none};
                const auto back_to = [&](auto to_) noexcept {
                    if constexpr (detail::is_asked<Sink> && parameters > 0)
                        return layer.template backward<length>(in.data(), out.data(), slope.data(), to_, length,
                                                               adds{sums}, over);
                    else
                        return layer.template backward<length>(in.data(), out.data(), slope.data(), to_, length,
                                                               unasked{}, over);
                };
                if constexpr (detail::is_asked<Dx>) {
                    const auto* const found = back_to(back.data());
                    for (std::size_t k = 0; k < In.size(); ++k) dx[n][k] = found[k / In.channels][k % In.channels];
                } else {
                    back_to(unasked{});
                }
            }
            if constexpr (detail::is_asked<Sink>)
                for (std::size_t k = 0; k < parameters; ++k) sink(k, sums[k]);
        }

        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            constexpr std::size_t a_step = sizeof(input_steps<at_once>) + sizeof(output_steps<at_once>),
                                  all_inputs = sizeof(input_steps<length>), all_outputs = sizeof(output_steps<length>);
            const layer_scratch alone = detail::scratch_of<Layer, T, of_step, parameters, at_once>(),
                                together = detail::scratch_of<Layer, T, of_step, parameters, length>();
            const auto most = [](std::size_t a_, std::size_t b_) noexcept { return a_ > b_ ? a_ : b_; };
            // A training pass takes all steps, and the way back needs a slope for each output, and for each input if asked.
            return {.forward = alone.forward + a_step + (detail::has_state<inner> ? sizeof(states) : 0),
                    .backward = most(alone.forward, together.backward) + all_inputs,
                    .gradient = together.gradient + (parameters + 1) * sizeof(T),
                    .training = together.training + most(alone.forward, together.forward) - alone.forward + all_inputs +
                                2 * all_outputs};
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_OVER_TIME_HPP
