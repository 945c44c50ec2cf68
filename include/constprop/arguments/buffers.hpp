#ifndef CONSTPROP_ARGUMENTS_BUFFERS_HPP
#define CONSTPROP_ARGUMENTS_BUFFERS_HPP

#include <constprop/arguments/input.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/stop.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>

/// Memory of the caller, from which a network reads its input and to which it writes its output, without a copy: a std::span
/// of static or dynamic extent, a C array, or a std::array.
namespace constprop::errors {

// Not constexpr on purpose: a constant expression that calls this does not compile, and the compiler names it.
[[noreturn, gnu::always_inline]] inline void input_has_another_size([[maybe_unused]] std::size_t found,
                                                                    [[maybe_unused]] std::size_t expected) noexcept {
    detail::stop([&](auto say_) {
        say_("the buffer of an input has ", found, " values; expected ", expected, ", the network's inputs.");
    });
}
[[noreturn, gnu::always_inline]] inline void output_has_another_size([[maybe_unused]] std::size_t found,
                                                                     [[maybe_unused]] std::size_t expected) noexcept {
    detail::stop([&](auto say_) {
        say_("the buffer for an output has ", found, " values; expected ", expected, ", the network's outputs.");
    });
}

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Describes a type as a buffer: `size` values of `element`, which is const if the buffer is read-only; or no buffer.
template <class Type> struct buffer_traits {
    static constexpr bool is_buffer = false;
};
template <class Element, std::size_t Size> struct buffer_traits<std::span<Element, Size>> {
    static constexpr bool is_buffer = true;
    static constexpr std::size_t size = Size;
    using element = Element;
};
template <class Element, std::size_t Size>
struct buffer_traits<Element[Size]> : buffer_traits<std::span<Element, Size>> {};
template <class Element, std::size_t Size>
struct buffer_traits<std::array<Element, Size>> : buffer_traits<std::span<Element, Size>> {};
template <class Element, std::size_t Size>
struct buffer_traits<const std::array<Element, Size>> : buffer_traits<std::span<const Element, Size>> {};
template <class Element, std::size_t Size>
struct buffer_traits<const std::span<Element, Size>> : buffer_traits<std::span<Element, Size>> {};

template <class Type> using buffer = buffer_traits<std::remove_reference_t<Type>>;

/// True if a buffer has `Due` values of `Scalar`, as far as its type tells.
template <class Type, class Scalar, std::size_t Due> constexpr bool is_buffer_of() noexcept {
    if constexpr (!buffer<Type>::is_buffer) return false;
    else
        return std::is_same_v<std::remove_cv_t<typename buffer<Type>::element>, Scalar> &&
               (buffer<Type>::size == Due || buffer<Type>::size == std::dynamic_extent);
}

/// True if such a buffer can be written to.
template <class Type, class Scalar, std::size_t Due> constexpr bool is_output_buffer_of() noexcept {
    if constexpr (!is_buffer_of<Type, Scalar, Due>()) return false;
    else return !std::is_const_v<typename buffer<Type>::element>;
}

/// The type that names a wrong input in a sentence. A buffer whose size is known only at run time is assumed to have the
/// right size.
template <class Network, class Type> struct named_input {
    using type = Type;
};
template <class Network, class Type>
requires(buffer<Type>::is_buffer)
struct named_input<Network, Type> {
    static constexpr std::size_t size =
        buffer<Type>::size == std::dynamic_extent ? Network::input_size : buffer<Type>::size;
    using type = std::array<std::remove_cv_t<typename buffer<Type>::element>, size>;
};

/// Says why a buffer cannot hold the network's output.
template <class Network, class Type> constexpr void reject_output_buffer() noexcept {
    if constexpr (Network::layer_count == 0) {
        return;
    } else if constexpr (!buffer<Type>::is_buffer) {
        static_assert(errors::output_fits<typename errors::type<std::remove_reference_t<Type>>::is_no_output>,
                      "An output is written to a std::span, a C array or a std::array of the network's scalar.");
    } else {
        using element = typename buffer<Type>::element;
        if constexpr (!std::is_same_v<element, typename Network::scalar>) {
            using sentence = typename errors::network_of<typename Network::scalar>::template but_output_holds<element>;
            static_assert(errors::output_fits<sentence>,
                          "An output is written to values of the network's own scalar, which are not const.");
        } else {
            using due = errors::network_with_outputs<Network::output_size>;
            using sentence = typename due::template but_output_has<buffer<Type>::size>;
            static_assert(errors::output_fits<sentence>,
                          "An output has as many values as the network's last layer gives. Give room for that many.");
        }
    }
}

/// Views values in memory as a `Row`, a std::array, without a copy: both have the same layout.
template <class Row, class Scalar> [[gnu::always_inline]] inline Row* row_at(Scalar* values) noexcept {
    return reinterpret_cast<Row*>(values);
}

/// Calls use(x) with the values at `from` as a std::array: a copy in constant expressions, in place elsewhere.
template <class Row, class Scalar, class Use>
[[gnu::always_inline]] constexpr decltype(auto) with_row(const Scalar* from, const Use& use) noexcept {
    if (std::is_constant_evaluated()) {
        Row copy{};
        for (std::size_t k = 0; k < copy.size(); ++k) copy[k] = from[k];
        return use(copy);
    }
    return use(*row_at<const Row>(from));
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_ARGUMENTS_BUFFERS_HPP
