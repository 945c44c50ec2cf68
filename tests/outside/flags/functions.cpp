// The elementary functions, the activations and the losses, sampled densely; what they give goes to a file. Built twice, with
// ordinary flags and with a user's, and compared by compare.cpp.

#include <constprop/activations/elu.hpp>
#include <constprop/activations/gelu.hpp>
#include <constprop/activations/gelu_tanh.hpp>
#include <constprop/activations/hard_sigmoid.hpp>
#include <constprop/activations/hard_swish.hpp>
#include <constprop/activations/leaky_relu.hpp>
#include <constprop/activations/relu.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/activations/silu.hpp>
#include <constprop/activations/softplus.hpp>
#include <constprop/activations/softsign.hpp>
#include <constprop/activations/tanh.hpp>
#include <constprop/layers/log_softmax.hpp>
#include <constprop/layers/softmax.hpp>
#include <constprop/losses/batch.hpp>
#include <constprop/losses/bce.hpp>
#include <constprop/losses/bce_with_logits.hpp>
#include <constprop/losses/cross_entropy.hpp>
#include <constprop/math/cos_pi.hpp>
#include <constprop/math/erf.hpp>
#include <constprop/math/exp.hpp>
#include <constprop/math/expm1.hpp>
#include <constprop/math/gate.hpp>
#include <constprop/math/log.hpp>
#include <constprop/math/log1p.hpp>
#include <constprop/math/sigmoid.hpp>
#include <constprop/math/sqrt.hpp>
#include <constprop/math/tanh.hpp>
#include <constprop/numbers/random.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "record.hpp"

namespace {

using namespace constprop;

constexpr std::size_t count = 1 << 14, block = 1 << 10;

/// Arguments of both signs: evenly over all bits, and within 4, 32, and what exp takes; and where a function changes its
/// formula.
template <class T> void fill(T (&x)[count]) {
    using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
    constexpr double ranges[] = {4, 32, sizeof(T) == 4 ? 128 : 1024};
    constexpr double ends[] = {0.25, 0.5, 0.625,    0.75,           1, 1.5, 3, 9.05, 10.1, 17.4, 20,
                               27.3, 40,  88.72283, 709.78271289338};
    constprop::random numbers(1);
    for (std::size_t k = 0; k < count; ++k) {
        const std::uint32_t number = numbers.bits(), more = numbers.bits();
        if (k % 4 == 0)
            x[k] = std::bit_cast<T>(static_cast<bits>((std::uint64_t{number} << 32 | more) >> (64 - 8 * sizeof(T))));
        else
            x[k] =
                static_cast<T>(static_cast<double>(static_cast<std::int32_t>(number)) * (ranges[k % 4 - 1] * 0x1p-31));
    }
    std::size_t k = 0;
    x[k++] = T(0);
    for (const double end : ends)
        for (bits step = 0; step < 16; ++step, k += 2) {
            const bits near = std::bit_cast<bits>(static_cast<T>(end)) + step - 8;
            x[k] = std::bit_cast<T>(near);
            x[k + 1] = std::bit_cast<T>(near | bits{1} << (8 * sizeof(T) - 1));
        }
}

/// Numbers whose last bits no formula keeps: slopes and values near a zero that is a difference.
template <class T> inline constexpr double rounding = 4 * static_cast<double>(std::numeric_limits<T>::epsilon());
/// What is lost where a factor underflows: the start-up code that comes with -ffast-math makes subnormal numbers 0.
template <class T> inline constexpr double underflow = static_cast<double>(std::numeric_limits<T>::min());

/// One function, as a loop that compilers may vectorize.
template <class T, class Function> [[gnu::noinline]] void each(const T* x, T* y, Function f) {
    for (std::size_t k = 0; k < count; ++k) y[k] = f(x[k]);
}
template <class T, class Function>
void scalar(recorder& record, const char* name, const T (&x)[count], Function f, double absolute = 0) {
    static T y[count];
    each(x, y, f);
    record(name, "", 4, absolute, x, y, count);
}

/// An activation, as networks run it: on vectors where it takes them.
template <class Activation, class T> [[gnu::noinline]] void forward(const T* z, T* a) {
    Activation::template forward<block, T>(nullptr, z, a);
}
template <class Activation, class T> [[gnu::noinline]] void backward(const T* z, const T* a, const T* da, T* dz) {
    Activation::template backward<block, T>(nullptr, z, a, da, dz);
}
template <class Activation, class T>
void layer(recorder& record, const char* name, const T (&z)[count], double absolute = 0) {
    static T a[count], da[count], dz[count];
    for (T& one : da) one = T(1);
    for (std::size_t k = 0; k < count; k += block) forward<Activation>(z + k, a + k);
    for (std::size_t k = 0; k < count; k += block) backward<Activation>(z + k, a + k, da + k, dz + k);
    record("layer ", name, 4, absolute, z, a, count);
    record("slope of ", name, 4, rounding<T>, z, dz, count);
}

/// Elementary functions of vectors that no activation is.
struct exponential : activation<exponential> {
    static constexpr bool takes_vectors = true;
    template <class T> static constexpr T value(T z) noexcept { return math::exp(z); }
    template <class T> static constexpr T slope(T /*z*/, T a) noexcept { return a; }
};
struct root : activation<root> {
    static constexpr bool takes_vectors = true;
    template <class T> static constexpr T value(T z) noexcept { return math::sqrt(z); }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return math::sqrt(z); }
};

/// Softmax and the losses over classes, eight to a row; every other row is large, so that a sum in another order would lose
/// the logarithm.
template <class T> void rows(recorder& record, const T (&x)[count]) {
    constexpr std::size_t classes = 8, samples = 64;
    using row = std::array<T, classes>;
    constexpr double bound = sizeof(T) == 4 ? 1e-5 : 1e-12;  // that of the tests against PyTorch
    static T z[count], y[count], log_y[count], losses[count], slopes[count], means[count];
    for (std::size_t k = 0; k < count; ++k)
        z[k] = (k % 4 != 0 && x[k] > T(-32) && x[k] < T(32) ? x[k] : T(1)) + (k / classes % 2 != 0 ? T(1e6) : T(0));
    constexpr cross_entropy loss;
    detail::loss_sums<T> sums;
    for (std::size_t k = 0; k < count; k += classes) {
        softmax::forward<classes, T>(nullptr, z + k, y + k);
        log_softmax::forward<classes, T>(nullptr, z + k, log_y + k);
        loss.gradient<classes>(z + k, k / classes % classes, T(1), slopes + k);
        row logits;
        for (std::size_t c = 0; c < classes; ++c) logits[c] = z[k + c];
        if (k / classes % samples == 0) sums = {};
        for (std::size_t c = 0; c < classes; ++c) {
            losses[k + c] = loss.total<classes>(z + k, c);
            sums.add(loss, logits, c);
            means[k + c] = sums.mean();
        }
    }
    const auto recorded = [&](const char* name, const T* values) {
        record(name, "", bound / static_cast<double>(std::numeric_limits<T>::epsilon()), bound, z, values, count);
    };
    recorded("softmax", y);
    recorded("log_softmax", log_y);
    recorded("cross_entropy", losses);
    recorded("gradient of cross_entropy", slopes);
    recorded("mean of cross_entropy", means);
}

template <class T> void all(recorder& record) {
    static T x[count];
    fill(x);
    scalar(record, "exp", x, [](T v) { return math::exp(v); });
    scalar(record, "expm1", x, [](T v) { return math::expm1(v); });
    scalar(record, "log", x, [](T v) { return math::log(v); });
    scalar(record, "log1p", x, [](T v) { return math::log1p(v); });
    scalar(record, "tanh", x, [](T v) { return math::tanh(v); });
    scalar(record, "sigmoid", x, [](T v) { return math::sigmoid(v); });
    scalar(record, "gate", x, [](T v) { return math::gate(v); }, rounding<T>);
    scalar(record, "erf", x, [](T v) { return math::erf(v); }, underflow<T>);
    scalar(record, "erfc", x, [](T v) { return math::erfc(v); });
    scalar(record, "cos_pi", x, [](T v) { return math::cos_pi(v); });
    scalar(record, "sqrt", x, [](T v) { return math::sqrt(v); });
    scalar(record, "software_sqrt", x, [](T v) { return kernels::software_sqrt(v); });

    layer<exponential>(record, "exp", x);
    layer<root>(record, "sqrt", x);
    layer<sigmoid>(record, "sigmoid", x);
    layer<constprop::tanh>(record, "tanh", x);
    layer<silu>(record, "silu", x, 1024 * underflow<T>);
    layer<relu>(record, "relu", x);
    layer<leaky_relu<>>(record, "leaky_relu", x);
    layer<elu>(record, "elu", x);
    layer<softplus>(record, "softplus", x);
    layer<softsign>(record, "softsign", x);
    layer<hard_sigmoid>(record, "hard_sigmoid", x);
    layer<hard_swish>(record, "hard_swish", x);
    layer<gelu>(record, "gelu", x, 1024 * underflow<T>);
    layer<gelu_tanh>(record, "gelu_tanh", x, rounding<T>);

    scalar(record, "bce_with_logits(z, 0)", x, [](T v) { return bce_with_logits::value(v, T(0)); });
    scalar(record, "bce_with_logits(z, 1)", x, [](T v) { return bce_with_logits::value(v, T(1)); });
    scalar(record, "bce(p, 0)", x, [](T v) { return bce::value(v < T(0) ? T(0) : v > T(1) ? T(1) : v, T(0)); });
    scalar(record, "bce(p, 1)", x, [](T v) { return bce::value(v < T(0) ? T(0) : v > T(1) ? T(1) : v, T(1)); });
    rows(record, x);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    recorder record(argv[1]);
    if (!record) return 2;
    all<float>(record);
    all<double>(record);
    return record ? 0 : 2;
}
