#ifndef CONSTPROP_DEPLOY_FREEZE_STATISTICS_HPP
#define CONSTPROP_DEPLOY_FREEZE_STATISTICS_HPP

#include <constprop/arguments/samples.hpp>
#include <constprop/branches/inside.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/fixed_statistics.hpp>
#include <constprop/network.hpp>

#include <boost/hana/for_each.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// A layer with fixed statistics: a layer that measures them, or the layers inside a layer.
template <class Layer> struct with_fixed_statistics {
    using type = Layer;
};

template <class Layer>
inline constexpr bool measures_itself = works_on_extents<Layer> && !holds_chain<Layer> && !holds_branches<Layer> &&
                                        requires(extent in) { Layer::tensors(in); };

/// True if any tensor of a layer is a statistic, on any extent.
template <class Layer> constexpr bool has_statistics() noexcept {
    for (const tensor& one : tensors_of<Layer>(extent{}))
        if (!one.is_trained()) return true;
    return false;
}
template <class Layer>
requires measures_itself<Layer>
struct with_fixed_statistics<Layer> {
    using type = std::conditional_t<has_statistics<Layer>(), fixed_statistics<Layer>, Layer>;
};
template <class Layer> struct with_fixed_statistics<fixed_statistics<Layer>> {
    using type = fixed_statistics<Layer>;
};

template <class Holder, class List> struct with_fixed_inside;
template <class Holder, class... Layers> struct with_fixed_inside<Holder, layer_list<Layers...>> {
    using type = typename inside_of<Holder>::template with<typename with_fixed_statistics<Layers>::type...>;
};
template <class Layer>
requires holds_chain<Layer>
struct with_fixed_statistics<Layer> : with_fixed_inside<Layer, typename inside_of<Layer>::chain> {};
template <class Layer>
requires holds_branches<Layer>
struct with_fixed_statistics<Layer> : with_fixed_inside<Layer, typename inside_of<Layer>::branches> {};

template <class Network> struct network_with_fixed_statistics;
template <class Scalar, class... Layers> struct network_with_fixed_statistics<basic_network<Scalar, Layers...>> {
    using type = basic_network<Scalar, typename with_fixed_statistics<Layers>::type...>;
};

}  // namespace detail

/// A network that trains with fixed statistics: its layers measure nothing, and a training pass treats each sample as an
/// inference pass does. So `train_step` takes single samples, also with batch normalization.
///
///     auto learner = cp::freeze_statistics(trained);
///     cp::train_step(learner, optimizer, cp::cross_entropy{}, x, y);
///     const auto net = cp::for_inference(learner);
template <class Network>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto freeze_statistics(const Network& net) noexcept {
    if constexpr (Network::layer_count == 0) {
        return net;
    } else {
        typename detail::network_with_fixed_statistics<Network>::type fixed;
        boost::hana::for_each(net.all_stages(), [&](const auto& stage_) noexcept {
            fixed.template layer<std::remove_cvref_t<decltype(stage_)>::index>().copy(stage_);
        });
        return fixed;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_DEPLOY_FREEZE_STATISTICS_HPP
