#ifndef CONSTPROP_TESTING_GRADIENT_ERROR_HPP
#define CONSTPROP_TESTING_GRADIENT_ERROR_HPP

#include <constprop/concept/sequence.hpp>
#include <constprop/gradient.hpp>
#include <constprop/initializers/initialize.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>
#include <constprop/numbers/random.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// A random target for the loss: probabilities or a class index if it takes them, any values otherwise.
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

/// The rows of a sample: the input itself, or the steps of a sequence.
template <class Row, std::size_t Steps> constexpr auto& row_of(sequence<Row, Steps>& sample, std::size_t t) noexcept {
    return sample[t];
}
template <class Row> constexpr Row& row_of(Row& sample, std::size_t /*t*/) noexcept { return sample; }

/// A random network with random samples, or sequences with a target for each step. Compares its gradient with differences of
/// the loss.
template <class Network, std::size_t Batch, std::size_t Steps, class Loss> class gradient_check {
    using T = typename Network::scalar;
    static constexpr bool over_time = Network::runs_over_time || Steps > 1;
    template <class Row> using sample_of = std::conditional_t<over_time, sequence<Row, Steps>, Row>;
    using row = typename Network::input_type;
    using sample = sample_of<row>;
    using target = sample_of<decltype(random_target<Network, Loss>(std::declval<random&>()))>;

    static constexpr T h = std::is_same_v<T, float> ? T(1e-2) : T(1e-5);
    static constexpr std::size_t last = Network::layer_count - 1;
    static constexpr std::size_t numbers = Network::parameter_count + Batch * Steps * Network::input_size;

    const Loss& loss_;
    Network net_;
    std::array<sample, Batch> x_{};
    std::array<target, Batch> y_{};
    typename Network::gradient_type by_parameter_;
    std::array<sample, Batch> by_input_;
    T worst_ = T(0);

    static constexpr T magnitude(T value) noexcept { return value < T(0) ? -value : value; }

    /// Calls use(number, gradient) for all parameters and inputs.
    template <class Use> constexpr void for_each(Use use) noexcept {
        for_each_parameter([&](T& parameter_, const T& gradient_) noexcept { use(parameter_, gradient_); }, net_,
                           by_parameter_);
        for (std::size_t n = 0; n < Batch; ++n)
            for (std::size_t t = 0; t < Steps; ++t)
                for (std::size_t i = 0; i < Network::input_size; ++i)
                    use(row_of(x_[n], t)[i], row_of(by_input_[n], t)[i]);
    }

    /// The loss of a training pass over the batch. All passes draw equal bits, so that the loss is a function of the numbers.
    static constexpr auto kind = training_kind<Network>(pass{.seed = 1});
    template <std::size_t Rows, class Kind, class Target>
    constexpr loss_sums<T> loss_of(const row* x, const Target* y, const Kind& of) const noexcept {
        typename Network::template outputs_type<Rows> outputs;
        typename Network::template caches_type<Rows> caches;
        typename Network::state_type states{};
        scan<Rows>(net_.all_stages(), x, outputs, Rows, pass_over{of, caches, states});
        loss_sums<T> sums;
        for (std::size_t n = 0; n < Rows; ++n) sums.add(loss_, outputs.template data<last>()[n], y[n]);
        return sums;
    }
    constexpr T loss_now() const noexcept {
        if constexpr (over_time) {
            loss_sums<T> sums;
            for (std::size_t n = 0; n < Batch; ++n)
                sums.add(loss_of<Steps>(x_[n].steps.data(), y_[n].steps.data(), kind.from_sample(n * Steps)));
            return sums.mean();
        } else {
            return loss_of<Batch>(x_.data(), y_.data(), kind).mean();
        }
    }

    constexpr void compare(T slope, T up, T down) noexcept {
        const T difference = (up - down) / (T(2) * h);
        const T greater = magnitude(slope) > magnitude(difference) ? magnitude(slope) : magnitude(difference);
        const T error = magnitude(slope - difference) / (greater > T(1) ? greater : T(1));
        worst_ = error <= worst_ ? worst_ : error;  // NaN counts as an error
    }

 public:
    constexpr gradient_check(const Loss& of_, std::uint64_t seed_) noexcept
        : loss_(of_), net_(initialized<Network>(torch_default{.seed = seed_})) {
        random draw(seed_ + 1);
        for (std::size_t n = 0; n < Batch; ++n)
            for (std::size_t t = 0; t < Steps; ++t) {
                for (T& value : row_of(x_[n], t)) value = draw.uniform(T(1));
                row_of(y_[n], t) = random_target<Network, Loss>(draw);
            }
        find_gradient<Batch>(net_, loss_, x_.data(), y_.data(), Batch, kind, unasked{}, by_parameter_);
        find_input_gradient<Batch>(net_, loss_, x_.data(), y_.data(), Batch, kind, by_input_.data());
    }

    /// Moves single numbers: all of them, or, if there are more than `most`, about that many, drawn at random.
    constexpr void move_single(std::size_t most, random draw) noexcept {
        for_each([&](T& number_, T gradient_) noexcept {
            if (numbers > most && draw.bits() % numbers >= most) return;
            const T kept_ = number_;
            number_ = kept_ + h;
            const T up_ = loss_now();
            number_ = kept_ - h;
            const T down_ = loss_now();
            number_ = kept_;
            compare(gradient_, up_, down_);
        });
    }

    /// Moves all numbers at once, each by ±h at random: the sign decides whether its gradient adds to the slope or subtracts.
    constexpr void move_all(random draw) noexcept {
        T slope = T(0);
        const auto move = [&](random signs_, T by_) noexcept {
            slope = T(0);
            for_each([&](T& number_, T gradient_) noexcept {
                const T sign_ = signs_.bits() % 2 == 0 ? T(1) : T(-1);
                number_ += by_ * sign_;
                slope += gradient_ * sign_;
            });
            return loss_now();
        };
        const auto [kept, kept_x] = std::pair{net_, x_};
        const T up = move(draw, h);
        net_ = kept, x_ = kept_x;
        const T down = move(draw, -h);
        net_ = kept, x_ = kept_x;
        compare(slope, up, down);
    }

    constexpr T worst() const noexcept { return worst_; }
};

}  // namespace detail

/// The distance of the gradient from central differences, in a random network with `Batch` random samples. These are sequences
/// of `Steps` steps if the network runs over time or if Steps > 1. Returns the greatest |g − d| / max(1, |g|, |d|), for the loss
/// of a training pass with fixed random bits. g is the slope and d = (ℓ(w + h v) − ℓ(w − h v)) / 2h the difference, along
/// single parameters and inputs, at most 100 or so, drawn from all, and along four directions v that move all of them. Use it
/// to test your own layers and losses. In double a right gradient is within about 1e-8, unless a kink lies within h of the
/// sample.
///
///     static_assert(gradient_error<with_scalar<double, network<linear<3, 2>, mine>>>(mse{}, 1) < 1e-7);
///     static_assert(gradient_error<model, 5>(mse{}, 1) < 1e-7);      // of a batch of five
///     static_assert(gradient_error<model, 5, 3>(mse{}, 1) < 1e-7);   // of five sequences of three steps
///
/// Cost:        two forward passes of the batch for each of these directions, and a backward pass
template <class Network, std::size_t Batch = 1, std::size_t Steps = 1, class Loss>
[[nodiscard]] constexpr typename Network::scalar gradient_error(const Loss& loss, std::uint64_t seed) noexcept {
    if constexpr (!detail::is_trainable<Network>) {
        return detail::reject_training<Network>(), typename Network::scalar{};
    } else {
        detail::gradient_check<Network, Batch, Steps, Loss> differences(loss, seed);
        differences.move_single(100, random(seed + 2));
        for (std::uint64_t direction = 0; direction < 4; ++direction)
            differences.move_all(random(seed + 3 + direction));
        return differences.worst();
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TESTING_GRADIENT_ERROR_HPP
