#ifndef CONSTPROP_BENCH_PEERS_ADAM_HPP
#define CONSTPROP_BENCH_PEERS_ADAM_HPP

#include <cmath>

namespace bench {

/// What Adam's formula needs beside a weight, its gradient and its two memories: the same numbers in every peer that
/// writes the update itself.
struct adam_factors {
    float learning_rate;
    double power1 = 1, power2 = 1;
    float rate = 0, inverse_root = 0;

    void begin() {
        power1 *= 0.9, power2 *= 0.999;
        rate = learning_rate / static_cast<float>(1 - power1);
        inverse_root = static_cast<float>(1 / std::sqrt(1 - power2));
    }
};

}  // namespace bench

#endif  // CONSTPROP_BENCH_PEERS_ADAM_HPP
