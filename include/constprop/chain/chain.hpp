#ifndef CONSTPROP_CHAIN_CHAIN_HPP
#define CONSTPROP_CHAIN_CHAIN_HPP

#include <constprop/chain/facts.hpp>
#include <constprop/chain/own_layers.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/missing.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/final_type.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// Checks whether the types given to a network form a chain of layers, and says why not.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// The first of these sentences that is not `errors::nothing`; `errors::nothing` if there is none.
template <class... Sentences> struct first_said {
    using type = errors::nothing;
};
template <class First, class... Rest> struct first_said<First, Rest...> {
    using type = First;
};
template <class... Rest> struct first_said<errors::nothing, Rest...> : first_said<Rest...> {};

/// Checks the layers of a network of `Scalar`: at most one of its sentences is not empty. After an error, the empty chain
/// stands in.
template <class Scalar, extent Input, class... Layers> class checked_chain {
    using all = chain<Input, Layers...>;
    template <std::size_t Position> using layer_at = typename element_at<Position, Layers...>::type;
    template <class Sentence> using says = std::type_identity<Sentence>;
    using silent = says<errors::nothing>;

    static constexpr std::size_t count = sizeof...(Layers);
    static constexpr std::size_t stranger = first_false(std::array<bool, count>{is_layer_throughout<Layers>...});
    static constexpr std::size_t misused = first_false(std::array<bool, count>{is_well_used<Layers>...});
    static constexpr std::size_t derived = first_false(std::array<bool, count>{is_of_its_own<Layers>...});
    static constexpr bool of_layers = count > 0 && stranger == count&& misused == count&& derived == count;

    static constexpr auto of_strangers() noexcept {
        if constexpr (count == 0) return says<errors::network_has_no_layers>{};
        else if constexpr (stranger == count) return silent{};
        else if constexpr (layer<layer_at<stranger>>)
            return says<typename sentence_about_held<layer_at<stranger>>::type>{};
        else return says<typename errors::element<stranger, layer_at<stranger>>::is_no_layer>{};
    }
    static constexpr auto of_use() noexcept {
        if constexpr (stranger < count || misused == count) return silent{};
        else return says<typename layer_misuse<layer_at<misused>>::type>{};
    }

    static constexpr auto of_descent() noexcept {
        if constexpr (stranger < count || misused < count || derived == count) return silent{};
        else return says<typename descent<layer_at<derived>>::sentence>{};
    }

    static constexpr std::size_t mismatch() noexcept {
        if constexpr (of_layers) return all::mismatch;
        else return count;
    }
    static constexpr auto of_beginning() noexcept {
        if constexpr (!of_layers || Input.size() > 0 || mismatch() != 0) return silent{};
        else return says<typename errors::layer<0, layer_at<0>>::stands_first_but_does_not_say_its_inputs>{};
    }
    static constexpr std::size_t empty() noexcept {
        if constexpr (of_layers) return first_empty(all::shapes);
        else return count;
    }
    static constexpr auto of_outputs() noexcept {
        constexpr std::size_t at = empty();
        if constexpr (at == count || at > mismatch()) {
            return silent{};
        } else {
            using subject = errors::layer<at, layer_at<at>>;
            constexpr extent takes = all::places[at].takes;
            if constexpr (takes.kind == rank::vector) return says<typename subject::gives_no_values>{};
            else return says<typename subject::template gives_no_values_for<spelled<takes>>>{};
        }
    }
    /// True if the mismatch is one of numbers of values, not of extents with axes.
    static constexpr bool are_vectors(std::size_t at) noexcept {
        return at > 0 && all::places[at].takes.kind == rank::vector && all::places[at - 1].gives.kind == rank::vector;
    }
    static constexpr bool is_misfit(std::size_t at) noexcept {
        return at != count && (at > 0 || Input.size() > 0) && at <= empty();
    }
    static constexpr auto of_sizes() noexcept {
        constexpr std::size_t at = mismatch();
        if constexpr (!is_misfit(at)) {
            return silent{};
        } else if constexpr (!are_vectors(at)) {
            return silent{};
        } else {
            constexpr std::size_t by = layer_that_set_size(all::shapes, at - 1);
            using expects = typename errors::layer<at, layer_at<at>>::template expects<all::shapes[at].inputs>;
            return says<
                typename expects::template but_layer<by, layer_at<by>>::template gives<all::shapes[by].outputs>>{};
        }
    }
    static constexpr auto of_extents() noexcept {
        constexpr std::size_t at = mismatch();
        if constexpr (!is_misfit(at)) {
            return silent{};
        } else if constexpr (are_vectors(at)) {
            return silent{};
        } else {
            constexpr extent due = all::places[at].takes, given = at == 0 ? Input : all::places[at - 1].gives;
            using takes = typename errors::layer<at, layer_at<at>>::template takes<spelled<due>>;
            if constexpr (at == 0) {
                return says<typename takes::template but_input_is<spelled<given>>>{};
            } else {
                constexpr std::size_t by = layer_that_set_size(all::shapes, at - 1);
                return says<typename takes::template but_layer<by, layer_at<by>>::template gives<spelled<given>>>{};
            }
        }
    }

    static constexpr bool sizes_fit() noexcept { return of_layers && mismatch() == count && empty() == count; }
    // A function: compilers instantiate its body only where it is called, and so only for chains whose sizes fit.
    template <template <class, class, extent> class Said, std::size_t Position>
    static constexpr auto said_at() noexcept {
        constexpr extent takes = all::places[Position].takes;
        return std::type_identity<typename Said<layer_at<Position>, Scalar, takes>::type>{};
    }
    template <template <class, class, extent> class Said, std::size_t... Position>
    static constexpr std::size_t first_said_at(std::index_sequence<Position...>) noexcept {
        if constexpr (sizes_fit())
            return first_false(std::array<bool, count>{std::is_same_v<decltype(said_at<Said, Position>()), silent>...});
        else return count;
    }
    /// The sentence of the first layer that does not suit its place; errors::nothing if all do.
    template <template <class, class, extent> class Said> static constexpr auto of_each() noexcept {
        constexpr std::size_t at = first_said_at<Said>(std::index_sequence_for<Layers...>{});
        if constexpr (at == count) return silent{};
        else return said_at<Said, at>();
    }
    static constexpr bool places_fit() noexcept {
        return sizes_fit() && std::is_same_v<decltype(of_each<said_of_place>()), silent> &&
               std::is_same_v<decltype(of_each<said_of_numbers>()), silent>;
    }
    template <std::size_t Position>
    static constexpr part missing = missing_part<layer_at<Position>, Scalar, all::places[Position].takes>();
    template <std::size_t... Position>
    static constexpr std::size_t incomplete(std::index_sequence<Position...>) noexcept {
        if constexpr (places_fit())
            return first_false(std::array<bool, count>{(missing<Position> == part::nothing)...});
        else return count;
    }
    static constexpr auto of_parts() noexcept {
        constexpr std::size_t at = incomplete(std::index_sequence_for<Layers...>{});
        if constexpr (at == count) {
            return silent{};
        } else {
            using subject = errors::layer<at, layer_at<at>>;
            if constexpr (missing<at> == part::value) return says<typename subject::template has_no_value_of<Scalar>>{};
            else if constexpr (missing<at> == part::static_value)
                return says<typename subject::template has_a_value_of<Scalar>::that_is_not_static>{};
            else if constexpr (missing<at> == part::static_slope)
                return says<typename subject::template has_a_slope_of<Scalar>::that_is_not_static>{};
            else if constexpr (missing<at> == part::slope)
                return says<typename subject::template has_no_slope_of<Scalar>>{};
            else return says<typename subject::template has_no_forward_of<Scalar>>{};
        }
    }

 public:
    using about_strangers = typename decltype(of_strangers())::type;
    using about_use = typename decltype(of_use())::type;
    using about_descent = typename decltype(of_descent())::type;
    using about_beginning = typename decltype(of_beginning())::type;
    using about_outputs = typename decltype(of_outputs())::type;
    using about_sizes = typename decltype(of_sizes())::type;
    using about_extents = typename decltype(of_extents())::type;
    using about_places = typename decltype(of_each<said_of_place>())::type;
    using about_numbers = typename decltype(of_each<said_of_numbers>())::type;
    using about_parts = typename decltype(of_parts())::type;

    /// The first sentence that is not empty.
    using about = typename first_said<about_strangers, about_use, about_descent, about_beginning, about_outputs,
                                      about_sizes, about_extents, about_places, about_numbers, about_parts>::type;

    static constexpr bool fits = places_fit() && incomplete(std::index_sequence_for<Layers...>{}) == count;
    using type = std::conditional_t<fits, all, chain<extent{}>>;
};

/// The first type may be the input's extent, and is no layer then.
template <class Scalar, class... Layers> struct check_of {
    using type = checked_chain<Scalar, extent{}, Layers...>;
};
template <class Scalar, describes_input Input, class... Layers> struct check_of<Scalar, Input, Layers...> {
    using type = checked_chain<Scalar, Input::input_extent, Layers...>;
};

/// Checks the layers and returns their chain, or the empty chain after an error. A function, because clang treats a class
/// with a failed assertion as incomplete, and every use of it would be one more error.
template <class Scalar, class... Layers> constexpr auto chain_of() noexcept {
    using check = typename check_of<Scalar, Layers...>::type;
    static_assert(
        errors::chain_is_of_layers<typename check::about_strangers>,
        "A network is a chain of layers, which are types: network<linear<4, 8>, relu, linear<8, 2>>. For an "
        "elementwise function of your own, derive from activation<...>; any other layer has `static constexpr layer_shape "
        "shape(std::size_t inputs) noexcept`.");
    static_assert(errors::options_suit_their_layer<typename check::about_use>,
                  "A convolution takes kernel<...>, stride<...>, padding<...> or same, dilation<...> and others, a "
                  "recurrent layer no_bias, in any order and each once at most. Give what suits the layer; "
                  "docs/convolutions.md says which layer takes which, docs/sequences.md of layers over time.");
    static_assert(errors::derives_from_its_own_base<typename check::about_descent>,
                  "A layer derived from one of the library inherits traits that may be false for it. Derive from "
                  "activation<...> of the class itself, or from nothing, and call the other layer's functions.");
    static_assert(errors::first_layer_has_inputs<typename check::about_beginning>,
                  "The first layer says how many inputs a network has, and this one takes any number. Begin the chain "
                  "with a layer of known size, such as linear<Inputs, Outputs>, or with vector<Values> or "
                  "image<Height, Width, Channels>.");
    static_assert(errors::layers_give_values<typename check::about_outputs>,
                  "Each layer gives at least one value. Give it at least one output, or a larger input.");
    static_assert(errors::shapes_agree<typename check::about_sizes>,
                  "Each layer takes as many values as the one before it gives. Make the two numbers equal.");
    static_assert(
        errors::extents_agree<typename check::about_extents>,
        "Each layer takes the extent that the one before it gives, the first the one that the network is said "
        "to take. Make the two equal; flatten makes a vector of an image or a signal.");
    static_assert(
        errors::layers_inside_fit<typename check::about_places>,
        "The layers inside of a layer fit each other, counted from 0 in their branch; what is added has one extent, "
        "and what is concatenated one height and width. Make the two equal.");
    static_assert(
        errors::layer_numbers_fit<typename check::about_numbers>,
        "A layer's own numbers suit it: dropout drops a share p with 0 <= p < 1, and the groups of group_norm "
        "divide the channels. Give others.");
    static_assert(
        errors::layer_is_complete<typename check::about_parts>,
        "An activation has a static value(z) and slope(z, a); any other layer has forward. Add what is missing; "
        "concept/layer.hpp says what it is.");
    using own = own_layers<Scalar, typename check::type>;
    static_assert(
        errors::layer_speaks_for_itself<typename own::about_inheritance>,
        "A layer that replaces a function of its base does not inherit what the base says of it. Say it in the "
        "layer itself, or leave that function to the base; an activation's passes are always left to it.");
    return typename own::type{};
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_CHAIN_HPP
