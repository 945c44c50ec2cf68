#ifndef CONSTPROP_BRANCHES_PARALLEL_HPP
#define CONSTPROP_BRANCHES_PARALLEL_HPP

#include <constprop/branches/branch.hpp>
#include <constprop/chain/chain.hpp>
#include <constprop/chain/own_layers.hpp>
#include <constprop/chain/stages.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/placed.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/each_sample.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// Layers side by side, in their place: each takes the same input, and their outputs are joined. Each may be a chain.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Branches in their place, in a network of T, with input extent `In`: parameters and statistics lie branch by branch.
template <class Join, class T, extent In, class Positions, class... Branches> class parallel;
template <class Join, class T, extent In, std::size_t... K, class... Branches>
class parallel<Join, T, In, std::index_sequence<K...>, Branches...> {
    static constexpr std::size_t count = sizeof...(Branches);
    static constexpr std::array<place, count> places{place_of<Branches>(In)...};
    template <std::size_t Position> using branch_at = typename element_at<Position, Branches...>::type;
    static constexpr auto first_parameter = parameters_before(places);
    static constexpr auto first_statistic = statistics_before(places);
    template <class Stored>
    static constexpr auto first_stored = sums_before(std::array{count_stored<Branches, Stored, In>()...});
    template <std::size_t Position, class Stored = T>
    using view = placed<Position, branch_at<Position>, T, In, numbers_in<Stored, first_stored<Stored>[Position]>>;
    using join = typename Join::template of<place_of<Branches>(In).gives...>;

    /// The first branch whose output cannot be joined with that of branch 0.
    static constexpr std::size_t stranger = [] {
        std::size_t k = 1;
        while (k < count && Join::agree(places[0].gives, places[k].gives)) ++k;
        return k;
    }();
    static constexpr auto say_of_gifts() noexcept {
        if constexpr (stranger == count) {
            return std::type_identity<errors::nothing>{};
        } else {
            constexpr extent first = places[0].gives, other = places[stranger].gives;
            using gives = typename errors::branch<stranger, branch_at<stranger>>::template gives<spelled<other>>;
            using but = typename gives::template but_branch<0, branch_at<0>>;
            return std::type_identity<typename but::template gives<spelled<first>>>{};
        }
    }
    /// Checks one branch as a chain of one layer on the common input.
    template <class Branch> struct said_of_branch {
        using check = checked_chain<T, In, Branch>;
        using type = typename first_said<typename check::about,
                                         typename own_layers<T, typename check::type>::about_inheritance>::type;
    };

 public:
    using input_row = std::array<T, In.size()>;
    using output_row = std::array<T, Join::out_of(std::array<extent, count>{place_of<Branches>(In).gives...}).size()>;

    /// A sentence about an error in the branches, or errors::nothing.
    using about =
        typename first_said<typename said_of_branch<Branches>::type..., typename decltype(say_of_gifts())::type>::type;

    static constexpr bool whole_batch = (needs_whole_batch<typename view<K>::on> || ...),
                          whole_sequence = (needs_whole_sequence<typename view<K>::on> || ...),
                          draws = (detail::draws<typename view<K>::on> || ...);
    static constexpr std::size_t fewest_samples =
        greatest(std::array<std::size_t, count>{detail::fewest_samples<typename view<K>::on>...});

    /// The states of the branches; absent if no branch has one.
    static constexpr bool has_state = (detail::has_state<typename view<K>::on> || ...);
    using states = states_per_stage<state_of<typename view<K>::on>...>;

    /// What a training pass keeps: the branches' outputs and caches.
    template <std::size_t Batch> struct cache {
        buffer_per_stage<rows<T, places[K].shape.outputs, Batch>...> outputs;
        [[no_unique_address]] buffer_per_stage<cache_of<typename view<K>::on, Batch>...> caches;

        template <std::size_t Position> constexpr const auto* output(const output_row* /*given*/) const noexcept {
            return outputs.template data<Position>();
        }
        template <std::size_t Position> constexpr auto inside() const noexcept {
            return caches.template data<Position>();
        }
        static constexpr std::size_t layer_count = count;
    };

    /// y is the branches' outputs, joined. A training pass fills the cache `kept`. An inference pass keeps one branch's output
    /// at a time.
    template <std::size_t Batch, class Stored, class Kind, class Cache, class Carried>
    static constexpr void forward(const Stored* p, const T* statistics, const input_row* x, output_row* y,
                                  std::size_t samples, const Kind& kind, Cache kept, Carried carried) noexcept {
        (forward_branch<K, Batch>(p, statistics, x, y, samples, kind, kept, carried), ...);
    }

    /// dx = Σ (∂f_k/∂x)ᵀ (∂y/∂f_k)ᵀ dy, and the gradients of the parameters, from the cache of the forward pass.
    template <std::size_t Batch, class Dx, class Sink, class Kind>
    static constexpr void backward(const T* p, const T* statistics, const input_row* x, const output_row* dy, Dx dx,
                                   std::size_t samples, Sink sink, const Kind& kind, cache<Batch>& kept) noexcept {
        (backward_branch<K, Batch>(p, statistics, x, dy, dx, samples, sink, kind, kept), ...);
    }

    /// Writes the statistics that the branches measured.
    template <std::size_t Batch>
    static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t samples) noexcept {
        const auto measure_at = [&](auto position_) noexcept {
            constexpr std::size_t k_ = decltype(position_)::value;
            if constexpr (places[k_].statistics > 0)
                view<k_>::on::template measure<Batch>(statistics + first_statistic[k_],
                                                      *kept.caches.template data<k_>(), samples);
        };
        (measure_at(std::integral_constant<std::size_t, K>{}), ...);
    }

    /// The position in storage of parameter k of the outside order.
    static constexpr std::size_t position(std::size_t k) noexcept {
        std::size_t at = k;
        ((k >= first_parameter[K] && k < first_parameter[K] + places[K].shape.parameters()
              ? at = first_parameter[K] + position_in<typename view<K>::on>(k - first_parameter[K])
              : at),
         ...);
        return at;
    }

    /// The most bytes of parameters that one of its branches converts from `Stored`.
    template <class Stored> static constexpr std::size_t converted() noexcept {
        return greatest_of(std::array<std::size_t, count>{view<K, Stored>::converted...});
    }

    /// Bytes of stack that its passes over `Batch` samples use: the branches run one after the other.
    template <std::size_t Batch> static constexpr layer_scratch scratch() noexcept {
        layer_scratch most{};
        const auto raise = [](std::size_t& to_, std::size_t bytes_) noexcept { to_ = bytes_ > to_ ? bytes_ : to_; };
        const auto add = [&](const layer_scratch& of_, std::size_t given_) noexcept {
            raise(most.forward, of_.forward + given_);
            raise(most.backward, of_.backward + given_ + sizeof(rows<T, In.size(), Batch>));
            raise(most.gradient, of_.gradient);
            raise(most.training, of_.training);
        };
        (add(scratch_of<Branches, T, In, places[K].shape.parameters(), Batch>(),
             sizeof(rows<T, places[K].shape.outputs, Batch>)),
         ...);
        return most;
    }

 private:
    template <std::size_t Position, class Stored>
    static constexpr view<Position, Stored> view_at(const Stored* p, const T* statistics) noexcept {
        return {{p + first_stored<Stored>[Position], statistics + first_statistic[Position]}};
    }

    template <std::size_t Position, std::size_t Batch, class Stored, class Kind, class Cache, class Carried>
    static constexpr void forward_branch(const Stored* p, const T* statistics, const input_row* x, output_row* y,
                                         std::size_t samples, const Kind& kind, [[maybe_unused]] Cache kept,
                                         [[maybe_unused]] Carried carried) noexcept {
        const auto stage = view_at<Position>(p, statistics);
        if constexpr (!std::is_null_pointer_v<Cache>) {
            auto* given = kept->outputs[stage];
            stage.template forward<Batch>(x, given, samples, pass_over{kind, kept->caches, states_in(carried)});
            join_given<Position>(given, y, samples);
        } else {
            rows<T, places[Position].shape.outputs, Batch> given;
            stage.template forward<Batch>(x, given.data(), samples, pass_over{kind, none, states_in(carried)});
            join_given<Position>(given.data(), y, samples);
        }
    }
    template <std::size_t Position, class Given>
    static constexpr void join_given(const Given* given, output_row* y, std::size_t samples) noexcept {
        kernels::for_each_sample(samples, [&](std::size_t n_) CONSTPROP_INLINED {
            join::template join<Position>(given[n_].data(), y[n_].data());
        });
    }

    template <std::size_t Position, std::size_t Batch, class Dx, class Sink, class Kind>
    static constexpr void backward_branch(const T* p, const T* statistics, const input_row* x, const output_row* dy,
                                          [[maybe_unused]] Dx dx, std::size_t samples, Sink sink, const Kind& kind,
                                          cache<Batch>& kept) noexcept {
        // If neither is asked for, the branch has no backward pass to run.
        if constexpr (is_asked<Dx> || places[Position].shape.parameters() > 0) {
            const auto stage = view_at<Position>(p, statistics);
            rows<T, places[Position].shape.outputs, Batch> slope;  // overwritten by the branch
            kernels::for_each_sample(samples, [&](std::size_t n_) CONSTPROP_INLINED {
                join::template split<Position>(
                    dy[n_].data(), std::array<const T*, count>{kept.outputs.template data<K>()[n_].data()...},
                    slope.data()[n_].data());
            });
            const auto go_back = [&](auto to_) CONSTPROP_INLINED {
                return stage.template backward<Batch>(x, kept.outputs[stage], slope.data(), to_, samples,
                                                      sinks_from<Sink>{sink, first_parameter.data()}(stage),
                                                      pass_over{kind, kept.caches, none});
            };
            if constexpr (!is_asked<Dx>) {
                go_back(unasked{});
            } else if constexpr (layer_in_place<branch_at<Position>>) {
                join_slopes<Position>(go_back(dx), dx, samples);
            } else if constexpr (Position == 0) {
                go_back(dx);
            } else {
                rows<T, In.size(), Batch> more;
                join_slopes<Position>(go_back(more.data()), dx, samples);
            }
        }
    }
    template <std::size_t Position>
    static constexpr void join_slopes(const input_row* from, input_row* dx, std::size_t samples) noexcept {
        kernels::for_each_sample(samples, [&](std::size_t n_) CONSTPROP_INLINED {
            for (std::size_t i_ = 0; i_ < In.size(); ++i_)
                dx[n_][i_] = Position == 0 ? from[n_][i_] : dx[n_][i_] + from[n_][i_];
        });
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_BRANCHES_PARALLEL_HPP
