#ifndef CONSTPROP_TRAINING_FIT_EXTRAS_HPP
#define CONSTPROP_TRAINING_FIT_EXTRAS_HPP

#include <constprop/arguments/workspace.hpp>
#include <constprop/chain/chain.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>
#include <constprop/math/is_nan.hpp>
#include <constprop/network.hpp>
#include <constprop/numbers/hyperparameter.hpp>
#include <constprop/training/evaluate.hpp>

#include <boost/hana/for_each.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// The extra arguments of `fit`, behind its options.
namespace constprop::errors {

/// Not constexpr on purpose: a constant expression that calls this does not compile, and the compiler names it.
[[gnu::always_inline]] inline void hidden_layers_of_zeros_learn_nothing() noexcept {}

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET {

template <std::size_t Size> struct batch_size_of {
    static_assert(Size > 0, "A batch has at least one sample.");
};

/// The batch size, `batch<32>`.
template <std::size_t Size> inline constexpr batch_size_of<Size> batch{};

template <std::size_t Count> struct steps_at_once {
    static_assert(Count > 0, "At least one step is worked through.");
};

/// For long sequences: the number of steps that are worked through at a time, `steps<64>`, with one step of the optimizer
/// each. States are carried on; gradients go no further back (truncated backpropagation through time).
template <std::size_t Count> inline constexpr steps_at_once<Count> steps{};

/// Samples that training does not use; early_stopping and keep_best use the loss on them. Refers to its arguments without
/// a copy.
template <class Inputs, class Targets> struct validation {
    const Inputs& inputs;
    const Targets& targets;

    constexpr validation(const Inputs& x_, const Targets& y_) noexcept : inputs(x_), targets(y_) {}
};

/// Stops when the loss (on validation data if there are any) has not improved by more than `minimum_improvement` for
/// `patience` epochs.
struct early_stopping {
    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::size_t patience = 10;
    hyperparameter minimum_improvement = 0;
};

struct keep_best_tag {};

/// Returns the network of the epoch with the least loss (on validation data if there are any) in place of the last one.
inline constexpr keep_best_tag keep_best{};

struct stop_at_divergence_tag {};

/// Stops at the first loss that is NaN or infinite, within the epoch, and after an epoch whose validation loss or network is
/// not finite. Returns the network after the last epoch before, or the one that training began with; with keep_best, the
/// best network of these epochs.
inline constexpr stop_at_divergence_tag stop_at_divergence{};

/// The state of training after an epoch.
template <class Network> struct progress {
    using scalar = typename Network::scalar;

    std::size_t epoch;   ///< counted from 0
    std::size_t epochs;  ///< the largest number of epochs
    scalar loss;         ///< mean over the epoch, while the network changes
    const Network& network;
    scalar validation_loss{};  ///< with validation data
    bool has_validation = false;
    std::size_t best_epoch = 0;     ///< the one with the least loss so far
    bool diverged = false;          ///< a loss or a parameter is NaN or infinite; detected under all compiler flags
    bool began_with_zeros = false;  ///< all parameters were 0, in a network with a hidden layer: its units stay equal
};

namespace detail {

template <class Type> inline constexpr std::size_t batch_named = 0;
template <std::size_t Size> inline constexpr std::size_t batch_named<batch_size_of<Size>> = Size;
template <class Type> inline constexpr std::size_t steps_named = 0;
template <std::size_t Count> inline constexpr std::size_t steps_named<steps_at_once<Count>> = Count;
template <class Type> inline constexpr bool is_validation = false;
template <class Inputs, class Targets> inline constexpr bool is_validation<validation<Inputs, Targets>> = true;

/// True if `Steps` is less than the number of steps of a sample.
template <std::size_t Steps, class Sample> inline constexpr bool is_shorter = false;
template <std::size_t Steps, class Sample>
requires is_sequence<Sample>
inline constexpr bool is_shorter<Steps, Sample> = Steps < sequence_traits<Sample>::steps;

/// The number of steps of these sequences that are worked through at a time: all by default.
template <class Sample, class... Extras> constexpr std::size_t steps_among() noexcept {
    static_assert(((steps_named<Extras> != 0 ? 1 : 0) + ... + 0) <= 1, "fit takes at most one steps<N>.");
    constexpr std::size_t named = (steps_named<Extras> + ... + 0);
    if constexpr (!is_sequence<Sample>) return 1;
    else return named != 0 && named < sequence_traits<Sample>::steps ? named : sequence_traits<Sample>::steps;
}

/// Batch size; 32 by default. Rejects extras that are given twice.
template <class... Extras> constexpr std::size_t batch_among() noexcept {
    constexpr int sizes = ((batch_named<Extras> != 0 ? 1 : 0) + ... + 0);
    constexpr int validations = ((is_validation<Extras> ? 1 : 0) + ... + 0);
    constexpr int stops = ((std::is_same_v<Extras, early_stopping> ? 1 : 0) + ... + 0);
    static_assert(sizes <= 1 && validations <= 1 && stops <= 1,
                  "fit takes at most one batch<N>, one validation(inputs, targets) and one early_stopping{...}.");
    constexpr std::size_t named = (batch_named<Extras> + ... + 0);
    return sizes == 0 ? 32 : named;
}

template <class... Extras> inline constexpr bool keeps_best = (std::is_same_v<Extras, keep_best_tag> || ...);
template <class... Extras>
inline constexpr bool stops_at_divergence = (std::is_same_v<std::remove_cv_t<Extras>, stop_at_divergence_tag> || ...);

template <class Network> constexpr bool has_finite_parameters(const Network& net) noexcept {
    bool finite = true;
    for_each_parameter([&](const auto& p_) noexcept { finite = finite && math::is_finite(p_); }, net);
    return finite;
}

/// True if all parameters are 0, in a network with a hidden layer: the gradients of a layer's units are then equal, or 0.
template <class Network> constexpr bool is_stuck_at_zeros(const Network& net) noexcept {
    using T = typename Network::scalar;
    std::size_t layers = 0;
    for (std::size_t k = 0; k < Network::layer_count; ++k) layers += Network::shape_of(k).parameters() > 0 ? 1U : 0U;
    if (layers < 2) return false;
    bool zeros = true;
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) noexcept {
        constexpr std::size_t count_ = std::remove_cvref_t<decltype(stage_)>::shape.parameters();
        for (std::size_t k_ = 0; zeros && k_ < count_; ++k_) zeros = stage_.data()[k_] == T(0);
    });
    return zeros;
}

/// The network of the best epoch, or of the last good one, if one is to be kept.
template <class Network, bool Kept> struct best_network {
    Network net;
    constexpr void keep(const Network& better) noexcept { net = better; }
    constexpr void choose(Network& last) const noexcept { last = net; }
};
template <class Network> struct best_network<Network, false> {
    constexpr explicit best_network(const Network& /*net*/) noexcept {}
    constexpr void keep(const Network& /*better*/) noexcept {}
    constexpr void choose(Network& /*last*/) const noexcept {}
};

template <class Network, class Extra>
inline constexpr bool takes_progress = requires(Extra& extra, const progress<Network>& now) { extra(now); };
template <class Network, class Extra>
inline constexpr bool is_callback =
    takes_progress<Network, Extra> ||
    requires(Extra& extra, const progress<Network>& now) { extra(now.epoch, now.loss); };

/// Whether `fit` takes an argument of this type after its options.
template <class Network, class Extra>
inline constexpr bool is_extra =
    batch_named<std::remove_cv_t<Extra>> != 0 || steps_named<std::remove_cv_t<Extra>> != 0 ||
    is_validation<std::remove_cv_t<Extra>> || std::is_same_v<std::remove_cv_t<Extra>, early_stopping> ||
    std::is_same_v<std::remove_cv_t<Extra>, keep_best_tag> || is_workspace<std::remove_cv_t<Extra>> ||
    stops_at_divergence<Extra> || is_callback<Network, Extra>;

/// The first type that `fit` does not take.
template <class Network, class... Extras>
using first_stranger = typename element_at<first_false(std::array{is_extra<Network, Extras>...}), Extras...>::type;

template <class Extra> constexpr void reject_extra() noexcept {
    using sentence = typename errors::type<std::remove_cv_t<Extra>>::is_nothing_that_fit_takes;
    static_assert(
        errors::fit_takes<sentence>,
        "After its options fit takes batch<N>, steps<N>, validation(inputs, targets), early_stopping{...}, keep_best, "
        "stop_at_divergence, a workspace, and callbacks (epoch, loss) or (progress). Options have names, as in "
        "{.epochs = 60}.");
}

/// Observer of a training run: validates, keeps the best network, calls back, decides when to stop.
template <class Network, class... Extras> class watch {
    using T = typename Network::scalar;

    static constexpr bool keeps_best_ = keeps_best<std::remove_cv_t<Extras>...>,
                          stops_ = stops_at_divergence<Extras...>;
    static constexpr bool reports_ = (takes_progress<Network, Extras> || ...);

    best_network<Network, keeps_best_ || stops_> best_;
    T least_loss_{}, loss_to_beat_{};
    std::size_t best_epoch_ = 0, waited_ = 0;
    bool began_with_zeros_ = false;

 public:
    constexpr explicit watch(const Network& net_) noexcept : best_{net_} {
        if constexpr (reports_) began_with_zeros_ = is_stuck_at_zeros(net_);
    }

    template <class Loss> constexpr bool goes_on(progress<Network> now, const Loss& loss, Extras&... extras) noexcept {
        (validate(now, loss, extras), ...);
        const T current = now.has_validation ? now.validation_loss : now.loss;
        now.began_with_zeros = began_with_zeros_;
        if constexpr (stops_ || reports_)
            now.diverged = !math::is_finite(now.loss) ||
                           (now.has_validation && !math::is_finite(now.validation_loss)) ||
                           !has_finite_parameters(now.network);
        if (stops_ && now.diverged) {
            now.best_epoch = best_epoch_;
            (heeds(extras, now, current), ...);
            return false;
        }
        if constexpr (stops_ && !keeps_best_) best_.keep(now.network);
        if (now.epoch == 0 || better(current, least_loss_)) {
            least_loss_ = current;
            best_epoch_ = now.epoch;
            if constexpr (keeps_best_) best_.keep(now.network);
        }
        now.best_epoch = best_epoch_;
        ++waited_;
        bool on = true;
        ((on = heeds(extras, now, current) && on), ...);
        return on;
    }

    constexpr void choose(Network& last) const noexcept { best_.choose(last); }

 private:
    /// True if a is less than b; every number is less than NaN.
    static constexpr bool better(const T& a, const T& b) noexcept {
        return math::is_nan(b) ? !math::is_nan(a) : !math::is_nan(a) && a < b;
    }

    template <class Loss, class Extra>
    static constexpr void validate(progress<Network>& now, const Loss& loss, const Extra& extra) noexcept {
        if constexpr (is_validation<std::remove_cv_t<Extra>>) {
            if (std::size(extra.inputs) == 0) return;
            now.validation_loss = evaluate(now.network, loss, extra.inputs, extra.targets);
            now.has_validation = true;
        }
    }

    template <class Extra> constexpr bool heeds(Extra& extra, const progress<Network>& now, T current) noexcept {
        if constexpr (std::is_same_v<std::remove_cv_t<Extra>, early_stopping>) {
            if (now.epoch == 0 || better(current, loss_to_beat_ - T(extra.minimum_improvement))) {
                loss_to_beat_ = current;
                waited_ = 0;
            }
            return waited_ < extra.patience;
        } else if constexpr (requires { extra(now); }) {
            return called(extra, now);
        } else if constexpr (requires { extra(now.epoch, now.loss); }) {
            return called(extra, now.epoch, now.loss);
        } else {
            return true;
        }
    }

    template <class Callback, class... Arguments>
    static constexpr bool called(Callback& callback, const Arguments&... arguments) noexcept {
        if constexpr (std::is_void_v<decltype(callback(arguments...))>) return callback(arguments...), true;
        else return static_cast<bool>(callback(arguments...));
    }
};

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TRAINING_FIT_EXTRAS_HPP
