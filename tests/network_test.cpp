#include <constprop/network.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 2>>;

constexpr std::array<float, 17> values{1, 2, 3, 4, 5, 6, 0.5F, -0.5F, -40, 1, -1, 2, 0.25F, 3, -2, 10, 20};
constexpr model net = model::from_parameters(values);

constexpr bool every_form_of_input() {
    const model::output_type expected{-0.5F, 65.25F};  // hidden [5.5 10.5 0]; its third unit is off: 5·1 + 6·2 − 40 < 0
    constexpr float c_array[2]{1, 2};
    const std::array<model::input_type, 3> batch{{{1, 2}, {0, 0}, {1, 2}}};
    const auto outputs = net(batch);
    const auto from_braces = net({1, 2});
    const bool single = from_braces == model::output_type{10 + 5.5F - 10.5F, 20 + 0.25F * 5.5F + 3 * 10.5F};
    return expected != from_braces && single && net(model::input_type{1, 2}) == from_braces &&
           net(c_array) == from_braces && outputs[0] == from_braces && outputs[1] == net({0, 0}) &&
           outputs[2] == from_braces;
}

constexpr bool parameters_come_back() {
    model changed = net;
    changed.layer<2>().weight(1, 2) = 9;
    changed.layer<0>().bias(0) = 8;
    auto expected = values;
    expected[14] = 9;
    expected[6] = 8;
    return net.parameters() == values && changed.parameters() == expected && !(changed == net) &&
           model::from_parameters(changed.parameters()) == changed;
}

constexpr bool layers_by_position() {
    return net.layer<0>().weight(0, 1) == 2 && net.layer<0>().weight(2, 0) == 5 && net.layer<0>().bias(1) == -0.5F &&
           net.layer<2>().weight(1, 0) == 0.25F && net.layer<2>().parameter(6) == 10;
}

constexpr bool trace_holds_all() {
    const auto trace = net.trace({1, -1});
    return trace.output<0>() == std::array{-0.5F, -1.5F, -41.0F} && trace.output<1>() == std::array{0.0F, 0.0F, 0.0F} &&
           trace.output<2>() == std::array{10.0F, 20.0F} && trace.output() == net({1, -1});
}

constexpr bool zero_at_first() {
    return model{}.parameters() == std::array<float, 17>{} && model{}({3, 4}) == model::output_type{};
}

/// Activations in a row, at the end of a chain and alone behind a linear layer share one buffer; the values are the
/// trace's.
template <class... Layers> constexpr bool folds_agree() {
    using chain = cp::network<Layers...>;
    const chain random = cp::initialized<chain>(cp::torch_default{.seed = 7});
    const typename chain::input_type x{0.5F, -1.5F};
    return random(x) == random.trace(x).output();
}

constexpr bool all_folds_agree() {
    using cp::linear;
    return folds_agree<linear<2, 5>>() && folds_agree<linear<2, 5>, cp::relu, cp::tanh, cp::sigmoid>() &&
           folds_agree<linear<2, 3>, linear<3, 4>, cp::softmax, linear<4, 1>>() &&
           folds_agree<linear<2, 3>, cp::log_softmax, cp::gelu, linear<3, 4>, cp::elu, linear<4, 4>, cp::silu,
                       linear<4, 2>, cp::identity>();
}

/// Notes where its last output lies.
struct whereabouts {
    static inline const void* last = nullptr;

    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs, .weights = 0, .biases = 0};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = x[k];
        if (!std::is_constant_evaluated()) last = y;
    }
};
using noting = cp::network<cp::linear<2, 40>, whereabouts>;

}  // namespace

static_assert(model::input_size == 2 && model::output_size == 2 && model::layer_count == 3 &&
              model::parameter_count == 17);
static_assert(std::is_same_v<model::input_type, std::array<float, 2>> && std::is_same_v<model::scalar, float>);
static_assert(std::is_same_v<cp::with_scalar<double, model>,
                             cp::basic_network<double, cp::linear<2, 3>, cp::relu, cp::linear<3, 2>>>);
static_assert(sizeof(model) == 17 * sizeof(float) && std::is_trivially_copyable_v<model>);
static_assert(noexcept(net({1, 2})) &&
              noexcept(std::declval<const model&>()(std::declval<const std::array<model::input_type, 4>&>())));

static_assert(every_form_of_input());
static_assert(parameters_come_back());
static_assert(layers_by_position());
static_assert(trace_holds_all());
static_assert(zero_at_first());
static_assert(all_folds_agree());

TEST_CASE("a network is a value that maps inputs to outputs") {
    CHECK(every_form_of_input());
    CHECK(parameters_come_back());
    CHECK(layers_by_position());
    CHECK(trace_holds_all());
    CHECK(zero_at_first());
    CHECK(all_folds_agree());
}

TEST_CASE("outputs and traces are computed where the caller wants them, not copied") {
    const noting noted{};
    const auto one = noted({1, 2});
    CHECK(whereabouts::last == &one);
    const auto batch = noted(std::array<noting::input_type, 5>{});
    CHECK(whereabouts::last == &batch[4]);
    const auto trace = noted.trace({1, 2});
    CHECK(whereabouts::last == &trace.output<1>());
}
