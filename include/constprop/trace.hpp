#ifndef CONSTPROP_TRACE_HPP
#define CONSTPROP_TRACE_HPP

#include <constprop/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// Room for `Count` rows of `Size` values. Starts uninitialized: whoever makes one writes before reading.
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

/// One buffer for each stage of a network; `buffers[stage]` is the one that belongs to it. Not a hana::tuple, because
/// that fills everything with zeros.
template <class... Buffers> struct buffer_per_stage : buffer_bases<std::index_sequence_for<Buffers...>, Buffers...> {
    template <std::size_t Position> constexpr auto data() noexcept { return data_at<Position>(*this); }
    template <std::size_t Position> constexpr auto data() const noexcept { return data_at<Position>(*this); }

    template <class Stage> constexpr auto operator[](const Stage&) noexcept { return data<Stage::index>(); }
    template <class Stage> constexpr auto operator[](const Stage&) const noexcept { return data<Stage::index>(); }

    /// What stage `Position` − 1 gave, and so what stage `Position` took; `first` for stage 0.
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

}  // namespace detail

/// All values of one forward pass: the scan of the fold that computes the output.
///
/// `output<k>()` is what layer k gave, `output()` what the last one gave. `cache<k>()` is what layer k kept for its backward
/// pass, of a layer that has a cache.
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
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TRACE_HPP
