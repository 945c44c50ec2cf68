#ifndef CONSTPROP_LAYERS_DROPOUT_HPP
#define CONSTPROP_LAYERS_DROPOUT_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/each_sample.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop {

/// Drops values at random in training: y = x / (1 − p) with probability 1 − p, else 0. In inference y = x.
///
/// `Probability` is a std::ratio, p. A hash of the training pass's `pass` decides for each value independently, with equal
/// results on every machine. A pass without random bits drops nothing.
///
/// Shapes:      y like x, any extent
/// backward:    dx = dy / (1 − p) if x was kept, else 0: the bits are computed again
/// Cost:        one hash for each value, forward and backward; no memory; works in place
/// Rejects:     p below 0, and p of 1 or more
/// Source:      PyTorch's nn.Dropout; Srivastava et al., JMLR 15, 2014
template <class Probability> struct CONSTPROP_TAGGED dropout {
    using final_type = dropout;
    static constexpr bool in_place = true, passes_through = true;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }

    template <class T, extent In> class on {
        static constexpr bool is_share = Probability::num >= 0 && Probability::num < Probability::den;
        using sentence = typename errors::type<dropout>::drops_no_share_below_one;
        using row = std::array<T, In.size()>;

        /// p as a fraction of 2³², by long division: exact on every machine. A value is dropped if its bits are less.
        static constexpr std::uint32_t threshold = [] {
            std::uint32_t quotient = 0;
            std::uintmax_t rest = static_cast<std::uintmax_t>(is_share ? Probability::num : 0);
            constexpr auto divisor = static_cast<std::uintmax_t>(Probability::den);
            for (int bit = 0; bit < 32; ++bit) {
                rest *= 2;
                quotient = quotient * 2 + (rest >= divisor ? 1U : 0U);
                if (rest >= divisor) rest -= divisor;
            }
            return quotient;
        }();
        static constexpr T kept = T(1) / (T(1) - static_cast<T>(Probability::num) / static_cast<T>(Probability::den));

        template <class Pass>
        static constexpr void drop(const row* from, row* to, std::size_t count,
                                   [[maybe_unused]] const Pass& pass) noexcept {
            if constexpr (Pass::draws) {
                std::size_t n = 0;
                do {
                    const T* in = from[n].data();
                    T* out = to[n].data();
                    for (std::size_t k = 0; k < In.size(); ++k)
                        out[k] = pass.kind.bits(n, k) < threshold ? T(0) : in[k] * kept;
                } while (++n < count);
            } else if (from != to) {
                kernels::for_each_sample(count, [&](std::size_t n_) CONSTPROP_INLINED { to[n_] = from[n_]; });
            }
        }

     public:
        using about_numbers = std::conditional_t<is_share, errors::nothing, sentence>;
        static constexpr bool takes_pass = true, draws = true;

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* /*none*/, const row* x, row* y, std::size_t count,
                                      const Pass& pass) noexcept {
            drop(x, y, count, pass);
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T* /*none*/, const row* /*x*/, const row* /*y*/, const row* dy, Dx dx,
                                       std::size_t count, Sink /*no parameters*/, const Pass& pass) noexcept {
            if constexpr (detail::is_asked<Dx>) drop(dy, dx, count, pass);
        }
    };
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {
template <class Layer> inline constexpr bool is_dropout = false;
template <class Probability> inline constexpr bool is_dropout<dropout<Probability>> = true;
}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_DROPOUT_HPP
