#ifndef CONSTPROP_LAYERS_PAD_HPP
#define CONSTPROP_LAYERS_PAD_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/windows.hpp>
#include <constprop/layers/window_options.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// Adds zeros around an image or a signal. For an image: one number for all sides; two for above and below, left and right; or
/// four for above, below, left, right. For a signal: one number for both ends; or two for before and after.
///
/// Shapes:      x H × W × C, y (H + above + below) × (W + left + right) × C
/// backward:    dx = dy where x lies
/// Parameters:  none
/// Cost:        one copy; the option `padding<…>` of the next layer costs none
/// Rejects:     a vector; four numbers for a signal
/// Source:      PyTorch's nn.ZeroPad2d
template <std::size_t... Values> struct CONSTPROP_TAGGED pad {
    using final_type = pad;
    using misuse = std::conditional_t<padding<Values...>::has_its_numbers, errors::nothing,
                                      typename errors::type<pad>::is_given_neither_one_nor_two_nor_four_numbers>;

    /// Windows of one value; at some places they lie on padding.
    [[nodiscard]] static constexpr windows over(extent in) noexcept {
        return detail::settings_of<padding<Values...>>({.axes = detail::has_axes(in, 1) ? 1U : 2U}).over;
    }
    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        if (!detail::has_axes(offered, 2) && (!detail::has_axes(offered, 1) || sizeof...(Values) == 4))
            return {detail::any_extent(2, 0), {}};
        return {offered, over(offered).places(offered, offered.channels)};
    }

    template <class T, extent In> struct on {
        using places = kernels::windows<over(In).rows.on(In.height), over(In).columns.on(In.width)>;
        using input_row = std::array<T, In.size()>;
        using output_row = std::array<T, places::places * In.channels>;

        /// One image, with `zero` around it.
        static constexpr void surround(const T* x, T* y, T zero) noexcept {
            places::for_each([&](const auto& window_, std::size_t place_) noexcept {
                T* const to_ = y + place_ * In.channels;
                if (window_.count() == 0)
                    for (std::size_t k_ = 0; k_ < In.channels; ++k_) to_[k_] = zero;
                else
                    for (std::size_t k_ = 0; k_ < In.channels; ++k_) to_[k_] = x[window_.first() * In.channels + k_];
            });
        }
        template <std::size_t Batch>
        static constexpr void forward(const T* /*none*/, const input_row* x, output_row* y,
                                      std::size_t count) noexcept {
            for (std::size_t n = 0; n < count; ++n) surround(x[n].data(), y[n].data(), T(0));
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* /*none*/, const input_row* /*x*/, const output_row* /*y*/,
                                       const output_row* dy, [[maybe_unused]] Dx dx, std::size_t count,
                                       Sink /*no parameters*/) noexcept {
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n)
                    places::for_each([&](const auto& window_, std::size_t place_) noexcept {
                        if (window_.count() == 0) return;
                        for (std::size_t k_ = 0; k_ < In.channels; ++k_)
                            dx[n].data()[window_.first() * In.channels + k_] = dy[n].data()[place_ * In.channels + k_];
                    });
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_LAYERS_PAD_HPP
