// Every float function at all 2^32 arguments, against the C library's in double: prints the largest error in units in
// the last place (ulp) and where it is, and fails above the bound that the function's header states.
//
//   g++ -std=c++20 -O3 -march=native -ffp-contract=fast -I include tests/math/exhaustive.cpp -pthread
//   ./a.out [--stride=N] [--threads=N] [exp log …]
//
// An ulp is that of the exact value's binade, below the normal range the smallest subnormal; of gate, whose absolute error is
// bounded, 2^-24. Infinity stands for 2^128.

#include <constprop/math/cos_pi.hpp>
#include <constprop/math/erf.hpp>
#include <constprop/math/exp.hpp>
#include <constprop/math/expm1.hpp>
#include <constprop/math/gate.hpp>
#include <constprop/math/log.hpp>
#include <constprop/math/log1p.hpp>
#include <constprop/math/sqrt.hpp>
#include <constprop/math/tanh.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

struct function {
    const char* name;
    float (*tested)(float);
    double (*exact)(double);
    double bound;
    double least_unit = 0;
};

struct worst {
    double error = 0.0;
    std::uint32_t at = 0;
};

double exact_cos_pi(double t) {
    constexpr double pi = 3.141592653589793;
    const double a = std::fabs(t);
    const double period = a - 2.0 * std::floor(0.5 * a);
    const double r = period > 1.0 ? 2.0 - period : period;
    return r < 0.25 ? std::cos(pi * r) : r <= 0.75 ? std::sin(pi * (0.5 - r)) : -std::cos(pi * (1.0 - r));
}

double unit(double exact) {
    const int exponent = static_cast<int>((std::bit_cast<std::uint64_t>(exact) >> 52) & 0x7FFU) - 1023;
    const int last = (exponent < -126 ? -126 : exponent > 127 ? 127 : exponent) - 23;
    return std::bit_cast<double>(static_cast<std::uint64_t>(last + 1023) << 52);
}

double error(float result, double exact, double least_unit) {
    if (std::isnan(exact) || std::isnan(result)) {
        return std::isnan(exact) && std::isnan(result) ? 0.0 : infinite;
    }
    if (std::isinf(exact)) {
        return static_cast<double>(result) == exact ? 0.0 : infinite;
    }
    if (exact == 0.0 && std::signbit(exact) != std::signbit(result)) {
        return infinite;
    }
    const double value =
        std::isinf(result) ? std::copysign(0x1p128, static_cast<double>(result)) : static_cast<double>(result);
    if (std::isinf(result) && std::isinf(static_cast<float>(exact))) {
        return 0.0;
    }
    return std::fabs(value - exact) / std::fmax(unit(exact), least_unit);
}

worst search(const function& f, std::uint64_t first, std::uint64_t last, std::uint64_t stride) {
    worst result;
    for (std::uint64_t i = first; i < last; i += stride) {
        const auto bits = static_cast<std::uint32_t>(i);
        const float x = std::bit_cast<float>(bits);
        const double e = error(f.tested(x), f.exact(static_cast<double>(x)), f.least_unit);
        if (e > result.error) {
            result = {e, bits};
        }
    }
    return result;
}

worst search_all(const function& f, std::uint64_t stride, unsigned threads) {
    constexpr unsigned parts = 16;
    worst result;
    for (unsigned part = 0; part < parts; part += threads) {
        std::vector<worst> found(threads);
        std::vector<std::thread> workers;
        for (unsigned t = 0; t < threads && part + t < parts; ++t) {
            workers.emplace_back([&found, &f, part, t, stride] {
                const std::uint64_t first = std::uint64_t{part + t} << 28;
                found[t] = search(f, first, first + (std::uint64_t{1} << 28), stride);
            });
        }
        for (std::thread& worker : workers) {
            worker.join();
        }
        for (const worst& w : found) {
            result = w.error > result.error ? w : result;
        }
        std::fprintf(stderr, "\r%s %u/%u ", f.name, part + threads < parts ? part + threads : parts, parts);
    }
    std::fprintf(stderr, "\r");
    return result;
}

namespace math = constprop::math;

constexpr function functions[] = {
    {"exp", [](float x) { return math::exp(x); }, [](double x) { return std::exp(x); }, 1.04},
    {"expm1", [](float x) { return math::expm1(x); }, [](double x) { return std::expm1(x); }, 1.31},
    {"log", [](float x) { return math::log(x); }, [](double x) { return std::log(x); }, 0.95},
    {"log1p", [](float x) { return math::log1p(x); }, [](double x) { return std::log1p(x); }, 1.54},
    {"tanh", [](float x) { return math::tanh(x); }, [](double x) { return std::tanh(x); }, 1.37},
    {"gate", [](float x) { return math::gate(x); }, [](double x) { return 1 / (1 + std::exp(-x)); }, 2.59, 0x1p-24},
    {"sqrt", [](float x) { return math::sqrt(x); }, [](double x) { return std::sqrt(x); }, 0.5},
    {"software_sqrt", [](float x) { return constprop::kernels::software_sqrt(x); },
     [](double x) { return std::sqrt(x); }, 0.5},
    {"erf", [](float x) { return math::erf(x); }, [](double x) { return std::erf(x); }, 1.27},
    {"erfc", [](float x) { return math::erfc(x); }, [](double x) { return std::erfc(x); }, 3.6},
    {"cos_pi", [](float x) { return math::cos_pi(x); }, exact_cos_pi, 1.65},
};

}  // namespace

int main(int count, char** arguments) {
    std::uint64_t stride = 1;
    unsigned threads = 2;
    std::vector<std::string_view> chosen;
    for (int i = 1; i < count; ++i) {
        if (std::strncmp(arguments[i], "--stride=", 9) == 0) {
            stride = std::strtoull(arguments[i] + 9, nullptr, 10);
        } else if (std::strncmp(arguments[i], "--threads=", 10) == 0) {
            threads = static_cast<unsigned>(std::strtoul(arguments[i] + 10, nullptr, 10));
        } else {
            chosen.emplace_back(arguments[i]);
        }
    }
    if (stride == 0 || threads == 0) {
        std::fprintf(stderr, "--stride and --threads take a positive number\n");
        return EXIT_FAILURE;
    }
    bool good = true;
    for (const function& f : functions) {
        bool wanted = chosen.empty();
        for (const std::string_view name : chosen) {
            wanted = wanted || name == f.name;
        }
        if (!wanted) {
            continue;
        }
        const worst w = search_all(f, stride, threads);
        const float x = std::bit_cast<float>(w.at);
        std::printf("%-14s at most %.4f ulp, at %.9g (0x%08X): %.9g, exactly %.17g%s\n", f.name, w.error,
                    static_cast<double>(x), w.at, static_cast<double>(f.tested(x)), f.exact(static_cast<double>(x)),
                    w.error > f.bound ? "  ABOVE THE BOUND" : "");
        std::fflush(stdout);
        good = good && w.error <= f.bound;
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
