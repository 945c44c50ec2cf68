#ifndef CONSTPROP_DEPLOY_CONSTANT_HPP
#define CONSTPROP_DEPLOY_CONSTANT_HPP

#include <constprop/arguments/samples.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// Networks as template arguments: constants of static storage.
namespace constprop::inline CONSTPROP_TARGET::detail {

template <const auto& Net>
concept constant = requires { typename std::bool_constant<((void)Net.parameters(), true)>; };

/// After an error, an empty network stands in, so that no second error follows.
struct network_without_layers {
    using scalar = float;
    using input_type = std::array<float, 0>;
    using output_type = std::array<float, 0>;
    struct state_type {};
    static constexpr bool needs_whole_sequence = false, runs_over_time = false;
    static constexpr std::size_t layer_count = 0, input_size = 0, output_size = 0;
    template <std::size_t Position> using layer_type = void;

    static constexpr layer_shape shape_of(std::size_t /*position*/) noexcept { return {}; }
    static constexpr boost::hana::tuple<> all_stages() noexcept { return {}; }
};
inline constexpr network_without_layers no_network{};

/// Checks that `Net` is a constant network, and returns it, or the empty network after an error.
template <const auto& Net> constexpr const auto& checked_constant() noexcept {
    using network = std::remove_cvref_t<decltype(Net)>;
    if constexpr (!is_network<network>) {
        using sentence = typename errors::type<network>::is_no_network;
        static_assert(errors::network_is_constant<sentence>,
                      "A network that is compiled in is a constexpr variable of static storage. Declare it so, outside "
                      "of functions.");
        return no_network;
    } else if constexpr (!constant<Net>) {
        using sentence = typename errors::type<network>::is_no_constant;
        static_assert(errors::network_is_constant<sentence>,
                      "A network that is compiled in is a constexpr variable of static storage. Declare it so, outside "
                      "of functions.");
        return no_network;
    } else {
        return Net;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_CONSTANT_HPP
