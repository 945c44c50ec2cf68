#include <constprop/deploy/constant_network.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

template <class Input> constexpr Input some_input(std::size_t seed) {
    Input x{};
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = static_cast<typename Input::value_type>(static_cast<int>((i * 7 + seed * 5) % 11) - 5) / 4;
    return x;
}

/// The answers of a network and of the same as constants.
template <const auto& Net> constexpr bool agrees() {
    using model = std::remove_cvref_t<decltype(Net)>;
    for (std::size_t seed = 0; seed < 3; ++seed) {
        const auto x = some_input<typename model::input_type>(seed);
        if (!agree::all_within(cp::constant_network<Net>{}(x), Net(x), 1e-14)) return false;
    }
    return true;
}

template <class... Layers> using in_double = cp::basic_network<double, Layers...>;
template <class Model> constexpr Model sparse(double fraction) {
    return cp::prune(cp::initialized<Model>(cp::xavier_uniform{.seed = 5}), cp::smallest{.fraction = fraction});
}

// Rows of outputs and rows of inputs, one layer and several, functions of one value and of all.
constexpr auto sums = sparse<in_double<cp::linear<19, 5>, cp::relu, cp::linear<5, 17>, cp::sigmoid>>(0.5);
constexpr auto wide = sparse<in_double<cp::linear<3, 70>, cp::tanh, cp::softmax, cp::linear<70, 2>, cp::identity>>(0.8);
constexpr auto full = sparse<in_double<cp::linear<150, 2>>>(0);
constexpr auto none = sparse<in_double<cp::linear<6, 4>, cp::gelu, cp::linear<4, 3>, cp::log_softmax>>(1);
constexpr auto told = sparse<in_double<cp::unrolled<cp::linear<5, 6>, 0>, cp::relu, cp::linear<6, 1>>>(0.3);
constexpr bool all_agree() {
    return agrees<sums>() && agrees<wide>() && agrees<full>() && agrees<none>() && agrees<told>();
}

/// Hidden unit 0 is read by output 0 alone, unit 1 by nothing, unit 2 by both outputs and reads nothing, unit 3 passes
/// input 1 on.
using small = cp::network<cp::linear<2, 4>, cp::identity, cp::linear<4, 2>>;
constexpr small net = small::from_parameters({2, 0, 3, 4, 0, 0, 0,  1, 0, 0, 5, 0,  //
                                              6, 0, 1, 0, 0, 0, -1, 1, 0, 7});
using constant = cp::constant_network<net>;
static_assert(constant::connections == 6 && constant::hidden_units == 3);
static_assert(std::is_empty_v<constant>);

/// A weight of 0 is no connection: what is not a number, or infinite, does not pass where there is none. Not a constant
/// expression, because those have no arithmetic with NaN.
bool not_connected() {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    const auto y = constant{}({infinity, nan}), z = constant{}({nan, 2});
    return y[0] == infinity && y[1] != y[1] && z[0] != z[0] && z[1] == 4;
}

/// Inputs as a network takes them.
constexpr bool inputs() {
    const constant f;
    const float array[2] = {1, 2};
    const auto list = f({1, 2});
    const auto batch = f(std::array<small::input_type, 3>{{{1, 2}, {3, 4}, {-1, 0}}});
    return list == std::array{17.0F, 4.0F} && f(array) == list && batch[0] == list && batch[2] == net({-1, 0}) &&
           batch[1] == net({3, 4});
}

/// Hidden are the units that another linear layer reads, whatever else follows.
constexpr auto flat = sparse<cp::network<cp::linear<2, 4>, cp::softmax>>(0);
constexpr auto deep = sparse<cp::network<cp::linear<2, 8>, cp::tanh, cp::linear<8, 1>, cp::sigmoid>>(0);
static_assert(cp::constant_network<flat>::hidden_units == 0 && cp::constant_network<deep>::hidden_units == 8);

/// More outputs than clang folds expressions.
constexpr auto broad = sparse<in_double<cp::linear<2, 300>, cp::relu, cp::linear<300, 1>>>(0.2);

/// Numbers with 16 bits behind the point, which nothing converts to.
struct fixed {
    std::int64_t bits = 0;

    constexpr fixed() = default;
    constexpr explicit fixed(double value) : bits(static_cast<std::int64_t>(value * 65536)) {}
    friend constexpr fixed operator+(fixed a, fixed b) { return from(a.bits + b.bits); }
    friend constexpr fixed operator-(fixed a) { return from(-a.bits); }
    friend constexpr fixed operator*(fixed a, fixed b) { return from(a.bits * b.bits / 65536); }
    constexpr fixed& operator+=(fixed b) { return *this = *this + b; }
    friend constexpr auto operator<=>(fixed, fixed) = default;

    static constexpr fixed from(std::int64_t bits) {
        fixed result;
        result.bits = bits;
        return result;
    }
};
using in_fixed = cp::basic_network<fixed, cp::linear<3, 4>, cp::relu, cp::linear<4, 2>>;
constexpr in_fixed fixed_net = [] {
    in_fixed::parameter_type values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = fixed(static_cast<double>(k * 7 % 11) / 4 - 1);
    return cp::prune(in_fixed::from_parameters(values), cp::below{.magnitude = 0.4});
}();
constexpr bool any_scalar() {
    const in_fixed::input_type x{fixed(0.5), fixed(-1.25), fixed(2)};
    return cp::constant_network<fixed_net>{}(x) == fixed_net(x) && cp::count_nonzero_weights(fixed_net) < 20;
}

}  // namespace

static_assert(agrees<broad>());
static_assert(any_scalar());
static_assert(cp::classify(cp::constant_network<deep>{}, {1, 2}) == cp::classify(deep, {1, 2}));
static_assert(all_agree());
static_assert(inputs());

TEST_CASE("a constant network answers as the network does") {
    CHECK(all_agree());
    CHECK(agrees<broad>());
    CHECK(any_scalar());
    CHECK(not_connected());
    CHECK(inputs());
}

TEST_CASE("a constant network with a state runs over sequences") {
    using model = cp::network<cp::gru<1, 3>, cp::linear<3, 1>>;
    static constexpr model net = cp::initialized<model>(cp::torch_default{.seed = 1});
    constexpr cp::sequence<model::input_type, 4> x{{{{0.5F}, {-1}, {0.25F}, {2}}}};
    const auto y = cp::constant_network<net>{}(x), expected = net(x);
    for (std::size_t t = 0; t < 4; ++t) CHECK(y[t][0] == Approx(expected[t][0]).margin(1e-6));

    const float step[1] = {0.5F};
    model::state_type state{};
    CHECK(net.trace(step, state).output() == expected[0]);
}
