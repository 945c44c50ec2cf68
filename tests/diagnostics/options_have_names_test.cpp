// Options are given by name on every compiler; parentheses, of which compilers make different things, and braces without
// names give nothing.
#include <constprop/constprop.hpp>

#include <cstddef>
#include <type_traits>

#include "catch.hpp"

namespace {

namespace cp = constprop;

/// Whether braces take a value without a name. (Parentheses are what std::is_constructible asks for.)
template <class Options, class Value> inline constexpr bool takes_in_braces = requires(Value value) { Options{value}; };

template <class... Options>
inline constexpr bool are_named =
    ((!std::is_constructible_v<Options, double> && !std::is_constructible_v<Options, int> &&
      !std::is_constructible_v<Options, double, double> && !takes_in_braces<Options, double> &&
      !takes_in_braces<Options, std::size_t>) &&
     ...);

static_assert(are_named<cp::sgd, cp::plain_sgd, cp::adam, cp::adamw, cp::rmsprop>);
static_assert(are_named<cp::step_decay, cp::cosine, cp::warm_up>);
static_assert(are_named<cp::zeros, cp::xavier_uniform, cp::xavier_normal, cp::kaiming_uniform, cp::kaiming_normal,
                        cp::torch_default>);
static_assert(are_named<cp::fit_options, cp::early_stopping, cp::below, cp::smallest>);

// The first member that says so takes no room, and what has it stays an aggregate that is copied as bytes.
static_assert(sizeof(cp::plain_sgd) == 2 * sizeof(double) && sizeof(cp::adam) == 5 * sizeof(double));
static_assert(sizeof(cp::below) == sizeof(double) && sizeof(cp::warm_up) == sizeof(std::size_t));
static_assert(std::is_aggregate_v<cp::adam> && std::is_trivially_copyable_v<cp::adam>);

// One number in braces says enough here, and has a name as well. In parentheses it is nothing on any compiler.
template <class... Options>
inline constexpr bool are_braced =
    ((!std::is_constructible_v<Options, double> && !std::is_constructible_v<Options, int> &&
      !std::is_constructible_v<Options, cp::hyperparameter> && std::is_aggregate_v<Options> &&
      std::is_trivially_copyable_v<Options> && sizeof(Options) == sizeof(cp::hyperparameter)) &&
     ...);
static_assert(are_braced<cp::clip_norm, cp::clip_value, cp::huber, cp::cross_entropy>);
static_assert(cp::clip_norm{2.0}.max == 2 && cp::clip_value{2.0}.max == 2 && cp::huber{2.0}.delta == 2 &&
              cp::cross_entropy{0.5}.label_smoothing == 0.5);
static_assert(cp::clip_norm{.max = 2}.max == 2 && cp::clip_value{.max = 2}.max == 2 &&
              cp::huber{.delta = 2}.delta == 2 && cp::cross_entropy{.label_smoothing = 0.5}.label_smoothing == 0.5);
static_assert(cp::clip_norm{}.max == 1 && cp::clip_value().max == 1 && cp::huber{}.delta == 1 &&
              cp::cross_entropy{}.label_smoothing == 0);

constexpr bool a_number_is_assigned_and_copied() {
    cp::huber loss{0.5};
    const cp::huber before = loss;
    loss.delta = loss.delta / 2;
    return before.delta == 0.5 && loss.delta == 0.25 && float(loss.delta) == 0.25F;
}
static_assert(a_number_is_assigned_and_copied());

constexpr bool names_are_taken() {
    cp::adam rule{.beta1 = 0.5};
    const cp::fit_options options{.shuffle = false};
    const double before = rule.learning_rate;
    rule.learning_rate = 2;
    const cp::adam copy = rule;
    return before == 1e-3 && copy.learning_rate == 2 && copy.beta1 == 0.5 && options.epochs == 1 && !options.shuffle;
}
static_assert(names_are_taken());

}  // namespace

TEST_CASE("options have names") {
    CHECK(names_are_taken());
    CHECK(a_number_is_assigned_and_copied());
}
