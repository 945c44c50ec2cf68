#include <constprop/layers/over_time.hpp>

#include <array>
#include <cstddef>
#include <ratio>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;
template <class... Layers> using in_double = cp::basic_network<double, Layers...>;

constexpr std::size_t steps = 4;
using cell = cp::lstm<2, 3>;
using over_signal = cp::network<cp::signal<steps, 2>, cp::over_time<cell>>;
using stream = cp::network<cell>;
static_assert(over_signal::given_by(0) == cp::signal<steps, 3>::input_extent);
static_assert(cp::network<cp::image<1, 5, 2>, cp::over_time<cell>>::given_by(0) == cp::image<1, 5, 3>::input_extent);
static_assert(over_signal::parameter_count == stream::parameter_count && !over_signal::has_state);
static_assert(cp::footprint<over_signal>::multiply_accumulates == steps * cp::footprint<stream>::multiply_accumulates);

// What the layer gives for a sequence, step by step.
constexpr over_signal::input_type signal{0.5F, -1, 0.25F, 2, -0.75F, 0, 1, 1};
constexpr bool gives_what_a_sequence_does() {
    const auto trained = cp::initialized<stream>(cp::torch_default{.seed = 3});
    const auto y = over_signal::from_parameters(trained.parameters())(signal);
    cp::sequence<stream::input_type, steps> x{};
    for (std::size_t k = 0; k < signal.size(); ++k) x[k / 2][k % 2] = signal[k];
    const auto expected = trained(x);
    bool same = true;
    for (std::size_t k = 0; k < y.size(); ++k) same = same && y[k] == expected[k / 3][k % 3];
    return same;
}
static_assert(gives_what_a_sequence_does());

// A layer without a state: the same at every position.
using each = cp::network<cp::signal<3>, cp::over_time<cp::linear<1, 2>>, cp::over_time<cp::relu>>;
static_assert(each::from_parameters({1, -1, 0.5F, 0})({1, -2, 3}) == each::output_type{1.5F, 0, 0, 2, 3.5F, 0});

using flattened = in_double<cp::signal<3, 2>, cp::over_time<cp::gru<2, 2>>, cp::flatten, cp::linear<6, 1>>;
using drawing = in_double<cp::signal<3, 2>, cp::over_time<cp::linear<2, 4>>,
                          cp::over_time<cp::sequential<cp::dropout<std::ratio<1, 2>>, cp::tanh, cp::rnn<4, 2>>>>;
static_assert(cp::gradient_error<flattened, 2>(cp::mse{}, 1) < 1e-8);

// A layer that needs all steps at once gets all positions.
using backwards = cp::network<cp::signal<3>, cp::over_time<cp::sequential<cp::linear<1, 1>, cp::reverse_sequence>>>;
static_assert(backwards::from_parameters({2, 1})({1, 2, 3}) == backwards::output_type{7, 5, 3});
static_assert(!backwards::runs_over_time);
using both_ways =
    in_double<cp::signal<3, 2>, cp::over_time<cp::bidirectional<cp::gru<2, 2>>>, cp::flatten, cp::linear<12, 1>>;

// What the layer gives at the last position.
using last = cp::network<cp::signal<steps, 2>, cp::over_time<cell, cp::last_step>>;
static_assert(last::given_by(0) == cp::vector<3>::input_extent);
constexpr bool gives_the_last_step() {
    const auto trained = cp::initialized<last>(cp::torch_default{.seed = 3});
    const auto y = trained(signal), traced = trained.trace(signal).output();
    const auto all = over_signal::from_parameters(trained.parameters())(signal);
    return y == last::output_type{all[9], all[10], all[11]} && traced == y;
}
static_assert(gives_the_last_step());
using last_of_gru = in_double<cp::signal<3, 2>, cp::over_time<cp::gru<2, 2>, cp::last_step>, cp::linear<2, 1>>;
using last_of_each =
    in_double<cp::signal<3, 2>, cp::over_time<cp::linear<2, 2>>, cp::over_time<cp::tanh, cp::last_step>>;
static_assert(cp::gradient_error<last_of_gru, 2>(cp::mse{}, 1) < 1e-8);

/// Each sample, each position and each step of training has its own random bits, and a slice of a batch begins anywhere.
constexpr bool draws_for_each_sample() {
    const cp::random_bits bits{cp::pass{.seed = 1, .step = 2}};
    return bits.of_sample(5)(1, 0) == bits.from_sample(3).of_sample(2)(1, 0) &&
           bits.of_sample(5)(1, 0) != bits.of_sample(6)(1, 0) && bits.of_sample(5)(1, 0) != bits.of_sample(5)(2, 0);
}
static_assert(draws_for_each_sample());

}  // namespace

TEST_CASE("over_time gives what a sequence does, and has the gradient of its loss") {
    CHECK(gives_what_a_sequence_does());
    CHECK(cp::gradient_error<flattened>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<flattened, 3>(cp::mse{}, 2) < 1e-8);
    CHECK(gives_the_last_step());
    CHECK(cp::gradient_error<last_of_gru, 2>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<last_of_each, 2>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<drawing, 2>(cp::mse{}, 3) < 1e-7);
    CHECK(cp::gradient_error<both_ways, 2>(cp::mse{}, 4) < 1e-8);
}
