#ifndef CONSTPROP_BRANCHES_RESIDUAL_HPP
#define CONSTPROP_BRANCHES_RESIDUAL_HPP

#include <constprop/branches/branch.hpp>
#include <constprop/chain/extent.hpp>
#include <constprop/chain/in_its_place.hpp>
#include <constprop/chain/pass.hpp>
#include <constprop/chain/place.hpp>
#include <constprop/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/layer.hpp>
#include <constprop/trace.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// y = x + f(x), f a chain of layers.
///
/// Shapes:      y like x: f gives what it takes
/// backward:    dx = dy + (∂f/∂x)ᵀ dy
/// Parameters:  those of f
/// Memory:      a training pass keeps what the layers of f give
/// Rejects:     layers that do not fit each other, counted from 0 in f; f that gives another extent than it takes
/// Source:      He, Zhang, Ren, Sun, Deep residual learning for image recognition, arXiv:1512.03385
template <class... Layers> struct CONSTPROP_TAGGED residual {
    using final_type = residual;
    using facts = detail::branch_facts<Layers...>;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        const extent takes = facts::shape(offered).takes;
        return {takes, takes};
    }
    [[nodiscard]] static constexpr auto tensors(extent in) noexcept { return facts::tensors(in); }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return facts::multiply_accumulates(in);
    }

    template <class T, extent In> class on : public detail::carried_by<detail::branch<T, In, Layers...>> {
        using branch = detail::branch<T, In, Layers...>;
        using row = std::array<T, In.size()>;

        static constexpr auto say_of_place() noexcept {
            constexpr extent takes = In, gives = branch::out;
            if constexpr (!branch::fits || gives == takes) {
                return std::type_identity<typename branch::about>{};
            } else {
                using adds = typename errors::type<residual>::template adds_to<detail::spelled<takes>>;
                return std::type_identity<typename adds::template but_its_layers_give<detail::spelled<gives>>>{};
            }
        }

     public:
        using about_place = typename decltype(say_of_place())::type;
        static constexpr bool takes_pass = true, whole_batch = branch::whole_batch, draws = branch::draws;
        static constexpr std::size_t fewest_samples = branch::fewest_samples;

        template <std::size_t Batch> struct cache {
            detail::rows<T, In.size(), Batch> given;
            typename branch::template cache<Batch> inside;
        };

        template <std::size_t Batch, class Pass>
        [[gnu::always_inline]] static constexpr void forward(const T* p, const row* x, row* y, std::size_t count,
                                                             const Pass& pass) noexcept {
            if constexpr (Pass::keeps) {
                auto* given = pass.cache->given.data();
                branch::template forward<Batch>(p, pass.statistics, x, given, count, pass.kind, &pass.cache->inside,
                                                pass.state);
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k) y[n][k] = x[n][k] + given[n][k];
            } else {
                branch::template forward<Batch>(p, pass.statistics, x, y, count, pass.kind, nullptr, pass.state);
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k) y[n][k] += x[n][k];
            }
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        [[gnu::always_inline]] static constexpr void backward(const T* p, const row* x, const row* /*y*/, row* dy,
                                                              Dx dx, std::size_t count, Sink sink,
                                                              const Pass& pass) noexcept {
            detail::rows<T, In.size(), detail::is_asked<Dx> ? Batch : 0> around;  // the branch writes over dy
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n) around.data()[n] = dy[n];
            branch::template backward<Batch>(p, pass.statistics, x, pass.cache->given.data(), dy, dx, count, sink,
                                             pass.kind, pass.cache->inside);
            if constexpr (detail::is_asked<Dx>)
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k) dx[n][k] += around.data()[n][k];
        }
        template <std::size_t Batch>
        static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t count) noexcept {
            branch::template measure<Batch>(statistics, kept.inside, count);
        }
        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept { return branch::position(k); }
        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            layer_scratch all = branch::template scratch<Batch>();
            all.backward += sizeof(detail::rows<T, In.size(), Batch>);
            return all;
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_RESIDUAL_HPP
