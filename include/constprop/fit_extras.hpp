#ifndef CONSTPROP_FIT_EXTRAS_HPP
#define CONSTPROP_FIT_EXTRAS_HPP

#include <constprop/chain.hpp>
#include <constprop/errors.hpp>
#include <constprop/evaluate.hpp>
#include <constprop/hyperparameter.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <iterator>
#include <type_traits>

/// What `fit` may be given beside its options.
namespace constprop::inline CONSTPROP_TARGET {

template <std::size_t Size> struct batch_size_of { static_assert(Size > 0, "A batch has at least one sample."); };

/// The number of samples to a step, `batch<32>`.
template <std::size_t Size> inline constexpr batch_size_of<Size> batch{};

/// Samples that training does not see; the loss on them is what early_stopping and keep_best go by. Refers to what it
/// is given.
template <class Inputs, class Targets> struct validation {
    const Inputs& inputs;
    const Targets& targets;

    constexpr validation(const Inputs& x_, const Targets& y_) noexcept : inputs(x_), targets(y_) {}
};

/// Stops when the loss (on validation data if there are any) has not improved by more than `minimum_improvement` for
/// `patience` epochs.
struct early_stopping {
    std::size_t patience = 10;
    hyperparameter minimum_improvement = 0;
};

struct keep_best_tag {};

/// Returns the network of the epoch with the least loss (on validation data if there are any) in place of the last one.
inline constexpr keep_best_tag keep_best{};

/// Where training stands after an epoch.
template <class Network> struct progress {
    using scalar = typename Network::scalar;

    std::size_t epoch;   ///< counted from 0
    std::size_t epochs;  ///< how many there will be at most
    scalar loss;         ///< mean over the epoch, as the network changed under way
    const Network& network;
    scalar validation_loss{};  ///< with validation data
    bool has_validation = false;
    std::size_t best_epoch = 0;  ///< the one with the least loss so far
};

namespace detail {

template <class Type> inline constexpr std::size_t batch_named = 0;
template <std::size_t Size> inline constexpr std::size_t batch_named<batch_size_of<Size>> = Size;
template <class Type> inline constexpr bool is_validation = false;
template <class Inputs, class Targets> inline constexpr bool is_validation<validation<Inputs, Targets>> = true;

/// How many samples make a batch, 32 where nothing is said; what may be said once is said at most once.
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

/// The network of the best epoch, where it is kept.
template <class Network, bool Kept> struct best_network {
    Network net;
    constexpr void keep(const Network& better) noexcept { net = better; }
    constexpr const Network& chosen(const Network& /*last*/) const noexcept { return net; }
};
template <class Network> struct best_network<Network, false> {
    constexpr explicit best_network(const Network& /*net*/) noexcept {}
    constexpr void keep(const Network& /*better*/) noexcept {}
    constexpr const Network& chosen(const Network& last) const noexcept { return last; }
};

template <class Network, class Extra>
inline constexpr bool is_callback = requires(Extra& extra, const progress<Network>& now) {
    extra(now);
}
|| requires(Extra& extra, const progress<Network>& now) { extra(now.epoch, now.loss); };

/// Whether `fit` takes it after its options.
template <class Network, class Extra>
inline constexpr bool is_extra = batch_named<std::remove_cv_t<Extra>> != 0 || is_validation<std::remove_cv_t<Extra>> ||
                                 std::is_same_v<std::remove_cv_t<Extra>, early_stopping> ||
                                 std::is_same_v<std::remove_cv_t<Extra>, keep_best_tag> || is_callback<Network, Extra>;

/// The first type that it does not take.
template <class Network, class... Extras>
using first_stranger = typename element_at<first_false(std::array{is_extra<Network, Extras>...}), Extras...>::type;

template <class Extra> constexpr void reject_extra() noexcept {
    using sentence = typename errors::type<std::remove_cv_t<Extra>>::is_nothing_that_fit_takes;
    static_assert(errors::fit_takes<sentence>,
                  "After its options fit takes batch<N>, validation(inputs, targets), early_stopping{...}, keep_best, "
                  "and callbacks (epoch, loss) or (progress).");
}

/// Looks on as a network is trained: validates, remembers the best, calls back, says when to stop.
template <class Network, class... Extras> class watch {
    using T = typename Network::scalar;

    best_network<Network, keeps_best<std::remove_cv_t<Extras>...>> best_;
    T least_loss_{}, loss_to_beat_{};
    std::size_t best_epoch_ = 0, waited_ = 0;

 public:
    constexpr explicit watch(const Network& net_) noexcept : best_{net_} {}

    template <class Loss> constexpr bool goes_on(progress<Network> now, const Loss& loss, Extras&... extras) noexcept {
        (validate(now, loss, extras), ...);
        const T current = now.has_validation ? now.validation_loss : now.loss;
        if (now.epoch == 0 || better(current, least_loss_)) {
            least_loss_ = current;
            best_epoch_ = now.epoch;
            best_.keep(now.network);
        }
        now.best_epoch = best_epoch_;
        ++waited_;
        bool on = true;
        ((on = heeds(extras, now, current) && on), ...);
        return on;
    }

    constexpr const Network& chosen(const Network& last) const noexcept { return best_.chosen(last); }

 private:
    /// Less; any number is better than NaN.
    static constexpr bool better(const T& a, const T& b) noexcept { return a < b || (a == a && !(b == b)); }

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

#endif  // CONSTPROP_FIT_EXTRAS_HPP
