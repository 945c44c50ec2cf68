#ifndef CONSTPROP_INT8_VALUES_WITHIN_HPP
#define CONSTPROP_INT8_VALUES_WITHIN_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/lstm.hpp>
#include <constprop/layers/over_time.hpp>

#include <array>
#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The values within a layer, beside those that it gives, that have ranges of their own: `count` kinds of them, none in most
/// layers. visit(kept, use) calls use(k, row) with those of kind k, from what the layer kept of a forward pass.
template <class Layer> struct values_within {
    static constexpr std::size_t count = 0;
    template <class Cache, class Use> static constexpr void visit(const Cache& /*kept*/, const Use& /*use*/) noexcept {}
};

/// An LSTM's cell.
template <std::size_t Inputs, std::size_t Hidden, class... Options>
struct values_within<lstm<Inputs, Hidden, Options...>> {
    static constexpr std::size_t count = 1;
    template <class Cache, class Use> static constexpr void visit(const Cache* kept, const Use& use) noexcept {
        for (const auto& of_step : kept->kept.values) {
            std::array<float, Hidden> cell{};
            for (std::size_t u = 0; u < Hidden; ++u) {
                const auto gate = [&](std::size_t k_) noexcept { return of_step[k_ * Hidden + u]; };
                const auto i = gate(0), f = gate(1), g = gate(2), before = gate(4);
                cell[u] = static_cast<float>(f * before + i * g);
            }
            use(0, cell);
        }
    }
};

/// Those of the layer at each step. With last_step, also those that the layer gave before the last one: they have the scale of
/// what it gives, whose range is the one behind its own.
template <class Layer, class... Options> struct values_within<over_time<Layer, Options...>> {
    static constexpr std::size_t count = values_within<Layer>::count;
    template <class Cache, class Use> static constexpr void visit(const Cache* kept, const Use& use) noexcept {
        values_within<Layer>::visit(kept->of_sample[0].template data<0>(), use);
        if constexpr (over_time<Layer, Options...>::gives_last)
            for (const auto& row : kept->given[0].values) use(count, row);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_VALUES_WITHIN_HPP
