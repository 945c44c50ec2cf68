#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <type_traits>
#include <vector>

#include "../catch.hpp"

// PyTorch's values are in tests/reference/bidirectional_test.cpp.
namespace {

namespace cp = constprop;
template <class... Layers> using in_double = cp::basic_network<double, Layers...>;

constexpr std::size_t steps = 6;
using one_way = cp::network<cp::lstm<2, 5>>;
using model = cp::network<cp::bidirectional<cp::lstm<2, 5>>>;
using ends = cp::network<cp::bidirectional<cp::lstm<2, 5>, cp::final_states>>;
using input = cp::sequence<model::input_type, steps>;

template <class Sequence> Sequence drawn(std::uint64_t seed) {
    cp::random draw(seed);
    Sequence all{};
    for (auto& row : all.steps)
        for (auto& value : row) value = draw.uniform(1.0F);
    return all;
}
const model& net() {
    static const model made = cp::initialized<model>(cp::torch_default{.seed = 1});
    return made;
}
/// The layer of one direction: the first or the second.
one_way direction(std::size_t k) {
    one_way::parameter_type values{};
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = net().parameters()[k * values.size() + i];
    return one_way::from_parameters(values);
}
input reversed(const input& x) {
    input result{};
    for (std::size_t t = 0; t < steps; ++t) result[t] = x[steps - 1 - t];
    return result;
}

}  // namespace

static_assert(model::parameter_count == 2 * one_way::parameter_count && model::output_size == 10);
static_assert(model::runs_over_time && model::needs_whole_sequence && cp::footprint<model>::state_bytes == 0);
static_assert(cp::footprint<model>::multiply_accumulates == 2 * cp::footprint<one_way>::multiply_accumulates);
static_assert(cp::footprint<model, cp::plain_sgd, 1, 9>::inference_ram > 9 * 10 * sizeof(float));
static_assert(cp::gradient_error<in_double<cp::bidirectional<cp::rnn<1, 2>>>, 1, 3>(cp::mse{}, 1) < 1e-8);

TEST_CASE("a bidirectional layer gives what its layer does from the beginning, and from the end") {
    const input x = drawn<input>(2);
    const auto both = net()(x), at_ends = ends::from_parameters(net().parameters())(x);
    const auto there = direction(0)(x), back = direction(1)(reversed(x));
    for (std::size_t t = 0; t < steps; ++t)
        for (std::size_t k = 0; k < 5; ++k) {
            CHECK(both[t][k] == there[t][k]);
            CHECK(both[t][5 + k] == back[steps - 1 - t][k]);
            CHECK(at_ends[t][k] == there[t][k]);
            CHECK(at_ends[t][5 + k] == back[t][k]);
        }
    CHECK(net()(std::array{x, reversed(x)})[0] == both);
}

TEST_CASE("the gradient goes through time in both directions") {
    CHECK(cp::gradient_error<in_double<cp::bidirectional<cp::gru<2, 3>>, cp::linear<6, 2>>, 2, 5>(cp::mse{}, 1) < 1e-8);
    CHECK(cp::gradient_error<in_double<cp::bidirectional<cp::gru<2, 3, cp::reset_before>, cp::final_states>>, 2, 4>(
              cp::mse{}, 1) < 1e-8);
    // Two of them, between layers with a state, and a dropout, whose bits are those of its steps.
    using deep = in_double<cp::gru<2, 3>, cp::bidirectional<cp::lstm<3, 2>>, cp::dropout<std::ratio<1, 2>>,
                           cp::bidirectional<cp::rnn<4, 2>>, cp::lstm<4, 1>>;
    CHECK(cp::gradient_error<deep, 2, 4>(cp::mse{}, 1) < 1e-8);
    // Chains in both directions, inside of branches.
    using nested =
        in_double<cp::linear<2, 4>, cp::residual<cp::bidirectional<cp::sequential<cp::gru<4, 2>, cp::tanh>>>>;
    CHECK(cp::gradient_error<nested, 1, 4>(cp::mse{}, 1) < 1e-8);
}

TEST_CASE("the reverse direction begins at the end of a sequence, and not of what it is padded to") {
    using small = cp::network<cp::bidirectional<cp::gru<2, 3>>, cp::linear<6, 2>>;
    using padded = cp::padded_sequence<small::input_type, steps>;
    using targets = cp::padded_sequence<small::output_type, steps>;
    static const small start = cp::initialized<small>(cp::torch_default{.seed = 4});
    std::array<padded, 2> x{padded{drawn<input>(2).steps, 4}, padded{drawn<input>(3).steps, steps}};
    std::array<targets, 2> y{targets{drawn<cp::sequence<small::output_type, steps>>(4).steps, 4},
                             targets{drawn<cp::sequence<small::output_type, steps>>(5).steps, steps}};
    const auto outputs = start(x);
    const auto before = cp::differentiate(start, cp::mse{}, x, y);
    const auto fitted = cp::fit(start, cp::mse{}, cp::adam{}, x, y, {.epochs = 3});
    const double loss = static_cast<double>(cp::evaluate(start, cp::mse{}, x, y));
    for (std::size_t t = 4; t < steps; ++t) x[0][t] = {1e9F, -1e9F};
    CHECK(start(x)[0] == outputs[0]);
    CHECK(cp::differentiate(start, cp::mse{}, x, y).gradient == before.gradient);
    CHECK(cp::fit(start, cp::mse{}, cp::adam{}, x, y, {.epochs = 3}) == fitted);
    CHECK(static_cast<double>(before.loss) == Approx(loss));

    cp::sequence<small::input_type, 4> cut{};
    for (std::size_t t = 0; t < 4; ++t) cut[t] = x[0][t];
    for (std::size_t t = 0; t < 4; ++t) CHECK(start(cut)[t] == outputs[0][t]);
    CHECK(cp::classify(start, x[0]) == cp::classify(start, cut));
    CHECK(cp::differentiate_input(start, cp::mse{}, x, y).gradient[0][5] == small::input_type{});
}

TEST_CASE("a bidirectional layer learns what only the rest of a sequence tells") {
    // Whether a one follows: the last step's answer is 0, each other one's the next bit.
    using small = cp::network<cp::bidirectional<cp::gru<1, 4>>, cp::linear<8, 2>>;
    std::vector<cp::sequence<small::input_type, steps>> x(64);
    std::vector<cp::sequence<std::size_t, steps>> next(64);
    for (std::size_t n = 0; n < 64; ++n)
        for (std::size_t t = 0; t < steps; ++t) {
            x[n][t] = {(n >> t & 1) == 1 ? 1.0F : -1.0F};
            next[n][t] = t + 1 < steps ? n >> (t + 1) & 1 : 0;
        }
    const auto learned = cp::fit(cp::initialized<small>(cp::torch_default{.seed = 1}), cp::cross_entropy{},
                                 cp::adam{.learning_rate = 0.03}, x, next, {.epochs = 30}, cp::batch<16>);
    CHECK(cp::accuracy(learned, x, next) == 1);

    small stepped = cp::initialized<small>(cp::torch_default{.seed = 1});
    auto optimizer = cp::make_optimizer(stepped, cp::adam{.learning_rate = 0.03});
    float first = 0, last = 0;
    for (std::size_t k = 0; k < 64; ++k) {
        last = cp::train_step(stepped, optimizer, cp::cross_entropy{}, x[k], next[k]);
        if (k == 0) first = last;
    }
    CHECK(last < first);
}

namespace {
constexpr cp::network<cp::bidirectional<cp::gru<2, 3>>, cp::linear<6, 1>> in_flash =
    cp::initialized<cp::network<cp::bidirectional<cp::gru<2, 3>>, cp::linear<6, 1>>>(cp::torch_default{.seed = 1});
}  // namespace

TEST_CASE("a bidirectional layer stays in flash while the layer behind it learns") {
    static const auto tuned = cp::freeze_before<in_flash, 1>();
    static const auto all = in_flash;
    using tuned_type = std::remove_cvref_t<decltype(tuned)>;
    static_assert(tuned_type::parameter_count == 7 && tuned_type::needs_whole_sequence);
    const auto x = drawn<cp::sequence<tuned_type::input_type, 5>>(1);
    const auto y = drawn<cp::sequence<tuned_type::output_type, 5>>(2);
    CHECK(tuned(x) == all(x));
    const auto part = cp::differentiate(tuned, cp::mse{}, x, y);
    const auto due = cp::differentiate(all, cp::mse{}, x, y);
    CHECK(part.loss == due.loss);
    for (std::size_t k = 0; k < 7; ++k)
        CHECK(part.gradient.parameters()[k] == due.gradient.parameters()[decltype(all)::parameter_count - 7 + k]);
    CHECK(cp::for_inference(all)(x) == all(x));
}
