#ifndef CONSTPROP_OPTIMIZERS_OPTIMIZER_HPP
#define CONSTPROP_OPTIMIZERS_OPTIMIZER_HPP

#include <constprop/arguments/braced.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/chain/parameter_runs.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/pieces.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>
#include <constprop/network.hpp>
#include <constprop/optimizers/decay_weights_only.hpp>
#include <constprop/optimizers/keep_zeros.hpp>
#include <constprop/optimizers/reject_step.hpp>
#include <constprop/optimizers/rule.hpp>
#include <constprop/optimizers/update.hpp>
#include <constprop/optimizers/with.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {

namespace detail {
/// An array of zeros, each initialized separately: in constant expressions, g++ 12 cannot write to elements that were
/// value-initialized together.
template <class Value, std::size_t... Index>
constexpr std::array<Value, sizeof...(Index)> zeros_for(std::index_sequence<Index...>) noexcept {
    return {one_of_many<Value, Index>{}...};
}
struct no_memory {};  // empty, which std::array<Value, 0> is not
template <class Value> constexpr no_memory zeros_for(std::index_sequence<>) noexcept { return {}; }

/// Everything an optimizer is made from, except its buffers: the rule's numbers in the network's scalar, and the modifiers.
/// If the compiler sees the rule's numbers as constants, the program needs no arithmetic of doubles for it.
template <class Network, class Rule, class... Modifiers> struct optimizer_start {
    typename Rule::template stepper<typename Network::scalar> stepper;
    [[no_unique_address]] boost::hana::tuple<Modifiers...> modifiers;
};

template <class Network, class Rule>
[[gnu::always_inline]] constexpr optimizer_start<Network, Rule> start_of(const Rule& rule) noexcept {
    using stepper = typename Rule::template stepper<typename Network::scalar>;
    return {stepper(rule), {}};
}
template <class Network, class Rule, class... Modifiers>
[[gnu::always_inline]] constexpr optimizer_start<Network, Rule, Modifiers...> start_of(
    const with<Rule, Modifiers...>& rule) noexcept {
    using stepper = typename Rule::template stepper<typename Network::scalar>;
    return {stepper(rule.rule), rule.modifiers};
}

}  // namespace detail

/// An update rule w ← w − η·(…) with its buffers, for networks of one type: the result of `make_optimizer`.
///
/// A rule, such as `sgd`, is an aggregate of numbers (double, converted once to the network's scalar; by the compiler, if
/// `make_optimizer` and `fit` get constants) with
///
///     static constexpr std::size_t buffers
///         the number of values that it stores for each parameter, all 0 at first
///     template <class T> class stepper
///         made from the rule, and copied; begin(factor) starts a step, whose learning rate is multiplied by factor; then
///         stepper(weight, gradient, buffer...) is called for each parameter; with `static constexpr bool
///         takes_vectors = true`, also for vectors of parameters; `saved(self)` returns std::tie of its numbers that steps
///         change, for `snapshot`
///
/// Modifiers, joined to a rule by `with`, scale the learning rate over time, clip gradients, keep pruned weights at 0, and
/// restrict weight decay to weights.
///
/// Memory:      `buffers` times the network, and a few scalars
template <class Network, class Rule, class... Modifiers> class optimizer {
    using T = typename Network::scalar;
    using gradient_type = typename Network::gradient_type;
    using each_buffer = std::make_index_sequence<Rule::buffers>;

    typename Rule::template stepper<T> stepper_;
    [[no_unique_address]] boost::hana::tuple<Modifiers...> modifiers_;
    std::size_t steps_ = 0;
    [[no_unique_address]] decltype(detail::zeros_for<gradient_type>(each_buffer{})) buffers_ =
        detail::zeros_for<gradient_type>(each_buffer{});

 public:
    static_assert(((detail::keeps_zeros<Modifiers> || detail::decays_weights_only<Modifiers> ||
                    detail::schedules_or_clips<Modifiers, T, gradient_type>) &&
                   ...),
                  "A modifier schedules the learning rate, `template <class T> T factor(std::size_t step)`, or clips, "
                  "`template <class T> auto clip(const Network& gradient, Before before)`, or is keep_zeros or "
                  "decay_weights_only.");

    [[gnu::always_inline]] constexpr explicit optimizer(
        const detail::optimizer_start<Network, Rule, Modifiers...>& from_) noexcept
        : stepper_(from_.stepper), modifiers_(from_.modifiers) {}

    /// Updates the network by one step against the gradient.
    constexpr void step(Network& net, const gradient_type& gradient) noexcept {
        begin_step();
        const auto clipped = detail::clipping<T>(modifiers_, gradient);
        boost::hana::for_each(gradient.all_stages(), [&](const auto& stage_) noexcept {
            using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
            if constexpr (stage_type_::shape.parameters() > 0) {
                const auto by_ = [&](const auto& update_) noexcept { step_stage(stage_, update_, clipped); };
                const auto update_ = update<stage_type_::index>(net);
                if constexpr (detail::loops_by_options<decltype(update_)>) update_.choose(by_);
                else by_(update_);
            }
        });
    }

    /// A step for callers that compute gradients piece by piece: call `begin_step`, then the result of `update<Stage>(net)`
    /// with (k, gradient) for every parameter k of the stage, in storage order. A gradient may be a vector of the gradients
    /// from k on, all of weights or all of biases. With clipping, which needs all gradients first, there is only `step`.
    static constexpr bool needs_whole_gradient = (detail::clips<Modifiers, T, gradient_type> || ...);
    static constexpr bool has_sparse_weights = (detail::keeps_zeros<Modifiers> || ...);
    static constexpr bool decays_weights_only = (detail::decays_weights_only<Modifiers> || ...);

    constexpr void begin_step() noexcept {
        stepper_.begin(detail::learning_rate_factor<T>(modifiers_, steps_));
        ++steps_;
    }
    template <std::size_t Stage> [[nodiscard]] constexpr auto update(Network& net) noexcept {
        return update_by<Stage>(detail::update_of(stepper_), net, each_buffer{});
    }

    /// Rejects other arguments: the optimizer's buffers are shaped like the network that it was made for.
    template <class Other, class Gradient> constexpr void step(Other&& /*net*/, const Gradient& /*gradient*/) noexcept {
        detail::reject_step<Network, Other, Gradient>();
    }

    /// The number of steps taken.
    [[nodiscard]] constexpr std::size_t steps() const noexcept { return steps_; }

    /// What steps have changed, for `snapshot`.
    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        if constexpr (Rule::buffers > 0) return std::tie(self.steps_, self.stepper_, self.buffers_);
        else return std::tie(self.steps_, self.stepper_);
    }

 private:
    template <std::size_t Stage, class By, std::size_t... Buffer>
    constexpr auto update_by(By&& by, Network& net, std::index_sequence<Buffer...>) noexcept {
        using weights = detail::layer_weights<typename Network::template layer_type<Stage>, Network::taken_by(Stage)>;
        using sparse = std::conditional_t<has_sparse_weights, weights, detail::for_all>;
        using decayed = std::conditional_t<decays_weights_only, weights, detail::for_all>;
        constexpr bool stays = std::is_lvalue_reference_v<By> && !std::is_floating_point_v<T>,
                       refers = !detail::takes_vectors<std::remove_cvref_t<By>> || stays;
        return detail::update<T, std::remove_cvref_t<By>, Rule::buffers, sparse, decayed, refers>{
            by,
            boost::hana::at_c<Stage>(net.all_stages()).data(),
            {boost::hana::at_c<Stage>(buffers_[Buffer].all_stages()).data()...}};
    }

    /// Updates one stage by its whole gradient.
    template <class Stage, class Update, class Clipped>
    static constexpr void step_stage(const Stage& stage, const Update& update,
                                     [[maybe_unused]] const Clipped& clipped) noexcept {
        constexpr std::size_t count = Stage::shape.parameters();
        const T* const slope = stage.data();
        if constexpr (!needs_whole_gradient && kernels::has_vectors<T>) {
            if (!std::is_constant_evaluated()) {
                const auto update_vector = [&](std::size_t k_, auto lanes_) noexcept {
                    update(k_, kernels::load<lanes_()>(slope + k_));
                };
                if constexpr (!has_sparse_weights && !decays_weights_only)
                    return kernels::for_vectors<count, T>(update_vector);
                else return for_vectors_of_runs<Stage>(update_vector, std::make_index_sequence<Stage::runs.size()>{});
            }
        }
        for (std::size_t k = 0; k < count; ++k) update(k, clipped(slope[k]));
    }

    /// No vector holds weights together with biases or gains.
    template <class Stage, class Update, std::size_t... Run>
    static constexpr void for_vectors_of_runs(const Update& update_vector,
                                              std::index_sequence<Run...> /*runs*/) noexcept {
        (kernels::for_vectors<Stage::runs[Run].end - Stage::runs[Run].begin, T>(
             [&](std::size_t k_, auto lanes_) noexcept { update_vector(Stage::runs[Run].begin + k_, lanes_); }),
         ...);
    }
};

namespace detail {

/// After an error, stands in for an optimizer, so that no second error follows.
struct no_optimizer {
    template <class Network, class Gradient> constexpr void step(Network&, const Gradient&) noexcept {}
    static constexpr std::size_t steps() noexcept { return 0; }
};

}  // namespace detail

/// The optimizer that applies a rule, such as `sgd{.learning_rate = 0.1}`, to networks of net's type.
template <class Network, class Rule>
requires detail::is_network<Network>
[[nodiscard, gnu::always_inline]] constexpr auto make_optimizer(const Network& /*net*/, const Rule& rule) noexcept {
    using T = typename Network::scalar;
    if constexpr (detail::updates<Rule, T>) return optimizer(detail::start_of<Network>(rule));
    else return detail::rejected_rule<Rule, T>::reject(), detail::no_optimizer{};
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_OPTIMIZERS_OPTIMIZER_HPP
