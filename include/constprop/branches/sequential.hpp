#ifndef CONSTPROP_BRANCHES_SEQUENTIAL_HPP
#define CONSTPROP_BRANCHES_SEQUENTIAL_HPP

#include <constprop/branches/branch.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/numbers/scalar_functions.hpp>

#include <array>
#include <cstddef>

namespace constprop {

/// A chain of layers in the place of one layer: f_n(… f_1(x)).
///
/// Shapes:      takes the first layer's input extent, gives the last layer's output extent
/// Parameters:  those of its layers, one after the other; PyTorch names those of an nn.Sequential inside another 2.0.weight …
/// Memory:      a training pass keeps the outputs of all its layers but the last
/// Rejects:     layers that do not fit each other, counted from 0 in the chain
/// Source:      PyTorch's nn.Sequential
template <class... Layers> struct CONSTPROP_TAGGED sequential {
    using final_type = sequential;
    using about_held = typename detail::held_by<sequential, Layers...>::type;
    using needs = detail::needs_of_all<Layers...>;
    using facts = detail::branch_facts<Layers...>;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return facts::shape(offered); }
    [[nodiscard]] static constexpr auto tensors(extent in) noexcept { return facts::tensors(in); }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return facts::multiply_accumulates(in);
    }

    template <class T, extent In> struct on : detail::carried_by<detail::branch<T, In, Layers...>> {
        using branch = detail::branch<T, In, Layers...>;
        using input_row = typename branch::input_row;
        using output_row = typename branch::output_row;

        using about_place = typename branch::about;
        static constexpr bool takes_pass = true, reads_stored = true, reads_scales = true,
                              whole_batch = branch::whole_batch, whole_sequence = branch::whole_sequence,
                              draws = branch::draws;
        static constexpr std::size_t fewest_samples = branch::fewest_samples;
        template <std::size_t Batch> using cache = typename branch::template cache<Batch>;

        template <class Stored> [[nodiscard]] static constexpr std::size_t converted() noexcept {
            return branch::template converted<Stored>();
        }
        template <std::size_t Batch, class Stored, class Pass>
        [[gnu::always_inline]] static constexpr void forward(const Stored* p, const input_row* x, output_row* y,
                                                             std::size_t count, const Pass& pass) noexcept {
            branch::template forward<Batch>(p, pass.statistics, x, y, count, pass.kind, pass.cache, pass.state);
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        [[gnu::always_inline]] static constexpr void backward(const T* p, const input_row* x, const output_row* y,
                                                              output_row* dy, Dx dx, std::size_t count, Sink sink,
                                                              const Pass& pass) noexcept {
            branch::template backward<Batch>(p, pass.statistics, x, y, dy, dx, count, sink, pass.kind, *pass.cache);
        }
        template <std::size_t Batch>
        static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t count) noexcept {
            branch::template measure<Batch>(statistics, kept, count);
        }
        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept { return branch::position(k); }
        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            return branch::template scratch<Batch>();
        }
    };
};

}  // namespace constprop

#endif  // CONSTPROP_BRANCHES_SEQUENTIAL_HPP
