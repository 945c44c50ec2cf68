#ifndef CONSTPROP_STAGES_HPP
#define CONSTPROP_STAGES_HPP

#include <constprop/chain.hpp>
#include <constprop/stage.hpp>
#include <constprop/trace.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/tuple.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

/// The types that a network is made of: one stage a layer, and the buffers that its passes write.
namespace constprop::detail {

/// Stages First … Last−1, of which all but the first work in place: one buffer holds the values of all of them.
template <std::size_t First, std::size_t Last> struct block {
    template <class Stages, class Row> constexpr auto forward(const Stages& stages, const Row& x) const noexcept {
        const auto& first = boost::hana::at_c<First>(stages);
        typename std::remove_cvref_t<decltype(first)>::output_row y;
        first.forward(&x, &y, 1);
        [&]<std::size_t... Next>(std::index_sequence<Next...>) {
            (boost::hana::at_c<First + 1 + Next>(stages).forward_in_place(y), ...);
        }
        (std::make_index_sequence<Last - First - 1>{});
        return y;
    }
};

template <class Scalar, class Chain, class Positions = std::make_index_sequence<Chain::length>,
          class Blocks = std::make_index_sequence<Chain::block_count>>
struct stages;
template <class Scalar, class... Layers, std::size_t... Position, std::size_t... Block>
struct stages<Scalar, chain<Layers...>, std::index_sequence<Position...>, std::index_sequence<Block...>> {
    using facts = chain<Layers...>;

    using tuple = boost::hana::tuple<stage<Position, Layers, Scalar, facts::shapes[Position].inputs>...>;

    static constexpr boost::hana::tuple<block<facts::block_begin[Block], facts::block_begin[Block + 1]>...> blocks{};

    /// What each stage gives, for `Batch` samples.
    template <std::size_t Batch>
    using outputs = buffer_per_stage<rows<Scalar, facts::shapes[Position].outputs, Batch>...>;

    /// The gradient with respect to what each stage takes, for `Batch` samples. A stage that works in place writes it
    /// over the gradient with respect to what it gives, and stages that nobody asks need no room at all.
    template <std::size_t Batch, std::size_t FirstAsked>
    using errors = buffer_per_stage<rows<Scalar, facts::shapes[Position].inputs,
                                         (facts::in_place[Position] || Position < FirstAsked) ? 0 : Batch>...>;

    using trace = constprop::trace<outputs<1>, facts::length>;
};

}  // namespace constprop::detail

#endif  // CONSTPROP_STAGES_HPP
