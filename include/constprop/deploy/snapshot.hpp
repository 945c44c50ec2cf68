#ifndef CONSTPROP_DEPLOY_SNAPSHOT_HPP
#define CONSTPROP_DEPLOY_SNAPSHOT_HPP

#include <constprop/deploy/fingerprint.hpp>
#include <constprop/deploy/saved.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/numbers/crc32.hpp>
#include <constprop/numbers/little_endian.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <type_traits>

namespace constprop::errors {

template <class Value> struct snapshot_of {
    struct which_does_not_say_its_numbers;
};
template <class... Saved> struct snapshot_that_holds {
    template <class... Asked> struct but_values_are;
};

template <class Sentence>
inline constexpr bool value_can_be_saved =
    holds<Sentence,
          "Give networks, optimizers, states and numbers; deploy/saved.hpp says how a type has its numbers.">();
template <class Sentence>
inline constexpr bool restore_can_write = holds<Sentence, "Give variables that are not const.">();
template <class Sentence>
inline constexpr bool snapshot_has_these_types =
    holds<Sentence, "Give values of the types that were saved, in their order.">();

}  // namespace constprop::errors

namespace constprop {

/// What `restore` found.
enum class restore_result : unsigned char {
    restored,       ///< all values are as they were saved; otherwise none has changed
    no_snapshot,    ///< these bytes are no snapshot, such as erased flash
    other_version,  ///< the format is that of another version of the library
    other_type,     ///< the types, or the constants of frozen layers, are others than those that were saved
    damaged,        ///< bytes are missing, or have changed
};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET {

namespace detail {

// The format: five words of four bytes, least significant byte first, and the numbers between the fourth and the last.
//
//     magic   version   fingerprint   bytes of the numbers   numbers …   CRC-32 of everything before
inline constexpr std::uint32_t snapshot_magic = 0x4E535043;  // "CPSN"
inline constexpr std::uint32_t snapshot_version = 1;
inline constexpr std::size_t snapshot_head_bytes = 16, snapshot_frame_bytes = 20;

/// Words are not `put_little_endian`, which has eight bytes for integers.
template <class Put> constexpr void put_word(std::uint32_t word, const Put& put) noexcept {
    for (std::size_t k = 0; k < 4; ++k) put(static_cast<unsigned char>(word >> (8 * k) & 0xFFU));
}
template <class Get> [[nodiscard]] constexpr std::uint32_t get_word(const Get& get) noexcept {
    std::uint32_t word = 0;
    for (std::size_t k = 0; k < 4; ++k) word |= std::uint32_t{get()} << (8 * k);
    return word;
}

/// Calls put(byte) for each byte of a snapshot.
template <class Put, class... Values> constexpr void write_snapshot(const Put& put, const Values&... values) noexcept {
    crc32 sum;
    const auto summed = [&](unsigned char byte_) noexcept {
        sum.add(byte_);
        put(byte_);
    };
    put_word(snapshot_magic, summed);
    put_word(snapshot_version, summed);
    put_word(fingerprint<Values...>(), summed);
    put_word(static_cast<std::uint32_t>((0 + ... + saved_bytes<Values>)), summed);
    (each_number(values, [&](const auto& number_) noexcept { put_little_endian(number_, summed); }), ...);
    put_word(sum.value(), put);
}

/// Whether a snapshot of these types lies in `size` bytes, of which byte(k) is one.
template <class... Values, class Byte>
[[nodiscard]] constexpr restore_result check_snapshot(const Byte& byte, std::size_t size) noexcept {
    std::size_t at = 0;
    const auto next = [&]() noexcept { return static_cast<unsigned char>(byte(at++)); };
    if (size < snapshot_frame_bytes || get_word(next) != snapshot_magic) return restore_result::no_snapshot;
    if (get_word(next) != snapshot_version) return restore_result::other_version;
    const std::uint32_t types = get_word(next), bytes = get_word(next);
    if (bytes > size - snapshot_frame_bytes) return restore_result::damaged;
    crc32 sum;
    for (std::size_t k = 0; k < snapshot_head_bytes + bytes; ++k) sum.add(static_cast<unsigned char>(byte(k)));
    at = snapshot_head_bytes + bytes;
    if (get_word(next) != sum.value()) return restore_result::damaged;
    const bool same = types == fingerprint<Values...>() && bytes == (0 + ... + saved_bytes<Values>);
    return same ? restore_result::restored : restore_result::other_type;
}

/// Calls visit(number, next) for each number of the values; next() is the next byte of a snapshot.
template <class Byte, class Visit, class... Values>
constexpr void each_saved(const Byte& byte, const Visit& visit, Values&... values) noexcept {
    std::size_t at = snapshot_head_bytes;
    const auto next = [&]() noexcept { return static_cast<unsigned char>(byte(at++)); };
    (each_number(values, [&](auto& number_) noexcept { visit(number_, next); }), ...);
}

/// Sets all values from a snapshot of their types.
template <class Byte, class... Values> constexpr void set_from_snapshot(const Byte& byte, Values&... values) noexcept {
    each_saved(
        byte,
        [](auto& number_, const auto& next_) noexcept {
            number_ = get_little_endian<std::remove_reference_t<decltype(number_)>>(next_);
        },
        values...);
}

/// True if the values have room for what was saved: an integer may have been wider.
template <class Byte, class... Values>
[[nodiscard]] constexpr bool has_room(const Byte& byte, const Values&... values) noexcept {
    bool room = true;
    each_saved(
        byte,
        [&](const auto& number_, const auto& next_) noexcept {
            using type_ = std::remove_cvref_t<decltype(number_)>;
            if constexpr (std::is_integral_v<type_> && sizeof(type_) == 4) {
                const auto wide_ =
                    get_little_endian<std::conditional_t<std::is_signed_v<type_>, std::int64_t, std::uint64_t>>(next_);
                room = room && static_cast<decltype(wide_)>(static_cast<type_>(wide_)) == wide_;
            } else {
                for (std::size_t k_ = 0; k_ < stored_bytes<type_>; ++k_) (void)next_();
            }
        },
        values...);
    return room;
}

/// Sets all values from the snapshot if it is one of their types, and leaves them as they are otherwise.
template <class Byte, class... Values>
[[nodiscard]] constexpr restore_result read_snapshot(const Byte& byte, std::size_t size, Values&... values) noexcept {
    const restore_result found = check_snapshot<Values...>(byte, size);
    if (found != restore_result::restored) return found;
    if (!has_room(byte, values...)) return restore_result::other_type;
    set_from_snapshot(byte, values...);
    return found;
}

template <class Value> constexpr void reject_unsaved() noexcept {
    if constexpr (!can_be_saved<Value>) {
        using sentence = typename errors::snapshot_of<Value>::which_does_not_say_its_numbers;
        static_assert(
            errors::value_can_be_saved<sentence>,
            "A snapshot is of networks, optimizers, states and numbers. Let a type of your own say its numbers, "
            "`static constexpr auto saved(auto& self) noexcept { return std::tie(self.this_, self.that_); }`.");
    }
}
template <class... Values> inline constexpr bool all_can_be_saved = (can_be_saved<Values> && ...);

template <class... Values> constexpr void reject_constants() noexcept {
    using first =
        std::tuple_element_t<first_true(std::array<bool, sizeof...(Values) + 1>{std::is_const_v<Values>..., true}),
                             std::tuple<std::type_identity<Values>..., std::type_identity<errors::nothing>>>;
    using sentence = std::conditional_t<
        (std::is_const_v<Values> || ...),
        typename errors::type<std::remove_const_t<typename first::type>>::is_constant_but_would_change,
        errors::nothing>;
    static_assert(errors::restore_can_write<sentence>, "What is restored changes. Give variables that are not const.");
}

}  // namespace detail

/// The bytes of values of these types: the result of `snapshot`. It is trivially copyable, and its bytes are equal on every
/// machine.
template <class... Values> struct snapshot_of {
    static constexpr std::size_t size = [] {
        if constexpr (detail::all_can_be_saved<Values...>)
            return detail::snapshot_frame_bytes + (0 + ... + detail::saved_bytes<Values>);
        else return std::size_t{1};
    }();

    alignas(8) std::array<unsigned char, size> bytes{};
};

/// Saves the numbers of networks, with their statistics, of optimizers, of states between time steps, and of counts, in one
/// block, which `restore` reads. It does not contain numbers that are in the program: the rule's learning rate, modifiers,
/// frozen layers.
///
///     const auto saved = cp::snapshot(net, optimizer);
///     …
///     if (cp::restore(saved, net, optimizer) != cp::restore_result::restored) …
///
/// Format:      magic, version, fingerprint of the types and of the constants of frozen layers, size, numbers, CRC-32
/// Memory:      20 bytes beside the numbers; integers of 32 bits take 64
/// Cost:        two lookups in a table of 64 bytes for each byte
/// Rejects:     types that do not say their numbers: deploy/saved.hpp
template <class... Values> [[nodiscard]] constexpr snapshot_of<Values...> snapshot(const Values&... values) noexcept {
    (detail::reject_unsaved<Values>(), ...);
    snapshot_of<Values...> block;
    if constexpr (detail::all_can_be_saved<Values...>) {
        std::size_t k = 0;
        detail::write_snapshot([&](unsigned char byte_) noexcept { block.bytes.data()[k++] = byte_; }, values...);
    }
    return block;
}

/// Sets values from the bytes of a snapshot of their types, wherever they lie. If the bytes are anything else, or damaged,
/// all values stay as they are.
template <class Byte, std::size_t Extent, class... Values>
[[nodiscard]] constexpr restore_result restore(std::span<Byte, Extent> bytes, Values&... values) noexcept {
    static_assert(sizeof(Byte) == 1, "A snapshot is restored from bytes.");
    (detail::reject_unsaved<std::remove_const_t<Values>>(), ...);
    if constexpr ((std::is_const_v<Values> || ...)) {
        return detail::reject_constants<Values...>(), restore_result::no_snapshot;
    } else if constexpr (detail::all_can_be_saved<Values...>) {
        return detail::read_snapshot([&](std::size_t k_) noexcept { return bytes.data()[k_]; }, bytes.size(),
                                     values...);
    } else {
        return restore_result::no_snapshot;
    }
}
template <class... Saved, class... Values>
[[nodiscard]] constexpr restore_result restore(const snapshot_of<Saved...>& block, Values&... values) noexcept {
    if constexpr ((std::is_const_v<Values> || ...)) {
        return detail::reject_constants<Values...>(), restore_result::no_snapshot;
    } else if constexpr (std::is_same_v<snapshot_of<Saved...>, snapshot_of<Values...>>) {
        return restore(std::span(block.bytes), values...);
    } else {
        using sentence = typename errors::snapshot_that_holds<Saved...>::template but_values_are<Values...>;
        static_assert(errors::snapshot_has_these_types<sentence>,
                      "A snapshot is restored to values of the types that were saved, in their order.");
        return restore_result::other_type;
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_DEPLOY_SNAPSHOT_HPP
