#ifndef CONSTPROP_CONSTANT_NETWORK_HPP
#define CONSTPROP_CONSTANT_NETWORK_HPP

#include <constprop/connections.hpp>
#include <constprop/errors.hpp>
#include <constprop/evaluate.hpp>
#include <constprop/fold.hpp>
#include <constprop/input.hpp>
#include <constprop/network.hpp>
#include <constprop/samples.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace constprop {

/// The forward pass of a network that is a constant, compiled with its weights.
///
///     constexpr model net = …;                       // of static storage
///     constexpr cp::constant_network<net> f;         // no data
///     const auto y = f(x);
///
/// Every connection is written out as one multiply-add with an immediate weight, in the order in which the network adds.
/// What is known costs nothing: a weight of 0 is no connection, a bias of 0 is not added, a weight of ±1 is not
/// multiplied by; units that nothing reads do not exist; constant inputs, and units without connections, fold to
/// constants. An output that the caller does not read costs nothing either, because calls are inlined: put one into a
/// function of its own to have its code once.
///
/// Result:      the network's own, up to the sign of zero, where all values are finite and multiply-adds are not fused.
///              A weight of 0 is "not connected": it does not carry NaN or infinity, where the network computes
///              0 · ∞ = NaN
/// Cost:        `connections` multiply-adds, and as many constants in code, without a loop and without vectors: it pays
///              where weights are few, or pruned, or where there are no vectors
template <const auto& Net> class constant_network {
 public:
    using network = std::remove_cvref_t<decltype(Net)>;
    using scalar = typename network::scalar;
    using input_type = typename network::input_type;
    using output_type = typename network::output_type;

 private:
    static constexpr auto read = detail::find_values_read(Net);

    template <std::size_t Position, std::size_t... Output>
    static constexpr std::size_t terms_of(std::index_sequence<Output...>) noexcept {
        return (std::size_t{0} + ... +
                (read[Position + 1][Output] ? detail::connected_sum<Net, Position, Output>::terms : 0));
    }
    template <std::size_t... Position>
    static constexpr std::size_t count_connections(std::index_sequence<Position...>) noexcept {
        return (std::size_t{0} + ... + [] {
            if constexpr (detail::is_linear<typename network::template layer_type<Position>>)
                return terms_of<Position>(std::make_index_sequence<network::shape_of(Position).outputs>{});
            else return std::size_t{0};
        }());
    }
    static constexpr std::size_t count_units() noexcept {
        std::size_t count = 0;
        for (std::size_t k = 1; k < network::layer_count; ++k)
            if (network::shape_of(k - 1).weights > 0)
                for (std::size_t o = 0; o < network::shape_of(k - 1).outputs; ++o) count += read[k][o] ? 1 : 0;
        return count;
    }

    template <class Stage, std::size_t... Output>
    [[gnu::always_inline]] static constexpr typename Stage::output_row apply(
        const typename Stage::input_row& x, std::index_sequence<Output...> /*outputs*/) noexcept {
        using layer = typename Stage::layer_type;
        constexpr std::size_t at = Stage::index;
        typename Stage::output_row y{};
        if constexpr (detail::is_linear<layer>) {
            (
                (void)[&]() CONSTPROP_INLINED {
                    if constexpr (read[at + 1][Output])
                        y[Output] = detail::connected_sum<Net, at, Output>::value(x.data());
                }(),
                ...);
        } else if constexpr (detail::is_elementwise<layer>) {
            (
                (void)[&]() CONSTPROP_INLINED {
                    if constexpr (read[at + 1][Output]) y[Output] = layer::value(x[Output]);
                }(),
                ...);
        } else {
            layer::template forward<Stage::shape.inputs>(Net.template layer<at>().data(), x.data(), y.data());
        }
        return y;
    }

 public:
    /// How many weights are left: not 0, and on a way to an output.
    static constexpr std::size_t connections = count_connections(std::make_index_sequence<network::layer_count>{});

    /// How many units of hidden linear layers are left.
    static constexpr std::size_t hidden_units = count_units();

    /// The output for one input: the network's fold, with constants for parameters.
    [[gnu::always_inline]] constexpr output_type operator()(const input_type& x) const noexcept {
        return detail::fold_left<std::remove_cvref_t<decltype(Net.all_stages())>>(
            x, [](const auto& x_, auto type_) CONSTPROP_INLINED {
                using stage_ = typename decltype(type_)::type;
                return apply<stage_>(x_, std::make_index_sequence<stage_::shape.outputs>{});
            });
    }
    template <std::size_t Size>
    [[gnu::always_inline]] constexpr output_type operator()(const scalar (&x)[Size]) const noexcept {
        if constexpr (Size == network::input_size) return (*this)(detail::as_array(x));
        else return detail::reject_input<network, scalar[Size]>(), output_type{};
    }
    /// The outputs for a batch, `std::array<input_type, Batch>`, one after the other.
    template <class Inputs> constexpr auto operator()(const Inputs& x) const noexcept {
        if constexpr (detail::is_batch_for<network, Inputs>) {
            std::array<output_type, detail::batch_size<Inputs>> y{};
            for (std::size_t n = 0; n < y.size(); ++n) y[n] = (*this)(x[n]);
            return y;
        } else {
            detail::reject_input<network, Inputs>();
            return output_type{};
        }
    }
};

/// The index of the class that a network of constants names; see `classify`.
template <const auto& Net, class Input>
constexpr std::size_t classify(const constant_network<Net>& net, const Input& x) noexcept {
    using network = typename constant_network<Net>::network;
    if constexpr (detail::is_input_for<network, Input>) return predicted_class<network>(net(detail::as_array(x)));
    else return detail::reject_input<network, Input>(), std::size_t{0};
}

/// What is no network is told so.
template <const auto& Other>
requires(!detail::is_network<std::remove_cvref_t<decltype(Other)>>) class constant_network<Other> {
    static_assert(
        errors::network_is_constant<typename errors::type<std::remove_cvref_t<decltype(Other)>>::is_no_network>,
        "constant_network<net> takes a network that is a constexpr variable of static storage.");

 public:
    template <class Input> constexpr Input operator()(const Input& x) const noexcept { return x; }
};

}  // namespace constprop

#endif  // CONSTPROP_CONSTANT_NETWORK_HPP
