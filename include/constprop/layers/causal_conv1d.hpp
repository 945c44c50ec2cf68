#ifndef CONSTPROP_LAYERS_CAUSAL_CONV1D_HPP
#define CONSTPROP_LAYERS_CAUSAL_CONV1D_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/sink.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/kernels/linear.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/history.hpp>
#include <constprop/layers/recurrent/units.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A causal convolution in its place. The `Taps` inputs that it sees at a step, `Gap` steps apart and the oldest first, are
/// one row, to which it applies a linear layer.
template <class T, extent In, std::size_t Outputs, std::size_t Taps, std::size_t Gap, bool HasBias>
struct causal_conv1d_on {
    static constexpr std::size_t inputs = In.size(), seen = Taps * inputs, weights = seen * Outputs;
    using products = kernels::linear<seen, Outputs, kernels::unroll_budget>;

    /// True if the window of a single step need not go through memory. Cores with few registers load it again for less.
    static constexpr bool stays_in_registers = !kernels::code_is_scarce;

    using input_row = std::array<T, inputs>;
    using output_row = std::array<T, Outputs>;
    using window = std::array<T, seen>;

    static constexpr bool takes_pass = true, reads_stored = true, reads_scales = true;
    using state = history<T, inputs, (Taps - 1) * Gap>;
    template <std::size_t Batch> struct cache {
        rows<T, seen, Batch> windows;
    };

    /// PyTorch's order is (output, input, tap), that of a row (tap, input). Behind `flatten`, inputs are in PyTorch's order.
    [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept {
        if (k >= weights) return k;
        const std::size_t o = k / seen, channel = k / Taps % inputs,
                          i = In.positions() == 1 ? channel : In.from_channels_first(channel),
                          column = k % Taps * inputs + i;
        return products::rows_are_outputs ? o * seen + column : column * Outputs + o;
    }

    template <std::size_t Batch, class Weight, class Then, class Pass>
    static constexpr void forward(const Weight* p, const input_row* x, output_row* y, std::size_t count, Then then,
                                  const Pass& pass) noexcept {
        rows<T, seen, Pass::keeps ? 0 : Batch> passing;
        window* windows = nullptr;
        if constexpr (Pass::keeps) windows = pass.cache->windows.data();
        else windows = passing.data();
        for (std::size_t n = 0; n < count; ++n) {
            look(*pass.state, x[n].data(), windows[n].data());
            pass.state->push(x[n].data());
        }
        if constexpr (Batch > 1 || !stays_in_registers) windows = kernels::written(windows);
        if constexpr (Batch == 1) products::forward(p, bias_in(p), windows->data(), y->data(), then);
        else products::template forward<Batch>(p, bias_in(p), windows, y, count, then);
    }

    template <std::size_t Batch, class Dx, class Sink, class Pass>
    static constexpr void backward(const T* p, const input_row* /*x*/, const output_row* /*y*/, const output_row* dy,
                                   [[maybe_unused]] Dx dx, std::size_t count, [[maybe_unused]] Sink sink,
                                   const Pass& pass) noexcept {
        if constexpr (is_asked<Dx>) {
            rows<T, seen, Batch> to_windows;
            if constexpr (Batch == 1) products::backward(p, dy->data(), to_windows.data()->data());
            else products::template backward<Batch>(p, dy, to_windows.data(), count);
            const auto* const by_window = kernels::written(to_windows.data());
            for (std::size_t n = 0; n < count; ++n) add_up(by_window, n, count, dx[n].data());
        }
        if constexpr (is_asked<Sink>) {
            products::template differentiate_weights<Batch>(pass.cache->windows.data(), dy, count, sink);
            if constexpr (HasBias) products::template differentiate_bias<Batch>(dy, count, sink_from{sink, weights});
        }
    }

    static constexpr bool takes_then = true;

    template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
        constexpr std::size_t windows = sizeof(rows<T, seen, Batch>);
        return {.forward = windows + products::template forward_sum_bytes<T, Batch>(),
                .backward = windows + products::template backward_sum_bytes<T, Batch>(),
                .gradient = products::template gradient_sum_bytes<T, Batch>()};
    }

 private:
    template <class Weight> static constexpr auto bias_in([[maybe_unused]] const Weight* p) noexcept {
        if constexpr (HasBias)
            return kernels::with_scales<weights>(
                p, kernels::others_at(p + kernels::room_for_weights<Weight>(weights, Outputs)));
        else return kernels::with_scales<weights>(p, kernels::no_bias{});
    }
    static constexpr void look(const state& before, const T* x, T* to) noexcept {
        const auto copy = [&](std::size_t tap_) CONSTPROP_INLINED {
            const T* const from_ = tap_ + 1 == Taps ? x : before((Taps - 1 - tap_) * Gap);
            copy_row<inputs>(from_, to + tap_ * inputs);
        };
        if constexpr (stays_in_registers && products::unrolled) kernels::unroll_constants<Taps>(copy);
        else
            for (std::size_t tap = 0; tap < Taps; ++tap) copy(tap);
    }
    /// ∂ℓ/∂x of step n: the sum over the windows that covered it, its own first.
    static constexpr void add_up(const window* to_windows, std::size_t n, std::size_t count, T* dx) noexcept {
        copy_row<inputs>(to_windows[n].data() + (Taps - 1) * inputs, dx);
        for (std::size_t ago = 1; ago < Taps && n + ago * Gap < count; ++ago) {
            const T* const seen_as = to_windows[n + ago * Gap].data() + (Taps - 1 - ago) * inputs;
            for_units<inputs, T, true>([&](std::size_t i_, auto type_) CONSTPROP_INLINED {
                using value_ = typename decltype(type_)::type;
                kernels::put(dx + i_,
                             static_cast<value_>(kernels::get<value_>(dx + i_) + kernels::get<value_>(seen_as + i_)));
            });
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// A convolution over time that sees no later step: yₜ = b + Σ W_k xₜ₋₍ₖ₎. Its inputs lie `dilation` steps apart, one for each
/// tap of the kernel; the last is that of step t. Zeros stand for inputs before the first step.
///
/// Shapes:      x Inputs, y Outputs; runs step by step, net(x, state), or over a sequence
/// Options:     `kernel<Size>`, 1 without; `dilation<Steps>`; `no_bias`; in any order
/// backward:    dxₜ = Σ W_kᵀ dy over the later steps that see it, dW_k = Σ dyₜ xᵀ over all steps, db = Σ dyₜ
/// Parameters:  Outputs × Inputs × Size weights, then Outputs biases
/// State:       the last (Size − 1) · dilation inputs, and the position of the oldest
/// Memory:      a training pass keeps Inputs · Size values a step
/// Cost:        Outputs · Inputs · Size multiply-adds a step, whatever the dilation
/// Rejects:     inputs other than one vector of Inputs values for each step; options not listed here
/// Source:      PyTorch's nn.Conv1d with (Size − 1) · dilation zeros before the sequence; Bai et al., arXiv:1803.01271
template <std::size_t Inputs, std::size_t Outputs, class... Options> struct CONSTPROP_TAGGED causal_conv1d {
    static constexpr window_settings settings = detail::settings_of<Options...>({.axes = 1});
    static constexpr std::size_t taps = settings.over.columns.size, gap = settings.over.columns.dilation;

    using final_type = causal_conv1d;
    using misuse =
        detail::option_misuse<causal_conv1d, 1,
                              window_option::kernel | window_option::dilation | window_option::no_bias, Options...>;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        const extent takes = vector_of(Inputs);  // the offered extent remembers its axes
        return {takes.agrees_with(offered) ? offered : takes, vector_of(taps == 0 || gap == 0 ? 0 : Outputs)};
    }
    [[nodiscard]] static constexpr auto tensors(extent in) noexcept {
        const std::size_t fan_in = in.size() * taps, fan_out = Outputs * taps;
        const tensor weight{.name = "weight",
                            .as = role::weight,
                            .dimensions = {Outputs, in.size(), taps},
                            .rank = 3,
                            .fan_in = fan_in,
                            .fan_out = fan_out};
        const tensor bias{
            .name = "bias", .as = role::bias, .dimensions = {Outputs}, .rank = 1, .fan_in = fan_in, .fan_out = fan_out};
        if constexpr (settings.has_bias) return std::array<tensor, 2>{weight, bias};
        else return std::array<tensor, 1>{weight};
    }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return Outputs * in.size() * taps;
    }

    template <class T, extent In> using on = detail::causal_conv1d_on<T, In, Outputs, taps, gap, settings.has_bias>;
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_CAUSAL_CONV1D_HPP
