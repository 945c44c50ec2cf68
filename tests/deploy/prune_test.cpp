#include <constprop/deploy/prune.hpp>

#include <array>
#include <cstddef>
#include <limits>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<2, 3>, cp::relu, cp::linear<3, 1>>;
constexpr model net = model::from_parameters({1, -2, 3, -4, 5, -6, 0.1F, 0.2F, 0.3F, 0.5F, -1, 7, 0.4F});

constexpr bool by_magnitude() {
    return cp::prune(net, cp::below{.magnitude = 2}).parameters() ==
               model::parameter_type{0, -2, 3, -4, 5, -6, 0.1F, 0.2F, 0.3F, 0, 0, 7, 0.4F} &&
           cp::prune(net, cp::below{}).parameters() == net.parameters();
}

/// A third of nine weights is three; of each layer it is two and one.
constexpr bool by_fraction() {
    return cp::prune(net, cp::smallest{.fraction = 1.0 / 3}).parameters() ==
               model::parameter_type{0, -2, 3, -4, 5, -6, 0.1F, 0.2F, 0.3F, 0, 0, 7, 0.4F} &&
           cp::prune(net, cp::smallest{.fraction = 1.0 / 3, .of_each_layer = true}).parameters() ==
               model::parameter_type{0, 0, 3, -4, 5, -6, 0.1F, 0.2F, 0.3F, 0, -1, 7, 0.4F};
}

/// In a branch too, biases and gains stay, however small they are.
constexpr bool within_branches() {
    using branched = cp::network<cp::linear<2, 2>, cp::layer_norm, cp::residual<cp::linear<2, 2>, cp::linear<2, 2>>>;
    const branched net_in_branches = branched::from_parameters({1,    -2,   3,    -4,   0.1F, 0.2F,  // linear
                                                                0.3F, 0.4F, 0.1F, 0.2F,              // layer_norm
                                                                1,    5,    6,    7,    0.5F, 0.6F,  // residual
                                                                8,    9,    -1,   7,    1,    1});
    const auto pruned = cp::prune(net_in_branches, cp::below{.magnitude = 2});
    return pruned.parameters() == branched::parameter_type{0,    -2,   3,    -4,   0.1F, 0.2F,  //
                                                           0.3F, 0.4F, 0.1F, 0.2F,              //
                                                           0,    5,    6,    7,    0.5F, 0.6F,  //
                                                           8,    9,    0,    7,    1,    1} &&
           cp::count_nonzero_weights(pruned) == 9;
}

/// Of weights of one magnitude the first go, so that the fraction is met.
constexpr bool ties() {
    model same = net;
    for (std::size_t k = 0; k < 6; ++k) same.layer<0>().parameter(k) = k % 2 == 0 ? 1.0F : -1.0F;
    const model pruned = cp::prune(same, cp::smallest{.fraction = 4.0 / 9});
    return pruned.parameters() == model::parameter_type{0, 0, 0, -1, 1, -1, 0.1F, 0.2F, 0.3F, 0, -1, 7, 0.4F};
}

/// Any fraction leaves as many as it says; what is no fraction, all or none.
constexpr bool counts() {
    using wide = cp::network<cp::linear<9, 11>, cp::relu, cp::linear<11, 3>>;
    const wide full = cp::initialized<wide>(cp::kaiming_uniform{.seed = 1});
    for (std::size_t percent = 0; percent <= 100; percent += 10) {
        const double fraction = static_cast<double>(percent) / 100;
        const std::size_t gone = static_cast<std::size_t>(fraction * 132 + 0.5);
        if (cp::count_nonzero_weights(cp::prune(full, cp::smallest{.fraction = fraction})) != 132 - gone) return false;
    }
    return cp::count_nonzero_weights(cp::prune(full, cp::smallest{.fraction = 2})) == 0 &&
           cp::count_nonzero_weights(cp::prune(full, cp::smallest{.fraction = -1})) == 132;
}

/// A chain without weights has none to lose.
struct hand_on {
    static constexpr cp::layer_shape shape(std::size_t /*inputs*/) noexcept { return {.inputs = 2, .outputs = 2}; }
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept {
        y[0] = x[0], y[1] = x[1];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T*, const T*, const T*, const T* dy, T* dx) noexcept {
        dx[0] = dy[0], dx[1] = dy[1];
    }
};
constexpr bool nothing_to_prune() {
    constexpr cp::network<hand_on> empty{};
    return cp::prune(empty, cp::smallest{.fraction = 0.5})({3, 4}) == std::array{3.0F, 4.0F} &&
           cp::count_nonzero_weights(empty) == 0;
}

/// Weights that are not numbers are the last to go; a fraction that is none takes nothing. Not a constant expression,
/// because those have no arithmetic with NaN.
bool not_numbers() {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (cp::count_nonzero_weights(cp::prune(net, cp::smallest{.fraction = nan})) != 9) return false;
    model strange = net;
    strange.layer<0>().parameter(0) = strange.layer<0>().parameter(3) = std::numeric_limits<float>::quiet_NaN();
    const model pruned = cp::prune(strange, cp::smallest{.fraction = 7.0 / 9});
    return cp::count_nonzero_weights(pruned) == 2 && pruned.layer<0>().parameter(0) != pruned.layer<0>().parameter(0);
}

/// Selection by bits finds what selection by order does.
template <class T> constexpr bool selects_alike() {
    constexpr T infinity = std::numeric_limits<T>::infinity(), nan = std::numeric_limits<T>::quiet_NaN();
    constexpr std::array<T, 12> weights{T(3),  T(-3), T(0),      -T(0), std::numeric_limits<T>::denorm_min(), T(1e-30),
                                        T(-7), T(2),  -infinity, nan,   std::numeric_limits<T>::max(),        T(2)};
    const auto for_all = [&](auto f_) {
        for (const T& w : weights) f_(w);
    };
    for (std::size_t n = 0; n < weights.size(); ++n) {
        std::array<T, weights.size()> magnitudes{};
        for (std::size_t k = 0; k < weights.size(); ++k) magnitudes[k] = cp::detail::magnitude_of(weights[k]);
        const T sorted = cp::detail::nth_smallest(magnitudes, n), found = cp::detail::nth_smallest_of<T>(n, for_all);
        if (!(sorted == found) && !(sorted != sorted && found != found)) return false;
    }
    return true;
}
static_assert(selects_alike<float>() && selects_alike<double>());

}  // namespace

static_assert(by_magnitude() && by_fraction() && within_branches() && ties() && counts() && nothing_to_prune());

TEST_CASE("pruning by magnitude and by fraction") {
    CHECK(by_magnitude());
    CHECK(by_fraction());
    CHECK(within_branches());
    CHECK(ties());
    CHECK(counts());
    CHECK(nothing_to_prune());
    CHECK(not_numbers());
}
