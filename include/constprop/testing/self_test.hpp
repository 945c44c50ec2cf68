#ifndef CONSTPROP_TESTING_SELF_TEST_HPP
#define CONSTPROP_TESTING_SELF_TEST_HPP

#include <constprop/concept/sequence.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_nan.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

/// Samples and expected outputs, with which headers with a model check it.
namespace constprop::inline CONSTPROP_TARGET {

/// The largest deviation of an output, and whether it is too large:
/// |output − expected| > tolerance · max(1, |expected|), or an output that is NaN.
template <class Scalar> struct deviation {
    std::size_t output = 0;
    Scalar difference = 0;
    bool too_far = false;
    std::size_t step = 0;  ///< of a sequence
};

template <class Scalar, std::size_t Outputs>
[[nodiscard]] constexpr deviation<Scalar> deviation_of(const std::array<Scalar, Outputs>& output,
                                                       const std::array<Scalar, Outputs>& expected,
                                                       double tolerance) noexcept {
    deviation<Scalar> worst;
    Scalar most = -1;
    for (std::size_t j = 0; j < Outputs; ++j) {
        // Clang refuses arithmetic with NaN in a constant expression.
        if (math::is_nan(output[j])) return {j, output[j], true, 0};
        if (math::is_nan(expected[j])) return {j, expected[j], true, 0};
        const Scalar size = expected[j] < 0 ? -expected[j] : expected[j], scale = size > 1 ? size : Scalar(1);
        const Scalar difference = output[j] < expected[j] ? expected[j] - output[j] : output[j] - expected[j];
        const bool too_far = !(difference <= static_cast<Scalar>(tolerance) * scale);
        if (difference / scale > most) {
            most = difference / scale;
            worst.output = j, worst.difference = difference;
        }
        worst.too_far = worst.too_far || too_far;
    }
    return worst;
}

/// The output for the next sample: for a network with a state, the samples are one stream.
template <class Network, class Input>
[[nodiscard]] constexpr auto next_output(const Network& net, const Input& input,
                                         [[maybe_unused]] typename Network::state_type& state) noexcept {
    if constexpr (Network::has_state) return net(input, state);
    else return net(input);
}

/// An input that is read as volatile, so that the device computes the output, not the compiler.
template <class Input> [[nodiscard]] Input read_from_memory(const Input& from) noexcept {
    Input input{};
    for (std::size_t i = 0; i < input.size(); ++i) {
        const volatile typename Input::value_type& value = from[i];
        input[i] = value;
    }
    return input;
}

template <class Input, std::size_t Steps>
[[nodiscard]] sequence<Input, Steps> read_from_memory(const sequence<Input, Steps>& from) noexcept {
    sequence<Input, Steps> inputs{};
    for (std::size_t t = 0; t < Steps; ++t) inputs[t] = read_from_memory(from[t]);
    return inputs;
}

/// True if a network computes the expected outputs for some inputs.
template <class Network, std::size_t Samples>
[[nodiscard]] bool self_test(const Network& net, const typename Network::input_type (&inputs)[Samples],
                             const typename Network::output_type (&outputs)[Samples], double tolerance) noexcept {
    typename Network::state_type state{};
    for (std::size_t k = 0; k < Samples; ++k)
        if (deviation_of(next_output(net, read_from_memory(inputs[k]), state), outputs[k], tolerance).too_far)
            return false;
    return true;
}

/// The same for sequences, each from a state of zeros. Expected are the outputs of all steps, or those of the last.
template <class Network, std::size_t Steps, std::size_t Samples, class Expected>
[[nodiscard]] bool self_test(const Network& net, const sequence<typename Network::input_type, Steps> (&inputs)[Samples],
                             const Expected (&outputs)[Samples], double tolerance) noexcept {
    for (std::size_t k = 0; k < Samples; ++k) {
        const auto targets = detail::targets_of<sequence<typename Network::input_type, Steps>>(outputs[k]);
        bool agrees = true;
        detail::for_each_output(
            net, inputs[k],
            [&](std::size_t t_, const auto& output_) noexcept {
                if (t_ >= detail::first_with_target(targets, Steps))
                    agrees = agrees && !deviation_of(output_, targets[t_], tolerance).too_far;
            },
            [](const auto& from_) noexcept { return read_from_memory(from_); });
        if (!agrees) return false;
    }
    return true;
}

/// True if integers differ by at most so many steps, all of them.
template <std::size_t Size>
[[nodiscard]] constexpr bool agree(const std::array<std::int8_t, Size>& a, const std::array<std::int8_t, Size>& b,
                                   int steps) noexcept {
    for (std::size_t k = 0; k < Size; ++k)
        if (a[k] - b[k] > steps || b[k] - a[k] > steps) return false;
    return true;
}

/// The same of what a network of integers computes for some inputs; they are one stream if it has a state.
template <class Network, std::size_t Samples>
[[nodiscard]] constexpr bool outputs_agree(const Network& net, const typename Network::int8_input (&inputs)[Samples],
                                           const typename Network::int8_output (&outputs)[Samples],
                                           int steps = 0) noexcept {
    typename Network::state_type state{};
    for (std::size_t k = 0; k < Samples; ++k)
        if (!agree(next_output(net, inputs[k], state), outputs[k], steps)) return false;
    return true;
}

/// As above for a network of integers, whose outputs must agree in all bits, or differ by at most so many steps.
template <class Network, std::size_t Samples>
[[nodiscard]] bool self_test(const Network& net, const typename Network::int8_input (&inputs)[Samples],
                             const typename Network::int8_output (&outputs)[Samples], int steps = 0) noexcept {
    typename Network::state_type state{};
    for (std::size_t k = 0; k < Samples; ++k)
        if (!agree(next_output(net, read_from_memory(inputs[k]), state), outputs[k], steps)) return false;
    return true;
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TESTING_SELF_TEST_HPP
