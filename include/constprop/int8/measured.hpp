#ifndef CONSTPROP_INT8_MEASURED_HPP
#define CONSTPROP_INT8_MEASURED_HPP

#include <constprop/branches/concatenate.hpp>
#include <constprop/branches/inside.hpp>
#include <constprop/branches/sequential.hpp>
#include <constprop/chain/facts.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/values_within.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

/// Sources from a network of floats, and the ranges of its values. Ranges are in a list: of the layers inside of a layer, then
/// of what it gives itself.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// How many ranges a layer has.
template <class Layer> inline constexpr std::size_t ranges_of = values_within<Layer>::count + 1;
template <class... Layers>
inline constexpr std::size_t ranges_of<detail::layer_list<Layers...>> = (ranges_of<Layers> + ... + 0);
template <class Layer>
requires detail::holds_chain<Layer>
inline constexpr std::size_t ranges_of<Layer> = ranges_of<typename detail::inside_of<Layer>::chain> + 1;
template <class Layer>
requires detail::holds_branches<Layer>
inline constexpr std::size_t ranges_of<Layer> = ranges_of<typename detail::inside_of<Layer>::branches> + 1;

/// How many ranges, and parameters, the first K layers of a chain have.
template <class Chain, std::size_t K> [[nodiscard]] constexpr std::size_t ranges_before() noexcept {
    return []<std::size_t... Before>(std::index_sequence<Before...>) noexcept {
        return (ranges_of<typename Chain::template layer_type<Before>> + ... + std::size_t{0});
    }(std::make_index_sequence<K>{});
}
template <class Chain, std::size_t K> [[nodiscard]] constexpr std::size_t parameters_before() noexcept {
    return []<std::size_t... Before>(std::index_sequence<Before...>) noexcept {
        return (
            detail::place_of<typename Chain::template layer_type<Before>>(Chain::taken_by(Before)).shape.parameters() +
            ... + std::size_t{0});
    }(std::make_index_sequence<K>{});
}
/// The range of what layer K gives, behind the functions that clamp for it.
template <class Chain, std::size_t K>
inline constexpr std::size_t range_at = ranges_before<Chain, last_fused<Chain, K>() + 1>() - 1;

/// `Count` parameters of a layer of a network, in the order of `parameters()`; and the ranges of values within the layer.
template <class Stage, std::size_t Count> struct numbers_in {
    static constexpr std::size_t count = Count;
    const Stage& stage;
    std::size_t first;
    const real_range* ranges;
    [[nodiscard]] constexpr auto parameter(std::size_t k) const noexcept { return stage.parameter(first + k); }
};

/// The sources of layers inside of a network's layer: their parameters begin at number `first` of its, their ranges at `ranges`.
template <class Stage> struct measured_inside {
    const Stage& stage;
    std::size_t first;
    const real_range* ranges;
    real_range given;

    template <class Chain, std::size_t K, class Form, std::size_t At>
    [[nodiscard]] constexpr auto source(const quantization& takes) const noexcept {
        constexpr std::size_t before = parameters_before<Chain, K>(),
                              count = parameters_before<Chain, K + 1>() - before;
        return Form::quantized(numbers_in<Stage, count>{stage, first + before, ranges + ranges_before<Chain, K>()},
                               takes, Form::gives_of(takes, ranges[range_at<Chain, K>]));
    }
    template <class Chain, std::size_t K, std::size_t At> [[nodiscard]] constexpr auto inside() const noexcept {
        return measured_inside{stage, first + parameters_before<Chain, K>(), ranges + ranges_before<Chain, K>(),
                               ranges[range_at<Chain, K>]};
    }
    template <class Chain, std::size_t Count> [[nodiscard]] constexpr auto after() const noexcept {
        return measured_inside{stage, first + parameters_before<Chain, Chain::layer_count>(),
                               ranges + ranges_before<Chain, Chain::layer_count>(), given};
    }
    [[nodiscard]] constexpr quantization own() const noexcept { return quantization_of(given); }
};

/// The sources of a network's layers.
template <class Network> struct measured_network {
    const Network& net;
    const real_range* ranges;

    template <std::size_t K> [[nodiscard]] constexpr auto layer() const noexcept {
        using stage = std::remove_cvref_t<decltype(net.template layer<K>())>;
        return measured_inside<stage>{net.template layer<K>(), 0, ranges + ranges_before<Network, K>(),
                                      ranges[range_at<Network, K>]};
    }
    template <class Chain, std::size_t K, class Form, std::size_t At>
    [[nodiscard]] constexpr auto source(const quantization& takes) const noexcept {
        const auto& stage = net.template layer<K>();
        constexpr std::size_t count = parameters_before<Chain, K + 1>() - parameters_before<Chain, K>();
        return Form::quantized(
            numbers_in<std::remove_cvref_t<decltype(stage)>, count>{stage, 0, ranges + ranges_before<Network, K>()},
            takes, Form::gives_of(takes, ranges[range_at<Network, K>]));
    }
    template <class Chain, std::size_t K, std::size_t At> [[nodiscard]] constexpr auto inside() const noexcept {
        return layer<K>();
    }
};

/// What a layer inside of others kept in a trace; nullptr where it keeps nothing.
template <std::size_t First, std::size_t... Inside, class Cache>
[[nodiscard]] constexpr auto cache_below(Cache kept) noexcept {
    if constexpr (sizeof...(Inside) == 0) return kept->template inside<First>();
    else return cache_below<Inside...>(kept->template inside<First>());
}
template <std::size_t First, std::size_t... Inside, class Trace>
[[nodiscard]] constexpr auto cache_in(const Trace& all) noexcept {
    if constexpr (sizeof...(Inside) == 0) return all.caches.template data<First>();
    else return cache_below<Inside...>(all.caches.template data<First>());
}

/// Calls use(k, values, count) with what each layer of a chain gave in a trace: k is the number of its range, from `First` on.
template <class Chain, std::size_t First, std::size_t... Path> struct given_values {
    template <class Trace, class Use> static constexpr void visit(const Trace& all, const Use& use) noexcept {
        [&]<std::size_t... K>(std::index_sequence<K...>) noexcept {
            (visit_layer<K>(all, use), ...);
        }(std::make_index_sequence<Chain::layer_count>{});
    }

 private:
    template <std::size_t K, class Trace, class Use>
    static constexpr void visit_layer(const Trace& all, const Use& use) noexcept {
        using layer = typename Chain::template layer_type<K>;
        constexpr std::size_t first = First + ranges_before<Chain, K>();
        if constexpr (detail::holds_chain<layer>)
            visit_inside<first, K>(all, use, typename detail::inside_of<layer>::chain{});
        else if constexpr (detail::holds_branches<layer>)
            visit_inside<first, K>(all, use, typename detail::inside_of<layer>::branches{});
        values_within<layer>::visit(cache_in<Path..., K>(all), [&](std::size_t k_, const auto& row_) noexcept {
            use(first + k_, row_.data(), row_.size());
        });
        const auto& row = all.template inner<Path..., K>();
        use(first + ranges_of<layer> - 1, row.data(), row.size());
    }
    /// Only how many ranges layers have is asked of them here, and not what they take.
    template <std::size_t At, std::size_t K, class Trace, class Use, class... Layers>
    static constexpr void visit_inside(const Trace& all, const Use& use, detail::layer_list<Layers...>) noexcept {
        given_values<layers_on<extent{}, Layers...>, At, Path..., K>::visit(all, use);
    }
};

/// How many of a layer's last ranges are those of what it gives: its own, and in a `sequential` its last layer's.
template <class Layer> inline constexpr std::size_t ranges_of_output = 1;
template <class First, class... Rest>
inline constexpr std::size_t ranges_of_output<sequential<First, Rest...>> =
    1 + ranges_of_output<typename detail::element_at<sizeof...(Rest), First, Rest...>::type>;

/// Gives what is concatenated one range, that of all of it, so that it is copied as it is: in layers whose ranges begin here.
template <class... Layers>
constexpr void join_ranges(real_range* ranges, detail::layer_list<Layers...> /*of*/) noexcept;
template <class Layer> constexpr void join_ranges_in(real_range* ranges) noexcept {
    if constexpr (detail::holds_chain<Layer>) join_ranges(ranges, typename detail::inside_of<Layer>::chain{});
    else if constexpr (detail::holds_branches<Layer>)
        join_ranges(ranges, typename detail::inside_of<Layer>::branches{});
}
template <class... Branches>
constexpr void join_ranges_of(real_range* ranges, std::type_identity<concatenate<Branches...>> /*layer*/) noexcept {
    const real_range all = ranges[ranges_of<concatenate<Branches...>> - 1];
    const auto widen = [&](std::size_t count_, std::size_t of_output_) noexcept {
        ranges += count_;
        for (std::size_t k_ = 1; k_ <= of_output_; ++k_) ranges[-static_cast<std::ptrdiff_t>(k_)] = all;
    };
    (widen(ranges_of<Branches>, ranges_of_output<Branches>), ...);
}
template <class Layer> constexpr void join_ranges_of(real_range* /*ranges*/, std::type_identity<Layer>) noexcept {}
template <class... Layers>
constexpr void join_ranges(real_range* ranges, detail::layer_list<Layers...> /*of*/) noexcept {
    ((join_ranges_in<Layers>(ranges), join_ranges_of(ranges, std::type_identity<Layers>{}),
      ranges += ranges_of<Layers>),
     ...);
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_MEASURED_HPP
