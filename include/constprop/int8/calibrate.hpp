#ifndef CONSTPROP_INT8_CALIBRATE_HPP
#define CONSTPROP_INT8_CALIBRATE_HPP

#include <constprop/concept/sequence.hpp>
#include <constprop/diagnostics/stop.hpp>
#include <constprop/int8/calibration.hpp>
#include <constprop/int8/chain.hpp>
#include <constprop/int8/measured.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

namespace constprop::errors {

/// Not constexpr on purpose: a constant expression that comes here does not compile, and the compiler names this.
[[noreturn, gnu::always_inline]] inline void samples_give_values_that_are_not_finite() noexcept {
    detail::stop([](const auto& say_) noexcept {
        say_("quantize finds the ranges of values from samples, and some values are infinite or no numbers");
    });
}

}  // namespace constprop::errors

/// The ranges of a network's values, from samples of its inputs.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Calls use(step) for all steps of a sequence; a sample that is no sequence is one step.
template <class Sample, class Use> constexpr void for_each_step(const Sample& x, const Use& use) noexcept {
    if constexpr (detail::is_sequence<Sample>)
        for (std::size_t t = 0; t < x.size(); ++t) use(x.steps[t]);
    else use(x);
}

/// Calls use(k, values, count) with the input, k = 0, and what each layer gives, k = the number of its range + 1.
template <class Network, class Sample, class Use>
constexpr void for_all_values(const Network& net, const Sample& sample, const Use& use) noexcept {
    typename Network::state_type state{};
    for_each_step(sample, [&](const typename Network::input_type& x_) noexcept {
        use(std::size_t{0}, x_.data(), x_.size());
        given_values<Network, 1>::visit(net.trace(x_, state), use);
    });
}

/// The ranges of the input and of what each layer gives, over all samples.
template <class Network, class Samples, class Ranges>
[[nodiscard]] constexpr auto calibrate(const Network& net, const Samples& samples,
                                       [[maybe_unused]] const Ranges& ranges) noexcept {
    std::array<real_range, ranges_before<Network, Network::layer_count>() + 1> found{};
    std::array<bool, std::tuple_size_v<decltype(found)>> is_found{};
    const auto x = std::data(samples);
    const std::size_t count = std::size(samples);
    for (std::size_t n = 0; n < count; ++n)
        for_all_values(net, x[n], [&](std::size_t k_, const auto* values_, std::size_t size_) noexcept {
            real_range& range_ = found[k_];
            if (!is_found[k_]) range_ = {static_cast<float>(values_[0]), static_cast<float>(values_[0])};
            is_found[k_] = true;
            for (std::size_t v_ = 0; v_ < size_; ++v_) {
                const auto value_ = static_cast<float>(values_[v_]);
                range_.least = value_ < range_.least ? value_ : range_.least;
                range_.greatest = value_ > range_.greatest ? value_ : range_.greatest;
            }
        });
    for (const real_range& range : found)
        if (!math::is_finite(range.least) || !math::is_finite(range.greatest))
            errors::samples_give_values_that_are_not_finite();
    if constexpr (Ranges::needs_histogram) {
        std::array<histogram, std::tuple_size_v<decltype(found)>> all{};
        for (std::size_t k = 0; k < all.size(); ++k) all[k].of = found[k];
        for (std::size_t n = 0; n < count; ++n)
            for_all_values(net, x[n], [&](std::size_t k_, const auto* values_, std::size_t size_) noexcept {
                for (std::size_t v_ = 0; v_ < size_; ++v_) all[k_].add(static_cast<float>(values_[v_]));
            });
        for (std::size_t k = 0; k < all.size(); ++k) found[k] = ranges.range(all[k]);
    } else {
        for (real_range& range : found) range = ranges.range(range);
    }
    [&]<std::size_t... K>(std::index_sequence<K...>) noexcept {
        join_ranges(found.data() + 1, detail::layer_list<typename Network::template layer_type<K>...>{});
    }(std::make_index_sequence<Network::layer_count>{});
    return found;
}

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_CALIBRATE_HPP
