#ifndef CONSTPROP_ARGUMENTS_WORKSPACE_HPP
#define CONSTPROP_ARGUMENTS_WORKSPACE_HPP

#include <constprop/concept/trace.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <type_traits>

namespace constprop::errors {

template <std::size_t Rows> struct workspace_of_rows {
    template <std::size_t Needed> struct but_step_has;
};
template <class Network> struct workspace_made_for {
    template <class Other> struct but_given;
};
template <class Sentence>
inline constexpr bool workspace_fits =
    holds<Sentence, "Give workspace<model, N>, of the network's type and as many rows as the batch has samples.">();

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

/// All values that a forward and a backward pass over `Rows` rows write: the stages' outputs and caches, and the gradients on
/// the way back, from stage `FirstAsked` on. Starts uninitialized, as its parts do.
template <class Network, std::size_t Rows, std::size_t FirstAsked> struct pass_values {
    typename Network::template outputs_type<Rows> outputs;
    [[no_unique_address]] typename Network::template caches_type<Rows> caches;
    rows<typename Network::scalar, Network::output_size, Rows> slope;
    typename Network::template errors_type<Rows, FirstAsked> errors;

    [[gnu::always_inline]] constexpr pass_values() noexcept {}
};

/// The whole gradient of a step.
template <class Network> struct whole_gradient {
    typename Network::gradient_type gradient;

    [[gnu::always_inline]] constexpr whole_gradient() noexcept {}
};

/// Tells that the values of a step lie on the stack: the default, without a workspace.
struct stack_memory {};
inline constexpr stack_memory on_the_stack{};
template <class Memory> inline constexpr bool is_on_the_stack = std::is_same_v<std::remove_cv_t<Memory>, stack_memory>;

}  // namespace detail

/// Memory of the caller for steps with `Rows` samples, or with sequences of `Rows` steps: all values that a forward and a
/// backward pass write, and a gradient. For values that do not fit on the stack, as with `batch_norm`, which needs the whole
/// batch at once:
///
///     static workspace<model, 32> memory;
///     train_step(net, optimizer, cross_entropy{}, inputs, classes, memory);
///     const auto trained = fit(net, cross_entropy{}, adam{}, inputs, classes, {.epochs = 5}, batch<32>, memory);
///
/// A batch is then not sliced. Steps do not depend on values of earlier steps: one workspace serves any number of networks of
/// its type, one after the other.
template <class Network, std::size_t Rows = 1> class workspace {
    static_assert(Rows > 0, "A workspace holds the values of at least one sample.");

    using passes = detail::pass_values<Network, Rows, Network::first_with_parameters + 1>;
    using gradient = detail::whole_gradient<Network>;

    passes passes_;
    gradient gradient_;

 public:
    constexpr workspace() noexcept {}

    /// Room for these values.
    template <class Values> [[nodiscard, gnu::always_inline]] constexpr Values& room() noexcept {
        if constexpr (std::is_same_v<Values, gradient>) return gradient_;
        else return passes_;
    }
};

namespace detail {

template <class Memory> struct workspace_traits {
    static constexpr bool is_workspace = false;
};
template <class Network, std::size_t Rows> struct workspace_traits<workspace<Network, Rows>> {
    static constexpr bool is_workspace = true;
    static constexpr std::size_t rows = Rows;
    using network = Network;
};
template <class Type> inline constexpr bool is_workspace = workspace_traits<Type>::is_workspace;

/// The kinds of arguments.
struct a_workspace {
    template <class Type> static constexpr bool is_one = is_workspace<Type>;
};

/// The first argument of kind `Asked`; `otherwise` if there is none.
template <class Asked, class Otherwise> constexpr auto& among(Otherwise& otherwise) noexcept { return otherwise; }
template <class Asked, class Otherwise, class First, class... Rest>
constexpr auto& among(Otherwise& otherwise, First& first, Rest&... rest) noexcept {
    if constexpr (Asked::template is_one<std::remove_cv_t<First>>) return first;
    else return among<Asked>(otherwise, rest...);
}

/// Room for values: a new object on the stack, or memory of the workspace.
template <class Values, class Memory>
[[gnu::always_inline]] constexpr decltype(auto) room_for([[maybe_unused]] Memory& memory) noexcept {
    if constexpr (is_on_the_stack<Memory>) return Values();
    else return memory.template room<Values>();
}

/// True if `Memory` has room for steps of `Network` with `Rows` rows.
template <class Network, std::size_t Rows, class Memory> constexpr bool suits_workspace() noexcept {
    if constexpr (is_on_the_stack<Memory>) return true;
    else
        return std::is_same_v<typename workspace_traits<Memory>::network, Network> &&
               workspace_traits<Memory>::rows == Rows;
}
/// Says why a workspace does not suit the step.
template <class Network, std::size_t Rows, class Memory> constexpr void reject_workspace() noexcept {
    using of = workspace_traits<Memory>;
    if constexpr (std::is_same_v<typename of::network, Network>) {
        using sentence = typename errors::workspace_of_rows<of::rows>::template but_step_has<Rows>;
        static_assert(
            errors::workspace_fits<sentence>,
            "A workspace has room for a number of samples, or of steps of a sequence. Give one of the batch's: "
            "workspace<model, 32> for batches of 32.");
    } else {
        using sentence = typename errors::workspace_made_for<typename of::network>::template but_given<Network>;
        static_assert(errors::workspace_fits<sentence>,
                      "A workspace serves networks of the type that it was made for. Make one for this network.");
    }
}

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_ARGUMENTS_WORKSPACE_HPP
