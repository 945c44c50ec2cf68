#ifndef CONSTPROP_CHAIN_KNOWN_OF_LAYERS_HPP
#define CONSTPROP_CHAIN_KNOWN_OF_LAYERS_HPP

#include <constprop/chain/chain.hpp>
#include <constprop/chain/stages.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// What a network's type tells about its layers, by position.
template <class Scalar, class Chain> class known_of_layers {
    using stages = detail::stages<Scalar, Chain>;

 public:
    /// The type of layer `Position`, and the kind of the outputs, which the last layer that is no identity determines.
    template <std::size_t Position> using layer_type = typename Chain::template layer_at<Position>;
    static constexpr std::size_t output_layer = Chain::output_layer;
    static constexpr output_kind output_gives = Chain::output_gives;

    /// The extents of the input and the output of the network, and of layer k.
    static constexpr extent input_extent = Chain::input_extent, output_extent = Chain::output_extent;
    [[nodiscard]] static constexpr extent taken_by(std::size_t k) noexcept { return Chain::places[k].takes; }
    [[nodiscard]] static constexpr extent given_by(std::size_t k) noexcept { return Chain::places[k].gives; }

    /// Facts about layer k, as functions of k: its shape, and how its values are stored.
    [[nodiscard]] static constexpr layer_shape shape_of(std::size_t k) noexcept { return Chain::shapes[k]; }
    [[nodiscard]] static constexpr std::size_t statistics_of(std::size_t k) noexcept {
        return Chain::places[k].statistics;
    }
    [[nodiscard]] static constexpr bool works_in_place(std::size_t k) noexcept { return Chain::in_place[k]; }
    [[nodiscard]] static constexpr bool begins_block(std::size_t k) noexcept { return k == 0 || !Chain::in_place[k]; }
    [[nodiscard]] static constexpr bool in_last_block(std::size_t k) noexcept {
        return k >= Chain::block_begin[Chain::block_count - 1];
    }

    /// The buffers of a forward and of a backward pass over at most `Batch` samples.
    static constexpr std::size_t first_with_parameters = Chain::first_with_parameters;
    template <std::size_t Batch> using outputs_type = typename stages::template outputs<Batch>;
    template <std::size_t Batch, std::size_t FirstAsked>
    using errors_type = typename stages::template errors<Batch, FirstAsked>;

    /// The caches of a forward pass over at most `Batch` samples: what layers keep beside their outputs.
    template <std::size_t Batch> using caches_type = typename stages::template caches<Batch>;

    /// Whether a training pass differs from an inference pass, whether it draws random bits, and whether a layer needs all
    /// samples of a batch at once.
    static constexpr bool trains_otherwise = stages::takes_pass, draws = stages::first_that_draws != Chain::length,
                          needs_whole_batch = stages::needs_whole_batch;
    static constexpr std::size_t first_that_draws = stages::first_that_draws,
                                 first_with_whole_batch = stages::first_with_whole_batch;

    /// Whether layers carry a state from one time step to the next, and whether one needs all steps of a sequence at once.
    /// In both cases the rows of a pass are the steps of a sequence.
    static constexpr std::size_t first_with_state = stages::first_with_state,
                                 first_with_whole_sequence = stages::first_with_whole_sequence;
    static constexpr bool has_state = first_with_state != Chain::length,
                          needs_whole_sequence = first_with_whole_sequence != Chain::length,
                          runs_over_time = has_state || needs_whole_sequence;

    /// The layer with the largest minimum number of samples in a training pass, and this number.
    static constexpr std::size_t measures_most = detail::first_greatest(stages::fewest_samples);
    static constexpr std::size_t fewest_samples = [] {
        if constexpr (Chain::length == 0) return std::size_t{1};
        else return stages::fewest_samples[measures_most];
    }();
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_KNOWN_OF_LAYERS_HPP
