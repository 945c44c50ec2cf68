#ifndef CONSTPROP_LAYERS_SAMPLE_NORM_HPP
#define CONSTPROP_LAYERS_SAMPLE_NORM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/each_sample.hpp>
#include <constprop/kernels/normalization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/gain_and_bias.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Normalizes each sample by itself: the channels of a group at all positions together, or at each position separately.
template <class Self, std::size_t Groups, bool AtEachPosition, class Epsilon> struct sample_norm_layer {
    using final_type = Self;
    using needs = errors::functions<errors::sqrt>;
    static constexpr bool in_place = true;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }
    [[nodiscard]] static constexpr std::array<tensor, 2> tensors(extent in) noexcept {
        return {gain_tensor(in), shift_tensor(in)};
    }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept { return 3 * in.size(); }

    template <class T, extent In> class on {
        using channel = channels_of<In>;
        static constexpr std::size_t channels = channel::count, parts = AtEachPosition ? channel::positions : 1;
        using kernel = kernels::sample_normalization<channel::positions, channels, parts, Groups, &channel::lies_at>;
        using row = std::array<T, In.size()>;

        static constexpr T epsilon =
            static_cast<T>(static_cast<double>(Epsilon::num) / static_cast<double>(Epsilon::den));

        static constexpr bool divides() noexcept {
            if constexpr (Groups == 0) return false;
            else return channels % Groups == 0;
        }
        static constexpr auto say_of_numbers() noexcept {
            if constexpr (divides()) return std::type_identity<errors::nothing>{};
            else return std::type_identity<typename errors::type<Self>::template does_not_divide_channels<channels>>{};
        }

     public:
        using about_numbers = typename decltype(say_of_numbers())::type;

        template <std::size_t Batch>
        static constexpr void forward(const T* p, const row* x, row* y, std::size_t count) noexcept {
            kernels::for_each_sample(count, [&](std::size_t n_) CONSTPROP_INLINED {
                kernel::forward(p, x[n_].data(), y[n_].data(), epsilon);
            });
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* p, const row* x, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, [[maybe_unused]] Sink sink) noexcept {
            T gradient[is_asked<Sink> ? 2 * channels : 1];
            for (T& value : gradient) value = T(0);
            T* const sums = is_asked<Sink> ? gradient : nullptr;
            kernels::for_each_sample(count, [&](std::size_t n_) CONSTPROP_INLINED {
                T* to_ = nullptr;
                if constexpr (is_asked<Dx>) to_ = dx[n_].data();
                kernel::backward(p, x[n_].data(), dy[n_].data(), to_, sums, epsilon);
            });
            if constexpr (is_asked<Sink>)
                for (std::size_t k = 0; k < 2 * channels; ++k) sink(k, gradient[k]);
        }
        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            return {.gradient = 2 * channels * sizeof(T)};
        }
    };
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_SAMPLE_NORM_HPP
