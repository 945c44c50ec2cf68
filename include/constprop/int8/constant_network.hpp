#ifndef CONSTPROP_INT8_CONSTANT_NETWORK_HPP
#define CONSTPROP_INT8_CONSTANT_NETWORK_HPP

#include <constprop/arguments/input.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/chain/fold.hpp>
#include <constprop/chain/trainable.hpp>
#include <constprop/concept/inherited.hpp>
#include <constprop/deploy/connections.hpp>
#include <constprop/deploy/constant_network.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/mixed_network.hpp>
#include <constprop/int8/network.hpp>
#include <constprop/int8/pass.hpp>
#include <constprop/int8/scalars_from.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/requantize.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/layers/linear.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET::int8 {

/// The weights of a network of integers, as the search for connections asks for them.
template <class Network> struct connected_integers {
    using scalar = std::int8_t;
    static constexpr std::size_t layer_count = Network::layer_count, input_size = Network::input_size,
                                 output_size = Network::output_size;
    template <std::size_t Position> using layer_type = typename Network::template layer_type<Position>;
    [[nodiscard]] static constexpr layer_shape shape_of(std::size_t k) noexcept {
        return Network::original::shape_of(k);
    }

    const Network& net;
    template <std::size_t Position> [[nodiscard]] constexpr const auto& layer() const noexcept {
        return net.template layer<Position>();
    }
};

/// One output of a linear layer: its bias, and the inputs whose weight is not 0.
template <const auto& Net, std::size_t Position, std::size_t Output> class connected_output {
    static constexpr const auto& stage = Net.template layer<Position>();
    static constexpr std::size_t inputs = std::remove_cvref_t<decltype(Net)>::original::shape_of(Position).inputs;

    struct list {
        std::array<std::size_t, inputs> input{};
        std::size_t count = 0;
        std::int32_t bias = 0;
    };
    static constexpr list found = [] {
        list all_;
        all_.bias = stage.biases[Output];
        for (std::size_t i_ = 0; i_ < inputs; ++i_) {
            const std::int32_t weight_ = stage.weight(Output, i_);
            all_.bias += stage.added_to_inputs * weight_;
            if (weight_ != 0) all_.input[all_.count++] = i_;
        }
        return all_;
    }();
    static constexpr multiplier by = stage.by[stage.factors == 1 ? 0 : Output];

 public:
    static constexpr std::size_t terms = found.count;

    [[nodiscard, gnu::always_inline]] static constexpr std::int8_t value(const std::int8_t* x) noexcept {
        std::int32_t sum = found.bias;
        kernels::unroll_constants<terms>([&](auto term_) CONSTPROP_INLINED {
            constexpr std::size_t input_ = found.input[term_()];
            sum += stage.weight(Output, input_) * x[input_];
        });
        const std::int32_t result = kernels::int8::requantize(sum, by) + stage.gives.zero_point;
        return static_cast<std::int8_t>(kernels::int8::held_between(result, stage.between.low, stage.between.high));
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

namespace constprop::inline CONSTPROP_TARGET {

/// The same for a network of integers: every connection of a linear layer is one multiply-add with an immediate weight. A weight
/// of 0 is no connection, and units that nothing reads do not exist; other layers are computed as in the network. The integers
/// are the network's.
template <const auto& Net>
requires int8::is_in_integers<std::remove_cvref_t<decltype(Net)>>
class constant_network<Net> {
 public:
    using network = std::remove_cvref_t<decltype(Net)>;
    using scalar = typename network::scalar;
    using input_type = typename network::input_type;
    using output_type = typename network::output_type;
    using int8_input = typename network::int8_input;
    using int8_output = typename network::int8_output;

 private:
    template <std::size_t Position> using layer = typename network::template layer_type<Position>;
    template <std::size_t Position>
    using row_of = std::array<std::int8_t, network::original::given_by(Position).size()>;

    static constexpr auto read = detail::find_values_read(int8::connected_integers<network>{Net});

    static constexpr std::size_t count_connections() noexcept {
        std::size_t count = 0;
        kernels::unroll_constants<network::layer_count>([&](auto at_) noexcept {
            if constexpr (detail::is_linear<layer<at_()>>)
                kernels::unroll_constants<network::original::shape_of(at_()).outputs>([&](auto output_) noexcept {
                    if constexpr (read[at_() + 1][output_()])
                        count += int8::connected_output<Net, at_(), output_()>::terms;
                });
        });
        return count;
    }

    template <class Stage, class Row> [[gnu::always_inline]] static constexpr auto apply(const Row& x) noexcept {
        constexpr std::size_t at = Stage::index;
        if constexpr (Stage::is_kept) {
            return x;
        } else {
            row_of<at> y{};
            constexpr const auto& stage = Net.template layer<at>();
            if constexpr (detail::is_linear<layer<at>>) {
                kernels::unroll_constants<y.size()>([&](auto output_) CONSTPROP_INLINED {
                    if constexpr (read[at + 1][output_()])
                        y[output_()] = int8::connected_output<Net, at, output_()>::value(x.data());
                });
            } else if constexpr (requires { stage.values[0]; }) {
                for (std::size_t k = 0; k < y.size(); ++k)
                    if (read[at + 1][k]) y[k] = stage.values[int8::table_index(x[k])];
            } else {
                alignas(kernels::int8::scratch_alignment) std::int8_t scratch[Stage::scratch_bytes + 1]{};
                if constexpr (Stage::takes_pass || Stage::holds_layers)
                    stage.forward(x.data(), y.data(), scratch, int8::pass{int8::unseen{}, nullptr});
                else stage.forward(x.data(), y.data(), scratch);
            }
            return y;
        }
    }

 public:
    /// The number of weights of linear layers that are not 0 and lie on a path to an output.
    static constexpr std::size_t connections = count_connections();

    /// The output for one input, in integers or in scalars.
    template <class Input> [[nodiscard, gnu::always_inline]] constexpr auto operator()(const Input& x) const noexcept {
        if constexpr (network::has_state) {
            return detail::reject_without_state<network>(), int8_output{};
        } else if constexpr (std::is_same_v<Input, int8_input>) {
            using stages = std::remove_cvref_t<decltype(Net.all_stages())>;
            return detail::fold_left<stages>(x, [](const auto& x_, auto type_) CONSTPROP_INLINED {
                return apply<typename decltype(type_)::type>(x_);
            });
        } else if constexpr (detail::is_input_for<network, Input>) {
            return Net.dequantize_output((*this)(Net.quantize_input(x)));
        } else {
            return detail::reject_int8_input<network, Input>(), int8_output{};
        }
    }
    template <std::size_t Size> [[nodiscard]] constexpr output_type operator()(const scalar (&x)[Size]) const noexcept {
        if constexpr (Size == network::input_size) return (*this)(detail::as_array(x));
        else return detail::reject_int8_input<network, scalar[Size]>(), output_type{};
    }
};

namespace int8 {
template <class Network> inline constexpr bool is_mixed = false;
template <class... Networks> inline constexpr bool is_mixed<mixed_network<Networks...>> = true;

/// A part of a mixed network as a constant of its own: no argument of a template refers to a part of a variable.
template <const auto& Net, std::size_t Part> inline constexpr auto constant_part = Net.template part<Part>();
}  // namespace int8

/// The same for a mixed network: each of its parts is a constant network.
template <const auto& Net>
requires int8::is_mixed<std::remove_cvref_t<decltype(Net)>>
class constant_network<Net> {
 public:
    using network = std::remove_cvref_t<decltype(Net)>;
    using scalar = typename network::scalar;
    using input_type = typename network::input_type;
    using output_type = typename network::output_type;

    /// The sum of those of all parts.
    static constexpr std::size_t connections = []<std::size_t... Part>(std::index_sequence<Part...>) noexcept {
        return (constant_network<int8::constant_part<Net, Part>>::connections + ...);
    }(std::make_index_sequence<network::part_count>{});

    /// The output for one input.
    template <class Input> [[nodiscard, gnu::always_inline]] constexpr auto operator()(const Input& x) const noexcept {
        if constexpr (network::runs_over_time) {
            return detail::reject_without_state<network>(), output_type{};
        } else if constexpr (detail::is_input_for<network, Input>) {
            return Net.fold(detail::as_array(x), [](const auto& /*part*/, const auto& x_, auto at_) CONSTPROP_INLINED {
                return constant_network<int8::constant_part<Net, at_()>>{}(x_);
            });
        } else {
            return detail::reject_input<network, Input>(), output_type{};
        }
    }
    template <std::size_t Size> [[nodiscard]] constexpr output_type operator()(const scalar (&x)[Size]) const noexcept {
        if constexpr (Size == network::input_size) return (*this)(detail::as_array(x));
        else return detail::reject_input<network, scalar[Size]>(), output_type{};
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INT8_CONSTANT_NETWORK_HPP
