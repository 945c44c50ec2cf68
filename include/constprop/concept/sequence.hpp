#ifndef CONSTPROP_CONCEPT_SEQUENCE_HPP
#define CONSTPROP_CONCEPT_SEQUENCE_HPP

#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop {

/// `Steps` inputs, outputs or targets, one after the other in time.
///
///     sequence<model::input_type, 4> x{{{{0.5F, -1.0F}, {1.0F, 0.25F}, {-0.75F, 0.5F}, {0.0F, 1.0F}}}};
///
/// A std::array of inputs is a batch; so is a std::array of sequences.
template <class Element, std::size_t Steps> struct CONSTPROP_TAGGED sequence {
    static_assert(Steps > 0, "A sequence has at least one step.");

    std::array<Element, Steps> steps;

    [[nodiscard]] constexpr Element& operator[](std::size_t step) noexcept { return steps[step]; }
    [[nodiscard]] constexpr const Element& operator[](std::size_t step) const noexcept { return steps[step]; }
    [[nodiscard]] static constexpr std::size_t size() noexcept { return Steps; }
    [[nodiscard]] constexpr auto begin() noexcept { return steps.begin(); }
    [[nodiscard]] constexpr auto begin() const noexcept { return steps.begin(); }
    [[nodiscard]] constexpr auto end() noexcept { return steps.end(); }
    [[nodiscard]] constexpr auto end() const noexcept { return steps.end(); }
    [[nodiscard]] friend constexpr bool operator==(const sequence&, const sequence&) noexcept = default;
};

/// A sequence of at most `Most` steps: the first `length` of them, at least one, are used, the others are ignored. A data set
/// can so have sequences of different lengths. Its target is that of the last step, or a `sequence` or `padded_sequence` with
/// one for each step.
///
/// Source:      PyTorch's nn.utils.rnn.pack_padded_sequence
template <class Element, std::size_t Most> struct CONSTPROP_TAGGED padded_sequence {
    static_assert(Most > 0, "A sequence has at least one step.");

    std::array<Element, Most> steps{};
    std::size_t length = Most;

    [[nodiscard]] constexpr Element& operator[](std::size_t step) noexcept { return steps[step]; }
    [[nodiscard]] constexpr const Element& operator[](std::size_t step) const noexcept { return steps[step]; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return length < 1 ? 1 : length < Most ? length : Most; }
    [[nodiscard]] friend constexpr bool operator==(const padded_sequence&, const padded_sequence&) noexcept = default;
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Describes a type as a sequence: at most `steps` of `element`, or none. `with` is a sequence of other elements.
template <class Type> struct sequence_traits {
    static constexpr bool is_sequence = false;
};
template <class Element, std::size_t Steps> struct sequence_traits<sequence<Element, Steps>> {
    static constexpr bool is_sequence = true;
    static constexpr std::size_t steps = Steps;
    using element = Element;
    template <class Other> using with = sequence<Other, Steps>;
};
template <class Element, std::size_t Most>
struct sequence_traits<padded_sequence<Element, Most>> : sequence_traits<sequence<Element, Most>> {
    template <class Other> using with = padded_sequence<Other, Most>;
};
template <class Type> inline constexpr bool is_sequence = sequence_traits<Type>::is_sequence;

/// True if a network takes a type as a sequence of its inputs.
template <class Network, class Type> inline constexpr bool is_sequence_for = false;
template <class Network, class Type>
requires is_sequence<Type>
inline constexpr bool is_sequence_for<Network, Type> =
    std::is_same_v<typename sequence_traits<Type>::element, typename Network::input_type>;

/// True if a network takes a type as a batch of sequences.
template <class Network, class Type> inline constexpr bool are_sequences_for = false;
template <class Network, class Sequence, std::size_t Batch>
inline constexpr bool are_sequences_for<Network, std::array<Sequence, Batch>> =
    Batch > 0 && is_sequence_for<Network, Sequence>;

template <class Network, class Type>
inline constexpr bool is_over_time = is_sequence_for<Network, Type> || are_sequences_for<Network, Type>;

/// Room for the outputs for a sequence, as many as it has steps.
template <class Output, class Sequence> constexpr auto outputs_for(const Sequence& x) noexcept {
    typename sequence_traits<Sequence>::template with<Output> y{};
    if constexpr (requires { y.length; }) y.length = x.length;
    return y;
}

/// The outputs for a sequence: a fold over time, whose accumulator is the state.
template <class Network, class Sequence>
constexpr auto run_over_time(const Network& net, const Sequence& x, typename Network::state_type& state) noexcept {
    auto y = outputs_for<std::remove_cvref_t<decltype(net(x.steps[0], state))>>(x);
    for (std::size_t t = 0; t < x.size(); ++t) y.steps[t] = net(x.steps[t], state);
    return y;
}

/// The target of a row in a pass over `count` rows: only the last row has one, if it is among them.
template <class Target> struct target_of_last {
    const Target* y;
    bool is_there = true;

    constexpr const Target& operator[](std::size_t /*row*/) const noexcept { return *y; }
};

template <class Target> constexpr std::size_t first_with_target(const Target* /*y*/, std::size_t /*count*/) noexcept {
    return 0;
}
template <class Target>
constexpr std::size_t first_with_target(const target_of_last<Target>& y, std::size_t count) noexcept {
    return y.is_there ? count - 1 : count;
}
template <class Targets> using target_among = std::remove_cvref_t<decltype(std::declval<const Targets&>()[0])>;

/// The targets of a sample, as a pass over its rows takes them: a row has its own target; a sequence has one for each step,
/// or one for the last.
template <class Sample, class Target> constexpr auto targets_of(const Target& target) noexcept {
    if constexpr (is_sequence<Target>) return target.steps.data();
    else if constexpr (is_sequence<Sample>) return target_of_last<Target>{&target};
    else return &target;
}

/// Steps `first` to `end` of a sequence, as a pass over rows takes them.
template <class Row, class Targets> struct stretch_of_time {
    const Row* x;
    Targets y;
    std::size_t count;
};
template <class Sequence, class Target>
constexpr auto stretch(const Sequence& x, const Target& y, std::size_t first, std::size_t most) noexcept {
    using row = typename sequence_traits<Sequence>::element;
    const std::size_t left = x.size() - first, count = left < most ? left : most;
    if constexpr (is_sequence<Target>)
        return stretch_of_time<row, decltype(y.steps.data())>{x.steps.data() + first, y.steps.data() + first, count};
    else return stretch_of_time<row, target_of_last<Target>>{x.steps.data() + first, {&y, count == left}, count};
}

/// Reads an input, or a sequence of them, as it is.
struct read_as_given {
    template <class Input> constexpr const Input& operator()(const Input& x) const noexcept { return x; }
};

/// Calls use(t, output) for each step of a sequence. The outputs are not kept, unless a layer needs the whole sequence. `read`
/// is applied to each input, or to the whole sequence.
template <class Network, class Sequence, class Use, class Read = read_as_given>
constexpr void for_each_output(const Network& net, const Sequence& x, const Use& use, const Read& read = {}) noexcept {
    if constexpr (Network::needs_whole_sequence) {
        const auto y = net(read(x));
        for (std::size_t t = 0; t < y.size(); ++t) use(t, y.steps[t]);
    } else {
        typename Network::state_type state{};
        for (std::size_t t = 0; t < x.size(); ++t) use(t, net(read(x.steps[t]), state));
    }
}

/// Calls use(output, target) for each part of a sample that has a target.
template <class Network, class Sample, class Target, class Use>
constexpr void for_each_prediction(const Network& net, const Sample& x, const Target& y, const Use& use) noexcept {
    if constexpr (is_sequence<Sample>) {
        const auto targets = targets_of<Sample>(y);
        const std::size_t first = first_with_target(targets, x.size());
        for_each_output(net, x, [&](std::size_t t_, const auto& output_) noexcept {
            if (t_ >= first) use(output_, targets[t_]);
        });
    } else {
        use(net(x), y);
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_SEQUENCE_HPP
