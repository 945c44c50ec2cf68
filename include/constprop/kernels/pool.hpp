#ifndef CONSTPROP_KERNELS_POOL_HPP
#define CONSTPROP_KERNELS_POOL_HPP

#include <constprop/kernels/axis.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/kernels/windows.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The sizes of a pool: windows on an image of rows.length × columns.length × `channels`, each channel by itself.
struct pool_sizes {
    axis rows{}, columns{};
    std::size_t channels = 1;
    bool counts_padding = false;  ///< true if an average also divides by the taps on padding

    [[nodiscard]] constexpr std::size_t values() const noexcept { return rows.length * columns.length * channels; }
};

/// The maximum of each window. Among equal values the first is taken, and NaN is greater than all numbers.
template <pool_sizes Sizes> struct max_pool {
    using all = windows<Sizes.rows, Sizes.columns>;
    static constexpr std::size_t channels = Sizes.channels;

    template <class T> static constexpr void forward(const T* x, T* y) noexcept {
        all::for_each([&](const auto& window_, std::size_t place_) CONSTPROP_INLINED {
            for_channels<channels, T>([&](std::size_t k_, auto one_) CONSTPROP_INLINED {
                using values_ = typename decltype(one_)::type;
                values_ greatest_ = get<values_>(x + window_.first() * channels + k_);
                window_.for_each([&](std::size_t, std::size_t pixel_) CONSTPROP_INLINED {
                    const values_ value_ = get<values_>(x + pixel_ * channels + k_);
                    greatest_ = is_greater(value_, greatest_) ? value_ : greatest_;
                });
                put(y + place_ * channels + k_, greatest_);
            });
        });
    }

    /// dx is the sum of dy over the windows whose maximum is x. The backward pass searches for the maxima again.
    template <class T> static constexpr void backward(const T* x, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Sizes.values(); ++k) dx[k] = T(0);
        all::for_each([&](const auto& window_, std::size_t place_) CONSTPROP_INLINED {
            for_channels<channels, T>([&](std::size_t k_, auto one_) CONSTPROP_INLINED {
                using values_ = typename decltype(one_)::type;
                // Each lane of a vector counts its own pixels.
                using number_ = std::conditional_t<std::is_same_v<values_, T>, std::size_t, values_>;
                using unit_ = std::conditional_t<std::is_same_v<values_, T>, std::size_t, T>;
                values_ greatest_ = get<values_>(x + window_.first() * channels + k_);
                number_ counts_{}, at_{};
                window_.for_each([&](std::size_t, std::size_t pixel_) CONSTPROP_INLINED {
                    const values_ value_ = get<values_>(x + pixel_ * channels + k_);
                    const auto greater_ = is_greater(value_, greatest_);
                    greatest_ = greater_ ? value_ : greatest_;
                    counts_ = greater_ ? at_ : counts_;
                    at_ = at_ + unit_(1);
                });
                at_ = number_{};
                const values_ slope_ = get<values_>(dy + place_ * channels + k_), none_{};
                window_.for_each([&](std::size_t, std::size_t pixel_) CONSTPROP_INLINED {
                    T* const to_ = dx + pixel_ * channels + k_;
                    put<T, values_>(to_, get<values_>(to_) + (at_ == counts_ ? slope_ : none_));
                    at_ = at_ + unit_(1);
                });
            });
        });
    }

 private:
    template <class Values>
    [[gnu::always_inline]] static constexpr auto is_greater(const Values& value, const Values& than) noexcept {
        if constexpr (std::is_class_v<Values>) return value > than || value != value;
        else return (value > than) | (value != value);
    }
};

/// The mean of each window: the sum in the order of its pixels, divided once.
template <pool_sizes Sizes> struct average_pool {
    using all = windows<Sizes.rows, Sizes.columns>;
    static constexpr std::size_t channels = Sizes.channels;

    template <class T> static constexpr void forward(const T* x, T* y) noexcept {
        all::for_each([&](const auto& window_, std::size_t place_) CONSTPROP_INLINED {
            const std::size_t count_ = count(window_);
            for_channels<channels, T>([&](std::size_t k_, auto one_) CONSTPROP_INLINED {
                using values_ = typename decltype(one_)::type;
                sum_of<values_> sum_{};
                window_.for_each_in_run([&](std::size_t, std::size_t pixel_) CONSTPROP_INLINED {
                    sum_ = sum_ + sum_of<values_>(get<values_>(x + pixel_ * channels + k_));
                });
                put<T, values_>(y + place_ * channels + k_, divided<T, values_>(sum_, count_));
            });
        });
    }

    /// dx is the sum of dy over the windows that cover x, each divided by its number of values.
    template <class T> static constexpr void backward(const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Sizes.values(); ++k) dx[k] = T(0);
        all::for_each([&](const auto& window_, std::size_t place_) CONSTPROP_INLINED {
            const std::size_t count_ = count(window_);
            for_channels<channels, T>([&](std::size_t k_, auto one_) CONSTPROP_INLINED {
                using values_ = typename decltype(one_)::type;
                const values_ share_ =
                    divided<T, values_>(sum_of<values_>(get<values_>(dy + place_ * channels + k_)), count_);
                window_.for_each([&](std::size_t, std::size_t pixel_) CONSTPROP_INLINED {
                    T* const to_ = dx + pixel_ * channels + k_;
                    put<T, values_>(to_, get<values_>(to_) + share_);
                });
            });
        });
    }

 private:
    template <class Seen> [[gnu::always_inline]] static constexpr std::size_t count(const Seen& window) noexcept {
        return Sizes.counts_padding ? window.count_with_padding() : window.count();
    }
    /// Values, or vectors of them, over a count.
    template <class T, class Values>
    [[gnu::always_inline]] static constexpr Values divided(const sum_of<Values>& sum, std::size_t count) noexcept {
        if constexpr (std::is_same_v<sum_of<Values>, Values>) return sum / T(static_cast<int>(count));
        else return mean_of<Values>(sum, count);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_POOL_HPP
