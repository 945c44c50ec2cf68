#ifndef CONSTPROP_CHAIN_OWN_LAYERS_HPP
#define CONSTPROP_CHAIN_OWN_LAYERS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/inherited.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/numbers/scalar_functions.hpp>

#include <cstddef>
#include <type_traits>

/// Sentences about the layers of a chain that fits: functions that the scalar lacks, and inherited stale claims.
namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Scalar, class Chain> class own_layers {
    template <std::size_t At> using layer_at = typename Chain::template layer_at<At>;
    using silent = std::type_identity<errors::nothing>;

    template <std::size_t At> static constexpr auto of_scalar() noexcept {
        if constexpr (At == Chain::length) {
            return silent{};
        } else {
            using missing = lacking<layer_at<At>, Scalar>;
            if constexpr (std::is_same_v<missing, errors::nothing>) return of_scalar<At + 1>();
            else return std::type_identity<typename missing::template which_layer<At, layer_at<At>>::needs>{};
        }
    }
    template <std::size_t At> static constexpr auto of_inheritance() noexcept {
        if constexpr (At == Chain::length || !std::is_same_v<decltype(of_scalar<0>()), silent>) {
            return silent{};
        } else {
            using said = decltype(say_of_inheritance<layer_at<At>, Scalar, Chain::places[At].takes,
                                                     errors::layer<At, layer_at<At>>>());
            if constexpr (std::is_same_v<said, silent>) return of_inheritance<At + 1>();
            else return said{};
        }
    }

 public:
    using about_scalar = typename decltype(of_scalar<0>())::type;
    using about_inheritance = typename decltype(of_inheritance<0>())::type;

    using type = std::conditional_t<std::is_same_v<about_inheritance, errors::nothing>, Chain, typename Chain::empty>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_OWN_LAYERS_HPP
