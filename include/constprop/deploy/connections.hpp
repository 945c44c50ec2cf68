#ifndef CONSTPROP_DEPLOY_CONNECTIONS_HPP
#define CONSTPROP_DEPLOY_CONNECTIONS_HPP

#include <constprop/activations/activation.hpp>
#include <constprop/concept/inherited.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/network.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// The connections of a network whose weights are constants: a weight of 0 is no connection.
namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Network> constexpr std::size_t widest_layer() noexcept {
    std::size_t widest = Network::input_size;
    for (std::size_t k = 0; k < Network::layer_count; ++k)
        if (Network::shape_of(k).outputs > widest) widest = Network::shape_of(k).outputs;
    return widest;
}

/// For each layer, and behind the last, the inputs that are read. Most layers read all; a linear layer those with a
/// connection to an output that is read; an activation those whose outputs are read.
template <class Network>
using values_read = std::array<std::array<bool, widest_layer<Network>()>, Network::layer_count + 1>;

template <std::size_t Position, class Network>
constexpr void find_values_read(const Network& net, values_read<Network>& read) noexcept {
    using layer = typename Network::template layer_type<Position>;
    constexpr layer_shape shape = Network::shape_of(Position);
    for (std::size_t i = 0; i < shape.inputs; ++i) {
        if constexpr (is_elementwise<layer>) {
            read[Position][i] = read[Position + 1][i];
        } else if constexpr (is_linear<layer>) {
            for (std::size_t o = 0; o < shape.outputs; ++o)
                if (read[Position + 1][o] && net.template layer<Position>().weight(o, i) != typename Network::scalar(0))
                    read[Position][i] = true;
        } else {
            read[Position][i] = true;
        }
    }
    if constexpr (Position > 0) find_values_read<Position - 1>(net, read);
}
template <class Network> constexpr values_read<Network> find_values_read(const Network& net) noexcept {
    values_read<Network> read{};
    for (std::size_t o = 0; o < Network::output_size; ++o) read[Network::layer_count][o] = true;
    if constexpr (Network::layer_count > 0) find_values_read<Network::layer_count - 1>(net, read);
    return read;
}

/// The inputs of one output, in the order in which the kernels add their products: one partial sum after the other.
template <std::size_t Inputs, std::size_t Parts> struct connected_inputs {
    std::array<std::size_t, Inputs> input{};
    std::array<std::size_t, Parts + 1> begin{};
};
template <class T, class Kernel, std::size_t Inputs, class Stage>
constexpr auto find_connected_inputs(const Stage& stage, std::size_t output) noexcept {
    constexpr std::size_t parts = Kernel::template partial_sums_of_one<T>;
    connected_inputs<Inputs, parts> found;
    std::size_t count = 0;
    for (std::size_t p = 0; p < parts; ++p) {
        for (std::size_t i = 0; i < Inputs; ++i)
            if (Kernel::template partial_sum_with<T>(i) == p && stage.weight(output, i) != T(0))
                found.input[count++] = i;
        found.begin[p + 1] = count;
    }
    return found;
}

/// A sum of no terms. To add it costs nothing.
struct no_terms {};
constexpr no_terms sum_of(no_terms, no_terms) noexcept { return {}; }
template <class T> constexpr T sum_of(no_terms, T b) noexcept { return b; }
template <class T> constexpr T sum_of(T a, no_terms) noexcept { return a; }
template <class T> [[gnu::always_inline]] constexpr T sum_of(T a, T b) noexcept { return a + b; }

/// One output of a linear layer as a sum over its connections, written out, in the order of `kernels`.
template <const auto& Net, std::size_t Position, std::size_t Output> class connected_sum {
    using network = std::remove_cvref_t<decltype(Net)>;
    using T = typename network::scalar;
    using kernel = typename network::template layer_type<Position>::kernel;

    static constexpr std::size_t inputs = network::shape_of(Position).inputs,
                                 parts = kernel::template partial_sums_of_one<T>;
    static constexpr auto& stage = Net.template layer<Position>();
    static constexpr auto found = find_connected_inputs<T, kernel, inputs>(stage, Output);

    /// Sums of integers are scaled, and the bias is added to that.
    using stage_type = std::remove_cvref_t<decltype(stage)>;
    static constexpr bool scales = kernels::is_scaled<typename stage_type::stored>;

    static constexpr T factor(std::size_t input) noexcept {
        if constexpr (!scales) return stage.weight(Output, input);
        else return stage_type::scaled::factor(stage.data(), stage_type::number_of_weight(Output, input));
    }
    static constexpr T scale() noexcept {
        return stage_type::scaled::scale(stage.data(), stage_type::number_of_weight(Output, 0));
    }

    template <std::size_t Term> [[gnu::always_inline]] static constexpr T term(const T* x) noexcept {
        constexpr std::size_t input = found.input[Term];
        constexpr T weight = factor(input);
        if constexpr (weight == T(1)) return x[input];
        else if constexpr (weight == T(-1)) return -x[input];
        else return weight * x[input];
    }

    /// The initial value of a partial sum: the bias for the first.
    template <std::size_t Part> static constexpr auto start() noexcept {
        if constexpr (Part == 0 && !scales) return bias();
        else return no_terms{};
    }
    static constexpr auto bias() noexcept {
        if constexpr (stage.bias(Output) != T(0)) return T(stage.bias(Output));
        else return no_terms{};
    }

    template <std::size_t Part> [[gnu::always_inline]] static constexpr auto partial_sum(const T* x) noexcept {
        constexpr std::size_t first = found.begin[Part], last = found.begin[Part + 1];
        constexpr auto begin = start<Part>();
        if constexpr (first == last) {
            return begin;
        } else {
            T sum = detail::sum_of(begin, term<first>(x));
            kernels::unroll_constants<last - first - 1, first + 1>(
                [&](auto term_) CONSTPROP_INLINED { sum = sum + term<term_()>(x); });
            return sum;
        }
    }

    /// Combines partial sums in halves until `Left` are left, and returns number `Part` of them.
    template <std::size_t Part, std::size_t Left>
    [[gnu::always_inline]] static constexpr auto combine(const T* x) noexcept {
        if constexpr (Left == parts) return partial_sum<Part>(x);
        else return detail::sum_of(combine<Part, 2 * Left>(x), combine<Part + Left, 2 * Left>(x));
    }

 public:
    static constexpr std::size_t terms = found.begin[parts];

    [[gnu::always_inline]] static constexpr T value(const T* x) noexcept {
        const auto sum = scaled(combine<0, 1>(x));
        if constexpr (std::is_same_v<decltype(sum), const no_terms>) return T(0);
        else return sum;
    }

 private:
    template <class Sum> [[gnu::always_inline]] static constexpr auto scaled(Sum sum) noexcept {
        if constexpr (!scales) return sum;
        else if constexpr (std::is_same_v<Sum, no_terms>) return bias();
        else return detail::sum_of(sum * scale(), bias());
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_CONNECTIONS_HPP
