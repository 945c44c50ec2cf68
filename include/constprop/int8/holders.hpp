#ifndef CONSTPROP_INT8_HOLDERS_HPP
#define CONSTPROP_INT8_HOLDERS_HPP

#include <constprop/branches/add.hpp>
#include <constprop/branches/concatenate.hpp>
#include <constprop/branches/join.hpp>
#include <constprop/branches/multiply.hpp>
#include <constprop/branches/residual.hpp>
#include <constprop/branches/sequential.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/join.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

/// The forms of layers that hold other layers: `sequential`, `residual`, `add`, `multiply`, `concatenate`. They have
///
///     values                     what their layers give, for a trace
///     set(from, takes, limits)   limits::of(gives) are what the layers behind leave
///     forward(x, y, memory, seen)
///
/// `from` gives sources: from.after<Chains...>() passes over those of chains, from.own(counts) is the layer's own one.
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
    static constexpr std::size_t sources = 0, parameter_bytes = 0, value_bytes = 0;
    template <class From> constexpr void set(const From& /*from*/, const quantization& /*takes*/) noexcept {}
    [[nodiscard]] constexpr const quantization& gives(const quantization& takes) const noexcept { return takes; }
};
template <class Chain, class Scales>
using branch_form = std::conditional_t<Chain::layer_count == 0, std::type_identity<nothing_between>,
                                       std::type_identity<form_chain<Chain, Scales>>>;

/// A chain of layers where a layer stands.
template <class Chain, class Scales> struct chain_form : form_without_tensors {
    using chain = form_chain<Chain, Scales>;
    using values = values_of_chain<typename chain::trace, Chain::layer_count>;
    static constexpr bool holds_layers = true;
    static constexpr std::size_t sources = chain::sources, scratch_bytes = chain::value_bytes,
                                 parameter_bytes = chain::parameter_bytes + sizeof(quantization);

    chain layers{};
    quantization gives{};

    template <class From, class Limits>
    constexpr void set(const From& from, const quantization& takes, const Limits& /*limits*/) noexcept {
        layers.set(from, takes);
        gives = layers.gives(takes);
    }
    template <class Seen>
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Seen& seen) const noexcept {
        layers.forward(x, y, memory, seen);
    }
};

/// Branches in their place: chains that take the same input.
template <class Scales, class... Chains> struct branches_form : form_without_tensors {
    static constexpr bool holds_layers = true;
    static constexpr std::size_t count = sizeof...(Chains);
    template <std::size_t K>
    using branch = typename branch_form<std::tuple_element_t<K, std::tuple<Chains...>>, Scales>::type;
    static constexpr std::size_t sources = (branch_form<Chains, Scales>::type::sources + ... + 1);

    std::tuple<typename branch_form<Chains, Scales>::type...> branches{};
    quantization gives{};

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
    template <std::size_t K, class Seen>
    constexpr void run(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Seen& seen) const noexcept {
        if constexpr (!is_input<K>) std::get<K>(branches).forward(x, y, memory, seen);
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

/// What several branches give becomes one value by value, by `Rule<count>`: a sum, or a product. `Values` says where a value of
/// the output lies in each of them; `Kept` is what a trace keeps.
template <template <std::size_t> class Rule, class Values, class Kept, bool IntoBranches, class Scales, class... Chains>
struct combined_form : branches_form<Scales, Chains...> {
    using base = branches_form<Scales, Chains...>;
    using values = Kept;
    using base::count;
    static constexpr std::size_t size = Values::out.size();

    /// The branch that writes to y; what the others give lies in memory, and before it is combined nothing is read twice.
    template <std::size_t K>
    static constexpr bool keeps_order = Values::given[K] == Values::out || Values::given[K].positions() == 1;
    [[nodiscard]] static constexpr std::size_t first_in_order() noexcept {
        return []<std::size_t... K>(std::index_sequence<K...>) noexcept {
            std::size_t first_ = count;
            ((first_ = keeps_order<K> && !base::template is_input<K> && K < first_ ? K : first_), ...);
            return first_;
        }
        (std::index_sequence_for<Chains...>{});
    }
    static constexpr std::size_t in_output = first_in_order(), room = (size + 15) / 16 * 16;
    template <std::size_t K> static constexpr bool is_apart = K != in_output && !base::template is_input<K>;
    template <std::size_t K> [[nodiscard]] static constexpr std::size_t offset() noexcept {
        if constexpr (K == 0) return 0;
        else return offset<K - 1>() + (is_apart<K - 1> ? room : 0);
    }
    static constexpr std::size_t scratch_bytes = offset<count>() + base::most_bytes();
    static constexpr std::size_t parameter_bytes = sizeof(quantization) + sizeof(limits) + sizeof(Rule<count>) +
                                                   (branch_form<Chains, Scales>::type::parameter_bytes + ...);

    Rule<count> combine{};
    limits between{};

    template <class From, class Limits>
    constexpr void set(const From& from, const quantization& takes, const Limits& behind) noexcept {
        const auto given = this->set_branches(from, takes);
        combine = Rule<count>(given, this->gives);
        between = behind.of(this->gives);
    }

    template <class Seen>
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Seen& seen) const noexcept {
        forward_all(x, y, memory, seen, std::index_sequence_for<Chains...>{});
    }

 private:
    template <class Seen, std::size_t... K>
    constexpr void forward_all(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Seen& seen,
                               std::index_sequence<K...>) const noexcept {
        combine_all(y, {give<K>(x, y, memory, seen)...}, std::index_sequence<K...>{});
    }
    /// The rule is copied, so that compilers see that y is no part of it.
    template <std::size_t... K>
    constexpr void combine_all(std::int8_t* y, const std::array<const std::int8_t*, count>& from,
                               std::index_sequence<K...>) const noexcept {
        const auto rule = combine;
        const std::int32_t zero_point = this->gives.zero_point, low = between.low, high = between.high;
        if constexpr ((keeps_order<K> && ...))
            if (rule.template run<size>(from, y, zero_point, low, high)) return;
        for (std::size_t i = 0; i < size; ++i) {
            const std::int32_t sum = rule(std::int32_t{from[K][Values::template lies_at<K>(i)]}...) + zero_point;
            y[i] = static_cast<std::int8_t>(kernels::int8::held_between(sum, low, high));
        }
    }
    template <std::size_t K, class Seen>
    constexpr const std::int8_t* give(const std::int8_t* x, std::int8_t* y, std::int8_t* memory,
                                      const Seen& seen) const noexcept {
        if constexpr (base::template is_input<K>) {
            return x;
        } else {
            std::int8_t* const to = K == in_output ? y : memory + offset<K>();
            std::int8_t* const rest = memory + offset<count>();
            if constexpr (IntoBranches) this->template run<K>(x, to, rest, seen.template into<K>());
            else this->template run<K>(x, to, rest, seen);
            return to;
        }
    }
};

/// What several branches give, side by side. Where their scales differ from that of the output, they are rescaled by tables.
///
/// Source:      TensorFlow Lite's CONCATENATION, which wants one scale, behind its QUANTIZE, which rescales
template <class Side, class Scales, class... Chains> struct concatenated_form : branches_form<Scales, Chains...> {
    using base = branches_form<Scales, Chains...>;
    using values = values_of_branches<typename branch_form<Chains, Scales>::type::trace...>;
    using base::count;
    static constexpr std::size_t room = [] {
        std::size_t most = 0;
        for (const extent& one : Side::given) most = one.size() > most ? one.size() : most;
        return (most + 15) / 16 * 16;
    }();
    static constexpr std::size_t scratch_bytes = room + base::most_bytes();
    static constexpr std::size_t parameter_bytes =
        sizeof(quantization) + count * sizeof(table) + (branch_form<Chains, Scales>::type::parameter_bytes + ...);

    std::array<table, count> rescale{};
    std::array<bool, count> is_rescaled{};

    template <class From, class Limits>
    constexpr void set(const From& from, const quantization& takes, const Limits& /*behind*/) noexcept {
        const auto given = this->set_branches(from, takes);
        for (std::size_t k = 0; k < count; ++k) {
            is_rescaled[k] = !(given[k] == this->gives);
            rescale[k] = rescaled(given[k], this->gives);
        }
    }
    template <class Seen>
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Seen& seen) const noexcept {
        forward_all(x, y, memory, seen, std::index_sequence_for<Chains...>{});
    }

 private:
    template <class Seen, std::size_t... K>
    constexpr void forward_all(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Seen& seen,
                               std::index_sequence<K...>) const noexcept {
        (forward_one<K>(x, y, memory, seen), ...);
    }
    template <std::size_t K, class Seen>
    constexpr void forward_one(const std::int8_t* x, std::int8_t* y, std::int8_t* memory,
                               const Seen& seen) const noexcept {
        this->template run<K>(x, memory, memory + room, seen.template into<K>());
        if (is_rescaled[K])
            for (std::size_t i = 0; i < Side::given[K].size(); ++i) memory[i] = rescale[K][table_index(memory[i])];
        Side::template join<K>(memory, y);
    }
};

/// A branch as a chain of one layer, and what it gives.
template <class Layer, extent In> using only = layers_on<In, Layer>;
template <class Layer, extent In> inline constexpr extent given_on = detail::place_of<Layer>(In).gives;

/// Whether all layers have forms: of a chain, and of branches.
template <class Scales, class... Chains>
concept have_forms = ((first_without_form<Chains, Scales>() == Chains::layer_count) && ...);

template <class... Layers, extent In, class Scales>
requires have_forms<Scales, layers_on<In, Layers...>>
struct form_of<sequential<Layers...>, In, Scales> {
    using type = chain_form<layers_on<In, Layers...>, Scales>;
};
template <class... Layers, extent In, class Scales>
requires have_forms<Scales, layers_on<In, Layers...>>
struct form_of<residual<Layers...>, In, Scales> {
    using inside = layers_on<In, Layers...>;
    using type = combined_form<kernels::int8::sum_of, detail::sum_of_branches<In, given_on<sequential<Layers...>, In>>,
                               values_of_chain<typename form_chain<inside, Scales>::trace, sizeof...(Layers)>, false,
                               Scales, layers_on<In>, inside>;
};
template <class... Branches, extent In, class Scales>
requires have_forms<Scales, only<Branches, In>...>
struct form_of<add<Branches...>, In, Scales> {
    using type = combined_form<kernels::int8::sum_of, detail::sum_of_branches<given_on<Branches, In>...>,
                               values_of_branches<typename form_chain<only<Branches, In>, Scales>::trace...>, true,
                               Scales, only<Branches, In>...>;
};
template <class... Branches, extent In, class Scales>
requires(sizeof...(Branches) <= 3 &&
         have_forms<Scales, only<Branches, In>...>) struct form_of<multiply<Branches...>, In, Scales> {
    using type = combined_form<kernels::int8::product_of, detail::product_of_branches<given_on<Branches, In>...>,
                               values_of_branches<typename form_chain<only<Branches, In>, Scales>::trace...>, true,
                               Scales, only<Branches, In>...>;
};
template <class... Branches, extent In, class Scales>
requires have_forms<Scales, only<Branches, In>...>
struct form_of<concatenate<Branches...>, In, Scales> {
    using type = concatenated_form<detail::side_by_side<given_on<Branches, In>...>, Scales, only<Branches, In>...>;
};

template <class... Layers> inline constexpr bool can_clamp<residual<Layers...>> = true;
template <class... Branches> inline constexpr bool can_clamp<add<Branches...>> = true;
template <class... Branches> inline constexpr bool can_clamp<multiply<Branches...>> = true;

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_HOLDERS_HPP
