#include "activations.hpp"

#include <cstddef>
#include <iterator>
#include <limits>
#include <ratio>

#include "agreement.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::activations;

using agreement::of_sums, agreement::of_values, agreement::tolerance;

constexpr std::size_t points = std::size(expected::z);
using row = const double[points];

template <class T, class Activation> constexpr auto values() noexcept {
    return cp::basic_network<T, agreement::given<points>, Activation>{}(agreement::as<T>(expected::z));
}
template <class T, class Activation> constexpr auto gradients(row& upstream) noexcept {
    return cp::differentiate_input(cp::basic_network<T, agreement::given<points>, Activation>{},
                                   agreement::upstream<>{}, agreement::as<T>(expected::z), agreement::as<T>(upstream))
        .gradient;
}

/// How an activation's formulas fare where the result is small.
enum class formulas { exact, slope_cancels, value_cancels };

template <class T, class Activation> void check_in(row& value, row& gradient, formulas are) {
    const tolerance of_value = are == formulas::value_cancels ? of_sums<T> : of_values<T>;
    const tolerance of_slope = are == formulas::exact ? of_values<T> : of_sums<T>;
    CHECK(agreement::difference(values<T, Activation>(), value, of_value, expected::z) == "");
    CHECK(agreement::difference(gradients<T, Activation>(expected::upstream), gradient, of_slope, expected::z) == "");
}

template <class Activation> void check(const char* name, row& value, row& gradient, formulas are = formulas::exact) {
    CAPTURE(name);
    check_in<double, Activation>(value, gradient, are);
    check_in<float, Activation>(value, gradient, are);
}

template <class Activation> void check_infinite(const char* name, row& gradient) {
    if (agreement::finite_only) return;
    CAPTURE(name);
    double upstream[points];
    for (double& value : upstream) value = std::numeric_limits<double>::infinity();
    CHECK(agreement::difference(gradients<double, Activation>(upstream), gradient, of_values<double>) == "");
    CHECK(agreement::difference(gradients<float, Activation>(upstream), gradient, of_values<float>) == "");
}

// Constant expressions compute the same. They may not compute NaN: the last three points, ±∞ and NaN, stay out.
template <class T, class Activation> constexpr bool is_constant(row& value, row& gradient) noexcept {
    for (std::size_t k = 0; k + 3 < points; ++k) {
        const T z = static_cast<T>(expected::z[k]), a = Activation::value(z);
        const T dz = Activation::slope(z, a) * static_cast<T>(expected::upstream[k]);
        if (!agreement::close(static_cast<double>(a), value[k], of_values<T>)) return false;
        if (!agreement::close(static_cast<double>(dz), gradient[k], of_sums<T>)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("PyTorch: activations and their gradients") {
    check<cp::identity>("identity", expected::identity, expected::identity_backward);
    check<cp::relu>("relu", expected::relu, expected::relu_backward);
    check<cp::leaky_relu<>>("leaky_relu", expected::leaky_relu, expected::leaky_relu_backward);
    check<cp::leaky_relu<std::ratio<1, 5>>>("leaky_relu, 1/5", expected::leaky_relu_fifth,
                                            expected::leaky_relu_fifth_backward);
    check<cp::elu>("elu", expected::elu, expected::elu_backward, formulas::slope_cancels);
    check<cp::elu_with<std::ratio<1, 2>>>("elu, 1/2", expected::elu_half, expected::elu_half_backward,
                                          formulas::slope_cancels);
    check<cp::sigmoid>("sigmoid", expected::sigmoid, expected::sigmoid_backward, formulas::slope_cancels);
    check<cp::tanh>("tanh", expected::tanh, expected::tanh_backward, formulas::slope_cancels);
    check<cp::softplus>("softplus", expected::softplus, expected::softplus_backward);
    check<cp::silu>("silu", expected::silu, expected::silu_backward);
    check<cp::gelu>("gelu", expected::gelu, expected::gelu_backward);
    check<cp::gelu_tanh>("gelu_tanh", expected::gelu_tanh, expected::gelu_tanh_backward, formulas::value_cancels);
    check<cp::hard_sigmoid>("hard_sigmoid", expected::hard_sigmoid, expected::hard_sigmoid_backward);
    check<cp::hard_swish>("hard_swish", expected::hard_swish, expected::hard_swish_backward);
    check<cp::relu6>("relu6", expected::relu6, expected::relu6_backward);
    check<cp::clip<std::ratio<-1>, std::ratio<1, 2>>>("clip", expected::clip, expected::clip_backward);
    check<cp::selu>("selu", expected::selu, expected::selu_backward, formulas::slope_cancels);
    check<cp::softsign>("softsign", expected::softsign, expected::softsign_backward);
}

TEST_CASE("PyTorch: activations that select let no infinite gradient through where they are flat") {
    check_infinite<cp::identity>("identity", expected::identity_backward_infinite);
    check_infinite<cp::relu>("relu", expected::relu_backward_infinite);
    check_infinite<cp::leaky_relu<>>("leaky_relu", expected::leaky_relu_backward_infinite);
    check_infinite<cp::leaky_relu<std::ratio<1, 5>>>("leaky_relu, 1/5", expected::leaky_relu_fifth_backward_infinite);
    check_infinite<cp::hard_sigmoid>("hard_sigmoid", expected::hard_sigmoid_backward_infinite);
    check_infinite<cp::hard_swish>("hard_swish", expected::hard_swish_backward_infinite);
    check_infinite<cp::relu6>("relu6", expected::relu6_backward_infinite);
    check_infinite<cp::clip<std::ratio<-1>, std::ratio<1, 2>>>("clip", expected::clip_backward_infinite);
}

static_assert(is_constant<double, cp::tanh>(expected::tanh, expected::tanh_backward));
static_assert(is_constant<double, cp::sigmoid>(expected::sigmoid, expected::sigmoid_backward));
static_assert(is_constant<double, cp::gelu>(expected::gelu, expected::gelu_backward));
static_assert(is_constant<float, cp::softplus>(expected::softplus, expected::softplus_backward));
