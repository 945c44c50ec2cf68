#ifndef CONSTPROP_BRANCHES_BRANCH_HPP
#define CONSTPROP_BRANCHES_BRANCH_HPP

#include <constprop/chain/chain.hpp>
#include <constprop/chain/folds.hpp>
#include <constprop/chain/own_layers.hpp>
#include <constprop/chain/stages.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/sink.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/for_each.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// A chain of layers inside a layer. Its passes are the folds of a network.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// The outputs of a branch's layers; the last one goes to a row of the caller.
template <class Outputs, class Row> struct outputs_to {
    Outputs& inner;
    Row* last;

    template <class Stage> constexpr auto operator[](const Stage& stage) const noexcept {
        if constexpr (std::is_null_pointer_v<decltype(inner[stage])>) return last;
        else return inner[stage];
    }
    template <std::size_t Position, class First> constexpr const auto* before(const First* first) const noexcept {
        return std::as_const(inner).template before<Position>(first);
    }
};

/// The gradients on the way back through a branch; the first one goes to a row of the caller.
template <class Errors, class Dx> struct errors_to {
    Errors& inner;
    Dx first;

    template <class Stage> constexpr auto operator[](const Stage& stage) const noexcept {
        if constexpr (Stage::index == 0) return first;
        else return inner[stage];
    }
};

template <class Sink> struct sinks_from {
    Sink sink;
    const std::size_t* first;

    template <class Stage> [[gnu::always_inline]] constexpr auto operator()(const Stage& /*of*/) const noexcept {
        if constexpr (is_asked<Sink> && Stage::shape.parameters() > 0)
            return sink_from<Sink>{sink, first[Stage::index]};
        else return unasked{};
    }
};

/// The greatest of some numbers; 1 if there are none.
template <std::size_t Length> constexpr std::size_t greatest(const std::array<std::size_t, Length>& values) noexcept {
    std::size_t most = 1;
    for (const std::size_t one : values) most = one > most ? one : most;
    return most;
}

template <std::size_t Length>
constexpr std::size_t greatest_of(const std::array<std::size_t, Length>& values) noexcept {
    std::size_t most = 0;
    for (const std::size_t one : values) most = one > most ? one : most;
    return most;
}

/// The tensors of the layers inside a layer, one layer after the other.
template <class... Layers, std::size_t... Position>
constexpr auto inner_tensors(const std::array<place, sizeof...(Layers)>& places,
                             std::index_sequence<Position...> /*each*/) noexcept {
    std::array<tensor, (std::tuple_size_v<decltype(tensors_of<Layers>(extent{}))> + ... + 0)> all{};
    std::size_t k = 0;
    const auto add = [&](const auto& tensors_, std::size_t position_) noexcept {
        for (const tensor& one_ : tensors_) all[k++] = one_.in_branch(position_);
    };
    (add(tensors_of<Layers>(places[Position].takes), Position), ...);
    return all;
}

/// Facts about the layers of a branch, as functions of the extent that the branch is offered.
template <class... Layers> struct branch_facts {
    static constexpr answer shape(extent offered) noexcept {
        const auto places = places_of<Layers...>(offered);
        return {places[0].takes, places[sizeof...(Layers) - 1].gives};
    }
    static constexpr auto tensors(extent in) noexcept {
        return inner_tensors<Layers...>(places_of<Layers...>(in), std::index_sequence_for<Layers...>{});
    }
    static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        std::size_t sum = 0;
        for (const place& one : places_of<Layers...>(in)) sum += one.shape.multiply_accumulates;
        return sum;
    }
};

/// A branch in its place, in a network of T, with input extent `In`: parameters and statistics lie layer by layer.
template <class T, extent In, class... Layers> class branch {
    using check = checked_chain<T, In, Layers...>;
    using own = own_layers<T, typename check::type>;
    using chain = typename own::type;
    using stages = detail::stages<T, chain>;

    static constexpr auto first_parameter = parameters_before(chain::places);
    static constexpr auto first_statistic = statistics_before(chain::places);
    static constexpr std::size_t length = chain::length;

 public:
    using input_row = std::array<T, chain::input_size>;
    using output_row = std::array<T, chain::output_size>;

    /// A sentence about an error in its layers, or errors::nothing.
    using about = typename first_said<typename check::about, typename own::about_inheritance>::type;

    static constexpr bool has_state = stages::first_with_state != length;
    static constexpr bool fits = length > 0, whole_batch = stages::needs_whole_batch,
                          whole_sequence = stages::first_with_whole_sequence != length,
                          draws = stages::first_that_draws != length;
    static constexpr std::size_t fewest_samples = greatest(stages::fewest_samples);
    static constexpr extent out = chain::output_extent;
    static constexpr std::size_t parameter_count = chain::parameter_count, statistic_count = chain::statistic_count;

    /// What a training pass keeps: the outputs of all layers but the last, and the layers' caches.
    template <std::size_t Batch> struct cache {
        typename stages::template inner_outputs<Batch> outputs;
        [[no_unique_address]] typename stages::template caches<Batch> caches;

        /// The output of layer `Position`; `given` is the output of the branch.
        template <std::size_t Position> constexpr const auto* output(const output_row* given) const noexcept {
            if constexpr (Position + 1 == length) return given;
            else return outputs.template data<Position>();
        }
        template <std::size_t Position> constexpr auto inside() const noexcept {
            return caches.template data<Position>();
        }
        static constexpr std::size_t layer_count = length;
    };

    /// The states of its layers; absent if no layer has one.
    using states = typename stages::states;

    /// y = f(x). A training pass fills the cache `kept`; a pass over time moves the `carried` states on.
    template <std::size_t Batch, class Stored, class Kind, class Cache, class Carried = std::nullptr_t>
    static constexpr void forward(const Stored* p, const T* statistics, const input_row* x, output_row* y,
                                  std::size_t count, const Kind& kind, Cache kept,
                                  [[maybe_unused]] Carried carried = nullptr) noexcept {
        const auto views = detail::stages<Stored, chain>::views_at(p, statistics);
        if constexpr (std::is_null_pointer_v<Cache>) {
            run<Batch, typename stages::blocks>(views, x, y, count, pass_over{kind, none, states_in(carried)});
        } else {
            outputs_to<decltype(kept->outputs), output_row> outputs{kept->outputs, y};
            scan<Batch>(views, x, outputs, count, pass_over{kind, kept->caches, states_in(carried)});
        }
    }

    /// dx = (∂y/∂x)ᵀ dy, and the gradients of the parameters, from the cache of the forward pass. Overwrites dy.
    template <std::size_t Batch, class Dx, class Sink, class Kind>
    static constexpr void backward(const T* p, const T* statistics, const input_row* x, const output_row* y,
                                   output_row* dy, Dx dx, std::size_t count, Sink sink, const Kind& kind,
                                   cache<Batch>& kept) noexcept {
        constexpr std::size_t first_asked = is_asked<Dx> ? 0 : chain::first_with_parameters + 1;
        const auto views = stages::views_at(p, statistics);
        const outputs_to<const decltype(kept.outputs), const output_row> outputs{kept.outputs, y};
        typename stages::template errors<Batch, (is_asked<Dx> ? 1 : first_asked)> inner;
        errors_to<decltype(inner), Dx> errors{inner, dx};
        [[maybe_unused]] const auto* found = propagate_back<Batch, first_asked, 0>(
            views, x, outputs, dy, errors, count, sinks_from<Sink>{sink, first_parameter.data()},
            pass_over{kind, kept.caches, none});
        if constexpr (is_asked<Dx> && chain::in_place[0])
            for (std::size_t n = 0; n < count; ++n) dx[n] = found[n];
    }

    /// Writes the statistics that the layers measured.
    template <std::size_t Batch>
    static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t count) noexcept {
        for_each_stage([&](auto stage_) noexcept {
            using stage_type_ = typename decltype(stage_)::type;
            if constexpr (stage_type_::place.statistics > 0)
                stage_type_::on::template measure<Batch>(statistics + first_statistic[stage_type_::index],
                                                         *kept.caches.template data<stage_type_::index>(), count);
        });
    }

    /// The position in storage of parameter k of the outside order.
    static constexpr std::size_t position(std::size_t k) noexcept {
        std::size_t at = k;
        for_each_stage([&](auto stage_) noexcept {
            using stage_type_ = typename decltype(stage_)::type;
            constexpr std::size_t first_ = first_parameter[stage_type_::index];
            if (k >= first_ && k < first_ + stage_type_::shape.parameters())
                at = first_ + position_in<typename stage_type_::on>(k - first_);
        });
        return at;
    }

    /// The most bytes of parameters that one of its layers converts from `Stored`.
    template <class Stored> static constexpr std::size_t converted() noexcept {
        return greatest_of(detail::stages<Stored, chain>::converted);
    }

    /// Bytes of stack that its passes over `Batch` samples use.
    template <std::size_t Batch> static constexpr layer_scratch scratch() noexcept {
        layer_scratch most = most_scratch<Batch>(std::index_sequence_for<Layers...>{});
        most.forward += sizeof(typename stages::template inner_outputs<Batch>);
        most.backward += sizeof(typename stages::template errors<Batch, 1>);
        return most;
    }

 private:
    template <class Use> static constexpr void for_each_stage(const Use& use) noexcept {
        [&]<class... Stage_>(std::type_identity<boost::hana::tuple<Stage_...>>) {
            (use(std::type_identity<Stage_>{}), ...);
        }(std::type_identity<typename stages::views>{});
    }
    template <std::size_t Batch, std::size_t... Position>
    static constexpr layer_scratch most_scratch(std::index_sequence<Position...> /*each*/) noexcept {
        layer_scratch most{};
        const auto raise = [](std::size_t& to_, std::size_t bytes_) noexcept { to_ = bytes_ > to_ ? bytes_ : to_; };
        const auto add = [&](const layer_scratch& of_) noexcept {
            raise(most.forward, of_.forward);
            raise(most.backward, of_.backward);
            raise(most.gradient, of_.gradient);
            raise(most.training, of_.training);
        };
        if constexpr (fits)
            (add(scratch_of<Layers, T, chain::places[Position].takes, chain::shapes[Position].parameters(), Batch>()),
             ...);
        return most;
    }
};

/// Gives a layer the states of its branch, if the branch has any.
template <class Branch> struct carried_by {};
template <class Branch>
requires Branch::has_state
struct carried_by<Branch> {
    using state = typename Branch::states;
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_BRANCHES_BRANCH_HPP
