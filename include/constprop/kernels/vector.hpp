#ifndef CONSTPROP_KERNELS_VECTOR_HPP
#define CONSTPROP_KERNELS_VECTOR_HPP

#include <constprop/kernels/only_stored.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

/// Vectors of the target's width by GCC's and Clang's extension: + − * / and comparisons work lane by lane, a scalar
/// operand applies to all lanes, `mask ? a : b` selects.
namespace constprop::inline CONSTPROP_TARGET::kernels {

#if defined(__GNUC__) || defined(__clang__)
#define CONSTPROP_INLINED __attribute__((always_inline))
namespace detail {
template <class T, std::size_t Lanes> struct vector_of {
    typedef T type __attribute__((vector_size(sizeof(T) * Lanes)));
    typedef T anywhere __attribute__((vector_size(sizeof(T) * Lanes), aligned(alignof(T))));
};
}  // namespace detail
#else
#define CONSTPROP_INLINED
namespace detail {
template <class T, std::size_t Lanes> struct vector_of;
}  // namespace detail
#endif
namespace detail {
template <class T> struct vector_of<T, 1> {
    using type = T;
    using anywhere = T;
};
}  // namespace detail

/// `Lanes` values of T; one is T itself.
template <class T, std::size_t Lanes> using vector = typename detail::vector_of<T, Lanes>::type;

/// The number of lanes of a register; 0 for scalars without vectors.
template <class T> inline constexpr std::size_t register_lanes = 0;
template <> inline constexpr std::size_t register_lanes<float> = vector_bytes / sizeof(float);
template <> inline constexpr std::size_t register_lanes<double> = vector_bytes / sizeof(double);

template <class T> inline constexpr bool has_vectors = register_lanes<T> != 0;

/// The widest vector for rows of `columns` values.
template <class T> constexpr std::size_t lanes_for(std::size_t columns) noexcept {
    const std::size_t lanes = floor_to_power_of_two(columns);
    return lanes < register_lanes<T> ? lanes : register_lanes<T>;
}

/// The vector for a row of one sample. 64 bytes are two vectors: operations on one would take longer, where each waits for the
/// one before. What reads such a row soon after reads two, too, because a vector that two stores wrote is late.
template <class T> constexpr std::size_t lanes_of_row(std::size_t columns) noexcept {
    const std::size_t lanes = lanes_for<T>(columns);
    return lanes * sizeof(T) == 64 && columns == lanes ? lanes / 2 : lanes;
}

namespace detail {
template <std::size_t Lanes, class T>
[[gnu::always_inline]] inline vector<T, Lanes> load_as_it_is(const T* from) noexcept {
    return *reinterpret_cast<const typename vector_of<T, Lanes>::anywhere*>(from);
}

/// The floats that `Lanes` numbers of 16 bits stand for. A subnormal half is the difference of two normal floats, so that
/// processors that flush subnormal floats to zero convert it, too.
template <std::size_t Lanes, class Short>
[[gnu::always_inline]] inline vector<float, Lanes> load_short(const Short* from) noexcept {
    using floats = vector<float, Lanes>;
    using words = vector<std::uint32_t, Lanes>;
    const words bits =
        __builtin_convertvector(load_as_it_is<Lanes>(reinterpret_cast<const std::uint16_t*>(from)), words);
    if constexpr (std::is_same_v<Short, bfloat16>) {
        return (floats)(bits << 16);
    } else {
        const words sign = (bits & 0x8000U) << 16, magnitude = bits & 0x7fffU, all = magnitude << 13;
        const words smallest = words{} + (113U << 23);  // 2⁻¹⁴
        const words subnormal = (words)((floats)(all + smallest) - (floats)smallest);
        const words normal = all + (112U << 23) + ((words)(magnitude >= 0x7c00U) & (112U << 23)) +
                             ((words)(magnitude > 0x7c00U) & ~all & 0x400000U);
        const words is_subnormal = (words)(magnitude < 0x400U);
        return (floats)(sign | (subnormal & is_subnormal) | (normal & ~is_subnormal));
    }
}

/// `Lanes` integers as floats.
template <std::size_t Lanes>
[[gnu::always_inline]] inline vector<float, Lanes> load_integers(const scaled_int8* from) noexcept {
    const auto integers = load_as_it_is<Lanes>(reinterpret_cast<const std::int8_t*>(from));
    using words = vector<std::int32_t, Lanes>;
    return __builtin_convertvector(__builtin_convertvector(integers, words), vector<float, Lanes>);
}
}  // namespace detail

/// Numbers that are only stored in T become floats.
template <std::size_t Lanes, class T>
[[gnu::always_inline]] inline vector<value_of<T>, Lanes> load(const T* from) noexcept {
    if constexpr (is_only_stored<T> && Lanes == 1) return *from;
    else if constexpr (is_short_float<T>) return detail::load_short<Lanes>(from);
    else if constexpr (is_scaled<T>) return detail::load_integers<Lanes>(from);
    else return detail::load_as_it_is<Lanes>(from);
}
template <std::size_t Lanes> [[gnu::always_inline]] inline vector<float, Lanes> load(stored_floats from) noexcept {
    vector<float, Lanes> values;
    __builtin_memcpy(&values, __builtin_assume_aligned(from.at, alignof(float)), sizeof values);
    return values;
}
template <std::size_t Lanes, class T>
[[gnu::always_inline]] inline void store(T* to, const vector<T, Lanes>& value) noexcept {
    *reinterpret_cast<typename detail::vector_of<T, Lanes>::anywhere*>(to) = value;
}

/// Prefetches memory `ahead_bytes` behind `from`. An address past the end is harmless.
template <class T> [[gnu::always_inline]] inline void prefetch(const T* from) noexcept {
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(reinterpret_cast<const char*>(from) + ahead_bytes);
#else
    (void)from;
#endif
}

/// Returns `rows`, and makes compilers assume that the rows have been written: they cannot see it if the number of samples
/// is known only at run time.
template <class Row> [[gnu::always_inline]] constexpr Row* written(Row* rows) noexcept {
#if defined(__GNUC__) || defined(__clang__)
    if (!std::is_constant_evaluated()) __asm__("" : "+r"(rows));
#endif
    return rows;
}

/// Returns `value`, loaded once. g++ would load it for each multiplication again, as a part of the instruction, and loads are the
/// bottleneck of products that use few values more than once. Without fused multiply-adds products need registers, too.
template <class Value> [[gnu::always_inline]] inline Value in_register(Value value) noexcept {
#if defined(__GNUC__) && !defined(__clang__) && defined(__FMA__)
    if constexpr (sizeof(Value) >= 16) __asm__("" : "+v"(value));
#endif
    return value;
}

/// Returns `option`. With Helium, g++ does not see that it is constant within a loop: at -O3 it would make a separate loop for
/// each value, and keep a part of each on the stack.
[[gnu::always_inline]] constexpr bool in_one_loop(bool option) noexcept {
#if defined(__GNUC__) || defined(__clang__)
    if (has_helium && !std::is_constant_evaluated()) __asm__("" : "+r"(option));
#endif
    return option;
}

/// Sums of nothing, to start from.
template <std::size_t Lanes, class T> [[gnu::always_inline]] inline vector<T, Lanes> no_sum() noexcept {
    if constexpr (Lanes == 1) return nothing<T>;
    else return -vector<T, Lanes>{};
}

/// `Lanes` biases, or sums of nothing.
template <std::size_t Lanes, class T, class Bias>
[[gnu::always_inline]] inline vector<T, Lanes> load_bias(Bias bias) noexcept {
    if constexpr (is_bias<Bias>) return load<Lanes>(bias);
    else return no_sum<Lanes, T>();
}

/// Kernels pass on a scalar or a vector. `lanes_in` is its number of values; `get` and `put` read and write it.
template <class T, class Value> inline constexpr std::size_t lanes_in = sizeof(Value) / sizeof(T);

template <class Value, class T> [[gnu::always_inline]] constexpr Value get(const T* from) noexcept {
    if constexpr (std::is_same_v<Value, T>) return *from;
    else return load<lanes_in<T, Value>>(from);
}
template <class T, class Value> [[gnu::always_inline]] constexpr void put(T* to, const Value& value) noexcept {
    if constexpr (std::is_same_v<Value, T>) *to = value;
    else store<lanes_in<T, Value>>(to, value);
}

/// The place in memory of a value, or of a vector of values. A rule reads and writes it only if it needs to.
template <class T, class Value> struct place {
    T* at;

    [[gnu::always_inline]] constexpr Value read() const noexcept { return get<Value>(at); }
    [[gnu::always_inline]] constexpr void write(const Value& value) const noexcept { put(at, value); }
};

/// put(to + k, value): a sink that stores the kernel's results.
template <class T> struct write_to {
    static constexpr bool without_masks = true;

    T* to;

    template <class Value>
    [[gnu::always_inline]] constexpr void operator()(std::size_t k, const Value& value) const noexcept {
        put(to + k, value);
    }
};

/// A sink that adds the kernel's results to the values in memory.
template <class T> struct add_to {
    static constexpr bool without_masks = true;

    T* to;

    template <class Value>
    [[gnu::always_inline]] constexpr void operator()(std::size_t k, const Value& value) const noexcept {
        put(to + k, static_cast<Value>(get<Value>(to + k) + value));
    }
};

namespace detail {
/// Calls f(0), …, f(Count − 1). Only one function stands between the caller and f, because compilers optimize the code of
/// all calls anew in each function into which it is inlined.
template <std::size_t Count, class Indices = std::make_index_sequence<Count>> struct unrolled_calls;
template <std::size_t Count, std::size_t... K> struct unrolled_calls<Count, std::index_sequence<K...>> {
    template <class Function> [[gnu::always_inline]] inline void operator()(const Function& f) const noexcept {
        constexpr std::size_t most = 128;  // Clang folds no more than 256 expressions at once
        if constexpr (Count > most) {
            unrolled_calls<most>{}(f);
            unrolled_calls<Count - most>{}([&](std::size_t k_) CONSTPROP_INLINED { f(most + k_); });
        } else {
            (f(K), ...);
        }
    }
};
}  // namespace detail

/// unroll<Count>(f) calls f(0), …, f(Count − 1), unrolled. `unroll_constants` passes integral constants, from First on.
template <std::size_t Count> inline constexpr detail::unrolled_calls<Count> unroll{};
template <std::size_t Count, std::size_t First = 0, class Function>
[[gnu::always_inline]] constexpr void unroll_constants(const Function& f) noexcept {
    constexpr std::size_t most = 128;
    if constexpr (Count > most) {
        unroll_constants<Count / 2, First>(f);
        unroll_constants<Count - Count / 2, First + Count / 2>(f);
    } else {
        [&]<std::size_t... K_>(std::index_sequence<K_...>) CONSTPROP_INLINED {
            (f(std::integral_constant<std::size_t, First + K_>{}), ...);
        }(std::make_index_sequence<Count>{});
    }
}

/// As above, but as a loop unless `Unrolled`.
template <std::size_t Count, bool Unrolled, class Function>
[[gnu::always_inline]] inline void repeat(const Function& f) noexcept {
    if constexpr (Count == 1) f(0);
    else if constexpr (Unrolled || Count == 0) unroll<Count>(f);
    else
        for (std::size_t k = 0; k < Count; ++k) f(k);
}

/// Partial sums combined in halves: sum[k] += sum[k + half], of `Parts` times `Count` sums.
template <std::size_t Parts, std::size_t Count, class V>
[[gnu::always_inline]] inline void combine_halves(V* sum) noexcept {
    if constexpr (Parts >= 2) {
        unroll<Parts / 2 * Count>([&](std::size_t k_) CONSTPROP_INLINED { sum[k_] += sum[k_ + Parts / 2 * Count]; });
        combine_halves<Parts / 2, Count>(sum);
    }
}

/// `Lanes` lanes of a and b: lane k is number index(k) among the lanes of a, then those of b.
template <std::size_t Lanes, class T, class V, class Index>
[[gnu::always_inline]] inline vector<T, Lanes> shuffle(V a, V b, Index /*index*/) noexcept {
    constexpr Index at{};
    return [&]<std::size_t... K_>(std::index_sequence<K_...>) CONSTPROP_INLINED {
        if constexpr (Lanes == 1) return ((void)b, a[at(0)]);
        else return __builtin_shufflevector(a, b, static_cast<int>(at(K_))...);
    }(std::make_index_sequence<Lanes>{});
}
}  // namespace constprop::inline CONSTPROP_TARGET::kernels

namespace constprop::inline CONSTPROP_TARGET::detail {

/// True if a function object, or an activation, claims to work on vectors too.
template <class Type> inline constexpr bool takes_vectors = false;
template <class Type>
requires requires { Type::takes_vectors; }
inline constexpr bool takes_vectors<Type> = Type::takes_vectors;

/// True if its options are known only at run time. choose(use) calls use(f) with an f that is compiled for the options that
/// are on: for loops of so few operations that testing an option would cost time.
template <class Type> inline constexpr bool has_options = false;
template <class Type>
requires requires { Type::has_options; }
inline constexpr bool has_options<Type> = Type::has_options;

/// True if each set of options gets its own loop: if time matters more than code size; and with Helium, because g++ makes
/// these loops at -O3 anyway, more of them, and keeps a part of each on the stack.
template <class Type>
inline constexpr bool loops_by_options =
    has_options<std::remove_cvref_t<Type>> && (!kernels::code_is_scarce || kernels::has_helium);

/// True if a function of vectors compares no vectors: g++ 12 compiles such comparisons wrongly for Helium.
template <class Type> inline constexpr bool without_masks = false;
template <class Type>
requires requires { Type::without_masks; }
inline constexpr bool without_masks<Type> = Type::without_masks;

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_KERNELS_VECTOR_HPP
