#ifndef CONSTPROP_BRANCHES_PARALLEL_LAYER_HPP
#define CONSTPROP_BRANCHES_PARALLEL_LAYER_HPP

#include <constprop/branches/branch.hpp>
#include <constprop/branches/join.hpp>
#include <constprop/branches/parallel.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/numbers/scalar_functions.hpp>

#include <array>
#include <cstddef>
#include <utility>

/// The common base of `add`, `subtract`, `multiply` and `concatenate`.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Shape, tensors and cost of a layer that is made of branches; see `branch_facts`.
template <class Join, class... Branches> struct parallel_facts {
    static constexpr std::size_t count = sizeof...(Branches);

    /// The first branch that fixes its input extent decides.
    static constexpr answer shape(extent offered) noexcept {
        for (const extent& takes : std::array<extent, count>{place_of<Branches>(offered).takes...})
            if (takes.size() > 0)
                return {takes, Join::out_of(std::array<extent, count>{place_of<Branches>(takes).gives...})};
        return {};
    }
    static constexpr auto tensors(extent in) noexcept {
        return inner_tensors<Branches...>(std::array<place, count>{place_of<Branches>(in)...},
                                          std::index_sequence_for<Branches...>{});
    }
    static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return (place_of<Branches>(in).shape.multiply_accumulates + ...);
    }
};

/// A layer made of branches in its place.
template <class Self, class Join, class... Branches> struct parallel_layer {
    using final_type = Self;
    using about_held = typename held_by<Self, Branches...>::type;
    using needs = needs_of_all<Branches...>;
    using facts = parallel_facts<Join, Branches...>;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return facts::shape(offered); }
    [[nodiscard]] static constexpr auto tensors(extent in) noexcept { return facts::tensors(in); }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return facts::multiply_accumulates(in);
    }

    template <class T, extent In>
    struct on : carried_by<parallel<Join, T, In, std::index_sequence_for<Branches...>, Branches...>> {
        using branches = parallel<Join, T, In, std::index_sequence_for<Branches...>, Branches...>;
        using input_row = typename branches::input_row;
        using output_row = typename branches::output_row;

        using about_place = typename branches::about;
        static constexpr bool takes_pass = true, reads_stored = true, reads_scales = true,
                              whole_batch = branches::whole_batch, whole_sequence = branches::whole_sequence,
                              draws = branches::draws;
        static constexpr std::size_t fewest_samples = branches::fewest_samples;
        template <std::size_t Batch> using cache = typename branches::template cache<Batch>;

        template <class Stored> [[nodiscard]] static constexpr std::size_t converted() noexcept {
            return branches::template converted<Stored>();
        }
        template <std::size_t Batch, class Stored, class Pass>
        [[gnu::always_inline]] static constexpr void forward(const Stored* p, const input_row* x, output_row* y,
                                                             std::size_t count, const Pass& pass) noexcept {
            branches::template forward<Batch>(p, pass.statistics, x, y, count, pass.kind, pass.cache, pass.state);
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        [[gnu::always_inline]] static constexpr void backward(const T* p, const input_row* x, const output_row* /*y*/,
                                                              const output_row* dy, Dx dx, std::size_t count, Sink sink,
                                                              const Pass& pass) noexcept {
            branches::template backward<Batch>(p, pass.statistics, x, dy, dx, count, sink, pass.kind, *pass.cache);
        }
        template <std::size_t Batch>
        static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t count) noexcept {
            branches::template measure<Batch>(statistics, kept, count);
        }
        [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept { return branches::position(k); }
        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            return branches::template scratch<Batch>();
        }
    };
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_BRANCHES_PARALLEL_LAYER_HPP
