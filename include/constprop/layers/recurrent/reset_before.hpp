#ifndef CONSTPROP_LAYERS_RECURRENT_RESET_BEFORE_HPP
#define CONSTPROP_LAYERS_RECURRENT_RESET_BEFORE_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/sink.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/kernels/bits.hpp>
#include <constprop/kernels/linear.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/layers/recurrent/recurrent.hpp>
#include <constprop/layers/recurrent/units.hpp>
#include <constprop/math/gate.hpp>
#include <constprop/math/tanh.hpp>

#include <array>
#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// A GRU in its place whose reset gate acts before the product: one product of h for the gates r and z, then one of r h for n.
template <class T, extent In, std::size_t Hidden, bool HasBias> class reset_before_on {
    using numbers = recurrent_parameters<In, Hidden, 3, HasBias>;
    using from_input = typename numbers::from_input;
    using to_gates = kernels::linear<Hidden, 2 * Hidden, kernels::unroll_budget>;
    using to_new = kernels::linear<Hidden, Hidden, kernels::unroll_budget>;
    static constexpr std::size_t gates_at = numbers::hidden_weights, new_at = gates_at + 2 * Hidden * Hidden,
                                 gates_bias = numbers::hidden_bias, new_bias = gates_bias + 2 * Hidden;

    using row_of_three = std::array<T, 3 * Hidden>;

 public:
    using input_row = std::array<T, In.size()>;
    using output_row = std::array<T, Hidden>;

    static constexpr bool takes_pass = true;
    static constexpr bool reads_stored = gates_at % 2 == 0;  // two numbers of 16 bits are loaded as a word
    static constexpr bool reads_scales = true;
    using state = output_row;

    /// The hidden state before each step, before and after the reset; r, z and n.
    template <std::size_t Batch> struct cache {
        rows<T, Hidden, Batch> before, reset;
        rows<T, 3 * Hidden, Batch> kept;
    };

    [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept {
        if (k < gates_at || k >= numbers::input_bias) return numbers::position(k);
        if (k < new_at) return gates_at + numbers::template at<to_gates>(k - gates_at, Hidden, 2 * Hidden);
        return new_at + numbers::template at<to_new>(k - new_at, Hidden, Hidden);
    }

    // Never inlined, so that the stack frames of the two passes are not merged.
    template <std::size_t Batch, class Weight, class Pass>
    [[gnu::noinline]] static constexpr void forward(const Weight* p, const input_row* x, output_row* y,
                                                    std::size_t count, const Pass& pass) noexcept {
        rows<T, 3 * Hidden, Batch> a;
        const auto bias = numbers::bias_of_input(p);
        if constexpr (Batch == 1) from_input::forward(p, bias, x->data(), a.data()->data(), as_it_is{});
        else from_input::template forward<Batch>(p, bias, x, a.data(), count, as_it_is{});
        for (std::size_t n = 0; n < count; ++n) {
            T* const h = pass.state->data();
            output_row reset;
            row_of_three gates;
            if constexpr (Pass::keeps) copy_row<Hidden>(h, pass.cache->before.data()[n].data());
            step(p, a.data()[n].data(), h, reset.data(), gates.data());
            if constexpr (Pass::keeps) {
                pass.cache->reset.data()[n] = reset;
                pass.cache->kept.data()[n] = gates;
            }
            copy_row<Hidden>(h, y[n].data());
        }
    }

    template <std::size_t Batch, class Dx, class Sink, class Pass>
    [[gnu::noinline]] static constexpr void backward(const T* p, const input_row* x, const output_row* /*y*/,
                                                     const output_row* dy, [[maybe_unused]] Dx dx, std::size_t count,
                                                     [[maybe_unused]] Sink sink, const Pass& pass) noexcept {
        if constexpr (!is_asked<Dx> && !is_asked<Sink>) return;  // frozen, and no layer before it learns
        rows<T, 3 * Hidden, Batch> all;
        rows<T, 2 * Hidden, Batch> of_gates;
        rows<T, Hidden, Batch> of_new;
        const auto* const before = pass.cache->before.data();
        const auto* const kept = pass.cache->kept.data();
        T carried_back[Hidden];
        for (T& value : carried_back) value = T(0);
        for (std::size_t n = count; n-- > 0;)
            step_back(p, kept[n].data(), before[n].data(), dy[n].data(), carried_back, all.data()[n].data(),
                      of_gates.data()[n].data(), of_new.data()[n].data());

        const auto* const da = kernels::written(all.data());
        const auto* const db = kernels::written(of_gates.data());
        const auto* const dn = kernels::written(of_new.data());
        if constexpr (is_asked<Dx>) {
            if constexpr (Batch == 1) from_input::backward(p, da->data(), dx->data());
            else from_input::template backward<Batch>(p, da, dx, count);
        }
        if constexpr (is_asked<Sink>) {
            const auto* const reset = pass.cache->reset.data();
            from_input::template differentiate_weights<Batch>(x, da, count, sink_from{sink, 0});
            to_gates::template differentiate_weights<Batch>(before, db, count, sink_from{sink, gates_at});
            to_new::template differentiate_weights<Batch>(reset, dn, count, sink_from{sink, new_at});
            if constexpr (HasBias) {
                from_input::template differentiate_bias<Batch>(da, count, sink_from{sink, numbers::input_bias});
                to_gates::template differentiate_bias<Batch>(db, count, sink_from{sink, gates_bias});
                to_new::template differentiate_bias<Batch>(dn, count, sink_from{sink, new_bias});
            }
        }
    }

    template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
        constexpr std::size_t gates = sizeof(rows<T, 3 * Hidden, Batch>), one = Hidden * sizeof(T);
        constexpr std::size_t there = gates + 7 * one + to_gates::template forward_sum_bytes<T, 1>(),
                              back = 2 * gates + 3 * one;
        return {.forward = there, .gradient = (back > there ? back - there : 0) + 2 * bytes_of_another_product};
    }

 private:
    template <class Weight> static constexpr void step(const Weight* p, const T* a, T* h, T* reset, T* gates) noexcept {
        using math::tanh;
        const Weight* const weights = numbers::weights_of_hidden(p);
        const auto bias = numbers::bias_of_hidden(p);
        to_gates::forward(weights, bias, h, gates, as_it_is{});
        for_units<Hidden, T, true, 3 * Hidden>([&](std::size_t k_, auto type_) CONSTPROP_INLINED {
            using value_ = typename decltype(type_)::type;
            const auto sum_ = [&](std::size_t at_) CONSTPROP_INLINED {
                return static_cast<value_>(kernels::get<value_>(a + at_) + kernels::get<value_>(gates + at_));
            };
            const value_ r_ = math::gate(sum_(k_)), z_ = math::gate(sum_(Hidden + k_));
            kernels::put(gates + k_, r_);
            kernels::put(gates + Hidden + k_, z_);
            kernels::put(reset + k_, static_cast<value_>(r_ * kernels::get<value_>(h + k_)));
        });
        T* const of_new = gates + 2 * Hidden;
        to_new::forward(weights + 2 * Hidden * Hidden, bias + 2 * Hidden, reset, of_new, as_it_is{});
        for_units<Hidden, T, true, 3 * Hidden>([&](std::size_t k_, auto type_) CONSTPROP_INLINED {
            using value_ = typename decltype(type_)::type;
            const value_ z_ = kernels::get<value_>(gates + Hidden + k_),
                         n_ = tanh(static_cast<value_>(kernels::get<value_>(a + 2 * Hidden + k_) +
                                                       kernels::get<value_>(of_new + k_)));
            kernels::put(of_new + k_, n_);
            kernels::put(h + k_, static_cast<value_>((kernels::element<value_>(1) - z_) * n_ +
                                                     z_ * kernels::get<value_>(h + k_)));
        });
    }

    /// Computes ∂ℓ/∂h from ∂ℓ/∂h'.
    static constexpr void step_back(const T* p, const T* kept, const T* before, const T* dy, T* dh, T* da, T* db,
                                    T* dn) noexcept {
        for_units<Hidden, T, true, 3 * Hidden>([&](std::size_t k_, auto type_) CONSTPROP_INLINED {
            using value_ = typename decltype(type_)::type;
            const auto one_ = kernels::element<value_>(1);
            const value_ z_ = kernels::get<value_>(kept + Hidden + k_),
                         n_ = kernels::get<value_>(kept + 2 * Hidden + k_),
                         d_ = kernels::get<value_>(dh + k_) + kernels::get<value_>(dy + k_),
                         to_z_ = d_ * (kernels::get<value_>(before + k_) - n_) * (z_ * (one_ - z_)),
                         to_n_ = d_ * (one_ - z_) * (one_ - n_ * n_);
            kernels::put(da + Hidden + k_, to_z_);
            kernels::put(db + Hidden + k_, to_z_);
            kernels::put(da + 2 * Hidden + k_, to_n_);
            kernels::put(dn + k_, to_n_);
            kernels::put(dh + k_, static_cast<value_>(d_ * z_));
        });
        T through_new[Hidden], through_gates[Hidden];
        to_new::backward(p + new_at, dn, through_new);
        for (std::size_t k = 0; k < Hidden; ++k) {
            const T r = kept[k];
            da[k] = db[k] = through_new[k] * before[k] * (r * (T(1) - r));
        }
        to_gates::backward(p + gates_at, db, through_gates);
        for (std::size_t k = 0; k < Hidden; ++k) dh[k] += through_new[k] * kept[k] + through_gates[k];
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_RECURRENT_RESET_BEFORE_HPP
