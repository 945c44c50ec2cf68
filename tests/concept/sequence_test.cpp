#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <type_traits>
#include <vector>

#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<2, 4>, cp::gru<4, 17>,
                          cp::residual<cp::causal_conv1d<17, 17, cp::kernel<3>, cp::dilation<2>>, cp::tanh>,
                          cp::lstm<17, 5>, cp::linear<5, 3>>;
constexpr std::size_t steps = 12;
using input = cp::sequence<model::input_type, steps>;
using input_batch = std::array<input, 3>;

/// Not const, so that the compiler does not compute with it.
model& start() {
    static model net = cp::initialized<model>(cp::torch_default{.seed = 1});
    return net;
}
template <class Sequence> Sequence drawn(std::uint64_t seed) {
    cp::random draw(seed);
    Sequence all{};
    for (auto& row : all.steps)
        for (auto& value : row) value = draw.uniform(1.0F);
    return all;
}
input_batch inputs() { return {drawn<input>(2), drawn<input>(3), drawn<input>(4)}; }

template <class Gradient> double distance(const Gradient& a, const Gradient& b) {
    double worst = 0;
    cp::for_each_parameter(
        [&](const float& x_, const float& y_) {
            const double apart = static_cast<double>(x_) - static_cast<double>(y_);
            worst = apart > worst ? apart : -apart > worst ? -apart : worst;
        },
        a, b);
    return worst;
}

// A network without a state takes sequences, too.
using stateless = cp::network<cp::linear<1, 1>>;
static_assert(stateless::from_parameters({2, 1})(cp::sequence<stateless::input_type, 2>{{{{1}, {2}}}}) ==
              cp::sequence<stateless::output_type, 2>{{{{3}, {5}}}});
static_assert(cp::differentiate(stateless::from_parameters({2, 1}), cp::mse{},
                                cp::sequence<std::array<float, 1>, 2>{{{{1}, {2}}}},
                                cp::sequence<std::array<float, 1>, 2>{{{{3}, {3}}}})
                  .loss == 2.0F);

}  // namespace

TEST_CASE("a stream gives what a whole sequence does, bit for bit, in one piece or several") {
    const auto x = drawn<input>(2);
    const auto whole = start()(x);
    model::state_type state{}, other{};
    for (std::size_t t = 0; t < steps; ++t) CHECK(start()(x[t], state) == whole[t]);
    cp::sequence<model::input_type, 5> first{};
    cp::sequence<model::input_type, 7> rest{};
    for (std::size_t t = 0; t < steps; ++t) (t < 5 ? first[t] : rest[t - 5]) = x[t];
    const auto one = start()(first, other);
    const auto two = start()(rest, other);
    for (std::size_t t = 0; t < steps; ++t) CHECK((t < 5 ? one[t] : two[t - 5]) == whole[t]);
    CHECK(state == other);
    CHECK(start()(inputs())[0] == whole);
}

TEST_CASE("the loss of a batch of sequences is the mean over all steps, its gradient that of each") {
    const auto x = inputs();
    std::array<cp::sequence<model::output_type, steps>, 3> y{};
    for (std::size_t n = 0; n < 3; ++n) y[n] = drawn<cp::sequence<model::output_type, steps>>(n + 7);
    const auto all = cp::differentiate(start(), cp::mse{}, x, y);
    auto sum = cp::differentiate(start(), cp::mse{}, x[0], y[0]);
    for (std::size_t n = 1; n < 3; ++n) {
        const auto one = cp::differentiate(start(), cp::mse{}, x[n], y[n]);
        sum.loss += one.loss;
        cp::for_each_parameter([](float& a_, const float& b_) { a_ += b_; }, sum.gradient, one.gradient);
    }
    cp::for_each_parameter([](float& a_) { a_ /= 3; }, sum.gradient);
    CHECK(all.loss == Approx(sum.loss / 3));
    CHECK(all.loss == Approx(cp::evaluate(start(), cp::mse{}, x, y)));
    CHECK(distance(all.gradient, sum.gradient) < 1e-7);
}

TEST_CASE("what lies behind the length of a sequence does not count") {
    using padded = cp::padded_sequence<model::input_type, steps>;
    std::array<padded, 2> x{padded{drawn<input>(2).steps, 5}, padded{drawn<input>(3).steps, 12}};
    const std::array<std::size_t, 2> classes{0, 2};
    const auto before = cp::differentiate(start(), cp::cross_entropy{}, x, classes);
    const std::size_t named = cp::classify(start(), x[0]);
    for (std::size_t t = 5; t < steps; ++t) x[0][t] = {1e9F, -1e9F};
    const auto after = cp::differentiate(start(), cp::cross_entropy{}, x, classes);
    CHECK(before.loss == after.loss);
    CHECK(before.gradient == after.gradient);
    CHECK(cp::classify(start(), x[0]) == named);
    CHECK(start()(x)[0].length == 5);
    CHECK(cp::differentiate_input(start(), cp::cross_entropy{}, x, classes).gradient[0][5] == model::input_type{});

    cp::sequence<model::input_type, 5> cut{};
    for (std::size_t t = 0; t < 5; ++t) cut[t] = x[0][t];
    const float alone = cp::evaluate(start(), cp::cross_entropy{}, cut, std::size_t{0}),
                other = cp::evaluate(start(), cp::cross_entropy{}, x[1], std::size_t{2});
    CHECK(before.loss == Approx((alone + other) / 2));
}

TEST_CASE("long recordings are learned from piece by piece: the state goes on, the gradient does not go back") {
    using small = cp::network<cp::gru<2, 3>, cp::linear<3, 1>>;
    const auto x = drawn<cp::sequence<small::input_type, 10>>(5);
    const auto y = drawn<cp::sequence<small::output_type, 10>>(6);
    static auto begin = cp::initialized<small>(cp::torch_default{.seed = 2});
    const auto at_once = cp::fit(begin, cp::mse{}, cp::sgd{.learning_rate = 0.1}, std::array{x}, std::array{y},
                                 {.epochs = 1}, cp::steps<4>);

    small by_hand = begin;
    auto optimizer = cp::make_optimizer(by_hand, cp::sgd{.learning_rate = 0.1});
    small::state_type state{};
    for (std::size_t first = 0; first < 10; first += 4) {
        cp::padded_sequence<small::input_type, 4> now{.length = first == 8 ? 2U : 4U};
        cp::sequence<small::output_type, 4> due{};
        for (std::size_t t = 0; t < now.length; ++t) now[t] = x[first + t], due[t] = y[first + t];
        (void)cp::train_step(by_hand, optimizer, cp::mse{}, now, due, state);
    }
    CHECK(distance(at_once, by_hand) == 0);

    // Steps of the whole length are one piece; a target for the last step is learned from in the last.
    CHECK(cp::fit(begin, cp::mse{}, cp::sgd{}, std::array{x}, std::array{y}, {}, cp::steps<10>) ==
          cp::fit(begin, cp::mse{}, cp::sgd{}, std::array{x}, std::array{y}));
    const std::array<small::output_type, 1> last{y[9]};
    const auto by_last =
        cp::fit(begin, cp::mse{}, cp::sgd{.learning_rate = 0.1}, std::array{x}, last, {}, cp::steps<8>);
    small::state_type carried{};
    cp::sequence<small::input_type, 8> lead{};
    for (std::size_t t = 0; t < 8; ++t) lead[t] = x[t];
    (void)begin(lead, carried);
    small learned = begin;
    auto other = cp::make_optimizer(learned, cp::sgd{.learning_rate = 0.1});
    (void)cp::train_step(learned, other, cp::mse{}, cp::sequence<small::input_type, 2>{{{x[8], x[9]}}}, y[9], carried);
    CHECK(distance(by_last, learned) == 0);
}

TEST_CASE("fit takes data sets of sequences, with classes at the end or at each step") {
    using small = cp::network<cp::gru<1, 4>, cp::linear<4, 2>>;
    std::vector<cp::sequence<small::input_type, 6>> x(64);
    std::vector<std::size_t> more(64);
    std::vector<cp::sequence<std::size_t, 6>> sign(64);
    cp::random draw(1);
    for (std::size_t n = 0; n < 64; ++n) {
        float sum = 0;
        for (std::size_t t = 0; t < 6; ++t) {
            x[n][t] = {draw.uniform(1.0F)};
            sum += x[n][t][0];
            sign[n][t] = sum > 0 ? 1 : 0;
        }
        more[n] = sign[n][5];
    }
    static auto begin = cp::initialized<small>(cp::torch_default{.seed = 1});
    const auto at_end = cp::fit(begin, cp::cross_entropy{}, cp::adam{.learning_rate = 0.03}, x, more, {.epochs = 60},
                                cp::batch<16>, cp::validation(x, more));
    CHECK(cp::accuracy(at_end, x, more) > 0.9);
    const auto at_each =
        cp::fit(begin, cp::cross_entropy{}, cp::adam{.learning_rate = 0.03}, x, sign, {.epochs = 60}, cp::batch<16>);
    CHECK(cp::accuracy(at_each, x, sign) > 0.9);
    const auto confusion = cp::confusion_matrix(at_each, x, sign);
    CHECK(confusion[0][0] + confusion[0][1] + confusion[1][0] + confusion[1][1] == 64 * 6);
}

TEST_CASE("dropout draws anew at each step, in the forward and the backward pass alike") {
    using dropping = cp::basic_network<double, cp::gru<2, 3>, cp::dropout<std::ratio<1, 2>>, cp::linear<3, 2>>;
    CHECK(cp::gradient_error<dropping, 2, 4>(cp::mse{}, 1) < 1e-8);
}

namespace {
using whole_model = cp::network<cp::gru<2, 3>, cp::linear<3, 2>>;
constexpr whole_model in_flash = cp::initialized<whole_model>(cp::torch_default{.seed = 1});
constexpr cp::constant_network<in_flash> in_code{};
}  // namespace

TEST_CASE("a recurrent layer stays in flash while the layer behind it learns") {
    static auto net = cp::freeze_before<in_flash, 1>();
    using tuned = std::remove_cvref_t<decltype(net)>;
    static_assert(tuned::parameter_count == 8 && tuned::has_state);
    static whole_model all = in_flash;
    const auto x = drawn<cp::sequence<tuned::input_type, 5>>(1);
    const auto y = drawn<cp::sequence<tuned::output_type, 5>>(2);
    const auto part = cp::differentiate(net, cp::mse{}, x, y);
    const auto due = cp::differentiate(all, cp::mse{}, x, y);
    CHECK(part.loss == due.loss);
    const auto slopes = due.gradient.parameters();
    for (std::size_t k = 0; k < 8; ++k) CHECK(part.gradient.parameters()[k] == slopes[slopes.size() - 8 + k]);
}

TEST_CASE("a network whose weights are constants in code runs over a stream") {
    whole_model::state_type one{}, other{};
    const auto x = drawn<cp::sequence<whole_model::input_type, 5>>(3);
    for (const auto& now : x) {
        const auto got = in_code(now, one), due = in_flash(now, other);
        for (std::size_t k = 0; k < 2; ++k) CHECK(got[k] == Approx(due[k]).epsilon(1e-5));
    }
}
