#ifndef CONSTPROP_TESTING_MODEL_CHECK_HPP
#define CONSTPROP_TESTING_MODEL_CHECK_HPP

#include <constprop/concept/sequence.hpp>
#include <constprop/diagnostics/plain_english.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_nan.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

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
template <class Network>
[[nodiscard]] constexpr auto next_output(const Network& net, const typename Network::input_type& input,
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
        typename Network::state_type state{};
        for (std::size_t t = 0; t < Steps; ++t) {
            const auto output = net(read_from_memory(inputs[k][t]), state);
            if (t >= detail::first_with_target(targets, Steps) && deviation_of(output, targets[t], tolerance).too_far)
                return false;
        }
    }
    return true;
}

/// As above for a network of integers, whose outputs must agree in all bits.
template <class Network, std::size_t Samples>
[[nodiscard]] bool self_test(const Network& net, const typename Network::int8_input (&inputs)[Samples],
                             const typename Network::int8_output (&outputs)[Samples]) noexcept {
    for (std::size_t k = 0; k < Samples; ++k) {
        typename Network::int8_input input{};
        for (std::size_t i = 0; i < input.size(); ++i) {
            const volatile std::int8_t& value = inputs[k][i];
            input[i] = value;
        }
        if (net(input) != outputs[k]) return false;
    }
    return true;
}

}  // namespace constprop::inline CONSTPROP_TARGET

namespace constprop::errors {

struct millionths;
struct trillionths;
template <std::size_t Sample> struct sample {
    template <std::size_t Output> struct output {
        template <std::int64_t Count, class Unit> struct is_off_by;
        struct is_no_number;
    };
    template <std::size_t Step> struct step {
        template <std::size_t Output> struct output {
            template <std::int64_t Count, class Unit> struct is_off_by;
            struct is_no_number;
        };
    };
};
template <std::size_t Samples> struct samples {
    template <std::size_t Count> struct are_wrong_of_which {
        template <class... Some> struct says;
    };
};

template <class Sentence>
inline constexpr bool model_computes_what_is_expected =
    holds<Sentence, "Look whether the file was changed, and whether layers and samples are those of the training.">();

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET {

namespace detail {

/// The output for a sample, and the state after it; those for a step of sequence `Sample`.
template <const auto& Net, const auto& Inputs, std::size_t Sample, std::size_t Step = 0> struct computed_at {
    using network = std::remove_cvref_t<decltype(Net)>;
    static constexpr bool is_step = is_sequence<std::remove_cvref_t<decltype(Inputs[0])>>;
    static constexpr auto compute() noexcept {
        typename network::state_type state{};
        if constexpr (is_step) {
            if constexpr (Step > 0) state = computed_at<Net, Inputs, Sample, Step - 1>::both.second;
            const auto output = Net(Inputs[Sample][Step], state);
            return std::pair{output, state};
        } else {
            if constexpr (network::has_state && Sample > 0) state = computed_at<Net, Inputs, Sample - 1>::both.second;
            const auto output = next_output(Net, Inputs[Sample], state);
            return std::pair{output, state};
        }
    }
    static constexpr auto both = compute();
};

/// The deviation at a step of a sequence. Of steps that have no expected output there is none; computing them in order keeps
/// the recursion over steps shallow.
template <const auto& Net, const auto& Inputs, const auto& Outputs, const double& Tolerance, std::size_t Sample,
          std::size_t Step>
consteval auto deviation_of_step() noexcept {
    using sample = std::remove_cvref_t<decltype(Inputs[0])>;
    constexpr auto& output = computed_at<Net, Inputs, Sample, Step>::both.first;
    constexpr auto targets = targets_of<sample>(Outputs[Sample]);
    deviation<typename computed_at<Net, Inputs, Sample>::network::scalar> result;
    if constexpr (Step >= first_with_target(targets, sample::size()))
        result = deviation_of(output, targets[Step], Tolerance);
    result.step = Step;
    return result;
}

/// The first deviation that is too large, or else the last.
template <class Scalar, std::size_t Steps>
constexpr deviation<Scalar> first_too_far(const std::array<deviation<Scalar>, Steps>& all) noexcept {
    for (const deviation<Scalar>& one : all)
        if (one.too_far) return one;
    return all[Steps - 1];
}

/// A sample's deviation; each output is a separate constant expression, since compilers limit the cost of one.
template <const auto& Net, const auto& Inputs, const auto& Outputs, const double& Tolerance, std::size_t Sample>
consteval auto deviation_of_sample() noexcept {
    using sample = std::remove_cvref_t<decltype(Inputs[0])>;
    if constexpr (is_sequence<sample>) {
        return []<std::size_t... Step>(std::index_sequence<Step...>) {
            using scalar_ = typename computed_at<Net, Inputs, Sample>::network::scalar;
            constexpr std::array<deviation<scalar_>, sample::size()> all_{
                deviation_of_step<Net, Inputs, Outputs, Tolerance, Sample, Step>()...};
            return first_too_far(all_);
        }(std::make_index_sequence<sample::size()>{});
    } else {
        return deviation_of(computed_at<Net, Inputs, Sample>::both.first, Outputs[Sample], Tolerance);
    }
}
template <const auto& Net, const auto& Inputs, const auto& Outputs, const double& Tolerance, std::size_t Sample>
inline constexpr auto deviation_at = deviation_of_sample<Net, Inputs, Outputs, Tolerance, Sample>();

template <const auto& Net, const auto& Inputs, const auto& Outputs, const double& Tolerance, std::size_t Samples>
inline constexpr auto deviations = []<std::size_t... Sample>(std::index_sequence<Sample...>) {
    return std::array{deviation_at<Net, Inputs, Outputs, Tolerance, Sample>...};
}(std::make_index_sequence<Samples>{});

/// Where a deviation is: in a sample, or in a step of a sequence.
template <std::size_t Sample, std::size_t Output, bool IsStep, std::size_t Step> struct place_of_deviation {
    using type = typename errors::sample<Sample>::template output<Output>;
};
template <std::size_t Sample, std::size_t Output, std::size_t Step>
struct place_of_deviation<Sample, Output, true, Step> {
    using type = typename errors::sample<Sample>::template step<Step>::template output<Output>;
};

/// A sentence about the `Which`th wrong sample.
template <const auto& Deviations, bool OfSequences, std::size_t Which> consteval auto sentence_of_sample() noexcept {
    constexpr std::size_t sample = [] {
        std::size_t k_ = 0, seen_ = 0;
        while (!Deviations[k_].too_far || seen_++ != Which) ++k_;
        return k_;
    }();
    constexpr auto one = Deviations[sample];
    using output = typename place_of_deviation<sample, one.output, OfSequences, one.step>::type;
    constexpr double difference = static_cast<double>(one.difference), most = 9e18;
    if constexpr (math::is_nan(difference)) {
        return std::type_identity<typename output::is_no_number>{};
    } else if constexpr (difference >= 1e-5) {
        constexpr double count = difference * 1e6;
        return std::type_identity<typename output::template is_off_by<
            static_cast<std::int64_t>(count < most ? count + 0.5 : most), errors::millionths>>{};
    } else {
        return std::type_identity<typename output::template is_off_by<
            static_cast<std::int64_t>(difference * 1e12 + 0.5), errors::trillionths>>{};
    }
}

template <const auto& Deviations, bool OfSequences> consteval auto sentence_of_samples() noexcept {
    constexpr std::size_t wrong = [] {
        std::size_t count_ = 0;
        for (const auto& one_ : Deviations) count_ += one_.too_far ? 1 : 0;
        return count_;
    }();
    if constexpr (wrong == 0) {
        return std::type_identity<errors::nothing>{};
    } else {
        constexpr std::size_t most = 8;
        return []<std::size_t... Which>(std::index_sequence<Which...>) {
            using count_ = typename errors::samples<Deviations.size()>::template are_wrong_of_which<wrong>;
            return std::type_identity<typename count_::template says<
                typename decltype(sentence_of_sample<Deviations, OfSequences, Which>())::type...>>{};
        }(std::make_index_sequence<(wrong < most ? wrong : most)>{});
    }
}

}  // namespace detail

/// The errors in a network's outputs for the first `Samples` inputs, as a sentence made of types: which samples deviate, at
/// which output (of a sequence: at which step first), and by how much. `errors::nothing` if all are as expected.
template <const auto& Net, const auto& Inputs, const auto& Outputs, const double& Tolerance, std::size_t Samples>
using wrong_outputs = typename decltype(detail::sentence_of_samples<
                                        detail::deviations<Net, Inputs, Outputs, Tolerance, Samples>,
                                        detail::is_sequence<std::remove_cvref_t<decltype(Inputs[0])>>>())::type;

/// Compares a network's outputs with the expected ones for the first `Samples` inputs, at compile time.
///
/// Rejects:     outputs that deviate too far; the message says which, and by how much
template <const auto& Net, const auto& Inputs, const auto& Outputs, const double& Tolerance, std::size_t Samples>
[[nodiscard]] consteval bool check_model() noexcept {
    using said = wrong_outputs<Net, Inputs, Outputs, Tolerance, Samples>;
    static_assert(
        errors::model_computes_what_is_expected<said>,
        "This network does not compute what is expected of it. Look whether the file was changed, and whether "
        "layers and samples are those of the training.");
    return true;
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_TESTING_MODEL_CHECK_HPP
