#ifndef CONSTPROP_TRACE_HPP
#define CONSTPROP_TRACE_HPP

#include <constprop/errors.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>

namespace constprop {
namespace detail {

/// Room for `Count` rows of `Size` values. Starts uninitialized: whoever makes one writes before reading.
template <class Scalar, std::size_t Size, std::size_t Count> struct rows {
    std::array<std::array<Scalar, Size>, Count> values;
    constexpr rows() noexcept {}

    constexpr auto* data() noexcept { return values.data(); }
    constexpr const auto* data() const noexcept { return values.data(); }
};
template <class Scalar, std::size_t Size> struct rows<Scalar, Size, 0> {
    constexpr std::array<Scalar, Size>* data() const noexcept { return nullptr; }
};

/// Rows that lie elsewhere.
template <class Row> struct rows_at {
    const Row* first;
    constexpr const Row* data() const noexcept { return first; }
};

/// One buffer for each stage of a network; `buffers[stage]` is the one that belongs to it.
template <class... Buffers> struct buffer_per_stage {
    boost::hana::tuple<Buffers...> all;

    template <class Stage> constexpr auto* operator[](const Stage&) noexcept {
        return boost::hana::at_c<Stage::index>(all).data();
    }
    template <class Stage> constexpr const auto* operator[](const Stage&) const noexcept {
        return boost::hana::at_c<Stage::index>(all).data();
    }

    /// What stage `Position` − 1 gave, and so what stage `Position` took; `first` for stage 0.
    template <std::size_t Position, class First> constexpr const auto* before(const First* first) const noexcept {
        if constexpr (Position == 0) return first;
        else return boost::hana::at_c<Position - 1>(all).data();
    }
};

}  // namespace detail

/// All values of one forward pass: the scan of the fold that computes the output.
///
/// `output<k>()` is what layer k gave, `output()` what the last one gave.
template <class Outputs, std::size_t Layers> struct trace {
    Outputs outputs;

    template <std::size_t Layer> constexpr const auto& output() const noexcept {
        if constexpr (Layer < Layers) {
            return *boost::hana::at_c<Layer>(outputs.all).data();
        } else {
            static_assert(
                Layers == 0 ||
                    errors::layer_exists<typename errors::network_with_layers<Layers>::template has_no_layer<Layer>>,
                "A trace holds one output for each layer, counted from 0.");
            return *this;
        }
    }
    constexpr const auto& output() const noexcept { return output<Layers - 1>(); }
};

}  // namespace constprop

#endif  // CONSTPROP_TRACE_HPP
