// What constprop says of NaN and infinity, it also says with flags that take both for impossible: files, charts and checks
// refuse them, and training and pruning do not take them for good numbers. (What a network computes of them is not promised.)
#include <constprop/constprop.hpp>
#include <constprop/host/axis.hpp>
#include <constprop/host/check_gradient.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/model_header.hpp>
#include <constprop/host/samples/table.hpp>
#include <constprop/testing/model_check.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

namespace cp = constprop;

namespace {

int failures = 0;
void check(bool right, const char* what) {
    if (right) return;
    std::printf("wrong: %s\n", what);
    ++failures;
}

/// A number that the compiler knows nothing of.
float of_bits(std::uint32_t bits) {
    const volatile std::uint32_t stored = bits;
    return std::bit_cast<float>(std::uint32_t{stored});
}
const std::array<float, 4> bad{of_bits(0x7FC00000U), of_bits(0xFFC00000U), of_bits(0x7F800000U), of_bits(0xFF800000U)};

using model = cp::network<cp::linear<2, 2>, cp::relu>;

bool header_is_refused(const model& net, const cp::host::model_header_options& options) {
    std::ostringstream to;
    try {
        cp::host::write_model_header(to, net, options);
    } catch (const cp::host::error&) {
        return to.str().empty();
    }
    return false;
}

void files() {
    const auto good = model::from_parameters({1, 2, 3, 4, 5, 6});
    check(!header_is_refused(good, {}), "a header of finite numbers is written");
    for (const float number : bad) {
        auto net = good;
        net.layer<0>().weight(1, 0) = number;
        check(header_is_refused(net, {}), "a header of parameters that are not finite");
        check(header_is_refused(good, {.check_input = std::array{1.0F, number}}), "a header with such an input");
    }
}

void comparisons() {
    for (const float number : {bad[0], bad[1]}) {
        const std::array<float, 2> numbers{1, number}, right{1, 2};
        check(cp::deviation_of(numbers, right, 1e-5).too_far, "NaN is no output that is expected");
        check(cp::deviation_of(right, numbers, 1e-5).too_far, "NaN is expected of no output");
        cp::host::comparison table;
        table.add({1, static_cast<double>(number)}, {1, 2}, 1e-5);
        check(!table.agrees(), "NaN agrees with no sample");
    }
    cp::host::chart_axis axis;
    cp::host::fitted_axis fitted(axis);
    check(fitted.shows(1), "a number has a place on an axis");
    for (const float number : bad) check(!fitted.shows(static_cast<double>(number)), "what is not finite has no place");
}

void claims() {
    using line = cp::network<cp::linear<2, 1>>;
    const auto claim = [](float added) {
        return cp::host::claim_biases<1>([added](const line& net, const auto& x, const auto& y) {
            return std::array{2 * (net(x)[0] - y[0]) + added};
        });
    };
    check(cp::host::check_gradient(line{}, cp::mse{}, claim(0)).right(), "a right claim");
    for (const float number : bad)
        check(!cp::host::check_gradient(line{}, cp::mse{}, claim(number)).right(), "a claim of NaN or infinity");
}

void inputs() {
    const auto net = model::from_parameters({1, 2, 3, 4, 5, 6});
    using cp::input_fault;
    const auto fault = [&](float number) { return cp::checked(net, model::input_type{1, number}).fault; };
    const auto fault_in_range = [&](float number) {
        return cp::checked(net, model::input_type{1, number}, {-2, 2}).fault;
    };
    check(fault(2) == input_fault::none && fault_in_range(2) == input_fault::none, "an input in its range");
    check(fault_in_range(3) == input_fault::too_large && fault_in_range(-3) == input_fault::too_small, "one outside");
    for (const std::size_t k : {0U, 1U})
        check(fault(bad[k]) == input_fault::not_a_number && fault_in_range(bad[k]) == input_fault::not_a_number,
              "an input that is NaN");
    for (const std::size_t k : {2U, 3U})
        check(fault(bad[k]) == input_fault::infinite && fault_in_range(bad[k]) == input_fault::infinite,
              "an input that is infinite");
}

void training() {
    using line = cp::network<cp::linear<1, 1>>;
    const std::vector<line::input_type> x{{1}};
    const std::vector<line::output_type> y{{0}};
    bool diverged = false;
    const auto net =
        cp::fit(line::from_parameters({1, 0}), cp::mse{}, cp::plain_sgd{.learning_rate = 1e6}, x, y, {.epochs = 40},
                cp::keep_best, [&](const cp::progress<line>& now) { diverged = diverged || now.diverged; });
    check(diverged, "training that diverges is reported");
    for (const float number : net.parameters())
        check(cp::math::is_finite(number), "the best network is none of those after it diverged");
}

/// Numbers that are greater than all others are pruned last, and a sort of them ends.
void pruning() {
    using wide = cp::network<cp::linear<16, 4>>;
    auto net = cp::initialized<wide>(cp::torch_default{.seed = 1});
    for (std::size_t k = 0; k < 64; k += 3) net.layer<0>().weight(k / 16, k % 16) = bad[k % 2];
    const auto sparse = cp::prune(net, cp::smallest{.fraction = 0.5});
    std::size_t numbers = 0;
    for (std::size_t k = 0; k < 64; ++k)
        numbers += cp::math::is_nan(sparse.layer<0>().weight(k / 16, k % 16)) ? 1U : 0U;
    check(numbers == 22, "no NaN is pruned before a number");
}

}  // namespace

int main() {
    files();
    comparisons();
    claims();
    inputs();
    training();
    pruning();
    return failures == 0 ? 0 : 1;
}
