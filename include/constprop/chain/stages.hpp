#ifndef CONSTPROP_CHAIN_STAGES_HPP
#define CONSTPROP_CHAIN_STAGES_HPP

#include <constprop/chain/chain.hpp>
#include <constprop/chain/stage.hpp>
#include <constprop/concept/inherited.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// The types that a network is made of: one stage for each layer, and the buffers that its passes write.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// True if a layer's `value` may replace its forward pass, for vectors.
template <class Layer> inline constexpr bool follows_in_registers = is_elementwise<Layer> && takes_vectors<Layer>;

/// Stages First … Last−1, of which all but the first work in place: one buffer holds the values of all of them. Elementwise
/// functions of vectors are applied while the values are in registers.
template <std::size_t First, std::size_t Last> struct block {
    template <class Stages, std::size_t Position>
    using stage_at = std::remove_cvref_t<decltype(boost::hana::at_c<Position>(std::declval<const Stages&>()))>;

    // The return type is spelled out, because clang would copy what a template returns as `auto`.
    template <class Stage, std::size_t Batch>
    using given = rows<typename Stage::output_row::value_type, Stage::shape.outputs, Batch>;

    static constexpr std::size_t last = Last;

    /// The outputs for `count` ≤ Batch inputs.
    template <std::size_t Batch, class Stages, class Row, class Pass>
    [[gnu::always_inline]] static constexpr given<stage_at<Stages, First>, Batch> forward(const Stages& stages,
                                                                                          const Row* x,
                                                                                          std::size_t count,
                                                                                          const Pass& pass) noexcept {
        given<stage_at<Stages, First>, Batch> y;
        forward_to<Batch>(stages, x, y.data(), count, pass);
        return y;
    }

    /// Writes the outputs for `count` ≤ Batch inputs to rows of the caller.
    template <std::size_t Batch, class Stages, class Row, class Output, class Pass>
    [[gnu::always_inline]] static constexpr void forward_to(const Stages& stages, const Row* x, Output* y,
                                                            std::size_t count, const Pass& pass) noexcept {
        run<Batch>(stages, x, y, count, pass, std::make_index_sequence<Last - First - 1>{});
    }

 private:
    template <std::size_t Batch, class Stages, class Row, class Output, class Pass, std::size_t... Offset>
    [[gnu::always_inline]] static constexpr void run(const Stages& stages, const Row* x, Output* y, std::size_t count,
                                                     const Pass& pass, std::index_sequence<Offset...>) noexcept {
        using first = stage_at<Stages, First>;
        const auto& from = boost::hana::at_c<First>(stages);
        if constexpr (first::takes_then &&
                      (follows_in_registers<typename stage_at<Stages, First + 1 + Offset>::layer_type> && ...)) {
            from.template forward<Batch>(
                x, y, count, pass, elementwise_chain<typename stage_at<Stages, First + 1 + Offset>::layer_type...>{});
        } else {
            from.template forward<Batch>(x, y, count, pass);
            (boost::hana::at_c<First + 1 + Offset>(stages).template forward<Batch>(y, y, count, pass), ...);
        }
    }
};

/// The states of a chain's layers, or of branches side by side: a value that can be compared.
template <class... States> struct states_per_stage : buffer_per_stage<States...> {
    [[nodiscard]] friend constexpr bool operator==(const states_per_stage& a, const states_per_stage& b) noexcept {
        return [&]<std::size_t... Position_>(std::index_sequence<Position_...>) noexcept {
            return (are_equal(a.template data<Position_>(), b.template data<Position_>()) && ...);
        }(std::index_sequence_for<States...>{});
    }

 private:
    static constexpr bool are_equal(std::nullptr_t /*none*/, std::nullptr_t /*none*/) noexcept { return true; }
    template <class State> static constexpr bool are_equal(const State* a, const State* b) noexcept { return *a == *b; }
};

template <class Stored, class Chain, class Positions = std::make_index_sequence<Chain::length>,
          class Blocks = std::make_index_sequence<Chain::block_count>>
struct stages;
template <class Stored, extent Input, class... Layers, std::size_t... Position, std::size_t... Block>
struct stages<Stored, chain<Input, Layers...>, std::index_sequence<Position...>, std::index_sequence<Block...>> {
    using facts = chain<Input, Layers...>;
    using scalar = kernels::value_of<Stored>;

    /// The stages with their statistics, or, as in a gradient, without.
    template <bool Statistics>
    using with_numbers =
        boost::hana::tuple<stage<Position, Layers, stored_for<Layers, Stored, facts::places[Position].takes>,
                                 facts::places[Position].takes, Statistics>...>;
    using tuple = with_numbers<true>;

    /// The stages as views of numbers that lie elsewhere.
    static constexpr auto first_parameter = parameters_before(facts::places),
                          first_statistic = statistics_before(facts::places);
    /// Where they begin in `Stored`.
    static constexpr auto first_stored = sums_before(
        std::array<std::size_t, facts::length>{count_stored<Layers, Stored, facts::places[Position].takes>()...});
    template <std::size_t At, class Layer>
    using view = placed<At, Layer, scalar, facts::places[At].takes, numbers_in<Stored, first_stored[At]>>;
    using views = boost::hana::tuple<view<Position, Layers>...>;

    /// Bytes of parameters that each view converts on the stack.
    static constexpr std::array<std::size_t, facts::length> converted{view<Position, Layers>::converted...};

    using blocks = boost::hana::tuple<block<facts::block_begin[Block], facts::block_begin[Block + 1]>...>;

    /// Views of a chain whose layers' numbers are contiguous.
    static constexpr views views_at([[maybe_unused]] const Stored* parameters,
                                    [[maybe_unused]] const scalar* statistics) noexcept {
        return views{
            view<Position, Layers>{{parameters + first_stored[Position], statistics + first_statistic[Position]}}...};
    }

    /// The outputs of each stage, for `Batch` samples.
    template <std::size_t Batch>
    using outputs = buffer_per_stage<rows<scalar, facts::shapes[Position].outputs, Batch>...>;

    /// The outputs of each stage but the last.
    template <std::size_t Batch>
    using inner_outputs =
        buffer_per_stage<rows<scalar, facts::shapes[Position].outputs, (Position + 1 == facts::length ? 0 : Batch)>...>;

    /// The gradients with respect to each stage's input, for `Batch` samples. A stage that works in place writes it over the
    /// gradient with respect to its output. A stage before the first trained layer needs no buffer.
    template <std::size_t Batch, std::size_t FirstAsked>
    using errors = buffer_per_stage<rows<scalar, facts::shapes[Position].inputs,
                                         (facts::in_place[Position] || Position < FirstAsked) ? 0 : Batch>...>;

    /// The caches: what each stage keeps of a forward pass for its backward pass, beside its output.
    template <std::size_t Batch>
    using caches = buffer_per_stage<cache_of<in_its_place<Layers, scalar, facts::places[Position].takes>, Batch>...>;

    /// The states that each stage carries from one time step to the next.
    using states = states_per_stage<state_of<in_its_place<Layers, scalar, facts::places[Position].takes>>...>;

    static constexpr std::size_t first_with_state = first_true(
        std::array<bool, facts::length>{has_state<in_its_place<Layers, scalar, facts::places[Position].takes>>...});

    static constexpr bool needs_whole_batch =
        (detail::needs_whole_batch<in_its_place<Layers, scalar, facts::places[Position].takes>> || ... || false);
    static constexpr std::size_t first_with_whole_batch = first_true(std::array<bool, facts::length>{
        detail::needs_whole_batch<in_its_place<Layers, scalar, facts::places[Position].takes>>...});
    static constexpr std::size_t first_with_whole_sequence = first_true(std::array<bool, facts::length>{
        detail::needs_whole_sequence<in_its_place<Layers, scalar, facts::places[Position].takes>>...});
    static constexpr bool takes_pass =
        (detail::takes_pass<in_its_place<Layers, scalar, facts::places[Position].takes>> || ... || false);
    static constexpr std::size_t first_that_draws = first_true(
        std::array<bool, facts::length>{draws<in_its_place<Layers, scalar, facts::places[Position].takes>>...});

    /// The minimum number of samples in a training pass, for each stage.
    static constexpr std::array<std::size_t, facts::length> fewest_samples{
        detail::fewest_samples<in_its_place<Layers, scalar, facts::places[Position].takes>>...};

    using trace = constprop::trace<outputs<1>, caches<1>, facts::length>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_STAGES_HPP
