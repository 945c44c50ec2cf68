#ifndef CONSTPROP_HOST_FORMULA_MATRIX_HPP
#define CONSTPROP_HOST_FORMULA_MATRIX_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/math/is_nan.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A matrix whose size is known when it is constructed, row by row. A matrix without rows, made of one value, has that value
/// everywhere: it takes the shape of its partner.
///
/// It holds the values of formulas, whose shapes the compiler has checked; nothing is checked here.
template <class T> class matrix {
    std::size_t rows_ = 0, columns_ = 0;
    std::vector<T> values_;

 public:
    matrix() = default;
    explicit matrix(T everywhere) : values_{everywhere} {}
    matrix(std::size_t rows, std::size_t columns, T value = T(0))
        : rows_(rows), columns_(columns), values_(rows * columns, value) {}

    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
    [[nodiscard]] bool is_number() const noexcept { return rows_ == 0; }
    [[nodiscard]] const std::vector<T>& values() const noexcept { return values_; }

    [[nodiscard]] T& operator()(std::size_t row, std::size_t column) noexcept {
        return values_[is_number() ? 0 : row * columns_ + column];
    }
    [[nodiscard]] const T& operator()(std::size_t row, std::size_t column) const noexcept {
        return values_[is_number() ? 0 : row * columns_ + column];
    }

    [[nodiscard]] bool same_shape(const matrix& other) const noexcept {
        return rows_ == other.rows_ && columns_ == other.columns_;
    }
    [[nodiscard]] friend bool operator==(const matrix&, const matrix&) = default;
};

/// Applies function(a) to every element.
template <class T, class Function> [[nodiscard]] matrix<T> map(const matrix<T>& a, Function function) {
    matrix<T> result = a;
    for (std::size_t r = 0; r < std::max<std::size_t>(1, a.rows()); ++r)
        for (std::size_t c = 0; c < std::max<std::size_t>(1, a.columns()); ++c) result(r, c) = function(a(r, c));
    return result;
}

/// Applies function(a, b) to the elements at equal positions.
template <class T, class Function>
[[nodiscard]] matrix<T> map(const matrix<T>& a, const matrix<T>& b, Function function) {
    matrix<T> result = a.is_number() ? b : a;
    for (std::size_t r = 0; r < std::max<std::size_t>(1, result.rows()); ++r)
        for (std::size_t c = 0; c < std::max<std::size_t>(1, result.columns()); ++c)
            result(r, c) = function(a(r, c), b(r, c));
    return result;
}

/// The matrix product; a number multiplies every element.
template <class T> [[nodiscard]] matrix<T> operator*(const matrix<T>& a, const matrix<T>& b) {
    if (a.is_number() || b.is_number()) return map(a, b, [](T p, T q) { return p * q; });
    matrix<T> product(a.rows(), b.columns());
    for (std::size_t r = 0; r < a.rows(); ++r)
        for (std::size_t k = 0; k < a.columns(); ++k)
            for (std::size_t c = 0; c < b.columns(); ++c) product(r, c) += a(r, k) * b(k, c);
    return product;
}

template <class T> [[nodiscard]] matrix<T> transpose_of(const matrix<T>& a) {
    if (a.is_number()) return a;
    matrix<T> transposed(a.columns(), a.rows());
    for (std::size_t r = 0; r < a.rows(); ++r)
        for (std::size_t c = 0; c < a.columns(); ++c) transposed(c, r) = a(r, c);
    return transposed;
}

/// The square matrix with a column's elements on its diagonal.
template <class T> [[nodiscard]] matrix<T> diagonal_of(const matrix<T>& column) {
    matrix<T> square(column.rows(), column.rows());
    for (std::size_t k = 0; k < column.rows(); ++k) square(k, k) = column(k, 0);
    return square;
}

/// The largest |aᵢⱼ − bᵢⱼ| of two matrices of equal shape; NaN if an element is NaN.
template <class T> [[nodiscard]] T largest_difference(const matrix<T>& a, const matrix<T>& b) {
    T largest = T(0);
    for (std::size_t k = 0; k < a.values().size(); ++k) {
        const T d = a.values()[k] - b.values()[k], distance = d < T(0) ? -d : d;
        if (math::is_nan(distance)) return distance;
        if (distance > largest) largest = distance;
    }
    return largest;
}

/// The largest |aᵢⱼ|.
template <class T> [[nodiscard]] T largest_value(const matrix<T>& a) {
    return largest_difference(a, map(a, [](T) { return T(0); }));
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_FORMULA_MATRIX_HPP
