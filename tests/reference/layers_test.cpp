#include "layers.hpp"

#include <array>
#include <cstddef>
#include <iterator>

#include "agreement.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::layers;

using agreement::of_sums;

constexpr std::size_t rows = std::size(expected::rows), columns = std::size(expected::rows[0]);

template <class T, class Layer> constexpr auto values() noexcept {
    return cp::basic_network<T, agreement::given<columns>, Layer>{}(agreement::as<T>(expected::rows));
}
template <class T, class Layer> constexpr auto gradients() noexcept {
    return cp::differentiate_input(cp::basic_network<T, agreement::given<columns>, Layer>{},
                                   agreement::upstream<rows>{}, agreement::as<T>(expected::rows),
                                   agreement::as<T>(expected::rows_upstream))
        .gradient;
}

template <class T, class Layer>
void check_rows(const double (&value)[rows][columns], const double (&gradient)[rows][columns]) {
    const auto y = values<T, Layer>(), dx = gradients<T, Layer>();
    for (std::size_t n = 0; n < rows; ++n) {
        CAPTURE(n);
        if (agreement::left_out(expected::rows[n])) continue;
        CHECK(agreement::difference(y[n], value[n], of_sums<T>) == "");
        CHECK(agreement::difference(dx[n], gradient[n], of_sums<T>) == "");
    }
}

template <class T> using linear = cp::basic_network<T, cp::linear<7, 5>>;

template <class T> constexpr auto linear_of_reference() noexcept {
    return linear<T>::from_parameters(agreement::as<T>(expected::linear_parameters));
}

/// ∂/∂W, ∂/∂b and ∂/∂x.
template <class T> constexpr auto linear_gradients() noexcept {
    constexpr agreement::upstream<std::size(expected::linear_x)> upstream;
    const auto net = linear_of_reference<T>();
    const auto x = agreement::as<T>(expected::linear_x);
    const auto dy = agreement::as<T>(expected::linear_upstream);
    return agreement::joined(cp::differentiate(net, upstream, x, dy).gradient.parameters(),
                             agreement::flat(cp::differentiate_input(net, upstream, x, dy).gradient));
}

template <class T> void check_linear() {
    const auto y = linear_of_reference<T>()(agreement::as<T>(expected::linear_x));
    for (std::size_t n = 0; n < y.size(); ++n) {
        CAPTURE(n);
        CHECK(agreement::difference(y[n], expected::linear[n], of_sums<T>) == "");
    }
    CHECK(agreement::difference(linear_gradients<T>(), expected::linear_backward, of_sums<T>) == "");
}

}  // namespace

TEST_CASE("PyTorch: softmax") {
    check_rows<double, cp::softmax>(expected::softmax, expected::softmax_backward);
    check_rows<float, cp::softmax>(expected::softmax, expected::softmax_backward);
}

TEST_CASE("PyTorch: log_softmax") {
    check_rows<double, cp::log_softmax>(expected::log_softmax, expected::log_softmax_backward);
    check_rows<float, cp::log_softmax>(expected::log_softmax, expected::log_softmax_backward);
}

TEST_CASE("PyTorch: linear") {
    check_linear<double>();
    check_linear<float>();
}

// Constant expressions compute the same.
constexpr bool softmax_is_constant = [] {
    constexpr std::size_t n = 2;
    const cp::basic_network<double, agreement::given<columns>, cp::softmax> net;
    const auto x = agreement::as<double>(expected::rows[n]), dy = agreement::as<double>(expected::rows_upstream[n]);
    return agreement::close(net(x), expected::softmax[n], of_sums<double>) &&
           agreement::close(cp::differentiate_input(net, agreement::upstream<>{}, x, dy).gradient,
                            expected::softmax_backward[n], of_sums<double>);
}();
static_assert(softmax_is_constant);
static_assert(agreement::close(linear_gradients<double>(), expected::linear_backward, of_sums<double>));
