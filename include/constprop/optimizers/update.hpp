#ifndef CONSTPROP_OPTIMIZERS_UPDATE_HPP
#define CONSTPROP_OPTIMIZERS_UPDATE_HPP

#include <constprop/chain/parameter_runs.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/optimizers/rule.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// The update of single parameters, or of vectors of them, by a rule's stepper.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// True if a stepper takes its buffers as `kernels::place`s, so that it does not touch the buffers of an option that is
/// off.
template <class Stepper> inline constexpr bool takes_places = false;
template <class Stepper>
requires requires { Stepper::takes_places; }
inline constexpr bool takes_places<Stepper> = Stepper::takes_places;

/// The parameters of one stage, and the update for a gradient. A rule that takes vectors is held by value: compilers then
/// see that it does not alias weights, and keep it in registers. `Refers` is true for other rules, which may have state, and for
/// those in fixed point, whose numbers lie in memory and would be copied from function to function. Parameters in `Sparse`
/// that are 0 stay 0; only parameters in `Decayed` have weight decay. Each is a `layer_weights`, or `for_all`, which
/// changes nothing.
struct for_all {};
template <class T, class Stepper, std::size_t Buffers, class Sparse, class Decayed,
          bool Refers = !takes_vectors<Stepper>>
struct update {
    static constexpr bool keeps_zeros = !std::is_same_v<Sparse, for_all>;
    static constexpr bool decays_some = !std::is_same_v<Decayed, for_all>;
    static constexpr bool without_masks = detail::without_masks<Stepper> && !keeps_zeros;
    static constexpr bool has_options = detail::has_options<Stepper>;

    using rule = std::conditional_t<takes_vectors<Stepper>, const Stepper, Stepper>;
    std::conditional_t<Refers, rule&, rule> stepper;
    T* weight;
    std::array<T*, Buffers> buffers;

    template <class Value>
    [[gnu::always_inline]] constexpr void operator()(std::size_t k, const Value& gradient) const noexcept {
        if constexpr (keeps_zeros) {
            const auto before = kernels::get<Value>(weight + k);
            decay(k, gradient);
            const auto after = kernels::get<Value>(weight + k);
            if (Sparse::contains(k)) kernels::put(weight + k, static_cast<Value>(before == T(0) ? before : after));
        } else if constexpr (decays_some) {
            decay(k, gradient);
        } else {
            apply(stepper, k, gradient, std::make_index_sequence<Buffers>{});
        }
    }

    /// Calls use(update) with an update that is compiled for the options that are on.
    template <class Use> [[gnu::always_inline]] constexpr void choose(const Use& use) const noexcept {
        stepper.choose([&](const auto& chosen_) CONSTPROP_INLINED {
            use(update<T, std::remove_cvref_t<decltype(chosen_)>, Buffers, Sparse, Decayed>{chosen_, weight, buffers});
        });
    }

 private:
    template <class Value>
    [[gnu::always_inline]] constexpr void decay(std::size_t k, const Value& gradient) const noexcept {
        constexpr std::make_index_sequence<Buffers> each_buffer{};
        if constexpr (decays_some) {
            if (Decayed::contains(k)) {
                apply(stepper, k, gradient, each_buffer);
            } else {
                const auto without = stepper.without_decay();
                apply(without, k, gradient, each_buffer);
            }
        } else {
            apply(stepper, k, gradient, each_buffer);
        }
    }
    template <class By, class Value, std::size_t... Buffer>
    [[gnu::always_inline]] constexpr void apply(By& by, std::size_t k, const Value& gradient,
                                                std::index_sequence<Buffer...>) const noexcept {
        if constexpr (takes_places<Stepper> && std::is_same_v<Value, T>) {
            by(weight[k], gradient, kernels::place<T, Value>{buffers[Buffer] + k}...);
        } else if constexpr (takes_places<Stepper>) {
            auto values = kernels::get<Value>(weight + k);
            by(values, gradient, kernels::place<T, Value>{buffers[Buffer] + k}...);
            kernels::put(weight + k, values);
        } else if constexpr (std::is_same_v<Value, T>) {
            by(weight[k], gradient, buffers[Buffer][k]...);
        } else if constexpr (takes_vectors<Stepper>) {
            auto values = kernels::get<Value>(weight + k);
            Value memory[1 + Buffers] = {values, kernels::get<Value>(buffers[Buffer] + k)...};
            by(values, gradient, memory[1 + Buffer]...);
            kernels::put(weight + k, values);
            (kernels::put(buffers[Buffer] + k, memory[1 + Buffer]), ...);
        } else {
            for (std::size_t lane = 0; lane < kernels::lanes_in<T, Value>; ++lane)
                by(weight[k + lane], gradient[lane], buffers[Buffer][k + lane]...);
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_OPTIMIZERS_UPDATE_HPP
