#ifndef CONSTPROP_KERNELS_NORMALIZATION_HPP
#define CONSTPROP_KERNELS_NORMALIZATION_HPP

#include <constprop/kernels/order.hpp>
#include <constprop/kernels/square_root.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

/// Normalization of samples with `Positions` positions of `Channels` channels. Inner loops run along the channels, which are
/// contiguous. There is at least one sample; a loop that runs at least once shows compilers that it initializes its results.
namespace constprop::inline CONSTPROP_TARGET::kernels {

/// 1 / √(variance + epsilon). The `sqrt` of a user's scalar is found by argument-dependent lookup.
template <class T> constexpr T inverse_deviation(T variance, T epsilon) noexcept {
    return T(1) / T(sqrt(variance + epsilon));
}

/// Normalization over a batch: each channel has one mean and one variance.
template <std::size_t Positions, std::size_t Channels> struct batch_normalization {
    /// mean = (1/m) Σ x, variance = (1/m) Σ (x − mean)², over m = count · Positions values of a channel.
    template <class T, class Row>
    static constexpr void measure(const Row* x, std::size_t count, T* mean, T* variance) noexcept {
        const T share = T(1) / static_cast<T>(count * Positions);
        for (std::size_t c = 0; c < Channels; ++c) mean[c] = variance[c] = T(0);
        std::size_t n = 0;
        do {
            const T* at = x[n].data();
            for (std::size_t p = 0; p < Positions; ++p, at += Channels)
                for (std::size_t c = 0; c < Channels; ++c) mean[c] += at[c];
        } while (++n < count);
        for (std::size_t c = 0; c < Channels; ++c) mean[c] *= share;
        n = 0;
        do {
            const T* at = x[n].data();
            for (std::size_t p = 0; p < Positions; ++p, at += Channels)
                for (std::size_t c = 0; c < Channels; ++c) {
                    const T from_mean = at[c] - mean[c];
                    variance[c] += from_mean * from_mean;
                }
        } while (++n < count);
        for (std::size_t c = 0; c < Channels; ++c) variance[c] *= share;
    }

    /// y = (x − mean) factor + shift; y may be x.
    template <class T, class Row>
    static constexpr void apply(const Row* x, Row* y, std::size_t count, const T* mean, const T* factor,
                                const T* shift) noexcept {
        std::size_t n = 0;
        do {
            const T* from = x[n].data();
            T* to = y[n].data();
            for (std::size_t p = 0; p < Positions; ++p, from += Channels, to += Channels)
                for (std::size_t c = 0; c < Channels; ++c) to[c] = (from[c] - mean[c]) * factor[c] + shift[c];
        } while (++n < count);
    }

    /// along = Σ dy (x − mean), sum = Σ dy.
    template <class T, class Row>
    static constexpr void sum(const Row* x, const Row* dy, std::size_t count, const T* mean, T* along,
                              T* sum) noexcept {
        for (std::size_t c = 0; c < Channels; ++c) along[c] = sum[c] = T(0);
        std::size_t n = 0;
        do {
            const T *at = x[n].data(), *slope = dy[n].data();
            for (std::size_t p = 0; p < Positions; ++p, at += Channels, slope += Channels)
                for (std::size_t c = 0; c < Channels; ++c) {
                    along[c] += slope[c] * (at[c] - mean[c]);
                    sum[c] += slope[c];
                }
        } while (++n < count);
    }

    /// dx = factor (dy − sum − (x − mean) along); dx may be dy.
    template <class T, class Row>
    static constexpr void backward(const Row* x, const Row* dy, Row* dx, std::size_t count, const T* mean,
                                   const T* factor, const T* along, const T* sum) noexcept {
        std::size_t n = 0;
        do {
            const T *at = x[n].data(), *slope = dy[n].data();
            T* to = dx[n].data();
            for (std::size_t p = 0; p < Positions; ++p, at += Channels, slope += Channels, to += Channels)
                for (std::size_t c = 0; c < Channels; ++c)
                    to[c] = factor[c] * (slope[c] - sum[c] - (at[c] - mean[c]) * along[c]);
        } while (++n < count);
    }
    /// dx = factor dy, for a mean and a variance that do not depend on x.
    template <class T, class Row>
    static constexpr void scale(const Row* dy, Row* dx, std::size_t count, const T* factor) noexcept {
        std::size_t n = 0;
        do {
            const T* slope = dy[n].data();
            T* to = dx[n].data();
            for (std::size_t p = 0; p < Positions; ++p, slope += Channels, to += Channels)
                for (std::size_t c = 0; c < Channels; ++c) to[c] = factor[c] * slope[c];
        } while (++n < count);
    }
};

/// Normalization within a sample: each set of values has one mean and one variance. The positions are divided into `Parts`, and
/// the channels into `Groups`; a set is a part of a group. `LiesAt` maps channel k to its position.
template <std::size_t Positions, std::size_t Channels, std::size_t Parts, std::size_t Groups, auto LiesAt>
struct sample_normalization {
    static constexpr std::size_t positions = Positions / Parts, channels = Channels / Groups,
                                 values = positions * channels;

    /// Calls use(i, k) for all values of set `s`: value i of a sample belongs to channel k.
    template <class Use> [[gnu::always_inline]] static constexpr void for_each(std::size_t s, const Use& use) noexcept {
        const std::size_t begin = s / Groups * positions, first = s % Groups * channels;
        for (std::size_t p = begin; p < begin + positions; ++p)
            for (std::size_t k = first; k < first + channels; ++k) use(p * Channels + LiesAt(k), k);
    }

    template <class T> struct moments {
        T mean{}, inverse{};
    };
    template <class T> static constexpr moments<T> measure(const T* x, std::size_t s, T epsilon) noexcept {
        sum_of<T> sum = T(0), squares = T(0);
        for_each(s, [&](std::size_t i_, std::size_t) noexcept { sum += sum_of<T>(x[i_]); });
        const T mean = mean_of<T>(sum, values);
        for_each(s,
                 [&](std::size_t i_, std::size_t) noexcept { squares += (x[i_] - mean) * factor_of<T>(x[i_] - mean); });
        return {mean, inverse_deviation(mean_of<T>(squares, values), epsilon)};
    }

    /// y = gain (x − mean) / √(variance + epsilon) + bias; y may be x.
    template <class T> static constexpr void forward(const T* p, const T* x, T* y, T epsilon) noexcept {
        for (std::size_t s = 0; s < Parts * Groups; ++s) {
            const auto [mean, inverse] = measure(x, s, epsilon);
            const T from = mean, factor = inverse;
            for_each(s, [&](std::size_t i_, std::size_t k_) noexcept {
                y[i_] = (x[i_] - from) * (factor * p[k_]) + p[Channels + k_];
            });
        }
    }

    /// Adds to the gradients of gain and bias unless `gradient` is nullptr; then writes dx unless it is nullptr; dx may be dy.
    template <class T>
    static constexpr void backward(const T* p, const T* x, const T* dy, T* dx, T* gradient, T epsilon) noexcept {
        for (std::size_t s = 0; s < Parts * Groups; ++s) {
            const moments<T> of = measure(x, s, epsilon);
            if (gradient != nullptr)
                for_each(s, [&](std::size_t i_, std::size_t k_) noexcept {
                    gradient[k_] += dy[i_] * ((x[i_] - of.mean) * of.inverse);
                    gradient[Channels + k_] += dy[i_];
                });
            if (dx == nullptr) continue;
            sum_of<T> sums = T(0), sums_along = T(0);
            for_each(s, [&](std::size_t i_, std::size_t k_) noexcept {
                sums += dy[i_] * factor_of<T>(p[k_]);
                sums_along += dy[i_] * p[k_] * factor_of<T>((x[i_] - of.mean) * of.inverse);
            });
            const T sum = mean_of<T>(sums, values), along = mean_of<T>(sums_along, values);
            for_each(s, [&](std::size_t i_, std::size_t k_) noexcept {
                dx[i_] = of.inverse * (dy[i_] * p[k_] - sum - (x[i_] - of.mean) * of.inverse * along);
            });
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_NORMALIZATION_HPP
