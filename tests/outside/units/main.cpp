// Runs the unit that is named, and prints all the numbers that it finds: for one unit alone, or several in one program.
#include <array>
#include <cstddef>
#include <cstdio>
#include <string_view>

using run = void(float* numbers, std::size_t* count);
// Those that are not linked are null.
[[gnu::weak]] run run_sse2, run_avx2, run_x86_v4, run_plain;

int main(int count, char** arguments) {
    if (count != 2) return 2;
    const std::string_view name = arguments[1];
#if defined(__x86_64__)
    if (name == "avx2" && !(__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))) return 77;
    if (name == "x86_v4" && !(__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                              __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")))
        return 77;
#endif
    run* const unit = name == "sse2" ? run_sse2 : name == "avx2" ? run_avx2 : name == "x86_v4" ? run_x86_v4 : run_plain;
    if (unit == nullptr) return 2;
    std::array<float, 4096> numbers;
    std::size_t found = 0;
    unit(numbers.data(), &found);
    for (std::size_t k = 0; k < found; ++k) std::printf("%zu %a\n", k, static_cast<double>(numbers[k]));
}
