#ifndef CONSTPROP_DEPLOY_SAVED_HPP
#define CONSTPROP_DEPLOY_SAVED_HPP

#include <constprop/chain/stages.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/numbers/little_endian.hpp>

#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

/// The numbers of which a value consists, in a fixed order: what `snapshot` saves of it, and `restore` sets.
///
/// A number is itself; an array has its elements'; a network has its parameters', in the order of `parameters()` or, in
/// `scaled_int8`, as they are stored, and its statistics', layer by layer. Any other type says its parts by
///
///     template <class Self> static constexpr auto saved(Self& self) noexcept { return std::tie(self.this_, self.that_); }
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Bytes and numbers of a type; not defined for types that cannot be saved.
template <class Value> struct saved_as {};

template <class Value> inline constexpr bool can_be_saved = requires { saved_as<std::remove_const_t<Value>>::bytes; };
template <class Value> inline constexpr std::size_t saved_bytes = saved_as<std::remove_const_t<Value>>::bytes;

/// Calls visit(number) for each number of a value.
template <class Value, class Visit> constexpr void each_number(Value& value, const Visit& visit) noexcept {
    saved_as<std::remove_const_t<Value>>::each(value, visit);
}

/// True for numbers, and for scalars of users whose bytes are their value.
template <class Value>
concept stored_number = (std::is_arithmetic_v<Value> && sizeof(Value) <= 8) || kernels::is_only_stored<Value> ||
                        (std::is_class_v<Value> && std::has_unique_object_representations_v<Value> &&
                         (sizeof(Value) == 1 || sizeof(Value) == 2 || sizeof(Value) == 4 || sizeof(Value) == 8) &&
                         requires(Value x) { x = x + x * x; });

template <class Value>
requires stored_number<Value>
struct saved_as<Value> {
    static constexpr std::size_t bytes = stored_bytes<Value>;
    template <class Self, class Visit> static constexpr void each(Self& value, const Visit& visit) noexcept {
        visit(value);
    }
};

template <class Value, std::size_t Size>
requires can_be_saved<Value>
struct saved_as<std::array<Value, Size>> {
    static constexpr std::size_t bytes = Size * saved_bytes<Value>;
    template <class Self, class Visit> static constexpr void each(Self& values, const Visit& visit) noexcept {
        for (std::size_t k = 0; k < Size; ++k) each_number(values.data()[k], visit);
    }
};

template <class Value, std::size_t Size>
requires can_be_saved<Value>
struct saved_as<Value[Size]> {
    static constexpr std::size_t bytes = Size * saved_bytes<Value>;
    template <class Self, class Visit> static constexpr void each(Self& values, const Visit& visit) noexcept {
        for (std::size_t k = 0; k < Size; ++k) each_number(values[k], visit);
    }
};

/// The parts of `std::tie`.
template <class... Parts>
requires(can_be_saved<std::remove_reference_t<Parts>> && ...)
struct saved_as<std::tuple<Parts...>> {
    static constexpr std::size_t bytes = (0 + ... + saved_bytes<std::remove_reference_t<Parts>>);
    template <class Visit> static constexpr void each(const std::tuple<Parts...>& parts, const Visit& visit) noexcept {
        std::apply([&](auto&... part_) noexcept { (each_number(part_, visit), ...); }, parts);
    }
};
template <class Value> using parts_of = decltype(Value::saved(std::declval<Value&>()));
template <class Value>
requires can_be_saved<parts_of<Value>>
struct saved_as<Value> {
    static constexpr std::size_t bytes = saved_bytes<parts_of<Value>>;
    template <class Self, class Visit> static constexpr void each(Self& value, const Visit& visit) noexcept {
        const auto parts = Value::saved(value);
        each_number(parts, visit);
    }
};

/// Networks and gradients.
template <class Value>
requires requires(Value& value) {
    value.all_stages();
    Value::parameter_count + Value::statistic_count;
} && can_be_saved<typename Value::stored> && can_be_saved<typename Value::scalar>
struct saved_as<Value> {
    static constexpr std::size_t bytes =
        []<class... Stage_>(std::type_identity<boost::hana::tuple<Stage_...>>) noexcept {
            return ((Value::statistic_count * saved_bytes<typename Value::scalar>)+... +
                    (Stage_::stored_count * saved_bytes<typename Stage_::stored>));
        }(std::type_identity<std::remove_cvref_t<decltype(std::declval<Value&>().all_stages())>>{});

    template <class Self, class Visit> static constexpr void each(Self& net, const Visit& visit) noexcept {
        boost::hana::for_each(net.all_stages(), [&](auto& stage_) noexcept {
            using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
            for (std::size_t p_ = 0; p_ < stage_type_::stored_count; ++p_) {
                if constexpr (kernels::is_scaled<typename stage_type_::stored>) each_number(stage_.data()[p_], visit);
                else each_number(stage_.parameter(p_), visit);
            }
            for (std::size_t s_ = 0; s_ < stage_.statistic_count; ++s_) each_number(stage_.statistics()[s_], visit);
        });
    }
};

/// The state of one layer in a tuple of states; none for a layer without one.
template <class At> using state_at = std::remove_pointer_t<decltype(std::declval<At&>().data())>;
template <> struct saved_as<std::nullptr_t> {
    static constexpr std::size_t bytes = 0;
};
template <class... States>
requires(can_be_saved<state_at<States>> && ...)
struct saved_as<states_per_stage<States...>> {
    static constexpr std::size_t bytes = (0 + ... + saved_bytes<state_at<States>>);

    template <class Self, class Visit> static constexpr void each(Self& states, const Visit& visit) noexcept {
        [&]<std::size_t... Position_>(std::index_sequence<Position_...>) noexcept {
            (each_of(states.template data<Position_>(), visit), ...);
        }(std::index_sequence_for<States...>{});
    }

 private:
    template <class State, class Visit> static constexpr void each_of(State state, const Visit& visit) noexcept {
        if constexpr (std::is_pointer_v<State>) each_number(*state, visit);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_SAVED_HPP
