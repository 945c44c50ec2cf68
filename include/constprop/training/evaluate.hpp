#ifndef CONSTPROP_TRAINING_EVALUATE_HPP
#define CONSTPROP_TRAINING_EVALUATE_HPP

#include <constprop/arguments/braced.hpp>
#include <constprop/arguments/dataset.hpp>
#include <constprop/arguments/samples.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/batch.hpp>
#include <constprop/losses/classes.hpp>
#include <constprop/losses/complete.hpp>
#include <constprop/network.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {

/// The loss of one sample, or the mean loss over a data set: inputs, or sequences of them, and targets in a std::array,
/// C array, std::span or std::vector. An empty set has no mean: NaN at run time, an error in a constant expression.
template <class Network, class Loss, class Inputs = detail::braced_input<Network>,
          class Targets = detail::braced_output<Network>>
requires detail::is_network<Network>
[[nodiscard]] constexpr typename Network::scalar evaluate(const Network& net, const Loss& loss, const Inputs& inputs,
                                                          const Targets& targets) noexcept {
    using T = typename Network::scalar;
    const auto mean = [&](const auto* x_, const auto* y_, std::size_t count_) noexcept {
        detail::loss_sums<T> sums_;
        for (std::size_t n_ = 0; n_ < count_; ++n_)
            detail::for_each_prediction(net, x_[n_], y_[n_], [&](const auto& output_, const auto& target_) noexcept {
                sums_.add(loss, output_, target_);
            });
        return sums_.mean();
    };
    if constexpr (!detail::is_complete_loss<Network, Loss>) return detail::reject_loss<Network, Loss>(), T{};
    else if constexpr (detail::is_sample_for<Network, Inputs>)
        return detail::with_samples<T>(net, loss, inputs, targets, mean);
    else return detail::with_dataset<T>(net, loss, inputs, targets, mean);
}

/// The class that an output predicts: the index of its greatest value. A single output predicts class 1 if it is greater
/// than 1/2 for a network of probabilities, or greater than 0 for other networks; else class 0.
template <class Network>
[[nodiscard]] constexpr std::size_t predicted_class(const typename Network::output_type& output) noexcept {
    using T = typename Network::scalar;
    if constexpr (Network::output_size == 1) {
        return output[0] > (Network::output_gives == output_kind::probabilities ? T(0.5) : T(0)) ? 1 : 0;
    } else {
        std::size_t best = 0;
        for (std::size_t c = 1; c < Network::output_size; ++c) best = output[c] > output[best] ? c : best;
        return best;
    }
}

/// The class that the network predicts for an input, or at the end of a sequence.
template <class Network, class Input = detail::braced_input<Network>>
requires detail::is_network<Network>
[[nodiscard]] constexpr std::size_t classify(const Network& net, const Input& x) noexcept {
    if constexpr (Network::layer_count > 0 && !detail::is_computable<Network>)
        return detail::reject_scalar<Network>(), std::size_t{0};
    else if constexpr (detail::is_sequence_for<Network, Input>) {
        typename Network::output_type last{};
        detail::for_each_output(net, x, [&](std::size_t /*t*/, const auto& output_) noexcept { last = output_; });
        return predicted_class<Network>(last);
    } else if constexpr (detail::is_input_for<Network, Input>)
        return predicted_class<Network>(net(detail::as_array(x)));
    else return detail::reject_input<Network, Input>(), std::size_t{0};
}

/// The number of classes that a network distinguishes: two for a single output.
template <class Network>
inline constexpr std::size_t class_count = Network::output_size == 1 ? 2 : Network::output_size;

namespace detail {

/// Takes class indices, or arrays whose greatest value (or whose only one, above 1/2) marks the class.
struct classification {
    static constexpr prediction_kind takes = prediction_kind::anything;
    template <class Target, class Output>
    static constexpr bool targets = class_index<Target> || std::is_same_v<Target, Output>;

    template <std::size_t Classes, class Target>
    static constexpr std::size_t target_class(const Target& target) noexcept {
        if constexpr (class_index<Target>) {
            return checked_class<Classes>(target);
        } else if constexpr (std::tuple_size_v<Target> == 1) {
            return target[0] > typename Target::value_type(0.5) ? 1 : 0;
        } else {
            std::size_t best = 0;
            for (std::size_t c = 1; c < target.size(); ++c) best = target[c] > target[best] ? c : best;
            return best;
        }
    }
};

}  // namespace detail

/// The confusion matrix, as counts: the row is the true class, the column the predicted one.
template <class Network, class Inputs, class Targets>
requires detail::is_network<Network>
[[nodiscard]] constexpr auto confusion_matrix(const Network& net, const Inputs& inputs,
                                              const Targets& targets) noexcept {
    constexpr std::size_t classes = class_count<Network>;
    using matrix = std::array<std::array<std::size_t, classes>, classes>;
    return detail::with_dataset<matrix>(
        net, detail::classification{}, inputs, targets,
        [&](const auto* x_, const auto* y_, std::size_t count_) noexcept {
            matrix counts_{};
            for (std::size_t n_ = 0; n_ < count_; ++n_)
                detail::for_each_prediction(net, x_[n_], y_[n_],
                                            [&](const auto& output_, const auto& target_) noexcept {
                                                ++counts_[detail::classification::target_class<classes>(target_)]
                                                         [predicted_class<Network>(output_)];
                                            });
            return counts_;
        });
}

/// The fraction of a data set that the network classifies correctly; targets are class indices, or arrays shaped like
/// outputs. 0 for an empty set.
template <class Network, class Inputs, class Targets>
requires detail::is_network<Network>
[[nodiscard]] constexpr double accuracy(const Network& net, const Inputs& inputs, const Targets& targets) noexcept {
    return detail::with_dataset<double>(
        net, detail::classification{}, inputs, targets,
        [&](const auto* x_, const auto* y_, std::size_t count_) noexcept {
            std::size_t right_ = 0, all_ = 0;
            for (std::size_t n_ = 0; n_ < count_; ++n_)
                detail::for_each_prediction(
                    net, x_[n_], y_[n_], [&](const auto& output_, const auto& target_) noexcept {
                        const std::size_t due_ = detail::classification::target_class<class_count<Network>>(target_);
                        right_ += due_ == predicted_class<Network>(output_) ? 1U : 0U;
                        ++all_;
                    });
            return all_ == 0 ? 0.0 : static_cast<double>(right_) / static_cast<double>(all_);
        });
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TRAINING_EVALUATE_HPP
