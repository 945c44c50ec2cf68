#ifndef CONSTPROP_CHECKS_BUDGET_HPP
#define CONSTPROP_CHECKS_BUDGET_HPP

#include <constprop/checks/footprint.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/optimizers/sgd.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop {

// Limits on the constants of `footprint`. `needed_by<Network>` is the limit that the network just meets. `inference_ram` and
// `training_ram` are all RAM beside input, output and parameters, on the machine that the code is compiled for. The
// other limits are parts of these, without what compilers and machines add. Over time, a limit is for one step; for_steps makes it
// one for a sequence, and a network that needs whole sequences needs it.

template <std::size_t Bytes> struct CONSTPROP_TAGGED parameter_bytes {
    static constexpr std::size_t limit = Bytes;
    template <class Network, std::size_t /*Steps*/ = 1>
    using needed_by = parameter_bytes<footprint<Network>::parameter_bytes>;
};
template <std::size_t Bytes> struct CONSTPROP_TAGGED inference_bytes {
    static constexpr std::size_t limit = Bytes;
    static constexpr bool grows_with_steps = true;
    template <class Network, std::size_t Steps = 1>
    using needed_by = inference_bytes<footprint<Network, plain_sgd, 1, Steps>::inference_bytes>;
};
template <std::size_t Bytes> struct CONSTPROP_TAGGED inference_ram {
    static constexpr std::size_t limit = Bytes;
    static constexpr bool grows_with_steps = true;
    template <class Network, std::size_t Steps = 1>
    using needed_by = inference_ram<footprint<Network, plain_sgd, 1, Steps>::inference_ram>;
};
template <std::size_t Bytes, class Rule = plain_sgd, std::size_t Batch = 1> struct CONSTPROP_TAGGED training_bytes {
    static constexpr std::size_t limit = Bytes;
    static constexpr bool grows_with_steps = true;
    template <class Network, std::size_t Steps = 1>
    using needed_by = training_bytes<footprint<Network, Rule, Batch, Steps>::training_bytes, Rule, Batch>;
};
template <std::size_t Bytes, class Rule = plain_sgd, std::size_t Batch = 1> struct CONSTPROP_TAGGED training_ram {
    static constexpr std::size_t limit = Bytes;
    static constexpr bool grows_with_steps = true;
    template <class Network, std::size_t Steps = 1>
    using needed_by = training_ram<footprint<Network, Rule, Batch, Steps>::training_ram, Rule, Batch>;
};

/// A limit for sequences of `Steps` steps: for_steps<100, inference_ram<28'000>>.
template <std::size_t Steps, class Limit> struct CONSTPROP_TAGGED for_steps {
    static constexpr std::size_t limit = Limit::limit;
    template <class Network> using needed_by = for_steps<Steps, typename Limit::template needed_by<Network, Steps>>;
};
template <std::size_t Count> struct CONSTPROP_TAGGED multiply_accumulates {
    static constexpr std::size_t limit = Count;
    template <class Network, std::size_t Steps = 1>
    using needed_by = multiply_accumulates<Steps * footprint<Network>::multiply_accumulates>;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

/// True unless a limit grows with the steps of sequences that the network needs whole, and does not say how many there are.
template <class Network, class Limit> constexpr bool has_its_steps() noexcept {
    if constexpr (requires { Limit::grows_with_steps; }) return !Network::needs_whole_sequence;
    else return true;
}

/// The network, whose limits have their steps.
template <class Network, class... Limits> constexpr auto with_steps() noexcept {
    if constexpr (!(has_its_steps<Network, Limits>() && ...)) {
        constexpr std::size_t at = Network::first_with_whole_sequence;
        using sentence = typename errors::layer<at, typename Network::template layer_type<at>>::sees_whole_sequences;
        static_assert(errors::limit_has_steps<sentence>,
                      "What such a network takes grows with its sequences. Say for how many steps a limit is: "
                      "for_steps<Steps, inference_ram<Bytes>>.");
    }
    return std::type_identity<Network>{};
}

/// The sentence about the first limit that a network exceeds.
template <class Network, class... Limits> struct over_budget {
    using sentence = errors::nothing;
};
template <class Network, class Limit, class... Rest> struct over_budget<Network, Limit, Rest...> {
    using needed = typename Limit::template needed_by<Network>;
    using broken = typename errors::network<Network>::template needs<needed>::template but_may_have<Limit>;
    using sentence = std::conditional_t<has_its_steps<Network, Limit>() && (needed::limit > Limit::limit), broken,
                                        typename over_budget<Network, Rest...>::sentence>;
};

template <class... Limits, class Network> constexpr auto keep_budget(std::type_identity<Network> net) noexcept {
    using sentence = typename over_budget<Network, Limits...>::sentence;
    static_assert(errors::budget_is_kept<sentence>,
                  "The network needs more than its budget has. Make the network smaller, or the budget larger.");
    return net;
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop::inline CONSTPROP_TARGET {

/// True if a network keeps all of these limits.
template <class Network, class... Limits>
inline constexpr bool fits =
    ((Limits::template needed_by<typename decltype(detail::with_steps<Network, Limits>())::type>::limit <=
      Limits::limit) &&
     ...);

/// The network, if it keeps all of these limits; otherwise an error with both numbers.
///
///     using model = within<network<linear<64, 32>, relu, linear<32, 10>>,
///                          parameter_bytes<10'000>, inference_ram<1'200>, training_ram<22'000, adam>>;
template <class Network, class... Limits>
using within = typename decltype(detail::keep_budget<Limits...>(detail::with_steps<Network, Limits...>()))::type;

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_CHECKS_BUDGET_HPP
