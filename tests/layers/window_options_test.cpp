#include <constprop/layers/window_options.hpp>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

template <class... Options> constexpr cp::windows over_image() {
    return cp::detail::settings_of<Options...>({.axes = 2}).over;
}
template <class... Options> constexpr cp::window over_signal() {
    return cp::detail::settings_of<Options...>({.axes = 1}).over.columns;
}

// One number stands for both axes.
constexpr cp::windows strided = over_image<cp::stride<2>, cp::kernel<3, 4>, cp::dilation<1, 3>>();

// Padding of images: two numbers for rows and columns, four for the sides. Of signals: two for the ends.
constexpr cp::windows of_two = over_image<cp::padding<1, 2>>(), of_four = over_image<cp::padding<1, 2, 3, 4>>();
constexpr cp::window of_one_at_both_ends = over_signal<cp::padding<3>>(), of_ends = over_signal<cp::padding<1, 2>>();

}  // namespace

static_assert(strided.rows.size == 3 && strided.columns.size == 4 && strided.rows.stride == 2);
static_assert(strided.columns.stride == 2 && strided.rows.dilation == 1 && strided.columns.dilation == 3);
static_assert(of_two.rows.before == 1 && of_two.rows.after == 1 && of_two.columns.before == 2);
static_assert(of_two.columns.after == 2 && of_four.rows.before == 1 && of_four.rows.after == 2);
static_assert(of_four.columns.before == 3 && of_four.columns.after == 4);
static_assert(of_one_at_both_ends.before == 3 && of_one_at_both_ends.after == 3);
static_assert(of_ends.before == 1 && of_ends.after == 2);

// A signal has one row.
static_assert(cp::detail::settings_of<cp::kernel<3>, cp::stride<2>>({.axes = 1}).over.rows.size == 1);

TEST_CASE("options are the same in any order") {
    using one = cp::network<cp::image<5, 5>, cp::conv2d<1, 2, cp::kernel<2>, cp::stride<2>, cp::no_bias>>;
    using other = cp::network<cp::image<5, 5>, cp::conv2d<1, 2, cp::no_bias, cp::stride<2>, cp::kernel<2>>>;
    static_assert(one::parameter_count == 8 && other::parameter_count == 8);
    const one net = cp::initialized<one>(cp::torch_default{.seed = 1});
    const other same = other::from_parameters(net.parameters());
    const auto x = cp::initialized<cp::network<cp::linear<24, 1>>>(cp::torch_default{.seed = 2}).parameters();
    CHECK(net(x) == same(x));
}
