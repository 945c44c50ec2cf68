#ifndef CONSTPROP_LAYERS_GRU_HPP
#define CONSTPROP_LAYERS_GRU_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/recurrent.hpp>
#include <constprop/layers/recurrent/reset_before.hpp>
#include <constprop/layers/window_options.hpp>
#include <constprop/math/gate.hpp>
#include <constprop/math/tanh.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A step of a GRU, from a and b in the order r, z, n. The cache has r, z, n and b_n.
struct gru_cell {
    using needs = errors::functions<errors::exp, errors::tanh>;
    static constexpr std::size_t gates = 3, carried = 1, kept = 4;
    static constexpr bool splits = true, takes_vectors = true;

    template <class Value>
    [[gnu::always_inline]] static constexpr void forward(const Value* a, const Value* b, Value* h,
                                                         Value* keep) noexcept {
        using math::tanh;
        const auto one = kernels::element<Value>(1);
        const Value r = math::gate(static_cast<Value>(a[0] + b[0])), z = math::gate(static_cast<Value>(a[1] + b[1])),
                    n = tanh(static_cast<Value>(a[2] + r * b[2]));
        h[0] = (one - z) * n + z * h[0];
        keep[0] = r;
        keep[1] = z;
        keep[2] = n;
        keep[3] = b[2];
    }
    template <class Value>
    [[gnu::always_inline]] static constexpr void backward(const Value* kept_, const Value& h, Value* dh, Value* da,
                                                          Value* db) noexcept {
        const auto one = kernels::element<Value>(1);
        const Value r = kept_[0], z = kept_[1], n = kept_[2];
        const Value dn = dh[0] * (one - z) * (one - n * n), dz = dh[0] * (h - n);
        da[0] = db[0] = dn * kept_[3] * (r * (one - r));
        da[1] = db[1] = dz * (z * (one - z));
        da[2] = dn;
        db[2] = dn * r;
        dh[0] = dh[0] * z;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// An option of `gru`: r resets h before the product with W_hn: n = tanh(W_in x + b_in + W_hn (r h) + b_hn). The paper defines
/// it so, as do ONNX with linear_before_reset = 0, its default, and Keras with reset_after = False.
struct CONSTPROP_TAGGED reset_before{};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Where the reset gate acts.
template <bool ResetBefore, std::size_t Inputs, std::size_t Hidden, bool HasBias> struct gru_form {
    template <class Layer> using of = recurrent_layer<Layer, gru_cell, Inputs, Hidden, HasBias>;
};
template <std::size_t Inputs, std::size_t Hidden, bool HasBias> struct gru_form<true, Inputs, Hidden, HasBias> {
    template <class Layer> struct of : recurrent_layer<Layer, gru_cell, Inputs, Hidden, HasBias> {
        template <class T, extent In> using on = reset_before_on<T, In, Hidden, HasBias>;
    };
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// A gated recurrent unit, with input x and hidden state h, 0 at first:
///
///     r  = σ(W_ir x + b_ir + W_hr h + b_hr)
///     z  = σ(W_iz x + b_iz + W_hz h + b_hz)
///     n  = tanh(W_in x + b_in + r (W_hn h + b_hn))
///     h' = (1 − z) n + z h
///
/// Shapes:      x Inputs, h and y = h' Hidden; runs step by step, net(x, state), or over a sequence
/// Options:     `no_bias`; `reset_before`: r resets h, not the product with h
/// backward:    through time: ∂ℓ/∂h of a step is z ∂ℓ/∂h' plus the gradient through W_hh
/// Parameters:  weight_ih (3 Hidden × Inputs), weight_hh (3 Hidden × Hidden), bias_ih, bias_hh, gates in the order r, z, n
/// State:       Hidden values
/// Memory:      a training pass keeps 5 Hidden values a step
/// Cost:        3 Hidden (Inputs + Hidden) multiply-adds a step; two gates and a tanh a unit, each a division
/// Rejects:     inputs other than one vector of Inputs values for each step; options not listed here
/// Source:      PyTorch's nn.GRU; Cho et al., arXiv:1406.1078
template <std::size_t Inputs, std::size_t Hidden, class... Options>
struct CONSTPROP_TAGGED gru
    : detail::gru_form<detail::is_among<reset_before, Options...>, Inputs, Hidden,
                       !detail::is_among<no_bias, Options...>>::template of<gru<Inputs, Hidden, Options...>> {
    using misuse = typename decltype(detail::recurrent_options<gru, no_bias,
                                                               reset_before>::template say_of_all<Options...>())::type;
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_GRU_HPP
