#ifndef CONSTPROP_KERNELS_STRIP_VALUES_HPP
#define CONSTPROP_KERNELS_STRIP_VALUES_HPP

#include <constprop/kernels/fold_lanes.hpp>
#include <constprop/kernels/load_several.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::kernels {

namespace detail {
template <class T, std::size_t Lanes> struct rest_of_strip {
    vector<T, Lanes> rest;
};
template <class T> struct rest_of_strip<T, 0> {};
}  // namespace detail

/// The values of a strip in registers: its vectors of `Lanes` lanes, and that of its rest if there is one.
template <class T, class Strip, std::size_t Lanes> struct strip_values : detail::rest_of_strip<T, Strip::rest> {
    static constexpr std::size_t width = Strip::vectors, narrow = Strip::rest;
    static constexpr bool has_rest = narrow != 0;

    vector<T, Lanes> wide[width];

    /// Sums that start from biases, or from zeros.
    template <std::size_t Count, class Bias>
    [[gnu::always_inline]] static void begin(strip_values (&sums)[Count], Bias bias) noexcept {
        unroll<width>([&](std::size_t v_) CONSTPROP_INLINED {
            vector<T, Lanes> start_{};
            if constexpr (is_bias<Bias>) start_ = kernels::load<Lanes>(bias + Strip::column(v_));
            unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { sums[k_].wide[v_] = start_; });
        });
        if constexpr (has_rest) {
            vector<T, narrow> start{};
            if constexpr (is_bias<Bias>) start = kernels::load<narrow>(bias + Strip::rest_column);
            unroll<Count>([&](std::size_t k_) CONSTPROP_INLINED { sums[k_].rest = start; });
        }
    }

    /// Loads the values of a row: several by one instruction if a register has a single lane; `Even` if strips begin at even
    /// columns. Integers, which need several instructions each, are loaded one by one, so that compilers choose their registers.
    template <bool Even, class Number> [[gnu::always_inline]] void load(const Number* from) noexcept {
        if constexpr (register_lanes<T> == 1 && !is_scaled<Number>) {
            detail::load_weights<width, Even>(from, wide);
        } else {
            unroll<width>([&](std::size_t v_)
                              CONSTPROP_INLINED { wide[v_] = kernels::load<Lanes>(from + Strip::column(v_)); });
            if constexpr (has_rest) this->rest = kernels::load<narrow>(from + Strip::rest_column);
        }
    }

    /// Keeps loaded values in registers, see `in_register`.
    [[gnu::always_inline]] void keep() noexcept {
        unroll<width>([&](std::size_t v_) CONSTPROP_INLINED { wide[v_] = in_register(wide[v_]); });
        if constexpr (has_rest) this->rest = in_register(this->rest);
    }

    /// Adds factor · value, elementwise.
    [[gnu::always_inline]] void add(const strip_values& factor, const strip_values& value) noexcept {
        unroll<width>([&](std::size_t v_) CONSTPROP_INLINED { wide[v_] += factor.wide[v_] * value.wide[v_]; });
        if constexpr (has_rest) this->rest += factor.rest * value.rest;
    }
    /// The same with one value for all.
    [[gnu::always_inline]] void add(const strip_values& factor, T value) noexcept {
        const auto add = [&](const auto& all_) CONSTPROP_INLINED {
            unroll<width>([&](std::size_t v_) CONSTPROP_INLINED { wide[v_] += factor.wide[v_] * all_; });
            if constexpr (has_rest) this->rest += factor.rest * detail::first_lanes<narrow, T>(all_);
        };
        if constexpr (has_rest) add(detail::in_all_lanes<Lanes, T>(value));
        else add(value);
    }

    /// Stores then(value) for each.
    template <class Then> [[gnu::always_inline]] void store(T* to, const Then& then) const noexcept {
        unroll<width>([&](std::size_t v_)
                          CONSTPROP_INLINED { kernels::store<Lanes>(to + Strip::column(v_), then(wide[v_])); });
        if constexpr (has_rest) kernels::store<narrow>(to + Strip::rest_column, then(this->rest));
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_STRIP_VALUES_HPP
