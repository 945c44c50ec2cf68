#ifndef CONSTPROP_KERNELS_TARGET_HPP
#define CONSTPROP_KERNELS_TARGET_HPP

#include <cstddef>

// The documented switches:
//
//     CONSTPROP_PLAIN_KERNELS   plain loops in place of vectors: for compilers without GCC's vector extensions, and for
//                               sanitizers, see below
//     CONSTPROP_UNROLL_BUDGET   the largest number of multiply-adds that a layer unrolls completely, unless it sets its own
//                               (`unrolled`): digits, such as 4096
//     CONSTPROP_STACK_BUDGET    the most bytes that training may put on the stack, 1 MiB by default; see call_stack.hpp
//
// With sanitizers, vectors take many times as long to compile. A block of a kernel is hundreds of straight-line accesses to
// registers. -fsanitize=undefined takes the address of each to check it for null, alignment and overflow, which moves them
// to memory; -fsanitize=address checks that memory, too. g++ 12 compiles `fit` of 64-32-10, with a batch of 32, with
// -O1 -march=native and AVX-512, in 19 s: 10 s with undefined alone, 6 s with address alone, 1.1 s without. A smaller
// unroll budget does not help, because batches keep blocks of sums in registers in any case. Plain loops take 1.1 s and
// give equal bits.

// CONSTPROP_TARGET: one program for several machines.
//
// A linker keeps one of all inline functions of one name. In a program with units for several instruction sets, an old
// processor could so run instructions that it does not know. Therefore code and layouts are in an inline namespace that names
// the target, such as `constprop::x86_v4::kernels::linear<…>`:
//
//     namespace constprop::inline CONSTPROP_TARGET { … }
//     namespace constprop::inline CONSTPROP_TARGET::detail { … }        kernels, math and host alike
//
// The name contains everything that changes how compilers translate the same source: the instruction set, plain kernels, the
// budget, -ffast-math. It does not contain the optimization level and -ffp-contract, because such code runs on the same
// machines, nor -Os, which selects other kernels if there are no vectors: results and layouts are equal.
//
// Outside of it are `errors`, and the types that its sentences name: layers, activations, losses, update rules, limits,
// networks. Each of these is a `struct CONSTPROP_TAGGED …`: its symbols, and those of everything that has it as an argument
// or a result, contain the target's name too, but compilers do not write it in messages.
//
// In a program with several targets:
//
// - Declare your own layers, activations and losses as `struct CONSTPROP_TAGGED mine`, or in
//   `namespace yours::inline CONSTPROP_TARGET`.
// - A model has another type in units for another target, so functions that take one do not link. Pass numbers
//   instead: `net.parameters()` on one side, `model::from_parameters(…)` on the other. Better still is a C interface to
//   the model's task, such as `void classify_x86_v4(const float* image, float* probabilities)`, once for each target,
//   and a table of functions to choose from.
// - Your own structures that hold a model, functions without arguments or results of these types, and constants of numbers
//   in a header have one name for all targets. Put them in a namespace with CONSTPROP_TARGET, as the headers of
//   `write_model_header` and constprop-import do, or make them static.
// - Of the inline functions of the standard library and Boost.Hana, devices use none that computes with floating-point
//   numbers: tests/outside/units disassembles it. `host` uses strings, containers and streams, which all units share:
//   keep it to the units for the oldest machine. Exceptions of `host` cross as std::runtime_error.

#define CONSTPROP_JOIN(a, b, c, d, e, f, g, h) CONSTPROP_JOIN_EXPANDED(a, b, c, d, e, f, g, h)
#define CONSTPROP_JOIN_EXPANDED(a, b, c, d, e, f, g, h) a##b##c##d##e##f##g##h

// CONSTPROP_WORD(macro, word): the word if the compiler defines the macro as 1, else nothing.
#define CONSTPROP_WORD(macro, word) CONSTPROP_WORD_IF(macro, word)
#define CONSTPROP_WORD_IF(value, word) CONSTPROP_SECOND(CONSTPROP_WORD_IF_##value(word), , )
#define CONSTPROP_WORD_IF_1(word) , word
#define CONSTPROP_SECOND(...) CONSTPROP_SECOND_EXPANDED(__VA_ARGS__)
#define CONSTPROP_SECOND_EXPANDED(first, second, ...) second

#if defined(__x86_64__) || defined(__i386__)

#if defined(__AVX512F__)
#define CONSTPROP_TARGET_VECTORS avx512
#elif defined(__AVX2__)
#define CONSTPROP_TARGET_VECTORS avx2
#elif defined(__AVX__)
#define CONSTPROP_TARGET_VECTORS avx
#elif defined(__SSE4_2__)
#define CONSTPROP_TARGET_VECTORS sse4_2
#elif defined(__SSE4_1__)
#define CONSTPROP_TARGET_VECTORS sse4_1
#elif defined(__SSSE3__)
#define CONSTPROP_TARGET_VECTORS ssse3
#elif defined(__SSE3__)
#define CONSTPROP_TARGET_VECTORS sse3
#elif defined(__SSE2__)
#define CONSTPROP_TARGET_VECTORS sse2
#else
#define CONSTPROP_TARGET_VECTORS x86
#endif

// The levels of the x86-64 psABI have short names; any other set is spelled out.
#if defined(__AVX2__) && defined(__BMI__) && defined(__BMI2__) && defined(__F16C__) && defined(__FMA__) && \
    defined(__LZCNT__) && defined(__MOVBE__) && !defined(__AVX512F__)
#define CONSTPROP_TARGET_MACHINE x86_v3
#elif defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512CD__) && defined(__AVX512DQ__) &&       \
    defined(__AVX512VL__) && defined(__BMI__) && defined(__BMI2__) && defined(__F16C__) && defined(__FMA__) && \
    defined(__LZCNT__) && defined(__MOVBE__)
#define CONSTPROP_TARGET_MACHINE x86_v4
#else
#define CONSTPROP_TARGET_MACHINE                                                                                    \
    CONSTPROP_JOIN(CONSTPROP_TARGET_VECTORS, CONSTPROP_TARGET_SUBSETS, CONSTPROP_WORD(__FMA__, _fma),               \
                   CONSTPROP_WORD(__F16C__, _f16c), CONSTPROP_WORD(__BMI__, _bmi), CONSTPROP_WORD(__BMI2__, _bmi2), \
                   CONSTPROP_WORD(__LZCNT__, _lzcnt), CONSTPROP_WORD(__MOVBE__, _movbe))
#define CONSTPROP_TARGET_SUBSETS                                                                 \
    CONSTPROP_JOIN(, , , , CONSTPROP_WORD(__AVX512BW__, _bw), CONSTPROP_WORD(__AVX512CD__, _cd), \
                   CONSTPROP_WORD(__AVX512DQ__, _dq), CONSTPROP_WORD(__AVX512VL__, _vl))
#endif
#define CONSTPROP_TARGET_MORE                                                                    \
    CONSTPROP_JOIN(CONSTPROP_WORD(__FMA4__, _fma4), CONSTPROP_WORD(__XOP__, _xop),               \
                   CONSTPROP_WORD(__AVXVNNI__, _avxvnni), CONSTPROP_WORD(__AVX512VNNI__, _vnni), \
                   CONSTPROP_WORD(__AVX512VBMI__, _vbmi), CONSTPROP_WORD(__AVX512FP16__, _fp16), \
                   CONSTPROP_WORD(__GFNI__, _gfni), CONSTPROP_WORD(__APX_F__, _apx))

#elif defined(__arm__) || defined(__aarch64__)

#define CONSTPROP_TARGET_MACHINE CONSTPROP_JOIN(arm, __ARM_ARCH, , , , , , )
#define CONSTPROP_TARGET_MORE                                                                                \
    CONSTPROP_JOIN(CONSTPROP_WORD(__ARM_NEON, _neon), CONSTPROP_WORD(__ARM_FEATURE_FMA, _fma),               \
                   CONSTPROP_WORD(__ARM_FEATURE_DSP, _dsp), CONSTPROP_WORD(__ARM_FEATURE_MVE, _mve),         \
                   CONSTPROP_WORD(__ARM_FEATURE_DOTPROD, _dotprod), CONSTPROP_WORD(__ARM_FEATURE_SVE, _sve), \
                   CONSTPROP_WORD(__ARM_FEATURE_SVE2, _sve2),                                                \
                   CONSTPROP_WORD(__ARM_FEATURE_FP16_VECTOR_ARITHMETIC, _fp16))
#define CONSTPROP_WORD_IF_3(word) , word  // Helium with floats

#elif defined(__riscv)

#define CONSTPROP_TARGET_MACHINE CONSTPROP_JOIN(rv, __riscv_xlen, , , , , , )
#if defined(__riscv_v)
#define CONSTPROP_TARGET_MORE CONSTPROP_JOIN(_f, __riscv_flen, _v, , , , , )
#elif defined(__riscv_flen)
#define CONSTPROP_TARGET_MORE CONSTPROP_JOIN(_f, __riscv_flen, , , , , , )
#else
#define CONSTPROP_TARGET_MORE
#endif

#else
#define CONSTPROP_TARGET_MACHINE other
#define CONSTPROP_TARGET_MORE
#endif

#if defined(CONSTPROP_PLAIN_KERNELS) || !(defined(__GNUC__) || defined(__clang__))
#define CONSTPROP_TARGET_KERNELS _plain
// Small cores use other kernels, and memory for them, if code must be small, and without optimization.
#elif ((defined(__arm__) && !defined(__ARM_NEON)) || defined(__riscv)) && defined(__OPTIMIZE_SIZE__)
#define CONSTPROP_TARGET_KERNELS _size
#elif ((defined(__arm__) && !defined(__ARM_NEON)) || defined(__riscv)) && !defined(__OPTIMIZE__)
#define CONSTPROP_TARGET_KERNELS _unoptimized
#else
#define CONSTPROP_TARGET_KERNELS
#endif

#if defined(CONSTPROP_UNROLL_BUDGET)
#define CONSTPROP_TARGET_BUDGET CONSTPROP_JOIN(_unrolled, CONSTPROP_UNROLL_BUDGET, , , , , , )
#else
#define CONSTPROP_TARGET_BUDGET
#endif

#if defined(__FAST_MATH__)
#define CONSTPROP_TARGET_MATH _fast
#elif defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#define CONSTPROP_TARGET_MATH _finite
#else
#define CONSTPROP_TARGET_MATH
#endif

// AMD's Zen 4. Compilers that do not know it take it for a Zen 3, which has no AVX-512.
#if defined(__AVX512F__) && (defined(__tune_znver3__) || defined(__tune_znver4__))
#define CONSTPROP_TARGET_TUNING _zen4
#else
#define CONSTPROP_TARGET_TUNING
#endif

#define CONSTPROP_TARGET                                                                                               \
    CONSTPROP_JOIN(CONSTPROP_TARGET_MACHINE, CONSTPROP_TARGET_MORE, CONSTPROP_TARGET_TUNING, CONSTPROP_TARGET_KERNELS, \
                   CONSTPROP_TARGET_BUDGET, CONSTPROP_TARGET_MATH, , )

#define CONSTPROP_TEXT(words) CONSTPROP_TEXT_EXPANDED(words)
#define CONSTPROP_TEXT_EXPANDED(words) #words

#if defined(__GNUC__) || defined(__clang__)
#define CONSTPROP_TAGGED [[gnu::abi_tag(CONSTPROP_TEXT(CONSTPROP_TARGET))]]
#else
#define CONSTPROP_TAGGED
#endif

/// The properties of the target machine that kernels depend on.
namespace constprop::inline CONSTPROP_TARGET::kernels {

/// Bytes of a vector register, 0 if kernels are plain loops, and the number of
/// these registers. If floats have registers but no vectors, a vector is one
/// float: the kernels still keep their sums in registers.
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

/// True if there is Arm's Helium (MVE) with floats. It has its own kernels: it computes four floats at once, but can
/// hardly move them within a register, and not all compilers support it.
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 2) && defined(__GNUC__) && !defined(__clang__)
inline constexpr bool has_helium = vector_bytes == 4;
#else
inline constexpr bool has_helium = false;
#endif

/// True if the processor computes the widest vectors in two halves, as Zen 4 does with those of AVX-512: a load or a shuffle of one
/// takes the time of two. Others, Intel's, load two of them a cycle, but shuffle where they multiply.
#if defined(__AVX512F__) && (defined(__tune_znver3__) || defined(__tune_znver4__))
inline constexpr bool halves_widest = true;
#else
inline constexpr bool halves_widest = false;
#endif

/// True if floats are computed by functions, without a unit for them.
#if (defined(__arm__) && !defined(__ARM_FP)) || (defined(__riscv) && !defined(__riscv_flen))
inline constexpr bool computes_in_software = true;
#else
inline constexpr bool computes_in_software = false;
#endif

/// The number of sums that a kernel keeps in registers; the others hold weights
/// and inputs.
inline constexpr std::size_t accumulators = vector_registers >= 32 ? 24 : 12;

/// The largest number of multiply-adds of a product that is unrolled completely:
/// 64 vectors of float. Without vectors, code size matters more.
#if defined(CONSTPROP_UNROLL_BUDGET)
inline constexpr std::size_t unroll_budget = CONSTPROP_UNROLL_BUDGET;
#else
inline constexpr std::size_t unroll_budget = 16 * vector_bytes;
#endif

/// True if code size matters more than time, as in firmware and if the compiler optimizes for size: then no loop is
/// compiled twice for a run-time option.
#if defined(__OPTIMIZE_SIZE__)
inline constexpr bool code_is_scarce = true;
#else
inline constexpr bool code_is_scarce = vector_bytes < 16;
#endif

/// True if the compiler assumes that all numbers are finite: then comparisons cannot detect others.
#if defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
inline constexpr bool takes_all_for_finite = true;
#else
inline constexpr bool takes_all_for_finite = false;
#endif

/// The most bytes that training may put on the stack.
#if defined(CONSTPROP_STACK_BUDGET)
inline constexpr std::size_t stack_budget = CONSTPROP_STACK_BUDGET;
#else
inline constexpr std::size_t stack_budget = std::size_t{1024} * 1024;
#endif

/// The alignment of `Count` values: a cache line if there are vectors, so that no
/// vector lies across two lines. It is equal for all vectors of a family, so that
/// the layout of objects does not depend on a compiler's flags.
template <class T, std::size_t Count>
inline constexpr std::size_t alignment =
    vector_bytes >= 16 && Count * sizeof(T) >= 64 && alignof(T) < 64 ? 64 : alignof(T);

/// The alignment of sums on the stack that plain loops add up. With AVX-512, g++ 12 makes vectors of 16
/// bytes of such loops at -O2, and forgets one of the registers that it saves when it aligns the stack for them.
#if defined(__AVX512VL__) && defined(__GNUC__) && !defined(__clang__)
template <class T> inline constexpr std::size_t stack_alignment = alignof(T) < 32 ? 32 : alignof(T);
#else
template <class T> inline constexpr std::size_t stack_alignment = alignof(T);
#endif

/// Weights that do not fit the first-level cache are prefetched this many bytes ahead.
inline constexpr std::size_t far_bytes = std::size_t{64} * 1024, ahead_bytes = 2048;

/// The most bytes of weights for one step of a batch: half of a usual first-level
/// cache; without vectors there is no cache, and memory is scarce.
inline constexpr std::size_t cache_block_bytes = vector_bytes >= 16 ? 24 * 1024 : 1024;

/// The most bytes if weights are read in place, not copied to the stack: processors with the widest vectors have a
/// second-level cache that is fast enough for a batch's products.
inline constexpr std::size_t read_block_bytes = vector_bytes >= 64 ? std::size_t{192} * 1024 : cache_block_bytes;

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_TARGET_HPP
