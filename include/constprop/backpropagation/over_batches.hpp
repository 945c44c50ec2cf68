#ifndef CONSTPROP_BACKPROPAGATION_OVER_BATCHES_HPP
#define CONSTPROP_BACKPROPAGATION_OVER_BATCHES_HPP

#include <constprop/arguments/call_stack.hpp>
#include <constprop/arguments/workspace.hpp>
#include <constprop/backpropagation/backpropagate.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/losses/batch.hpp>
#include <constprop/network.hpp>

#include <cstddef>

/// The gradient of a batch: of all samples at once, or slice by slice; the types decide.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Works through a batch slice by slice: work(first, samples, kind, whole), where `whole` is the share of the whole batch.
template <std::size_t Slice, class Network, class Loss, class Target, class Kind, class Work>
constexpr auto for_each_slice(const Loss& loss, const Target* y, std::size_t count, const Kind& kind,
                              const Work& work) noexcept {
    using T = typename Network::scalar;
    const auto whole = share_of<Network::output_size, T>(loss, y, count);
    loss_sums<T> sums;
    for (std::size_t first = 0; first < count; first += Slice)
        sums.add(work(first, count - first < Slice ? count - first : Slice, kind.from_sample(first), whole));
    return sums;
}

/// The loss as two sums, and its gradient with respect to the parameters.
template <std::size_t Batch, class Network, class Loss, class Target, class Kind, class Measured,
          class Memory = const stack_memory>
constexpr auto find_gradient(const Network& net, const Loss& loss, const typename Network::input_type* x,
                             const Target* y, std::size_t count, const Kind& kind, Measured measured,
                             typename Network::gradient_type& gradient, Memory& memory = on_the_stack) noexcept {
    using gradient_type = typename Network::gradient_type;
    if constexpr (!works_in_slices<Network, Batch, Memory>) {
        return backpropagate<with_respect_to::parameters, Batch>(
            net, loss, x, y, count, kind, none, measured, nullptr,
            gradient_sink<kernels::write_to, gradient_type>{gradient}, memory);
    } else {
        constexpr std::size_t slice = samples_in_slice<Network, Batch>();
        for_each_parameter([](auto& slope_) noexcept { slope_ = typename Network::scalar(0); }, gradient);
        return for_each_slice<slice, Network>(
            loss, y, count, kind,
            [&](std::size_t first_, std::size_t samples_, const Kind& kind_, auto whole_) noexcept {
                return backpropagate<with_respect_to::parameters, slice>(
                    net, loss, x + first_, y + first_, samples_, kind_, none, measured, whole_,
                    gradient_sink<kernels::add_to, gradient_type>{gradient});
            });
    }
}

/// The loss as two sums, and its gradient with respect to the inputs, written to rows at dx.
template <std::size_t Batch, class Network, class Loss, class Target, class Kind>
constexpr auto find_input_gradient(const Network& net, const Loss& loss, const typename Network::input_type* x,
                                   const Target* y, std::size_t count, const Kind& kind,
                                   typename Network::input_type* dx) noexcept {
    constexpr std::size_t slice = samples_in_slice<Network, Batch>();
    const auto find = [&](std::size_t first_, std::size_t samples_, const Kind& kind_, auto whole_) noexcept {
        return backpropagate<with_respect_to::input, slice>(net, loss, x + first_, y + first_, samples_, kind_, none,
                                                            unasked{}, whole_, [&](const auto* found_) noexcept {
                                                                for (std::size_t n_ = 0; n_ < samples_; ++n_)
                                                                    dx[first_ + n_] = found_[n_];
                                                            });
    };
    if constexpr (!works_in_slices<Network, Batch>) return find(0, count, kind, nullptr);
    else return for_each_slice<slice, Network>(loss, y, count, kind, find);
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_BACKPROPAGATION_OVER_BATCHES_HPP
