#include <constprop/checks/lint.hpp>
#include <constprop/constprop.hpp>

#include <array>
#include <ratio>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;
using cp::finding;
using cp::suspicion;

template <class... Layers> using check = cp::lint<cp::network<cp::linear<4, 8>, Layers...>>;
using out = cp::linear<8, 2>;

/// Keeps every value, which nobody knows.
struct own : cp::activation<own> {
    template <class T> static constexpr T value(T z) noexcept { return z; }
    template <class T> static constexpr T slope(T /*z*/, T /*a*/) noexcept { return T(1); }
};

// What is meant.
static_assert(check<>::clean);
static_assert(check<cp::relu, out, cp::softmax>::clean);
static_assert(check<cp::tanh, cp::linear<8, 8>, cp::leaky_relu<>, out, cp::sigmoid>::clean);
static_assert(check<cp::relu, cp::linear<8, 1>, cp::sigmoid>::clean);  // one output is no bottleneck
static_assert(check<cp::relu, cp::tanh, out>::clean);                  // odd, but a function of its own
static_assert(check<own, own, out>::clean);
static_assert(check<cp::reverse_sequence, cp::gru<8, 4>, cp::reverse_sequence, cp::linear<4, 2>>::clean);

// An activation that changes nothing.
static_assert(check<cp::identity, out>::finds(suspicion::changes_nothing, 1));
static_assert(check<cp::relu6, cp::relu, out>::findings == std::array{cp::finding{cp::suspicion::changes_nothing, 2}});
static_assert(check<cp::relu, cp::identity, cp::relu, out>::findings ==
              std::array{finding{suspicion::changes_nothing, 2}, finding{suspicion::changes_nothing, 3}});
static_assert(check<cp::sigmoid, cp::relu, out>::findings == std::array{finding{suspicion::changes_nothing, 2}});
static_assert(check<cp::relu, cp::tanh, cp::elu, out>::findings == std::array{finding{suspicion::changes_nothing, 3}});
static_assert(check<cp::softplus, cp::leaky_relu<>, out>::finds(suspicion::changes_nothing, 2));
static_assert(check<cp::leaky_relu<>, cp::relu, out>::clean);

// Nothing but zeros.
static_assert(check<cp::log_softmax, cp::relu>::findings == std::array{finding{suspicion::always_zero, 2}});
static_assert(check<cp::log_softmax, cp::tanh, cp::relu>::finds(suspicion::always_zero, 3));
static_assert(check<cp::log_softmax, cp::relu, cp::relu>::findings ==
              std::array{finding{suspicion::always_zero, 2}, finding{suspicion::changes_nothing, 3}});

// Two linear layers that are one.
static_assert(check<out>::findings == std::array{finding{suspicion::same_linear_map, 1}});
static_assert(check<cp::identity, cp::unrolled<out, 0>>::finds(suspicion::same_linear_map, 2));

// Logits that are never negative.
static_assert(check<cp::relu, out, cp::relu, cp::softmax>::findings ==
              std::array{finding{suspicion::clipped_logits, 4}});
static_assert(check<cp::sigmoid, cp::sigmoid>::finds(suspicion::clipped_logits, 2));

// A softmax that is no output.
static_assert(check<cp::softmax, out>::findings == std::array{finding{suspicion::softmax_inside, 1}});

// Dropout behind all that learns; batch normalization of what was dropped.
using half = cp::dropout<std::ratio<1, 2>>;
static_assert(check<cp::batch_norm, cp::relu, half, out>::clean &&
              check<cp::relu, half, cp::linear<8, 8>, cp::batch_norm, cp::relu, out>::clean);
static_assert(check<cp::relu, out, half>::findings == std::array{finding{suspicion::drops_outputs, 3}});
static_assert(check<cp::relu, half, cp::batch_norm, out>::findings ==
              std::array{finding{suspicion::norm_of_dropped, 3}});
static_assert(check<half, cp::tanh, cp::batch_norm, out>::findings ==
              std::array{finding{suspicion::norm_of_dropped, 3}});

// The bias of a convolution whose mean is taken away. A linear layer has no other form.
template <class... Layers>
using check_image = cp::lint<cp::network<cp::image<4, 4>, cp::conv2d<1, 2, cp::kernel<3>>, Layers...>>;
static_assert(check_image<cp::batch_norm, cp::relu>::findings == std::array{finding{suspicion::bias_before_norm, 0}});
static_assert(check_image<cp::relu, cp::batch_norm>::clean &&
              check_image<cp::layer_norm, cp::batch_norm>::finds(suspicion::bias_before_norm, 1));

// A softmax of one value gives 1 whatever that is, and its logarithm 0.
static_assert(check<cp::relu, cp::linear<8, 1>, cp::softmax>::findings ==
              std::array{finding{suspicion::always_same, 3}});
static_assert(check<cp::relu, cp::linear<8, 1>, cp::log_softmax>::findings ==
              std::array{finding{suspicion::always_same, 3}});
static_assert(check<cp::relu, cp::linear<8, 2>, cp::log_softmax>::clean);
static_assert(check<cp::relu, cp::linear<8, 1>, cp::relu, cp::softmax, cp::linear<1, 1>>::finds(suspicion::always_same,
                                                                                                4));

// A single number between two halves of a network.
static_assert(check<cp::relu, cp::linear<8, 1>, cp::tanh, cp::linear<1, 2>>::findings ==
              std::array{finding{suspicion::one_unit, 2}});

}  // namespace

TEST_CASE("lint finds what hardly anyone means") {
    CHECK(check<cp::relu, cp::relu, out>::count == 1);
    CHECK_FALSE(check<cp::relu, cp::relu, out>::finds(suspicion::changes_nothing, 1));
}
