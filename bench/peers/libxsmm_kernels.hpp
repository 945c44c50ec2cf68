#ifndef CONSTPROP_BENCH_PEERS_LIBXSMM_KERNELS_HPP
#define CONSTPROP_BENCH_PEERS_LIBXSMM_KERNELS_HPP

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <libxsmm.h>
#include <libxsmm_generator.h>
#include <vector>

#include "../rows.hpp"
#include "adam.hpp"

/// What libxsmm generates, and the loops around it. All matrices are by columns, as in BLAS.
namespace bench::libxsmm {

/// Memory that begins at a cache line, zero at first.
class buffer {
    struct alignas(64) line {
        float values[16];
    };
    std::vector<line> lines_;

 public:
    explicit buffer(std::size_t size = 0) : lines_((size + 15) / 16) {}
    float* data() { return lines_.data()->values; }
    const float* data() const { return lines_.data()->values; }
};

/// C = A B, or C += A B; A is m×k, B is k×n or, transposed, n×k.
struct product {
    std::size_t m, n, k, lda, ldb, ldc;
    bool add = false, transposed = false;
    libxsmm_gemm_prefetch_type prefetch = LIBXSMM_GEMM_PREFETCH_NONE;
};

inline libxsmm_smmfunction compiled(const product& p) {
    const auto number = [](std::size_t n) { return static_cast<libxsmm_blasint>(n); };
    const libxsmm_blasint lda = number(p.lda), ldb = number(p.ldb), ldc = number(p.ldc);
    const float alpha = 1, beta = p.add ? 1 : 0;
    const int flags = p.transposed ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE, prefetch = p.prefetch;
    const auto kernel =
        libxsmm_smmdispatch(number(p.m), number(p.n), number(p.k), &lda, &ldb, &ldc, &alpha, &beta, &flags, &prefetch);
    if (kernel == nullptr) std::abort();  // no generator for this machine
    return kernel;
}

/// An m×n matrix, with any number of rows between its columns, as a dense n×m one.
class transposition {
    libxsmm_xtransfunction kernel_ = nullptr;
    unsigned from_ = 0, to_ = 0;

 public:
    transposition() = default;
    transposition(std::size_t m, std::size_t n, std::size_t ld)
        : from_(static_cast<unsigned>(ld)), to_(static_cast<unsigned>(n)) {
        libxsmm_descriptor_blob blob;
        kernel_ = libxsmm_dispatch_trans(
            libxsmm_trans_descriptor_init(&blob, sizeof(float), static_cast<unsigned>(m), to_, to_));
        if (kernel_ == nullptr) std::abort();
    }
    void operator()(const float* from, float* to) const { kernel_(from, &from_, to, &to_); }
};

/// 1 − 2 / (e^2x + 1), in operations that vectorize.
inline float smooth(float x) {
    constexpr float shift = 0x1.8p23F;
    const float twice = x < -9 ? -18 : (x > 9 ? 18 : 2 * x), t = twice * 1.44269504F + shift, k = t - shift;
    const float r = twice - k * 0.693145752F - k * 1.42860677e-6F;
    const float power = 1 + r * (1 + r * (1 / 2.F + r * (1 / 6.F + r * (1 / 24.F + r * (1 / 120.F + r / 720)))));
    const auto scale = std::bit_cast<float>((std::bit_cast<std::uint32_t>(t) << 23) + (127U << 23));
    return 1 - 2 / (power * scale + 1);
}

inline float activated(activation f, float z) {
    if (f == activation::relu) return z > 0 ? z : 0;
    return f == activation::tanh ? smooth(z) : z;
}

/// Adam's update of some weights.
struct adam : adam_factors {
    void update(float* __restrict w, float* __restrict mean, float* __restrict square, const float* __restrict g,
                std::size_t count) const {
        const float by = rate, root = inverse_root;
        for (std::size_t p = 0; p < count; ++p) {
            mean[p] = 0.9F * mean[p] + 0.1F * g[p];
            square[p] = 0.999F * square[p] + 0.001F * g[p] * g[p];
            w[p] -= by * mean[p] / (std::sqrt(square[p]) * root + 1e-8F);
        }
    }
};

/// The largest part of `count` columns, of `rows` numbers each, that a level-1 cache holds beside other things.
inline std::size_t part_of(std::size_t count, std::size_t rows) {
    std::size_t part = count;
    while (part > 1 && (count % part != 0 || part * rows > 4096)) --part;
    return part;
}

}  // namespace bench::libxsmm

#endif  // CONSTPROP_BENCH_PEERS_LIBXSMM_KERNELS_HPP
