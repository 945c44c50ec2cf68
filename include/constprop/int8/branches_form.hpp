#ifndef CONSTPROP_INT8_BRANCHES_FORM_HPP
#define CONSTPROP_INT8_BRANCHES_FORM_HPP

#include <constprop/branches/branch.hpp>
#include <constprop/chain/stages.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/pass.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

/// Chains in the place of a layer: one, or several side by side, before what they give is joined.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// What a chain's layers give, counted as a trace counts them.
template <class Trace, std::size_t Length> struct values_of_chain {
    static constexpr std::size_t layer_count = Length;
    Trace all;

    [[nodiscard]] constexpr auto recorder() noexcept { return int8::recorder{all}; }
    template <std::size_t K, class Row> [[nodiscard]] constexpr const auto* output(const Row* /*of*/) const noexcept {
        return all.outputs.template data<K>();
    }
    template <std::size_t K> [[nodiscard]] constexpr auto inside() const noexcept {
        return all.caches.template data<K>();
    }
};

/// The same of branches, each of which is a chain of one layer.
template <class... Traces> struct values_of_branches {
    static constexpr std::size_t layer_count = sizeof...(Traces);
    std::tuple<Traces...> all;
    constexpr values_of_branches() noexcept {}

    struct branches {
        std::tuple<Traces...>& all;
        template <std::size_t K> [[nodiscard]] constexpr auto into() const noexcept {
            return int8::recorder<std::tuple_element_t<K, std::tuple<Traces...>>>{std::get<K>(all)};
        }
    };
    [[nodiscard]] constexpr auto recorder() noexcept { return branches{all}; }
    template <std::size_t K, class Row> [[nodiscard]] constexpr const auto* output(const Row* /*of*/) const noexcept {
        return std::get<K>(all).outputs.template data<0>();
    }
    template <std::size_t K> [[nodiscard]] constexpr auto inside() const noexcept {
        return std::get<K>(all).caches.template data<0>();
    }
};

/// A branch without layers: the input itself.
struct nothing_between {
    static constexpr bool has_state = false;
    static constexpr std::size_t sources = 0, parameter_bytes = 0, value_bytes = 0;
    template <class From> constexpr void set(const From& /*from*/, const quantization& /*takes*/) noexcept {}
    [[nodiscard]] constexpr const quantization& gives(const quantization& takes) const noexcept { return takes; }
    [[nodiscard]] static constexpr std::tuple<> integers(const quantization& /*takes*/) noexcept { return {}; }
};
template <class Chain, class Scales>
using branch_form = std::conditional_t<Chain::layer_count == 0, std::type_identity<nothing_between>,
                                       std::type_identity<form_chain<Chain, Scales>>>;

/// A chain of layers where a layer stands.
template <class Chain, class Scales>
struct chain_form : form_without_tensors, detail::carried_by<form_chain<Chain, Scales>> {
    using chain = form_chain<Chain, Scales>;
    using values = values_of_chain<typename chain::trace, Chain::layer_count>;
    static constexpr bool holds_layers = true, takes_pass = true;
    static constexpr std::size_t sources = chain::sources, scratch_bytes = chain::value_bytes,
                                 parameter_bytes = chain::parameter_bytes + sizeof(quantization);

    chain layers{};
    quantization gives{};

    template <class From, class Limits>
    constexpr void set(const From& from, const quantization& takes, const Limits& /*limits*/) noexcept {
        layers.set(from, takes);
        gives = layers.gives(takes);
    }
    [[nodiscard]] constexpr auto integers(const quantization& takes) const noexcept { return layers.integers(takes); }
    template <class Pass>
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Pass& pass) const noexcept {
        layers.forward(x, y, memory, pass);
    }
};

/// Gives a layer the states of its branches, if one of these has any.
template <class... Forms> struct carried_by_branches {};
template <class... Forms>
requires(Forms::has_state || ...)
struct carried_by_branches<Forms...> {
    using state = detail::states_per_stage<detail::state_of<detail::carried_by<Forms>>...>;
};

/// Branches in their place: chains that take the same input.
template <class Scales, class... Chains> struct branches_form : form_without_tensors {
    static constexpr bool holds_layers = true, takes_pass = true;
    static constexpr std::size_t count = sizeof...(Chains);
    template <std::size_t K>
    using branch = typename branch_form<std::tuple_element_t<K, std::tuple<Chains...>>, Scales>::type;
    static constexpr std::size_t sources = (branch_form<Chains, Scales>::type::sources + ... + 1);

    std::tuple<typename branch_form<Chains, Scales>::type...> branches{};
    quantization gives{};

    [[nodiscard]] constexpr auto integers(const quantization& takes) const noexcept {
        return std::apply(
            [&](const auto&... branch_) noexcept {
                return std::tuple_cat(branch_.integers(takes)..., std::make_tuple(gives));
            },
            branches);
    }

 protected:
    /// Sets all branches, and what the layer gives; returns what these give.
    template <class From>
    constexpr std::array<quantization, count> set_branches(const From& from, const quantization& takes) noexcept {
        return set_from(from, takes, std::index_sequence_for<Chains...>{});
    }

    static constexpr std::size_t most_bytes() noexcept {
        std::size_t most = 0;
        for (const std::size_t one : {branch_form<Chains, Scales>::type::value_bytes...})
            most = one > most ? one : most;
        return most;
    }
    template <std::size_t K> static constexpr bool is_input = std::is_same_v<branch<K>, nothing_between>;

    /// Branch K writes to y.
    template <std::size_t K, class Pass>
    constexpr void run(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Pass& pass) const noexcept {
        if constexpr (!is_input<K>) std::get<K>(branches).forward(x, y, memory, pass);
    }

 private:
    template <class From, std::size_t... K>
    constexpr auto set_from(const From& from, const quantization& takes, std::index_sequence<K...>) noexcept {
        set_each<0>(from, takes);
        return std::array<quantization, count>{std::get<K>(branches).gives(takes)...};
    }
    template <std::size_t K, class From> constexpr void set_each(const From& from, const quantization& takes) noexcept {
        if constexpr (K < count) {
            using chain = std::tuple_element_t<K, std::tuple<Chains...>>;
            auto& one = std::get<K>(branches);
            one.set(from, takes);
            set_each<K + 1>(from.template after<chain, std::remove_cvref_t<decltype(one)>::sources>(), takes);
        } else {
            gives = from.own();
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_BRANCHES_FORM_HPP
