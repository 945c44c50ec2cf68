// One of each thing that version 0.1 lets users write: a layer of four functions, an activation, a loss, a rule, a modifier,
// an initializer, a callback, a loop over parameters.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <type_traits>

namespace cp = constprop;

/// A layer: y = s x, a factor for each value.
struct factors {
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs, .weights = inputs};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T* s, const T* x, T* y) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) y[j] = s[j] * x[j];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* s, const T* /*x*/, const T* /*y*/, const T* dy, T* dx) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) dx[j] = s[j] * dy[j];
    }
    template <std::size_t Inputs, class T>
    static constexpr void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t j = 0; j < Inputs; ++j) gradient[j] += x[j] * dy[j];
    }
};

/// An activation.
struct cubed : cp::activation<cubed> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};

/// A loss of one value at a time.
struct quartic : cp::elementwise_loss<quartic> {
    template <class T> constexpr T value(T y, T target) const noexcept {
        const T d = (y - target) * (y - target);
        return d * d;
    }
    template <class T> constexpr T slope(T y, T target) const noexcept {
        return T(4) * (y - target) * (y - target) * (y - target);
    }
};

/// A rule: the sign of the gradient decides.
struct by_sign {
    double learning_rate = 0.01;

    static constexpr std::size_t buffers = 1;

    template <class T> class stepper {
        T rate_, factor_ = T(1);

     public:
        constexpr explicit stepper(const by_sign& rule) noexcept : rate_(T(rule.learning_rate)) {}
        constexpr void begin(T factor) noexcept { factor_ = factor; }
        constexpr void operator()(T& weight, const T& gradient, T& steps) const noexcept {
            weight -= rate_ * factor_ * (gradient > T(0) ? T(1) : gradient < T(0) ? T(-1) : T(0));
            steps += T(1);
        }
    };
};

/// A modifier: every second step is half as long.
struct uneven {
    template <class T> constexpr T factor(std::size_t step) const noexcept { return step % 2 == 0 ? T(1) : T(0.5); }
};

/// An initializer.
struct ramp {
    std::uint64_t seed = 0;

    template <class T> constexpr T weight(cp::random& draw, const cp::layer_shape& of) const noexcept {
        return draw.uniform(T(1) / T(of.inputs + of.outputs));
    }
    template <class T> constexpr T bias(cp::random& /*draw*/, const cp::layer_shape& of) const noexcept {
        return T(1) / T(of.outputs);
    }
};

using model = cp::network<cp::linear<2, 4>, factors, cubed, cp::linear<4, 1>>;
static_assert(model::parameter_count == 12 + 4 + 5);
static_assert(cp::gradient_error<cp::with_scalar<double, model>>(quartic{}, 1) < 1e-6);

constexpr std::array<model::input_type, 4> inputs{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}};
constexpr std::array<model::output_type, 4> targets{{{0}, {0.5F}, {0.5F}, {1}}};

int main() {
    const model start = cp::initialized<model>(ramp{.seed = 3});
    std::size_t epochs = 0;
    const model trained = cp::fit(
        start, quartic{}, cp::with(by_sign{.learning_rate = 0.005}, uneven{}), inputs, targets, {.epochs = 200},
        [&](std::size_t, float) { ++epochs; }, [](const auto& progress) { return progress.epoch < 150; });

    // A gradient has the network's type; parameters are walked in pairs.
    model gradient = cp::differentiate(trained, quartic{}, inputs, targets).gradient;
    float norm = 0;
    model moved = trained;
    cp::for_each_parameter([](float& parameter, const float& slope) { parameter -= 0.01F * slope; }, moved, gradient);
    cp::for_each_parameter([&](const float& slope) { norm += slope * slope; }, gradient);

    auto optimizer = cp::make_optimizer(moved, cp::sgd{.learning_rate = 0.01});
    optimizer.step(moved, gradient);
    const float before = cp::evaluate(start, quartic{}, inputs, targets);
    const float after = cp::evaluate(trained, quartic{}, inputs, targets);
    const bool same = model::from_parameters(trained.parameters()) == trained && norm >= 0 &&
                      trained.trace(inputs[1]).output() == trained(inputs[1]) &&
                      trained.layer<0>().weight(3, 1) == trained.parameters()[7];
    std::printf("loss %g, then %g, in %zu epochs\n", double(before), double(after), epochs);
    return same && after < before / 10 && epochs == 151 ? 0 : 1;
}
