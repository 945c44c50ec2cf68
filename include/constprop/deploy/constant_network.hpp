#ifndef CONSTPROP_DEPLOY_CONSTANT_NETWORK_HPP
#define CONSTPROP_DEPLOY_CONSTANT_NETWORK_HPP

#include <constprop/arguments/buffers.hpp>
#include <constprop/arguments/input.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/chain/fold.hpp>
#include <constprop/deploy/connections.hpp>
#include <constprop/deploy/constant.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/network.hpp>
#include <constprop/training/evaluate.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {

/// The forward pass of a network that is a constant, compiled with its weights.
///
///     constexpr model net = …;                       // of static storage
///     constexpr cp::constant_network<net> f;         // no data
///     const auto y = f(x);
///
/// Every connection is one multiply-add with an immediate weight, in the order in which the network adds. Known values cost
/// nothing: a weight of 0 is no connection, a bias of 0 is not added, a weight of ±1 needs no multiplication; units that
/// nothing reads do not exist; constant inputs, and units without connections, fold to constants. An output that the
/// caller does not read costs nothing either, because calls are inlined; wrap a call in a function to have its code only
/// once.
///
/// Result:      the network's own for one input, up to the sign of zero, where all values are finite and multiply-adds
///              are not fused.
///              A weight of 0 is "not connected": it does not carry NaN or infinity, where the network computes
///              0 · ∞ = NaN
/// Cost:        `connections` multiply-adds, and as many constants in code, without a loop and without vectors: it pays
///              if weights are few or pruned, or if there are no vectors. Without optimization each term has a place of its
///              own on the stack
template <const auto& Net> class constant_network {
    static constexpr const auto& net = detail::checked_constant<Net>();

 public:
    using network = std::remove_cvref_t<decltype(net)>;
    using scalar = typename network::scalar;
    using input_type = typename network::input_type;
    using output_type = typename network::output_type;

 private:
    template <std::size_t Position> using layer = typename network::template layer_type<Position>;

    static constexpr auto read = detail::find_values_read(net);

    static constexpr std::size_t count_connections() noexcept {
        std::size_t count = 0;
        kernels::unroll_constants<network::layer_count>([&](auto at_) noexcept {
            if constexpr (detail::is_linear<layer<at_()>>)
                kernels::unroll_constants<network::shape_of(at_()).outputs>([&](auto output_) noexcept {
                    if constexpr (read[at_() + 1][output_()])
                        count += detail::connected_sum<Net, at_(), output_()>::terms;
                });
        });
        return count;
    }
    static constexpr std::size_t count_units() noexcept {
        std::size_t count = 0, of_last = 0;  // units of the last linear layer are not hidden
        kernels::unroll_constants<network::layer_count>([&](auto at_) noexcept {
            if constexpr (detail::is_linear<layer<at_()>>) {
                count += of_last;
                of_last = 0;
                for (std::size_t o_ = 0; o_ < network::shape_of(at_()).outputs; ++o_)
                    of_last += read[at_() + 1][o_] ? 1U : 0U;
            }
        });
        return count;
    }

    template <class Stage, class Pass>
    [[gnu::always_inline]] static constexpr typename Stage::output_row apply(
        const typename Stage::input_row& x, [[maybe_unused]] const Pass& pass) noexcept {
        using layer = typename Stage::layer_type;
        constexpr std::size_t at = Stage::index;
        typename Stage::output_row y{};
        if constexpr (detail::is_linear<layer>) {
            kernels::unroll_constants<Stage::shape.outputs>([&](auto output_) CONSTPROP_INLINED {
                if constexpr (read[at + 1][output_()])
                    y[output_()] = detail::connected_sum<Net, at, output_()>::value(x.data());
            });
        } else if constexpr (detail::is_elementwise<layer>) {
            kernels::unroll_constants<Stage::shape.outputs>([&](auto output_) CONSTPROP_INLINED {
                if constexpr (read[at + 1][output_()]) y[output_()] = layer::value(x[output_()]);
            });
        } else {
            net.template layer<at>().template forward<1>(&x, &y, 1, pass);
        }
        return y;
    }
    template <class Pass>
    [[gnu::always_inline]] static constexpr output_type fold(const input_type& x, const Pass& pass) noexcept {
        return detail::fold_left<std::remove_cvref_t<decltype(net.all_stages())>>(
            x, [&](const auto& x_, auto type_)
                   CONSTPROP_INLINED { return apply<typename decltype(type_)::type>(x_, pass); });
    }

 public:
    using state_type = typename network::state_type;

    /// The number of weights that are not 0 and lie on a path to an output.
    static constexpr std::size_t connections = count_connections();

    /// The number of units of hidden linear layers that are left.
    static constexpr std::size_t hidden_units = count_units();

    /// The output for one input: the network's fold, with constants for parameters.
    [[nodiscard, gnu::always_inline]] constexpr output_type operator()(const input_type& x) const noexcept {
        if constexpr (network::runs_over_time) return detail::reject_without_state<network>(), output_type{};
        else return fold(x, detail::inference);
    }
    /// The output for the next input of a stream; moves the state on by one step.
    [[nodiscard, gnu::always_inline]] constexpr output_type operator()(const input_type& x,
                                                                       state_type& state) const noexcept {
        if constexpr (network::needs_whole_sequence) return detail::reject_steps<network>(), output_type{};
        else return fold(x, detail::pass_over{detail::deployed{}, detail::none, state});
    }
    template <std::size_t Size>
    [[nodiscard, gnu::always_inline]] constexpr output_type operator()(const scalar (&x)[Size]) const noexcept {
        if constexpr (network::runs_over_time) return detail::reject_without_state<network>(), output_type{};
        else if constexpr (Size == network::input_size) return detail::with_row<input_type>(x, *this);
        else return detail::reject_input<network, scalar[Size]>(), output_type{};
    }

    /// Reads the input from a buffer and writes the output to a buffer; see `basic_network`.
    template <class Element, std::size_t Extent>
    [[nodiscard, gnu::always_inline]] constexpr output_type operator()(std::span<Element, Extent> x) const noexcept {
        if constexpr (detail::is_buffer_of<std::span<Element, Extent>, scalar, network::input_size>()) {
            if (x.size() != network::input_size) errors::input_has_another_size(x.size(), network::input_size);
            return detail::with_row<input_type>(x.data(), *this);
        } else {
            using named = detail::named_input<network, std::span<Element, Extent>>;
            return detail::reject_input<network, typename named::type>(), output_type{};
        }
    }
    /// The outputs for a batch, `std::array<input_type, Batch>`, one after the other; or those for a sequence, from a state of
    /// zeros.
    template <class Inputs> [[nodiscard]] constexpr auto operator()(const Inputs& x) const noexcept {
        if constexpr (detail::is_sequence_for<network, Inputs> && !network::needs_whole_sequence) {
            state_type state{};
            return detail::run_over_time(*this, x, state);
        } else if constexpr (detail::is_batch_for<network, Inputs>) {
            std::array<output_type, detail::batch_size<Inputs>> y{};
            for (std::size_t n = 0; n < y.size(); ++n) y[n] = (*this)(x[n]);
            return y;
        } else {
            detail::reject_input<network, Inputs>();
            return output_type{};
        }
    }
};

/// The class index that a constant network predicts; see `classify`.
template <const auto& Net, class Input = detail::braced_input<typename constant_network<Net>::network>>
[[nodiscard]] constexpr std::size_t classify(const constant_network<Net>& net, const Input& x) noexcept {
    using network = typename constant_network<Net>::network;
    if constexpr (network::layer_count == 0) return 0;
    else if constexpr (detail::is_input_for<network, Input>) return predicted_class<network>(net(detail::as_array(x)));
    else return detail::reject_input<network, Input>(), std::size_t{0};
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_DEPLOY_CONSTANT_NETWORK_HPP
