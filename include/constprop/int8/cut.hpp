#ifndef CONSTPROP_INT8_CUT_HPP
#define CONSTPROP_INT8_CUT_HPP

#include <constprop/arguments/dataset.hpp>
#include <constprop/deploy/part_of.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/options.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

/// Where a network is cut whose first or last layers stay floats.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The layers in integers are `first` … `last` − 1. A function that clamps for the layer before it goes with that layer: where
/// one of the two is to be float, both are.
template <class Network, class... Options> class cut {
    static constexpr std::size_t count = Network::layer_count;

    template <std::size_t K> [[nodiscard]] static constexpr std::size_t behind_clamps() noexcept {
        if constexpr (is_fused<Network, K>()) return behind_clamps<K + 1>();
        else return K;
    }
    template <std::size_t K> [[nodiscard]] static constexpr std::size_t before_clamps() noexcept {
        if constexpr (is_fused<Network, K>()) return before_clamps<K - 1>();
        else return K;
    }
    static constexpr std::size_t before = floats_before<Options...>, behind = floats_behind<Options...>;

 public:
    static constexpr std::size_t first = behind_clamps<(before < count ? before : count)>(),
                                 last = before_clamps<(behind < count ? count - behind : 0)>();
    static constexpr bool leaves_integers = first < last, leaves_floats = first > 0 || last < count;
};

/// The layers in integers, as a network of floats.
template <class Network, class... Options>
using layers_in_integers =
    detail::type_of_part<Network, cut<Network, Options...>::first, cut<Network, Options...>::last>;

/// What a network gives for each of some samples: samples for the layers behind it. They are computed when they are asked for.
template <class Network, class Samples> struct samples_behind {
    const Network& net;
    const Samples& samples;

    [[nodiscard]] constexpr const samples_behind& data() const noexcept { return *this; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return std::size(samples); }
    [[nodiscard]] constexpr auto operator[](std::size_t n) const noexcept { return net(std::data(samples)[n]); }
};
template <class Network, class Samples>
samples_behind(const Network&, const Samples&) -> samples_behind<Network, Samples>;

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_CUT_HPP
