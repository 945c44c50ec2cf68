// What no implementation can be faster than, measured: reading the weights from the cache that they fit in, and doing
// the multiply-adds at the peak of the machine. Both use the widest vectors that the compiler was allowed.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "harness.hpp"
#include "images/harness.hpp"
#include "images/rows.hpp"
#include "rows.hpp"
#include "sequences/harness.hpp"
#include "sequences/rows.hpp"

namespace bench::limits {
namespace {

#if defined(__AVX512F__)
constexpr std::size_t width = 64;
#elif defined(__AVX__)
constexpr std::size_t width = 32;
#else
constexpr std::size_t width = 16;
#endif
using vector = float __attribute__((vector_size(width)));
constexpr std::size_t in_vectors(std::size_t values) {
    constexpr std::size_t lanes = width / sizeof(float);
    return (values + lanes - 1) / lanes;
}

// A value that stays in its register, and of which the compiler knows nothing any more.
#if defined(__x86_64__)
void keep(vector v) { asm volatile("" : : "v"(v)); }
void forget(vector& v) { asm volatile("" : "+v"(v)); }
#else
void keep(vector v) { asm volatile("" : : "w"(v)); }
void forget(vector& v) { asm volatile("" : "+w"(v)); }
#endif

/// The parameters of a network as memory to stream.
template <std::size_t Count> struct stream {
    std::array<vector, Count> values{};

    /// Adds all up, in sums enough that no addition waits for the one before.
    void read() const {
        constexpr std::size_t sums = std::min<std::size_t>(Count, 8), rest = Count % sums;
        std::array<vector, sums> sum;
        for (std::size_t s = 0; s < sums; ++s) sum[s] = values[s] + vector{};  // a mere copy would go through memory
        for (std::size_t k = sums; k < Count - rest; k += sums)
            for (std::size_t s = 0; s < sums; ++s) sum[s] += values[k + s];
        for (std::size_t s = 0; s < rest; ++s) sum[s] += values[Count - rest + s];
        for (const vector& each : sum) keep(each);
    }
    void read_and_write(vector step) {
        for (vector& each : values) each += step;
    }
};

/// Forward reads every parameter once. A training step reads them, and later reads and writes them; Adam also its two
/// values for each parameter.
template <row R> class weights_streamed {
    static constexpr std::size_t count = in_vectors(R.net.parameters());
    stream<count> weights_;
    std::array<stream<count>, R.what == work::adam ? 2 : 0> memory_;

 public:
    int run(std::size_t /*n*/) {
        weights_.read();
        if constexpr (R.trains()) {
            benchmark::ClobberMemory();  // what was read is not to be remembered
            vector step{};
            forget(step);
            weights_.read_and_write(step);
            for (auto& each : memory_) each.read_and_write(step);
        }
        return 0;
    }
};

/// The row's multiply-adds, rounded up to whole vectors, in registers: 16 chains of them, where 8 would hide the
/// latency of 4 cycles at 2 in a cycle.
template <auto R> struct fma_peak {
    int run(std::size_t /*n*/) const {
        constexpr std::size_t count = in_vectors(R.multiply_adds()), chains = std::min<std::size_t>(count, 16),
                              rest = count % chains;
        vector factor = vector{} + 0.5F, term = vector{} + 1.0F;
        forget(factor), forget(term);
        std::array<vector, chains> sum;
        for (vector& each : sum) forget(each = term);  // or all chains would be the same, and one would do
        for (std::size_t k = 0; k < count - rest; k += chains)
            for (vector& each : sum) each = each * factor + term;
        for (std::size_t k = 0; k < rest; ++k) sum[k] = sum[k] * factor + term;
        for (const vector& each : sum) keep(each);
        return 0;
    }
};

}  // namespace

void add_rows() {
    for_each_row([]<row R>() {
        add_limit(R, "limit: FMA peak", [](double) { return fma_peak<R>(); });
        if constexpr (R.batch == 1)
            add_limit(R, "limit: weights streamed", [](double) { return weights_streamed<R>(); });
    });
    images::for_each_row(
        []<images::row R>() { add_limit(R, "limit: FMA peak", [](double) { return fma_peak<R>(); }); });
    images::for_each_swept_row(
        []<images::row R>() { add_limit(R, "limit: FMA peak", [](double) { return fma_peak<R>(); }); });
    sequences::for_each_row(
        []<sequences::row R>() { add_limit(R, "limit: FMA peak", [](double) { return fma_peak<R>(); }); });
}

}  // namespace bench::limits
