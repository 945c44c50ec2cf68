#ifndef CONSTPROP_TESTS_REFERENCE_LAYER_CASE_HPP
#define CONSTPROP_TESTS_REFERENCE_LAYER_CASE_HPP

#include <array>
#include <cstddef>
#include <string_view>

#include "agreement.hpp"

namespace reference {

/// Three inputs of a layer and what PyTorch makes of them, row after row: outputs, and the gradients of Σ y dy.
template <std::size_t Parameters, std::size_t Inputs, std::size_t Outputs> struct layer_case {
    std::array<double, Parameters> parameters{};
    std::array<double, 3 * Inputs> x{};
    std::array<double, 3 * Outputs> y{};
    std::array<double, 3 * Outputs> dy{};
    std::array<double, Parameters> dp{};
    std::array<double, 3 * Inputs> dx{};
};

/// Values as rows of T.
template <class T, std::size_t Size> constexpr auto rows_of(const std::array<double, 3 * Size>& values) noexcept {
    std::array<std::array<T, Size>, 3> rows{};
    for (std::size_t k = 0; k < 3 * Size; ++k) rows[k / Size][k % Size] = static_cast<T>(values[k]);
    return rows;
}

/// The first of these that is not close to what is due, or their number.
template <class T, std::size_t Size>
constexpr std::size_t first_apart(const std::array<T, Size>& got, const std::array<double, Size>& due) noexcept {
    std::size_t k = 0;
    while (k < Size && agreement::close(static_cast<double>(got[k]), due[k], agreement::of_sums<T>)) ++k;
    return k;
}

/// What of a layer in a network of T is not PyTorch's; an empty text where nothing is.
template <class T, class Extent, class Layer, std::size_t Parameters, std::size_t Inputs, std::size_t Outputs>
constexpr const char* apart_in(const layer_case<Parameters, Inputs, Outputs>& of) noexcept {
    namespace cp = constprop;
    using network = cp::basic_network<T, Extent, Layer>;
    static_assert(network::parameter_count == Parameters && network::input_size == Inputs &&
                  network::output_size == Outputs);
    std::array<T, Parameters> parameters{};
    for (std::size_t k = 0; k < Parameters; ++k) parameters[k] = static_cast<T>(of.parameters[k]);
    const network net = network::from_parameters(parameters);
    const auto x = rows_of<T, Inputs>(of.x);
    const auto dy = rows_of<T, Outputs>(of.dy);
    constexpr agreement::upstream<3> upstream;
    if (net.parameters() != parameters) return "the order of parameters";
    if (first_apart(agreement::flat(net(x)), of.y) != of.y.size()) return "y";
    for (std::size_t n = 0; n < 3; ++n)
        for (std::size_t k = 0; k < Outputs; ++k)
            if (!agreement::close(static_cast<double>(net(x[n])[k]), of.y[n * Outputs + k], agreement::of_sums<T>))
                return "y of a single sample";
    if (first_apart(cp::differentiate(net, upstream, x, dy).gradient.parameters(), of.dp) != Parameters)
        return "the gradient of the parameters";
    if (first_apart(agreement::flat(cp::differentiate_input(net, upstream, x, dy).gradient), of.dx) != of.dx.size())
        return "the gradient of the input";
    return "";
}

/// The same, in double and in float.
template <class Extent, class Layer, std::size_t Parameters, std::size_t Inputs, std::size_t Outputs>
constexpr std::string_view apart(const layer_case<Parameters, Inputs, Outputs>& of) noexcept {
    const std::string_view in_double = apart_in<double, Extent, Layer>(of);
    return in_double.empty() ? apart_in<float, Extent, Layer>(of) : in_double;
}

}  // namespace reference

#endif  // CONSTPROP_TESTS_REFERENCE_LAYER_CASE_HPP
