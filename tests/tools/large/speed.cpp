// How fast an imported network is beside one of the same type whose parameters the compiler does not know.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>

#include "autoencoder.hpp"

namespace {

using autoencoder::model;

[[gnu::noinline]] void imported(const model& /*other*/, const model::input_type& x, model::output_type& y) {
    y = autoencoder::net(x);
}
[[gnu::noinline]] void other(const model& net, const model::input_type& x, model::output_type& y) { y = net(x); }

/// The least of many times, in microseconds.
template <class Function> double time_of(Function f, const model& net, const model::input_type& x) {
    double least = 1e9;
    model::output_type y{};
    for (int k = 0; k < 2000; ++k) {
        const auto begin = std::chrono::steady_clock::now();
        f(net, x, y);
        __asm__ volatile("" : : "r"(y.data()) : "memory");
        const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
        least = std::min(least, time.count());
    }
    return least;
}

}  // namespace

int main() {
    static_assert(model::parameter_count == 265'864);
    static const model net = model::from_parameters(autoencoder::net.parameters());
    model::input_type x{};
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<float>(k % 7) / 7;
    const double a = time_of(imported, net, x), b = time_of(other, net, x);
    std::printf("265,864 parameters: imported %.1f us, not imported %.1f us, %.1f multiply-adds a ns\n", a, b,
                static_cast<double>(autoencoder::cost::multiply_accumulates) / a / 1000);
    return a <= 1.25 * b ? 0 : 1;
}
