#ifndef CONSTPROP_ARGUMENTS_DATASET_HPP
#define CONSTPROP_ARGUMENTS_DATASET_HPP

#include <constprop/arguments/samples.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/stop.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

/// A data set: inputs and targets that lie contiguously, in a std::array, a C array, a std::span or a std::vector.
namespace constprop::errors {

/// Not constexpr on purpose: a constant expression that calls this does not compile, and the compiler names it.
[[noreturn, gnu::always_inline]] inline void inputs_and_targets_differ_in_number(std::size_t inputs,
                                                                                 std::size_t targets) noexcept {
    detail::stop([=](const auto& say_) noexcept {
        say_("there are ", inputs, " inputs, but ", targets, " targets, and each input has one");
    });
}

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Type>
concept contiguous = requires(const Type& values) {
    { *std::data(values) };
    { std::size(values) } -> std::convertible_to<std::size_t>;
};

template <class Type> using value_of = std::remove_cvref_t<decltype(*std::data(std::declval<const Type&>()))>;

/// True if the values are std::arrays, as inputs are, or arrays or sequences of them.
template <class Type> inline constexpr bool holds_rows = false;
template <contiguous Type>
inline constexpr bool holds_rows<Type> = array_traits<value_of<Type>>::is_array && !std::is_array_v<value_of<Type>>;
template <class Type> inline constexpr bool holds_samples = false;
template <contiguous Type> inline constexpr bool holds_samples<Type> = holds_rows<Type> || is_sequence<value_of<Type>>;

/// The type of a network's samples in this data set: its inputs, or sequences of them.
template <class Network, class Type> struct sample_in {
    using type = typename Network::input_type;
};
template <class Network, contiguous Type>
requires is_sequence<value_of<Type>>
struct sample_in<Network, Type> {
    using type = value_of<Type>;
};

/// The number of samples, if the type says it, else 0.
template <class Type>
inline constexpr std::size_t static_size = [] {
    if constexpr (array_traits<Type>::is_array) return array_traits<Type>::size;
    else return std::size_t{0};
}();

/// Calls use(inputs, targets, count), or reports the mismatch and returns an empty result.
template <class Result, class Network, class Loss, class Inputs, class Targets, class Use>
constexpr Result with_dataset(const Network& /*net*/, const Loss& /*loss*/, const Inputs& inputs,
                              const Targets& targets, Use use) noexcept {
    if constexpr (Network::layer_count == 0) {
        return Result{};
    } else if constexpr (!holds_samples<Inputs>) {
        using sentence = typename errors::type<Inputs>::is_no_input;
        static_assert(errors::input_fits<sentence>,
                      "Inputs come as a std::array, C array, std::span or std::vector of input_type.");
        return Result{};
    } else if constexpr (!is_sample_for<Network, value_of<Inputs>>) {
        reject_input<Network, std::array<value_of<Inputs>, 1>>();
        return Result{};
    } else if constexpr (!go_together<Network, Loss>()) {
        reject_pair<Network, Loss>();
        return Result{};
    } else if constexpr (!contiguous<Targets>) {
        reject_targets<Network, Loss, Targets, 1>();
        return Result{};
    } else if constexpr (static_size<Inputs> != 0 && static_size<Targets> != 0 &&
                         static_size<Inputs> != static_size<Targets>) {
        using due = errors::batch_of<static_size<Inputs>>;
        using sentence = typename due::template but_targets_number<static_size<Targets>>;
        static_assert(errors::target_fits<sentence>, "A data set has one target for each input.");
        return Result{};
    } else if constexpr (std::is_array_v<value_of<Targets>>) {
        reject_targets<Network, Loss, Targets, static_size<Targets>>();
        return Result{};
    } else if constexpr (!suits_sample<Network, Loss, value_of<Inputs>, value_of<Targets>>()) {
        if constexpr (is_sequence<value_of<Inputs>>)
            reject_target_of<Network, Loss, value_of<Inputs>, value_of<Targets>>();
        else reject_target<Network, Loss, value_of<Targets>>();
        return Result{};
    } else {
        if (std::size(inputs) != std::size(targets))
            errors::inputs_and_targets_differ_in_number(std::size(inputs), std::size(targets));
        return use(std::data(inputs), std::data(targets), std::size(inputs));
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_ARGUMENTS_DATASET_HPP
