#ifndef CONSTPROP_LAYERS_LSTM_HPP
#define CONSTPROP_LAYERS_LSTM_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/recurrent.hpp>
#include <constprop/layers/window_options.hpp>
#include <constprop/math/gate.hpp>
#include <constprop/math/tanh.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A step of an LSTM, from a + b in the order i, f, g, o. The state is h, c; the cache has i, f, g, o, c and tanh c'.
struct lstm_cell {
    using needs = errors::functions<errors::exp, errors::tanh>;
    static constexpr std::size_t gates = 4, carried = 2, kept = 6;
    static constexpr bool splits = false, takes_vectors = true;

    template <class Value>
    [[gnu::always_inline]] static constexpr void forward(const Value* a, const Value* b, Value* state,
                                                         Value* keep) noexcept {
        using math::tanh;
        const Value i = math::gate(static_cast<Value>(a[0] + b[0])), f = math::gate(static_cast<Value>(a[1] + b[1])),
                    g = tanh(static_cast<Value>(a[2] + b[2])), o = math::gate(static_cast<Value>(a[3] + b[3]));
        keep[0] = i;
        keep[1] = f;
        keep[2] = g;
        keep[3] = o;
        keep[4] = state[1];
        state[1] = f * state[1] + i * g;
        keep[5] = tanh(state[1]);
        state[0] = o * keep[5];
    }
    template <class Value>
    [[gnu::always_inline]] static constexpr void backward(const Value* kept_, const Value& /*h*/, Value* back,
                                                          Value* da, Value* /*db*/) noexcept {
        const auto one = kernels::element<Value>(1);
        const Value i = kept_[0], f = kept_[1], g = kept_[2], o = kept_[3], c = kept_[4], tanh_c = kept_[5];
        const Value dh = back[0], dc = back[1] + dh * o * (one - tanh_c * tanh_c);
        da[0] = dc * g * (i * (one - i));
        da[1] = dc * c * (f * (one - f));
        da[2] = dc * i * (one - g * g);
        da[3] = dh * tanh_c * (o * (one - o));
        back[0] = Value{};
        back[1] = dc * f;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// Long short-term memory, with input x, hidden state h and cell c, both 0 at first:
///
///     i  = σ(W_ii x + b_ii + W_hi h + b_hi)
///     f  = σ(W_if x + b_if + W_hf h + b_hf)
///     g  = tanh(W_ig x + b_ig + W_hg h + b_hg)
///     o  = σ(W_io x + b_io + W_ho h + b_ho)
///     c' = f c + i g
///     h' = o tanh c'
///
/// Shapes:      x Inputs, h, c and y = h' Hidden; runs step by step, net(x, state), or over a sequence
/// Options:     `no_bias`
/// backward:    through time: ∂ℓ/∂c of a step is f ∂ℓ/∂c', and ∂ℓ/∂h is the gradient through W_hh
/// Parameters:  weight_ih (4 Hidden × Inputs), weight_hh (4 Hidden × Hidden), bias_ih, bias_hh, gates in the order i, f, g, o
/// State:       2 Hidden values, h and then c
/// Memory:      a training pass keeps 7 Hidden values a step
/// Cost:        4 Hidden (Inputs + Hidden) multiply-adds a step; three gates and two tanh a unit, each a division
/// Rejects:     inputs other than one vector of Inputs values for each step; options not listed here
/// Source:      PyTorch's nn.LSTM; Hochreiter, Schmidhuber, Neural Computation 9, 1997
template <std::size_t Inputs, std::size_t Hidden, class... Options>
struct CONSTPROP_TAGGED lstm : detail::recurrent_layer<lstm<Inputs, Hidden, Options...>, detail::lstm_cell, Inputs,
                                                       Hidden, !detail::is_among<no_bias, Options...>> {
    using misuse = typename decltype(detail::recurrent_options<lstm, no_bias>::template say_of_all<Options...>())::type;
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_LSTM_HPP
