#include <constprop/constprop.hpp>
#include <constprop/testing/model_check.hpp>

#include <array>
#include <limits>
#include <type_traits>

#include "catch.hpp"

namespace cp = constprop;

namespace {

using model = cp::network<cp::linear<2, 2>>;
constexpr model net = model::from_parameters({1, 2, 3, 4, 5, 6});
constexpr model::input_type inputs[]{{{1, 2}}, {{3, 4}}, {{0, 0}}};
constexpr model::output_type right[]{{{10, 17}}, {{16, 31}}, {{5, 6}}};
constexpr model::output_type wrong[]{{{10, 17}}, {{16.5F, 31}}, {{5, 6.000002F}}};
constexpr model::output_type no_number[]{{{10, std::numeric_limits<float>::quiet_NaN()}}};
constexpr double exact = 0, loose = 1e-5;

static_assert(cp::check_model<net, inputs, right, exact, 3>());
static_assert(std::is_same_v<cp::wrong_outputs<net, inputs, right, exact, 3>, cp::errors::nothing>);
static_assert(std::is_same_v<cp::wrong_outputs<net, inputs, wrong, loose, 3>,
                             cp::errors::samples<3>::are_wrong_of_which<1>::says<
                                 cp::errors::sample<1>::output<0>::is_off_by<500'000, cp::errors::millionths>>>);
// The unit is one that shows the difference: 2⁻¹⁹ is next to 6 what 2·10⁻⁶ rounds to.
static_assert(std::is_same_v<cp::wrong_outputs<net, inputs, wrong, exact, 3>,
                             cp::errors::samples<3>::are_wrong_of_which<2>::says<
                                 cp::errors::sample<1>::output<0>::is_off_by<500'000, cp::errors::millionths>,
                                 cp::errors::sample<2>::output<1>::is_off_by<1'907'349, cp::errors::trillionths>>>);
static_assert(std::is_same_v<
              cp::wrong_outputs<net, inputs, no_number, loose, 1>,
              cp::errors::samples<1>::are_wrong_of_which<1>::says<cp::errors::sample<0>::output<1>::is_no_number>>);

// Relative to what is expected, where that is more than 1.
static_assert(!cp::deviation_of(std::array{1001.0}, std::array{1000.0}, 1e-3).too_far);
static_assert(cp::deviation_of(std::array{0.002}, std::array{0.0}, 1e-3).too_far);
static_assert(cp::deviation_of(std::array{1000.5, 0.25}, std::array{1000.0, 0.0}, 1e-3).output == 1);

}  // namespace

TEST_CASE("a device tests a model itself") {
    CHECK(cp::self_test(net, inputs, right, exact));
    CHECK_FALSE(cp::self_test(net, inputs, wrong, loose));
}

namespace stream {

// Of a network with a state, samples are consecutive steps: here a running sum.
using sum = constprop::network<constprop::rnn<1, 1, constprop::relu>>;
constexpr sum net = sum::from_parameters({1, 1, 0, 0});
constexpr sum::input_type inputs[]{{1}, {2}, {3}};
constexpr sum::output_type outputs[]{{1}, {3}, {6}}, wrong[]{{1}, {2}, {3}};
constexpr double tolerance = 1e-6;
static_assert(constprop::check_model<net, inputs, outputs, tolerance, 3>());
static_assert(std::is_same_v<constprop::wrong_outputs<net, inputs, wrong, tolerance, 1>, constprop::errors::nothing>);
static_assert(!std::is_same_v<constprop::wrong_outputs<net, inputs, wrong, tolerance, 2>, constprop::errors::nothing>);

}  // namespace stream

namespace sequences {

// Each sequence begins anew; expected are the outputs of all steps, or those of the last.
using constprop::sequence;
using stream::net;
using stream::sum;
using stream::tolerance;
constexpr sequence<sum::input_type, 3> inputs[]{{{{{1}, {2}, {3}}}}, {{{{{4}}, {{5}}, {{6}}}}}};
constexpr sequence<sum::output_type, 3> all[]{{{{{1}, {3}, {6}}}}, {{{{4}, {9}, {15}}}}},
    wrong[]{{{{{1}, {3}, {6}}}}, {{{{4}, {9.5F}, {16}}}}};
constexpr sum::output_type last[]{{6}, {15}}, stream_of_all[]{{6}, {21}};
static_assert(constprop::check_model<net, inputs, all, tolerance, 2>());
static_assert(constprop::check_model<net, inputs, last, tolerance, 2>());
static_assert(
    std::is_same_v<constprop::wrong_outputs<net, inputs, wrong, tolerance, 2>,
                   cp::errors::samples<2>::are_wrong_of_which<1>::says<
                       cp::errors::sample<1>::step<1>::output<0>::is_off_by<500'000, cp::errors::millionths>>>);
static_assert(
    std::is_same_v<constprop::wrong_outputs<net, inputs, stream_of_all, tolerance, 2>,
                   cp::errors::samples<2>::are_wrong_of_which<1>::says<
                       cp::errors::sample<1>::step<2>::output<0>::is_off_by<6'000'000, cp::errors::millionths>>>);

}  // namespace sequences

TEST_CASE("a network tests itself on sequences") {
    CHECK(cp::self_test(sequences::net, sequences::inputs, sequences::all, sequences::tolerance));
    CHECK(cp::self_test(sequences::net, sequences::inputs, sequences::last, sequences::tolerance));
    CHECK_FALSE(cp::self_test(sequences::net, sequences::inputs, sequences::wrong, sequences::tolerance));
    CHECK_FALSE(cp::self_test(sequences::net, sequences::inputs, sequences::stream_of_all, sequences::tolerance));
}

TEST_CASE("a network with a state tests itself on a stream") {
    CHECK(constprop::self_test(stream::net, stream::inputs, stream::outputs, stream::tolerance));
    CHECK_FALSE(constprop::self_test(stream::net, stream::inputs, stream::wrong, stream::tolerance));
}
