// compare ORDINARY OTHER [finite]: whether the values of two files, as functions.cpp writes them, are as close as they say,
// wherever argument and ordinary value are zero or normal numbers. An ordinary value that is smaller may be any number so
// small. NaN and infinity stay what they are, and are left out with `finite`. Prints where a function is farthest.

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "record.hpp"

namespace {

template <class T> using bits = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;

/// How many numbers of type T lie between two.
template <class T> double apart(T a, T b) {
    const auto number = [](T x) {
        const auto i = std::bit_cast<bits<T>>(x);
        return static_cast<long double>(i < 0 ? std::numeric_limits<bits<T>>::min() - i : i);
    };
    return static_cast<double>(std::fabs(number(a) - number(b)));
}

template <class T> std::vector<T> numbers(const char*& from, std::uint64_t count) {
    std::vector<T> values(count);
    std::memcpy(values.data(), from, count * sizeof(T));
    from += count * sizeof(T);
    return values;
}

template <class T> bool agree(const recorder::heading& about, const char*& ordinary, const char*& other, bool finite) {
    const auto x = numbers<T>(ordinary, about.count), same_x = numbers<T>(other, about.count),
               y = numbers<T>(ordinary, about.count), z = numbers<T>(other, about.count);
    if (std::memcmp(x.data(), same_x.data(), about.count * sizeof(T)) != 0)
        return std::printf("%s: other arguments\n", about.name), false;
    const T smallest = std::numeric_limits<T>::min();
    double worst = 0;
    std::size_t at = 0, wrong = 0, undefined = 0;
    for (std::size_t k = 0; k < about.count; ++k) {
        if (x[k] != 0 && std::fabs(x[k]) < smallest) continue;
        if (std::isnan(x[k]) || std::isinf(x[k]) || std::isnan(y[k]) || std::isinf(y[k])) {
            if (!finite && !(std::isnan(y[k]) ? std::isnan(z[k]) : y[k] == z[k]) && undefined++ == 0)
                std::printf("%s: %.9g at %.9g, not %.9g\n", about.name, static_cast<double>(z[k]),
                            static_cast<double>(x[k]), static_cast<double>(y[k]));
            continue;
        }
        const double distance = std::isnan(z[k])                 ? std::numeric_limits<double>::infinity()
                                : std::fabs(y[k]) >= smallest    ? apart(y[k], z[k])
                                : !(std::fabs(z[k]) <= smallest) ? std::numeric_limits<double>::infinity()
                                                                 : 0;
        if (distance > about.ulps &&
            !(std::fabs(static_cast<double>(z[k]) - static_cast<double>(y[k])) <= about.absolute))
            ++wrong;
        else if (distance > about.ulps) continue;
        if (distance > worst) worst = distance, at = k;
    }
    if (wrong != 0)
        std::printf("%s: %zu of %zu are wrong: %.9g at %.9g, not %.9g, %g ulp\n", about.name, wrong, x.size(),
                    static_cast<double>(z[at]), static_cast<double>(x[at]), static_cast<double>(y[at]), worst);
    return wrong == 0 && undefined == 0;
}

std::string content(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return 2;
    const std::string ordinary = content(argv[1]), other = content(argv[2]);
    const bool finite = argc > 3 && std::strcmp(argv[3], "finite") == 0;
    if (ordinary.empty() || ordinary.size() != other.size()) return std::printf("The files do not match.\n"), 2;
    bool all = true;
    for (const char *from = ordinary.data(), *than = other.data(); from < ordinary.data() + ordinary.size();) {
        recorder::heading about;
        std::memcpy(&about, from, sizeof about);
        from += sizeof about, than += sizeof about;
        all = (about.size == 4 ? agree<float>(about, from, than, finite) : agree<double>(about, from, than, finite)) &&
              all;
    }
    return all ? 0 : 1;
}
