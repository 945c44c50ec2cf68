#ifndef CONSTPROP_BENCH_INTEGERS_HARNESS_HPP
#define CONSTPROP_BENCH_INTEGERS_HARNESS_HPP

#include <cstddef>
#include <cstdint>
#include <string>

#include "../harness.hpp"
#include "rows.hpp"

namespace bench::integers {

/// Libraries round what a layer gives by different rules, so the last step may differ, and with it what follows: outputs may be
/// two steps from those that are rounded exactly.
std::string fault_of_outputs(const row& r, std::size_t n, const std::int8_t* outputs);
std::size_t parameter_bytes(const row& r);

}  // namespace bench::integers

#endif  // CONSTPROP_BENCH_INTEGERS_HARNESS_HPP
