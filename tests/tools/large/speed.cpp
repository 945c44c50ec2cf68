// How fast an imported network is: beside one of the same type whose parameters the compiler does not know, and beside
// reading the weights once. Prints the least of many times; fails where the two networks give other bits.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>

#include "autoencoder.hpp"

namespace {

using autoencoder::model;
static_assert(model::parameter_count == 265'864);

using vector = float __attribute__((vector_size(__BIGGEST_ALIGNMENT__)));
constexpr std::size_t sums = 8, vectors = model::parameter_count / (sizeof(vector) / sizeof(float)) / sums * sums;
using memory = std::array<vector, vectors>;  // fewer than `sums` vectors are left out

[[gnu::noinline]] void imported(const model::input_type& x, model::output_type& y) { y = autoencoder_model::net(x); }
[[gnu::noinline]] void other(const model& net, const model::input_type& x, model::output_type& y) { y = net(x); }
[[gnu::noinline]] void read(const memory& weights, std::array<vector, sums>& sum) {
    std::array<vector, sums> added{};
    for (std::size_t k = 0; k < vectors; k += sums)
        for (std::size_t s = 0; s < sums; ++s) added[s] += weights[k + s];
    sum = added;
}

/// Keeps the less of `least` and of what f takes, in microseconds.
template <class Function> void time(double& least, Function f) {
    const auto begin = std::chrono::steady_clock::now();
    f();
    __asm__ volatile("" : : : "memory");
    const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - begin;
    least = std::min(least, taken.count());
}

}  // namespace

int main() {
    static const model net = model::from_parameters(autoencoder_model::net.parameters());
    static const memory weights{};
    model::input_type x{};
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<float>(k % 7) / 7;
    model::output_type y{}, z{};
    std::array<vector, sums> sum{};
    double of_imported = 1e9, of_other = 1e9, of_reading = 1e9;
    for (int k = 0; k < 2000; ++k) time(of_imported, [&] { imported(x, y); });
    for (int k = 0; k < 2000; ++k) time(of_other, [&] { other(net, x, z); });
    for (int k = 0; k < 2000; ++k) time(of_reading, [&] { read(weights, sum); });
    std::printf("265,864 parameters: imported %.1f us, not imported %.1f us, reading the weights %.1f us\n",
                of_imported, of_other, of_reading);
    return y == z ? 0 : 1;
}
