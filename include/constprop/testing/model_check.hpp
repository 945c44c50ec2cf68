#ifndef CONSTPROP_TESTING_MODEL_CHECK_HPP
#define CONSTPROP_TESTING_MODEL_CHECK_HPP

#include <constprop/concept/sequence.hpp>
#include <constprop/diagnostics/plain_english.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_nan.hpp>
#include <constprop/testing/self_test.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

/// The check of a model by the compiler, with a sentence about what is wrong.
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

/// The outputs for sequence `Sample`, if a layer needs it whole.
template <const auto& Net, const auto& Inputs, std::size_t Sample>
inline constexpr auto outputs_of_whole = Net(Inputs[Sample]);

/// The output at a step of sequence `Sample`.
template <const auto& Net, const auto& Inputs, std::size_t Sample, std::size_t Step>
consteval const auto& output_at() noexcept {
    if constexpr (std::remove_cvref_t<decltype(Net)>::needs_whole_sequence)
        return outputs_of_whole<Net, Inputs, Sample>.steps[Step];
    else return computed_at<Net, Inputs, Sample, Step>::both.first;
}

/// The deviation at a step of a sequence. Of steps that have no expected output there is none; computing them in order keeps
/// the recursion over steps shallow.
template <const auto& Net, const auto& Inputs, const auto& Outputs, const double& Tolerance, std::size_t Sample,
          std::size_t Step>
consteval auto deviation_of_step() noexcept {
    using sample = std::remove_cvref_t<decltype(Inputs[0])>;
    constexpr auto& output = output_at<Net, Inputs, Sample, Step>();
    constexpr auto targets = targets_of<sample>(Outputs[Sample]);
    deviation<typename std::remove_cvref_t<decltype(Net)>::scalar> result;
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
            using scalar_ = typename std::remove_cvref_t<decltype(Net)>::scalar;
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
