#include <constprop/initializers/initialize.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<40, 60>, cp::relu, cp::linear<60, 20>>;
using small = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 1>>;

struct moments {
    double mean = 0, variance = 0, largest = 0, biases = 0;
};

/// Of the first layer's weights; `biases` is the sum of the sizes of its biases.
template <class Initializer> moments of(const Initializer& initializer) {
    const model net = cp::initialized<model>(initializer);
    moments all;
    for (std::size_t k = 0; k < 2400; ++k) {
        const auto w = static_cast<double>(net.layer<0>().parameter(k));
        all.mean += w / 2400;
        all.variance += w * w / 2400;
        all.largest = std::max(all.largest, w < 0 ? -w : w);
    }
    for (std::size_t o = 0; o < 60; ++o)
        all.biases +=
            static_cast<double>(net.layer<0>().bias(o) < 0 ? -net.layer<0>().bias(o) : net.layer<0>().bias(o));
    return all;
}

bool is_uniform(const moments& found, double bound) {
    return found.largest <= bound && found.largest > 0.99 * bound &&
           agree::within(found.variance / (bound * bound / 3), 1.0, 0.05) &&
           agree::within(found.mean, 0.0, 0.05 * bound);
}
bool is_normal(const moments& found, double deviation) {
    return found.largest > 3 * deviation && found.largest < 5 * deviation &&
           agree::within(found.variance / (deviation * deviation), 1.0, 0.06) &&
           agree::within(found.mean, 0.0, 0.05 * deviation);
}

/// The same values on every platform: these were computed once.
constexpr bool values_are_fixed() {
    const auto net = cp::initialized<small>(cp::xavier_uniform{.seed = 42});
    const auto twice = cp::initialized<small>(cp::xavier_uniform{.seed = 42, .gain = 2});
    const auto doubles = cp::initialized<cp::with_scalar<double, small>>(cp::xavier_uniform{.seed = 42});
    bool ok = !(net == cp::initialized<small>(cp::xavier_uniform{.seed = 43}));
    for (std::size_t k = 0; k < small::parameter_count; ++k) {
        ok = ok && twice.parameters()[k] == 2 * net.parameters()[k];
        ok = ok && agree::within(doubles.parameters()[k], double(net.parameters()[k]), 1e-7);
    }
    return ok && agree::within(net.layer<0>().weight(0, 0), 0.529242158F, 1e-7) && net.layer<0>().bias(0) == 0;
}

/// In place of what was there before.
constexpr bool in_place() {
    small net = cp::initialized<small>(cp::kaiming_normal{.seed = 2});
    cp::initialize(net, cp::torch_default{.seed = 3});
    return net == cp::initialized<small>(cp::torch_default{.seed = 3});
}
static_assert(in_place());

}  // namespace

static_assert(values_are_fixed());
static_assert(cp::initialized<small>(cp::zeros{}) == small{});

TEST_CASE("initializers draw what PyTorch's draw, from a seed") {
    CHECK(values_are_fixed());
    CHECK(is_uniform(of(cp::xavier_uniform{.seed = 1}), 0.24494897427831780));                         // √(6/100)
    CHECK(is_normal(of(cp::xavier_normal{.seed = 1}), 0.14142135623730950));                           // √(2/100)
    CHECK(is_uniform(of(cp::kaiming_uniform{.seed = 1}), 0.38729833462074168));                        // √(6/40)
    CHECK(is_normal(of(cp::kaiming_normal{.seed = 1}), 0.22360679774997896));                          // √(2/40)
    CHECK(is_uniform(of(cp::kaiming_uniform{.seed = 1, .mode = cp::fan::out}), 0.31622776601683794));  // √(6/60)
    CHECK(is_normal(of(cp::kaiming_normal{.seed = 1, .slope = 1}), 0.15811388300841897));              // √(2/(2·40))
    CHECK(is_uniform(of(cp::torch_default{.seed = 1}), 0.15811388300841897));                          // 1/√40
    CHECK(of(cp::torch_default{.seed = 1}).biases > 1);
    CHECK(of(cp::kaiming_normal{.seed = 1}).biases == 0);
    CHECK(of(cp::zeros{}).largest == 0);
}
