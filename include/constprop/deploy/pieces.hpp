#ifndef CONSTPROP_DEPLOY_PIECES_HPP
#define CONSTPROP_DEPLOY_PIECES_HPP

#include <constprop/activations/identity.hpp>
#include <constprop/branches/inside.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/deploy/atoms.hpp>
#include <constprop/deploy/takes_up.hpp>
#include <constprop/kernels/normalization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/flatten.hpp>
#include <constprop/layers/gain_and_bias.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// The layers of a deployed chain, each made from layers of the trained one: the second step of `for_inference`.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// A composition of batch normalizations in inference: y = factor x + shift, for each channel in the outside order.
template <class T> struct line {
    T factor = T(1), shift = T(0);
};

template <class Atom, class Network, std::size_t Channels>
constexpr void follow(const Network& net, std::array<line<typename Network::scalar>, Channels>& lines) noexcept {
    using T = typename Network::scalar;
    using ratio = typename norm_of<typename Atom::layer>::type::normalizes_batches_with;
    const auto epsilon = static_cast<T>(static_cast<double>(ratio::num) / static_cast<double>(ratio::den));
    for (std::size_t k = 0; k < Channels; ++k) {
        const T mean = Atom::statistic(net, k), variance = Atom::statistic(net, Channels + k);
        const T factor = Atom::parameter(net, k) * kernels::inverse_deviation(variance, epsilon);
        lines[k].factor *= factor;
        lines[k].shift = (lines[k].shift - mean) * factor + Atom::parameter(net, Channels + k);
    }
}
template <std::size_t Channels, class... Norms, class Network> constexpr auto lines_of(const Network& net) noexcept {
    std::array<line<typename Network::scalar>, Channels> lines{};
    (follow<Norms>(net, lines), ...);
    return lines;
}

/// A layer with the normalizations that it absorbs: at most one before it, `void` if there is none, and any number
/// behind it.
template <class Main, class Before, class... Behind> struct piece {
    using taken = takes_up<typename Main::layer, Main::in>;
    using layer = typename taken::with_bias;
    static constexpr std::size_t parameters = taken::weights + taken::outputs, statistics = 0;

    /// to.parameter(k, value) for all parameters.
    template <class Network, class To> static constexpr void write(const Network& net, const To& to) noexcept {
        using T = typename Network::scalar;
        const auto behind = lines_of<taken::outputs, Behind...>(net);
        std::array<T, taken::outputs> bias{};
        if constexpr (Main::place.shape.biases > 0)
            for (std::size_t o = 0; o < taken::outputs; ++o) bias[o] = Main::parameter(net, taken::weights + o);
        if constexpr (std::is_void_v<Before>) {
            for (std::size_t k = 0; k < taken::weights; ++k)
                to.parameter(k, Main::parameter(net, k) * behind[taken::output_of(k)].factor);
        } else {
            using channel = channels_of<Before::in>;
            // Behind `flatten`, a channel of an image is several inputs.
            constexpr std::size_t positions = Main::in.kind == rank::vector ? channel::positions : 1;
            const auto before = lines_of<channel::count, Before>(net);
            for (std::size_t k = 0; k < taken::weights; ++k) {
                const std::size_t o = taken::output_of(k);
                const line<T>& seen = before[taken::input_of(k) / positions];
                const T weight = Main::parameter(net, k);
                bias[o] += weight * seen.shift;
                to.parameter(k, weight * seen.factor * behind[o].factor);
            }
        }
        for (std::size_t o = 0; o < taken::outputs; ++o)
            to.parameter(taken::weights + o, bias[o] * behind[o].factor + behind[o].shift);
    }
};

/// A normalization that no layer absorbs, with others behind it.
template <class Main, class... Behind> struct scale_piece {
    using layer = scale_of<Main>;
    static constexpr std::size_t channels = channels_of<Main::in>::count, parameters = 2 * channels, statistics = 0;

    template <class Network, class To> static constexpr void write(const Network& net, const To& to) noexcept {
        const auto lines = lines_of<channels, Main, Behind...>(net);
        for (std::size_t k = 0; k < channels; ++k) {
            to.parameter(k, lines[k].factor);
            to.parameter(channels + k, lines[k].shift);
        }
    }
};

/// Where a piece writes: the numbers of a layer of the deployed network, from these on.
template <class Stage> struct numbers_from {
    Stage& stage;
    std::size_t first_parameter = 0, first_statistic = 0;

    template <class T> constexpr void parameter(std::size_t k, const T& value) const noexcept {
        stage.parameter(first_parameter + k) = value;
    }
    template <class T> constexpr void statistic(std::size_t k, const T& value) const noexcept {
        stage.statistics()[first_statistic + k] = value;
    }
};

/// A layer that stays as it is.
template <class Main> struct plain_piece {
    using layer = typename Main::layer;
    static constexpr std::size_t parameters = Main::place.shape.parameters(), statistics = Main::place.statistics;

    template <class Network, class To> static constexpr void write(const Network& net, const To& to) noexcept {
        for (std::size_t k = 0; k < parameters; ++k) to.parameter(k, Main::parameter(net, k));
        for (std::size_t k = 0; k < statistics; ++k) to.statistic(k, Main::statistic(net, k));
    }
};

/// Writes a list of pieces, one after the other.
template <class Network, class To, class... Pieces>
constexpr void write_pieces(layer_list<Pieces...> /*all*/, const Network& net, To to) noexcept {
    ((Pieces::write(net, to), to.first_parameter += Pieces::parameters, to.first_statistic += Pieces::statistics), ...);
}
template <class List> inline constexpr std::size_t parameters_in = 0;
template <class... Pieces>
inline constexpr std::size_t parameters_in<layer_list<Pieces...>> = (Pieces::parameters + ... + 0);
template <class List> inline constexpr std::size_t statistics_in = 0;
template <class... Pieces>
inline constexpr std::size_t statistics_in<layer_list<Pieces...>> = (Pieces::statistics + ... + 0);

template <class Atoms> struct pieces_of;

/// The layer that replaces a list of pieces: a single one itself, several as `sequential`, none as `identity`.
template <class Pieces> struct layer_of_pieces {
    using type = identity;
};
template <class Piece> struct layer_of_pieces<layer_list<Piece>> {
    using type = typename Piece::layer;
};
template <class First, class Second, class... Rest> struct layer_of_pieces<layer_list<First, Second, Rest...>> {
    using type = sequential<typename First::layer, typename Second::layer, typename Rest::layer...>;
};

/// A layer that holds a chain.
template <class Main> struct chain_piece;
template <class Layer, extent In, std::size_t Top, std::size_t P, std::size_t S>
struct chain_piece<atom<Layer, In, Top, P, S>> {
    using inner = typename pieces_of<typename atoms_of<In, Top, P, S, typename inside_of<Layer>::chain>::type>::type;
    static constexpr std::size_t parameters = parameters_in<inner>, statistics = statistics_in<inner>;

    template <class List> struct with_layers {
        using type = typename inside_of<Layer>::template with<identity>;
    };
    template <class First, class... Rest> struct with_layers<layer_list<First, Rest...>> {
        using type = typename inside_of<Layer>::template with<typename First::layer, typename Rest::layer...>;
    };
    using layer = typename with_layers<inner>::type;

    template <class Network, class To> static constexpr void write(const Network& net, const To& to) noexcept {
        write_pieces(inner{}, net, to);
    }
};

/// A layer that holds branches: each is a chain.
template <class Main, class Branches = typename inside_of<typename Main::layer>::branches> struct branches_piece;
template <class Layer, extent In, std::size_t Top, std::size_t P, std::size_t S, class... Branches>
struct branches_piece<atom<Layer, In, Top, P, S>, layer_list<Branches...>> {
    static constexpr std::array<place, sizeof...(Branches)> places{place_of<Branches>(In)...};
    static constexpr auto first_parameter = parameters_before(places);
    static constexpr auto first_statistic = statistics_before(places);

    template <std::size_t At, class Branch>
    using inner = typename pieces_of<
        typename atoms_of<In, Top, P + first_parameter[At], S + first_statistic[At], layer_list<Branch>>::type>::type;
    template <class Positions> struct listed;
    template <std::size_t... At> struct listed<std::index_sequence<At...>> {
        using layer = typename inside_of<Layer>::template with<typename layer_of_pieces<inner<At, Branches>>::type...>;
        using pieces = typename joined_lists<inner<At, Branches>...>::type;
    };
    using all = listed<std::index_sequence_for<Branches...>>;
    using layer = typename all::layer;
    static constexpr std::size_t parameters = parameters_in<typename all::pieces>,
                                 statistics = statistics_in<typename all::pieces>;

    template <class Network, class To> static constexpr void write(const Network& net, const To& to) noexcept {
        write_pieces(typename all::pieces{}, net, to);
    }
};

/// The piece of a layer that is no normalization.
template <class Main> constexpr auto piece_of() noexcept {
    using layer = typename Main::layer;
    if constexpr (holds_chain<layer>) return std::type_identity<chain_piece<Main>>{};
    else if constexpr (holds_branches<layer>) return std::type_identity<branches_piece<Main>>{};
    else if constexpr (takes_up<layer, Main::in>::behind) return std::type_identity<piece<Main, void>>{};
    else return std::type_identity<plain_piece<Main>>{};
}

/// A piece that absorbs a normalization behind it, or void if it cannot.
template <class Piece, class Norm> struct followed {
    using type = void;
};
template <class Main, class Before, class... Behind, class Norm> struct followed<piece<Main, Before, Behind...>, Norm> {
    using type = piece<Main, Before, Behind..., Norm>;
};
template <class Main, class... Behind, class Norm> struct followed<scale_piece<Main, Behind...>, Norm> {
    using type = scale_piece<Main, Behind..., Norm>;
};

/// True if a list of atoms begins with a layer that absorbs a scale before it, or with `flatten` and such a layer.
template <class Atoms> struct beginning {
    static constexpr bool takes_up = false, flattens = false;
};
template <class First, class... Rest> struct beginning<layer_list<First, Rest...>> {
    static constexpr bool takes_up = detail::takes_up<typename First::layer, First::in>::before,
                          flattens = std::is_same_v<typename First::layer, flatten> &&
                                     beginning<layer_list<Rest...>>::takes_up;
};

template <class List, class Last> struct appended {
    using type = List;
};
template <class... Pieces, class Last>
requires(!std::is_void_v<Last>)
struct appended<layer_list<Pieces...>, Last> {
    using type = layer_list<Pieces..., Last>;
};

template <class Done, class Norm, class Next, class... Rest>
constexpr auto find_behind(layer_list<Next, Rest...> atoms) noexcept;
template <class Done, class Norm, class Flatten, class... Rest>
constexpr auto find_behind_flatten(layer_list<Flatten, Rest...> atoms) noexcept;

/// Goes through the atoms of a chain from the left. `Last` is the last piece so far, which may grow; `Done` are those before.
template <class Done, class Last> constexpr auto find_pieces(layer_list<> /*no more*/) noexcept {
    return appended<Done, Last>{};
}
template <class Done, class Last, class First, class... Rest>
constexpr auto find_pieces(layer_list<First, Rest...> /*atoms*/) noexcept {
    using rest = layer_list<Rest...>;
    using done = typename appended<Done, Last>::type;
    using grown = typename followed<Last, First>::type;
    if constexpr (!is_norm<typename First::layer>)
        return find_pieces<done, typename decltype(piece_of<First>())::type>(rest{});
    else if constexpr (!std::is_void_v<grown>) return find_pieces<Done, grown>(rest{});
    else if constexpr (beginning<rest>::takes_up) return find_behind<done, First>(rest{});
    else if constexpr (beginning<rest>::flattens) return find_behind_flatten<done, First>(rest{});
    else return find_pieces<done, scale_piece<First>>(rest{});
}
/// As above, if the next layer absorbs the normalization before it.
template <class Done, class Norm, class Next, class... Rest>
constexpr auto find_behind(layer_list<Next, Rest...> /*atoms*/) noexcept {
    return find_pieces<Done, piece<Next, Norm>>(layer_list<Rest...>{});
}
template <class Done, class Norm, class Flatten, class... Rest>
constexpr auto find_behind_flatten(layer_list<Flatten, Rest...> /*atoms*/) noexcept {
    return find_behind<typename appended<Done, plain_piece<Flatten>>::type, Norm>(layer_list<Rest...>{});
}

template <class Atoms> struct pieces_of {
    using type = typename decltype(find_pieces<layer_list<>, void>(Atoms{}))::type;
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_PIECES_HPP
