#ifndef CONSTPROP_TESTING_GRADIENT_ERROR_HPP
#define CONSTPROP_TESTING_GRADIENT_ERROR_HPP

#include <constprop/gradient.hpp>
#include <constprop/initialize.hpp>
#include <constprop/network.hpp>
#include <constprop/random.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop {
namespace detail {

/// A target for the loss, drawn at random: probabilities where the loss takes those, any values otherwise, a class if
/// it wants one.
template <class Network, class Loss> constexpr auto random_target(random& draw) noexcept {
    using T = typename Network::scalar;
    using output = typename Network::output_type;
    if constexpr (Loss::template targets<output, output>) {
        output target;
        T sum = T(0);
        for (T& value : target) sum += value = draw.uniform<T>();
        if (Loss::takes == prediction_kind::logits && Loss::template targets<std::size_t, output>)
            for (T& value : target) value /= sum;
        return target;
    } else {
        return static_cast<std::size_t>(draw.bits() % Network::output_size);
    }
}

}  // namespace detail

/// How far the gradient is from central differences, in a random network with a random sample: the greatest
/// |g − d| / max(1, |g|, |d|) over all parameters and inputs, d = (ℓ(w + h) − ℓ(w − h)) / 2h. For testing layers and
/// losses of one's own; in double a right gradient is within about 1e-8, unless a kink lies within h of the sample.
///
///     static_assert(gradient_error<with_scalar<double, network<linear<3, 2>, mine>>>(mse{}, 1) < 1e-7);
///
/// Cost:        two forward passes for each parameter and input
template <class Network, class Loss>
constexpr typename Network::scalar gradient_error(const Loss& loss, std::uint64_t seed) noexcept {
    using T = typename Network::scalar;
    const T h = std::is_same_v<T, float> ? T(1e-2) : T(1e-5);
    Network net = initialized<Network>(torch_default{.seed = seed});
    random draw(seed + 1);
    typename Network::input_type x;
    for (T& value : x) value = draw.uniform(T(1));
    const auto y = detail::random_target<Network, Loss>(draw);

    const auto loss_now = [&]() noexcept {
        const auto prediction_ = net(x);
        return loss.template total<Network::output_size>(prediction_.data(), y) /
               loss.template share<Network::output_size, T>(y);
    };
    const auto magnitude = [](T value_) noexcept { return value_ < T(0) ? -value_ : value_; };
    T worst = T(0);
    const auto compare = [&](T& at_, T gradient_) noexcept {
        const T kept_ = at_;
        at_ = kept_ + h;
        const T up_ = loss_now();
        at_ = kept_ - h;
        const T down_ = loss_now();
        at_ = kept_;
        const T difference_ = (up_ - down_) / (T(2) * h);
        const T greater_ =
            magnitude(gradient_) > magnitude(difference_) ? magnitude(gradient_) : magnitude(difference_);
        const T error_ = magnitude(gradient_ - difference_) / (greater_ > T(1) ? greater_ : T(1));
        worst = error_ <= worst ? worst : error_;  // so that NaN counts as an error
    };

    const auto by_parameter = differentiate(net, loss, x, y).gradient;
    for_each_parameter([&](T& parameter_, const T& gradient_) noexcept { compare(parameter_, gradient_); }, net,
                       by_parameter);
    const auto by_input = differentiate_input(net, loss, x, y).gradient;
    for (std::size_t i = 0; i < x.size(); ++i) compare(x[i], by_input[i]);
    return worst;
}

}  // namespace constprop

#endif  // CONSTPROP_TESTING_GRADIENT_ERROR_HPP
