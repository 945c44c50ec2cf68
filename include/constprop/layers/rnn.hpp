#ifndef CONSTPROP_LAYERS_RNN_HPP
#define CONSTPROP_LAYERS_RNN_HPP

#include <constprop/activations/tanh.hpp>
#include <constprop/kernels/elementwise.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/recurrent.hpp>
#include <constprop/layers/window_options.hpp>
#include <constprop/numbers/scalar_functions.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A step of a simple recurrent layer. The cache has a + b and its activation.
template <class Activation> struct rnn_cell {
    using needs = typename needs_of<Activation>::type;
    static constexpr std::size_t gates = 1, carried = 1, kept = 2;
    static constexpr bool splits = false, takes_vectors = detail::takes_vectors<Activation>;

    template <class Value>
    [[gnu::always_inline]] static constexpr void forward(const Value* a, const Value* b, Value* h,
                                                         Value* keep) noexcept {
        keep[0] = a[0] + b[0];
        keep[1] = h[0] = Activation::value(keep[0]);
    }
    template <class Value>
    [[gnu::always_inline]] static constexpr void backward(const Value* kept_, const Value& /*h*/, Value* dh, Value* da,
                                                          Value* /*db*/) noexcept {
        da[0] = kernels::pull_back<Activation>(kept_[0], kept_[1], dh[0]);
        dh[0] = Value{};
    }
};

/// The activation among the options of a simple recurrent layer: tanh by default.
template <class... Options> struct activation_among {
    using type = tanh;
};
template <class First, class... Rest>
struct activation_among<First, Rest...> : std::conditional_t<std::is_base_of_v<activation<First>, First>,
                                                             std::type_identity<First>, activation_among<Rest...>> {};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// A simple recurrent (Elman) layer: h' = f(W_ih x + b_ih + W_hh h + b_hh), f the tanh or another activation, h 0 at first.
///
/// Shapes:      x Inputs, h and y = h' Hidden; runs step by step, net(x, state), or over a sequence
/// Options:     an activation, such as `relu`; `no_bias`
/// backward:    through time: ∂ℓ/∂h of a step is the gradient through W_hh
/// Parameters:  weight_ih (Hidden × Inputs), weight_hh (Hidden × Hidden), bias_ih, bias_hh
/// State:       Hidden values
/// Memory:      a training pass keeps 3 Hidden values a step
/// Cost:        Hidden (Inputs + Hidden) multiply-adds a step
/// Rejects:     inputs other than one vector of Inputs values for each step; options not listed here
/// Source:      PyTorch's nn.RNN
template <std::size_t Inputs, std::size_t Hidden, class... Options>
struct CONSTPROP_TAGGED rnn
    : detail::recurrent_layer<rnn<Inputs, Hidden, Options...>,
                              detail::rnn_cell<typename detail::activation_among<Options...>::type>, Inputs, Hidden,
                              !detail::is_among<no_bias, Options...>> {
    using misuse =
        typename decltype(detail::recurrent_options<rnn, no_bias, typename detail::activation_among<Options...>::type>::
                              template say_of_all<Options...>())::type;
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_RNN_HPP
