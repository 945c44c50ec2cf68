#ifndef CONSTPROP_INT8_SAVED_HPP
#define CONSTPROP_INT8_SAVED_HPP

#include <constprop/deploy/fingerprint.hpp>
#include <constprop/deploy/saved.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/gates_form.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/weighted.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/numbers/crc32.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

/// The numbers of networks of integers, for `snapshot`, `restore` and `two_pages`: those of `integers()`, so that a snapshot is
/// the same for every kernel.
namespace constprop::inline CONSTPROP_TARGET::detail {

template <> struct saved_as<quantization> {
    static constexpr std::size_t bytes = saved_bytes<float> + saved_bytes<std::int32_t>;
    template <class Self, class Visit> static constexpr void each(Self& of, const Visit& visit) noexcept {
        visit(of.scale);
        visit(of.zero_point);
    }
};
template <> struct saved_as<int8::multiplier> {
    static constexpr std::size_t bytes = 2 * saved_bytes<std::int32_t>;
    template <class Self, class Visit> static constexpr void each(Self& of, const Visit& visit) noexcept {
        visit(of.factor);
        visit(of.shift);
    }
};
template <std::size_t Weights, std::size_t Outputs, std::size_t Factors>
struct saved_as<int8_integers<Weights, Outputs, Factors>> {
    static constexpr std::size_t bytes = Weights + Outputs * saved_bytes<std::int32_t> +
                                         Factors * saved_bytes<int8::multiplier> + saved_bytes<quantization>;
    template <class Self, class Visit> static constexpr void each(Self& of, const Visit& visit) noexcept {
        each_number(of.weights, visit);
        each_number(of.factors, visit);
        each_number(of.biases, visit);
        each_number(of.gives, visit);
    }
};

template <class Integers> inline constexpr std::size_t bytes_of_integers = 0;
template <class... Parts>
inline constexpr std::size_t bytes_of_integers<std::tuple<Parts...>> = (saved_bytes<Parts> + ... + 0);

template <class Network, class Scales> struct saved_as<int8_network<Network, Scales>> {
    using network = int8_network<Network, Scales>;
    static constexpr std::size_t bytes = bytes_of_integers<decltype(std::declval<const network&>().integers())>;

    template <class Self, class Visit> static constexpr void each(Self& net, const Visit& visit) noexcept {
        auto all = net.integers();
        std::apply([&](auto&... part_) noexcept { (each_number(part_, visit), ...); }, all);
        if constexpr (!std::is_const_v<Self>) net = network::from_integers(all);
    }
};

/// The states of recurrent layers in integers: what compilers call their forms is not the same everywhere.
template <class Form>
requires std::is_base_of_v<int8::form_without_tensors, Form>
inline constexpr bool named_by_its_state<Form> = true;
template <class Chain, class Scales>
inline constexpr bool named_by_its_state<carried_by<int8::form_chain<Chain, Scales>>> = true;

template <std::size_t Hidden, std::size_t Gates> struct name_of<int8::recurrent_state<Hidden, Gates>> {
    static constexpr void add_to(crc32& sum) noexcept {
        add_text(sum, "recurrent");
        sum.add('<');
        add_number(sum, Hidden);
        sum.add('<');
        add_number(sum, Gates);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_INT8_SAVED_HPP
