#ifndef CONSTPROP_BRANCHES_RESIDUAL_HPP
#define CONSTPROP_BRANCHES_RESIDUAL_HPP

#include <constprop/branches/branch.hpp>
#include <constprop/branches/join.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/each_sample.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/numbers/scalar_functions.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// y = x + f(x), f a chain of layers.
///
/// Shapes:      y like x: f gives the extent that it takes. Vectors that remember other axes are added in PyTorch's order
/// backward:    dx = dy + (∂f/∂x)ᵀ dy
/// Parameters:  those of f
/// Memory:      a training pass keeps the outputs of f's layers
/// Rejects:     layers that do not fit each other, counted from 0 in f; an f whose output extent differs from its input extent
/// Source:      He, Zhang, Ren, Sun, Deep residual learning for image recognition, arXiv:1512.03385
template <class... Layers> struct CONSTPROP_TAGGED residual {
    using final_type = residual;
    using about_held = typename detail::held_by<residual, Layers...>::type;
    using needs = detail::needs_of_all<Layers...>;
    using facts = detail::branch_facts<Layers...>;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        const answer inside = facts::shape(offered);
        if (!inside.takes.agrees_with(inside.gives)) return {inside.takes, inside.takes};  // about_place reports it
        return {inside.takes, detail::added::out_of(std::array{inside.takes, inside.gives})};
    }
    [[nodiscard]] static constexpr auto tensors(extent in) noexcept { return facts::tensors(in); }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return facts::multiply_accumulates(in);
    }

    template <class T, extent In> class on : public detail::carried_by<detail::branch<T, In, Layers...>> {
        using branch = detail::branch<T, In, Layers...>;
        using row = std::array<T, In.size()>;
        using sum = detail::sum_of_branches<In, branch::out>;
        static constexpr bool in_one_order = branch::out == In;  // false: one of the two is a vector made by `flatten`

        static constexpr auto say_of_place() noexcept {
            constexpr extent takes = In, gives = branch::out;
            if constexpr (!branch::fits || gives.agrees_with(takes)) {
                return std::type_identity<typename branch::about>{};
            } else {
                using adds = typename errors::type<residual>::template adds_to<detail::spelled<takes>>;
                return std::type_identity<typename adds::template but_its_layers_give<detail::spelled<gives>>>{};
            }
        }

        static constexpr void add(const row* x, const row* given, row* y, std::size_t count) noexcept {
            kernels::for_each_sample(count, [&](std::size_t n_) CONSTPROP_INLINED {
                for (std::size_t k_ = 0; k_ < In.size(); ++k_)
                    y[n_][k_] = x[n_][sum::template lies_at<0>(k_)] + given[n_][sum::template lies_at<1>(k_)];
            });
        }

     public:
        using about_place = typename decltype(say_of_place())::type;
        static constexpr bool takes_pass = true, reads_stored = true, reads_scales = true,
                              whole_batch = branch::whole_batch, whole_sequence = branch::whole_sequence,
                              draws = branch::draws;
        static constexpr std::size_t fewest_samples = branch::fewest_samples;

        template <std::size_t Batch> struct cache {
            detail::rows<T, In.size(), Batch> given;
            typename branch::template cache<Batch> kept;

            template <std::size_t Position>
            [[nodiscard]] constexpr const auto* output(const row* /*sum*/) const noexcept {
                return kept.template output<Position>(given.data());
            }
            template <std::size_t Position> [[nodiscard]] constexpr auto inside() const noexcept {
                return kept.template inside<Position>();
            }
            static constexpr std::size_t layer_count = sizeof...(Layers);
        };

        template <class Stored> [[nodiscard]] static constexpr std::size_t converted() noexcept {
            return branch::template converted<Stored>();
        }
        template <std::size_t Batch, class Stored, class Pass>
        [[gnu::always_inline]] static constexpr void forward(const Stored* p, const row* x, row* y, std::size_t count,
                                                             const Pass& pass) noexcept {
            if constexpr (Pass::keeps) {
                auto* given = pass.cache->given.data();
                branch::template forward<Batch>(p, pass.statistics, x, given, count, pass.kind, &pass.cache->kept,
                                                pass.state);
                add(x, given, y, count);
            } else if constexpr (in_one_order) {
                branch::template forward<Batch>(p, pass.statistics, x, y, count, pass.kind, nullptr, pass.state);
                kernels::for_each_sample(count, [&](std::size_t n_) CONSTPROP_INLINED {
                    for (std::size_t k_ = 0; k_ < In.size(); ++k_) y[n_][k_] += x[n_][k_];
                });
            } else {
                detail::rows<T, In.size(), Batch> given;
                branch::template forward<Batch>(p, pass.statistics, x, given.data(), count, pass.kind, nullptr,
                                                pass.state);
                add(x, given.data(), y, count);
            }
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        [[gnu::always_inline]] static constexpr void backward(const T* p, const row* x, const row* /*y*/, row* dy,
                                                              Dx dx, std::size_t count, Sink sink,
                                                              const Pass& pass) noexcept {
            // The branch overwrites the gradient with respect to its output.
            detail::rows<T, In.size(), detail::is_asked<Dx> || !in_one_order ? Batch : 0> other;
            row *around = dy, *through = dy;
            if constexpr (!in_one_order) {
                through = other.data();
                kernels::for_each_sample(count, [&](std::size_t n_) CONSTPROP_INLINED {
                    sum::template split<1>(dy[n_].data(), 0, through[n_].data());
                });
            } else if constexpr (detail::is_asked<Dx>) {
                around = other.data();
                kernels::for_each_sample(count, [&](std::size_t n_) CONSTPROP_INLINED { around[n_] = dy[n_]; });
            }
            branch::template backward<Batch>(p, pass.statistics, x, pass.cache->given.data(), through, dx, count, sink,
                                             pass.kind, pass.cache->kept);
            if constexpr (detail::is_asked<Dx>)
                kernels::for_each_sample(count, [&](std::size_t n_) CONSTPROP_INLINED {
                    for (std::size_t k_ = 0; k_ < In.size(); ++k_)
                        dx[n_][sum::template lies_at<0>(k_)] += around[n_][k_];
                });
        }
        template <std::size_t Batch>
        static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t count) noexcept {
            branch::template measure<Batch>(statistics, kept.kept, count);
        }
        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept { return branch::position(k); }
        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            layer_scratch all = branch::template scratch<Batch>();
            all.backward += sizeof(detail::rows<T, In.size(), Batch>);
            if (!in_one_order) all.forward += sizeof(detail::rows<T, In.size(), Batch>);
            return all;
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_RESIDUAL_HPP
