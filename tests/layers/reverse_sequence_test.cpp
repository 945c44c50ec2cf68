#include <constprop/constprop.hpp>

#include "../catch.hpp"

namespace {

namespace cp = constprop;
template <class... Layers> using in_double = cp::basic_network<double, Layers...>;
using model = cp::network<cp::vector<1>, cp::reverse_sequence>;
template <std::size_t Steps> using steps = cp::sequence<model::input_type, Steps>;

}  // namespace

static_assert(model::runs_over_time && !model::has_state && model::parameter_count == 0);
static_assert(model{}(steps<1>{{{{1}}}}) == steps<1>{{{{1}}}});
static_assert(model{}(steps<4>{{{{1}, {2}, {3}, {4}}}}) == steps<4>{{{{4}, {3}, {2}, {1}}}});
static_assert(model{}(steps<5>{{{{1}, {2}, {3}, {4}, {5}}}}) == steps<5>{{{{5}, {4}, {3}, {2}, {1}}}});
static_assert(cp::network<cp::image<2, 2>, cp::reverse_sequence>::output_extent == cp::image<2, 2>::input_extent);

// Behind a layer it works in place, and a padded sequence ends at its length.
static_assert(cp::network<cp::linear<1, 1>, cp::reverse_sequence>::from_parameters({2, 1})(
                  cp::padded_sequence<model::input_type, 3>{.steps = {{{1}, {2}, {9}}}, .length = 2}) ==
              cp::padded_sequence<model::input_type, 3>{.steps = {{{5}, {3}, {0}}}, .length = 2});

static_assert(cp::gradient_error<in_double<cp::linear<2, 2>, cp::reverse_sequence, cp::linear<2, 1>>, 2, 3>(cp::mse{},
                                                                                                            1) < 1e-8);

TEST_CASE("a sum of a sequence and its reverse reads the same both ways") {
    using mirrored = cp::network<cp::vector<2>, cp::add<cp::identity, cp::reverse_sequence>>;
    const auto y = mirrored{}(cp::sequence<mirrored::input_type, 3>{{{{1, 10}, {2, 20}, {4, 40}}}});
    CHECK(y[0] == mirrored::output_type{5, 50});
    CHECK(y[1] == mirrored::output_type{4, 40});
    CHECK(y[2] == y[0]);
    using rough = in_double<cp::linear<2, 2>, cp::add<cp::tanh, cp::residual<cp::reverse_sequence>>>;
    CHECK(cp::gradient_error<rough, 2, 5>(cp::mse{}, 1) < 1e-8);
}
