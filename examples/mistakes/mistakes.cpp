// Right and wrong code side by side. By default this program is right; with -DWRONG=1, 2, … it has one mistake, which the
// compiler reports: `cmake --build build/demo --target mistakes` shows all of them.

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdio>

#ifndef WRONG
#define WRONG 0
#endif

namespace cp = constprop;

// Layers that do not fit each other.
#if WRONG == 1
using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<9, 3>>;
#else
using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 3>>;
#endif

constexpr model net = cp::initialized<model>(cp::kaiming_uniform{.seed = 1});

// Three values for four inputs: missing values are not filled with zeros.
#if WRONG == 2
constexpr auto output = net({1, 2, 3});
#else
constexpr auto output = net({1, 2, 3, 4});
#endif

// Softmax before a loss that includes softmax.
#if WRONG == 3
using trained = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 3>, cp::softmax>;
#else
using trained = model;
#endif
constexpr auto slope = cp::differentiate(trained{}, cp::cross_entropy{}, {1, 2, 3, 4}, std::size_t{2});

// A class index for a loss that compares values.
#if WRONG == 4
constexpr auto distance = cp::evaluate(net, cp::mse{}, {1, 2, 3, 4}, 2);
#else
constexpr auto distance = cp::evaluate(net, cp::mse{}, {1, 2, 3, 4}, {0, 0, 1});
#endif

// An activation without a slope.
struct cube : cp::activation<cube> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
#if WRONG != 5
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
#endif
};
using cubic = cp::network<cp::linear<4, 8>, cube, cp::linear<8, 3>>;
constexpr auto cubed = cubic{}({1, 2, 3, 4});

// A network that is larger than its budget.
#if WRONG == 6
using small = cp::within<model, cp::parameter_bytes<256>>;
#else
using small = cp::within<model, cp::parameter_bytes<512>>;
#endif

// A network that compiles but is suspicious: lint reports it, and compilation goes on.
using doubtful = cp::network<cp::linear<4, 8>, cp::relu, cp::relu, cp::linear<8, 3>, cp::softmax>;
static_assert(cp::lint<small>::clean);
static_assert(cp::lint<doubtful>::findings == std::array{cp::finding{cp::suspicion::changes_nothing, 2}});

int main() {
    std::printf("Nothing is wrong here: cross-entropy %.3f, squared error %.3f, %zu findings where lint looks twice.\n",
                static_cast<double>(slope.loss), static_cast<double>(distance), cp::lint<doubtful>::count);
    return output.size() == 3 && cubed.size() == 3 && small::parameter_count == 67 ? 0 : 1;
}
