#ifndef CONSTPROP_BENCH_SEQUENCES_HARNESS_HPP
#define CONSTPROP_BENCH_SEQUENCES_HARNESS_HPP

#include <cstddef>
#include <string>
#include <vector>

#include "../harness.hpp"
#include "rows.hpp"

namespace bench::sequences {

/// A run with n = 0 begins the stream anew.
std::string fault_of_outputs(const row& r, std::size_t n, const float* outputs);
std::string fault_of_training(const row& r, bool epsilon_hat, const std::vector<double>& losses,
                              const std::vector<float>& parameters);
std::size_t parameter_bytes(const row& r);

}  // namespace bench::sequences

#endif  // CONSTPROP_BENCH_SEQUENCES_HARNESS_HPP
