#ifndef CONSTPROP_INT8_POOLS_HPP
#define CONSTPROP_INT8_POOLS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/multiplier.hpp>
#include <constprop/kernels/int8/pool.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/pool.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/average_pool.hpp>
#include <constprop/layers/max_pool.hpp>
#include <constprop/layers/pool.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>

/// The forms of pools. They keep their input's scale, but for the mean of all of an image, which has its own.
namespace constprop::inline CONSTPROP_TARGET::int8 {

template <kernels::pool_sizes Sizes> struct greatest_of_windows : form_that_keeps_scale {
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        kernels::max_pool<Sizes>::forward(x, y);
    }
};

template <kernels::pool_sizes Sizes> struct averages_of_windows : form_that_keeps_scale {
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        kernels::int8::average_pool<Sizes>(x, y, gives.zero_point);
    }
};

/// The mean of each channel, TensorFlow Lite's MEAN over rows and columns.
template <kernels::pool_sizes Sizes> struct mean_of_channels : form_without_tensors {
    static constexpr std::size_t sources = 1;
    static constexpr std::size_t parameter_bytes =
        sizeof(quantization) + sizeof(kernels::int8::multiplier) + sizeof(std::int32_t);

    quantization gives{};
    kernels::int8::multiplier by{};
    std::int32_t zero_point = 0;

    [[nodiscard]] static constexpr quantization gives_of(const quantization& /*takes*/,
                                                         const real_range& measured) noexcept {
        return quantization_of(measured);
    }
    constexpr void set(const quantization& from, const quantization& takes, const limits& /*clamped*/) noexcept {
        constexpr auto count = static_cast<std::int32_t>(Sizes.rows.length * Sizes.columns.length);
        gives = from;
        zero_point = takes.zero_point;
        by = kernels::int8::multiplier_of_mean(
            multiplier_of(static_cast<double>(takes.scale) / static_cast<double>(from.scale)), count);
    }
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* /*scratch*/) const noexcept {
        kernels::int8::mean<Sizes>(x, y, zero_point, by, gives.zero_point);
    }
};

/// The form of a pool, by what the layer is in its place.
template <class On> struct pool_form {
    using type = void;
};
template <class T, extent In, kernels::pool_sizes Sizes>
struct pool_form<detail::pool_on<detail::takes_greatest, T, In, Sizes>> {
    using type = greatest_of_windows<Sizes>;
};
template <class T, extent In, kernels::pool_sizes Sizes>
struct pool_form<detail::pool_on<detail::takes_average, T, In, Sizes>> {
    using type = averages_of_windows<Sizes>;
};

template <std::size_t Size, class... Options, extent In, class Scales>
struct form_of<max_pool2d<Size, Options...>, In, Scales>
    : pool_form<typename max_pool2d<Size, Options...>::template on<std::int8_t, In>> {};
template <std::size_t Size, class... Options, extent In, class Scales>
struct form_of<max_pool1d<Size, Options...>, In, Scales>
    : pool_form<typename max_pool1d<Size, Options...>::template on<std::int8_t, In>> {};
template <std::size_t Size, class... Options, extent In, class Scales>
struct form_of<average_pool2d<Size, Options...>, In, Scales>
    : pool_form<typename average_pool2d<Size, Options...>::template on<std::int8_t, In>> {};
template <std::size_t Size, class... Options, extent In, class Scales>
struct form_of<average_pool1d<Size, Options...>, In, Scales>
    : pool_form<typename average_pool1d<Size, Options...>::template on<std::int8_t, In>> {};
template <extent In, class Scales>
struct form_of<global_max_pool, In, Scales> : pool_form<global_max_pool::template on<std::int8_t, In>> {};

template <class On> struct mean_form;
template <class Makes, class T, extent In, kernels::pool_sizes Sizes>
struct mean_form<detail::pool_on<Makes, T, In, Sizes>> {
    using type = mean_of_channels<Sizes>;
};
template <extent In, class Scales>
struct form_of<global_average_pool, In, Scales> : mean_form<global_average_pool::template on<std::int8_t, In>> {};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_POOLS_HPP
