#ifndef CONSTPROP_KERNELS_TARGET_HPP
#define CONSTPROP_KERNELS_TARGET_HPP

#include <cstddef>

// The documented switches:
//
//     CONSTPROP_PLAIN_KERNELS   plain loops in place of vectors: for compilers without GCC's vector extensions
//     CONSTPROP_UNROLL_BUDGET   up to how many multiply-adds a layer is straight-line code, unless it says (`unrolled`)

/// What the kernels have to know of the machine that they are compiled for.
namespace constprop::kernels {

/// Bytes of a vector register, 0 where kernels are plain loops, and how many of
/// them there are. Where floats have registers but no vectors, vectors are of
/// one float: the kernels then keep their sums in registers all the same.
#if defined(CONSTPROP_PLAIN_KERNELS) || !(defined(__GNUC__) || defined(__clang__))
inline constexpr std::size_t vector_bytes = 0, vector_registers = 0;
#elif defined(__AVX512F__)
inline constexpr std::size_t vector_bytes = 64, vector_registers = 32;
#elif defined(__AVX__)
inline constexpr std::size_t vector_bytes = 32, vector_registers = 16;
#elif defined(__aarch64__)
inline constexpr std::size_t vector_bytes = 16, vector_registers = 32;
#elif defined(__SSE2__) || defined(__ARM_NEON)
inline constexpr std::size_t vector_bytes = 16, vector_registers = 16;
#elif defined(__OPTIMIZE_SIZE__)
inline constexpr std::size_t vector_bytes = 0, vector_registers = 0;
#elif (defined(__ARM_FP) && (__ARM_FP & 4)) || defined(__riscv_flen)
inline constexpr std::size_t vector_bytes = 4, vector_registers = 32;
#else
inline constexpr std::size_t vector_bytes = 0, vector_registers = 0;
#endif

/// Whether there is Arm's Helium (MVE) with floats, for kernels of its own: it has arithmetic for four floats at once, but
/// hardly any way to move them about within a register, and not all compilers know it.
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2) && defined(__GNUC__) && !defined(__clang__)
inline constexpr bool has_helium = vector_bytes == 4;
#else
inline constexpr bool has_helium = false;
#endif

/// How many sums a kernel keeps in registers; the others hold weights and
/// inputs.
inline constexpr std::size_t accumulators = vector_registers >= 32 ? 24 : 12;

/// Up to how many multiply-adds a product is written out without a loop: 64
/// vectors of float. Where there are no vectors, code is what is scarce.
#if defined(CONSTPROP_UNROLL_BUDGET)
inline constexpr std::size_t unroll_budget = CONSTPROP_UNROLL_BUDGET;
#else
inline constexpr std::size_t unroll_budget = 16 * vector_bytes;
#endif

/// Where `Count` values begin: at a cache line where there are vectors, so that
/// none of those lies across two. The same for all vectors of a family, lest
/// objects change their layout with a compiler's flags.
template <class T, std::size_t Count>
inline constexpr std::size_t alignment = vector_bytes >= 16 && Count * sizeof(T) >= 64 && alignof(T) < 64 ? 64
                                                                                                          : alignof(T);

/// Weights that no first-level cache holds are asked for this many bytes ahead.
inline constexpr std::size_t far_bytes = 64 * 1024, ahead_bytes = 2048;

/// Into how many bytes of a row of weights one step of a batch should fit: half
/// of a usual first-level cache; without vectors there is none, and memory is
/// what is scarce.
inline constexpr std::size_t cache_block_bytes = vector_bytes >= 16 ? 24 * 1024 : 1024;

/// The same where weights are read as they lie, and not copied to the stack: processors with the widest vectors have a
/// second-level cache that a batch's products do not wait for.
inline constexpr std::size_t read_block_bytes = vector_bytes >= 64 ? 192 * 1024 : cache_block_bytes;

}  // namespace constprop::kernels

#endif  // CONSTPROP_KERNELS_TARGET_HPP
