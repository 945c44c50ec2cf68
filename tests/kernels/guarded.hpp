#ifndef CONSTPROP_TESTS_KERNELS_GUARDED_HPP
#define CONSTPROP_TESTS_KERNELS_GUARDED_HPP

#include <array>
#include <cstddef>
#include <cstring>
#include <limits>

template <class Value> bool same_bits(const Value& a, const Value& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

/// Rows that a kernel writes, and nothing else: before, they are not numbers, and after, what lies around them is none.
template <class T, std::size_t Size, std::size_t Count = 1> struct guarded {
    std::array<T, 64> before;
    std::array<std::array<T, Size>, Count> rows;
    std::array<T, 64> after;

    void clear() {
        before.fill(not_a_number);
        for (auto& row : rows) row.fill(not_a_number);
        after.fill(not_a_number);
    }
    T* data() { return rows[0].data(); }

    bool hold(const std::array<std::array<T, Size>, Count>& expected) const {
        bool untouched = true;
        for (const auto& margin : {before, after})
            for (const T value : margin) untouched &= value != value;
        return untouched && same_bits(rows, expected);
    }

 private:
    static constexpr T not_a_number = std::numeric_limits<T>::quiet_NaN();
};

#endif  // CONSTPROP_TESTS_KERNELS_GUARDED_HPP
