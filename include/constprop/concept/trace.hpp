#ifndef CONSTPROP_CONCEPT_TRACE_HPP
#define CONSTPROP_CONCEPT_TRACE_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// Room for `Count` rows of `Size` values. Starts uninitialized: write before you read.
template <class Scalar, std::size_t Size, std::size_t Count> struct rows {
    alignas(kernels::alignment<Scalar, Size * Count>) std::array<std::array<Scalar, Size>, Count> values;
    constexpr rows() noexcept {}

    constexpr auto* data() noexcept { return values.data(); }
    constexpr const auto* data() const noexcept { return values.data(); }
};
template <class Scalar, std::size_t Size> struct rows<Scalar, Size, 0> {
    static constexpr std::nullptr_t data() noexcept { return nullptr; }
};

/// Rows that lie elsewhere.
template <class Row> struct rows_at {
    const Row* first;
    constexpr const Row* data() const noexcept { return first; }
};

template <std::size_t Position, class Buffer> struct buffer_at : Buffer {};

template <class Positions, class... Buffers> struct buffer_bases;
template <std::size_t... Position, class... Buffers>
struct buffer_bases<std::index_sequence<Position...>, Buffers...> : buffer_at<Position, Buffers>... {
    constexpr buffer_bases() noexcept {}
};

/// One buffer for each stage of a network; `buffers[stage]` is that of the stage. Not a hana::tuple, because it would fill
/// everything with zeros.
template <class... Buffers> struct buffer_per_stage : buffer_bases<std::index_sequence_for<Buffers...>, Buffers...> {
    template <std::size_t Position> constexpr auto data() noexcept { return data_at<Position>(*this); }
    template <std::size_t Position> constexpr auto data() const noexcept { return data_at<Position>(*this); }

    template <class Stage> constexpr auto operator[](const Stage&) noexcept { return data<Stage::index>(); }
    template <class Stage> constexpr auto operator[](const Stage&) const noexcept { return data<Stage::index>(); }

    /// The output of stage `Position` − 1, which is the input of stage `Position`; `first` for stage 0.
    template <std::size_t Position, class First> constexpr const auto* before(const First* first) const noexcept {
        if constexpr (Position == 0) return first;
        else return data<Position - 1>();
    }

 private:
    template <std::size_t Position, class Buffer>
    static constexpr auto data_at(buffer_at<Position, Buffer>& buffer) noexcept {
        return buffer.data();
    }
    template <std::size_t Position, class Buffer>
    static constexpr auto data_at(const buffer_at<Position, Buffer>& buffer) noexcept {
        return buffer.data();
    }
};

/// The type of a cache, from a pointer to it; that of nullptr if there is none.
template <class Pointer> using cache_at = std::remove_cv_t<std::remove_pointer_t<Pointer>>;

/// The error in positions of nested layers, from the outermost in: a sentence, or `errors::nothing`.
template <class Cache, std::size_t... Inside> struct missing_inside {
    using type = errors::nothing;
};
template <class Cache, std::size_t First, std::size_t... Rest> struct missing_inside<Cache, First, Rest...> {
    static constexpr std::size_t count() noexcept {
        if constexpr (requires { Cache::layer_count; }) return Cache::layer_count;
        else return 0;
    }
    static constexpr auto say() noexcept {
        if constexpr (First >= count())
            return std::type_identity<typename errors::layer_with_layers<count()>::template has_no_layer<First>>{};
        else
            return missing_inside<cache_at<decltype(std::declval<const Cache&>().template inside<First>())>, Rest...>{};
    }
    using type = typename decltype(say())::type;
};

/// The output of a layer inside a layer. `given` is the output of the outer layer, `kept` its cache.
template <class Row, class Cache> constexpr const Row& inner_output(const Row* given, const Cache& /*kept*/) noexcept {
    return *given;
}
template <std::size_t First, std::size_t... Rest, class Row, class Cache>
constexpr const auto& inner_output(const Row* given, const Cache& kept) noexcept {
    return inner_output<Rest...>(kept->template output<First>(given), kept->template inside<First>());
}

}  // namespace detail

/// All values of one forward pass: the scan of the fold that computes the output.
///
/// `output<k>()` is the output of layer k, `output()` that of the last layer. `cache<k>()` is what layer k kept for its
/// backward pass, if it has a cache.
template <class Outputs, class Caches, std::size_t Layers> struct trace {
    Outputs outputs;
    [[no_unique_address]] Caches caches;

    template <std::size_t Layer> [[nodiscard]] constexpr const auto& output() const noexcept {
        if constexpr (Layer < Layers) {
            return *outputs.template data<Layer>();
        } else {
            if constexpr (Layers != 0) {
                using sentence = typename errors::network_with_layers<Layers>::template has_no_layer<Layer>;
                static_assert(errors::layer_exists<sentence>,
                              "A trace holds one output for each layer, counted from 0. Ask for one of those.");
                return *outputs.template data<0>();  // so that using the output gives no second error
            } else {
                return *this;
            }
        }
    }
    [[nodiscard]] constexpr const auto& output() const noexcept { return output<Layers - 1>(); }

    template <std::size_t Layer> [[nodiscard]] constexpr const auto& cache() const noexcept {
        return *caches.template data<Layer>();
    }

    /// The output of a layer inside a layer: `inner<2, 0, 1>()` is that of layer 1 in branch 0 of layer 2; for a `residual` or
    /// `sequential`, `inner<2, 1>()` is that of its layer 1.
    template <std::size_t Layer, std::size_t... Inside> [[nodiscard]] constexpr const auto& inner() const noexcept {
        using kept = detail::cache_at<decltype(caches.template data<Layer>())>;
        using missing = typename detail::missing_inside<kept, Inside...>::type;
        if constexpr (std::is_same_v<missing, errors::nothing>) {
            return detail::inner_output<Inside...>(&output<Layer>(), caches.template data<Layer>());
        } else {
            static_assert(
                errors::layer_exists<missing>,
                "Layers inside of residual, add and others like them are counted from 0. Ask for one of those.");
            return output<Layer>();  // so that using the output gives no second error
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_CONCEPT_TRACE_HPP
