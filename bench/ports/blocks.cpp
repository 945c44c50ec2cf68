// What is timed as forward and as SGD of 4-16-16-2 at batch 1, and tanh of 16 numbers, of which 16-64-64-4 needs eight: each
// as one block of instructions between the comments that llvm-mca looks for.
#define BENCH_IMPLEMENTATION "constprop"
#include "../constprop.cpp"

namespace bench::constprop {
namespace {

constexpr chain tiny{{4, 16, 16, 2}, 3, activation::relu};
constexpr row inference{tiny, work::forward, 1}, step{tiny, work::sgd, 1};

/// All that it calls is part of the block, and nothing around it.
[[gnu::used, gnu::flatten]] void block(const forward<inference>& of, std::size_t n, std::array<float, 2>& to) {
    asm volatile("# LLVM-MCA-BEGIN" : : : "memory");
    to = of.run(n);
    asm volatile("# LLVM-MCA-END" : : : "memory");
}
[[gnu::used, gnu::flatten]] void block(training<step>& of, std::size_t n, float& to) {
    asm volatile("# LLVM-MCA-BEGIN" : : : "memory");
    to = of.run(n);
    asm volatile("# LLVM-MCA-END" : : : "memory");
}

[[gnu::used, gnu::flatten]] void block(const std::array<float, 16>& z, std::array<float, 16>& to) {
    asm volatile("# LLVM-MCA-BEGIN" : : : "memory");
    cp::kernels::for_vectors<16, float>([&](std::size_t k, auto lanes) {
        cp::kernels::store<lanes()>(&to[k], cp::tanh::value(cp::kernels::load<lanes()>(&z[k])));
    });
    asm volatile("# LLVM-MCA-END" : : : "memory");
}

}  // namespace
}  // namespace bench::constprop
