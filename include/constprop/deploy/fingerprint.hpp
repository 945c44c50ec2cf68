#ifndef CONSTPROP_DEPLOY_FINGERPRINT_HPP
#define CONSTPROP_DEPLOY_FINGERPRINT_HPP

#include <constprop/branches/inside.hpp>
#include <constprop/chain/stages.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/deploy/saved.hpp>
#include <constprop/diagnostics/compilers_name.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/frozen.hpp>
#include <constprop/network.hpp>
#include <constprop/numbers/crc32.hpp>
#include <constprop/numbers/fixed.hpp>
#include <constprop/numbers/little_endian.hpp>
#include <constprop/optimizers/optimizer.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <string_view>
#include <tuple>
#include <type_traits>

/// A number that tells types of networks and optimizers apart, and networks whose frozen layers have other constants.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// Adds text without spaces, and without the target's namespace or tag, so that each target has the same fingerprint.
constexpr void add_text(crc32& sum, std::string_view text) noexcept {
    constexpr std::string_view target = CONSTPROP_TEXT(CONSTPROP_TARGET) "::", tag = "[abi:";
    while (!text.empty()) {
        std::size_t skipped = text.front() == ' ' ? 1 : 0;
        if (text.starts_with(target)) skipped = target.size();
        if (text.starts_with(tag)) skipped = text.find(']') + 1;
        if (skipped == 0) sum.add(static_cast<unsigned char>(text.front())), skipped = 1;
        text.remove_prefix(skipped);
    }
}
constexpr void add_number(crc32& sum, std::uintmax_t value) noexcept {
    if (value >= 10) add_number(sum, value / 10);
    sum.add(static_cast<unsigned char>('0' + value % 10));
}

/// Adds the name of a type. Compilers leave out default arguments by different rules, so all are added one by one, as far as
/// the kinds of a template's parameters are those of the library's layers.
template <class Type> struct name_of {
    static constexpr void add_to(crc32& sum) noexcept { add_text(sum, compilers_name<Type>()); }
};

/// Compilers also have different names for integers; a type as wide as std::size_t is one on every machine.
template <class Number>
requires std::is_arithmetic_v<Number>
struct name_of<Number> {
    static constexpr void add_to(crc32& sum) noexcept {
        constexpr std::string_view kind = std::is_same_v<Number, bool>       ? "bool"
                                          : std::is_same_v<Number, char>     ? "char"
                                          : std::is_floating_point_v<Number> ? "float"
                                          : std::is_signed_v<Number>         ? "int"
                                                                             : "unsigned";
        add_text(sum, kind);
        add_number(sum, 8 * stored_bytes<Number>);
    }
};

/// A storage of 32 bits is `int` or `long`.
template <unsigned IntegerBits, unsigned FractionBits, class Storage>
struct name_of<fixed_point::fixed<IntegerBits, FractionBits, Storage>> {
    static constexpr void add_to(crc32& sum) noexcept {
        add_text(sum, "constprop::fixed<");
        add_number(sum, IntegerBits);
        sum.add('<');
        add_number(sum, FractionBits);
        sum.add('<');
        add_number(sum, 8 * sizeof(Storage));
    }
};

/// The name of a template, and its arguments: numbers, then types.
template <class Type, class... Types> struct name_of_template {
    template <class... Numbers> static constexpr void add_to(crc32& sum, Numbers... numbers) noexcept {
        add_text(sum, without_arguments(compilers_name<Type>()));
        ((sum.add('<'), add_number(sum, static_cast<std::uintmax_t>(numbers))), ...);
        ((sum.add('<'), name_of<Types>::add_to(sum)), ...);
        sum.add('>');
    }
};
template <std::intmax_t Numerator, std::intmax_t Denominator> struct name_of<std::ratio<Numerator, Denominator>> {
    static constexpr void add_to(crc32& sum) noexcept {
        add_text(sum, Numerator < 0 ? "ratio-" : "ratio");
        add_number(sum, static_cast<std::uintmax_t>(Numerator < 0 ? -Numerator : Numerator));
        sum.add('/');
        add_number(sum, static_cast<std::uintmax_t>(Denominator));
    }
};
template <template <class...> class Template, class... Types> struct name_of<Template<Types...>> {
    static constexpr void add_to(crc32& sum) noexcept { name_of_template<Template<Types...>, Types...>::add_to(sum); }
};
template <template <std::size_t...> class Template, std::size_t... Numbers> struct name_of<Template<Numbers...>> {
    static constexpr void add_to(crc32& sum) noexcept {
        name_of_template<Template<Numbers...>>::add_to(sum, Numbers...);
    }
};
template <template <std::size_t, class...> class Template, std::size_t Number, class... Types>
requires(sizeof...(Types) > 0)
struct name_of<Template<Number, Types...>> {
    static constexpr void add_to(crc32& sum) noexcept {
        name_of_template<Template<Number, Types...>, Types...>::add_to(sum, Number);
    }
};
template <template <std::size_t, std::size_t, class...> class Template, std::size_t First, std::size_t Second,
          class... Types>
requires(sizeof...(Types) > 0)
struct name_of<Template<First, Second, Types...>> {
    static constexpr void add_to(crc32& sum) noexcept {
        name_of_template<Template<First, Second, Types...>, Types...>::add_to(sum, First, Second);
    }
};

/// A constant counts by its type and its numbers, not by the name of its variable.
template <const auto& Net, std::size_t Position> struct name_of<frozen<Net, Position>> {
    static constexpr void add_to(crc32& sum) noexcept {
        add_text(sum, "constprop::frozen<");
        name_of<typename frozen<Net, Position>::original>::add_to(sum);
    }
};
template <class Value, std::size_t Size> struct name_of<std::array<Value, Size>> {
    static constexpr void add_to(crc32& sum) noexcept {
        name_of<Value>::add_to(sum);
        sum.add('[');
        add_number(sum, Size);
    }
};
template <class Value> struct name_and_parts;

/// The numbers of a type that says its parts, and their kinds. `optimizer` has named all of its own.
template <class Value> struct parts_named {
    static constexpr void add_to(crc32& sum) noexcept {
        if constexpr (requires { typename parts_of<Value>; }) {
            sum.add('{');
            parts_named<parts_of<Value>>::add_to(sum);
            sum.add('}');
        }
    }
};
template <class... Parts> struct parts_named<std::tuple<Parts...>> {
    static constexpr void add_to(crc32& sum) noexcept {
        ((name_and_parts<std::remove_cvref_t<Parts>>::add_to(sum), sum.add(';')), ...);
    }
};
template <class Network, class Rule, class... Modifiers> struct parts_named<optimizer<Network, Rule, Modifiers...>> {
    static constexpr void add_to(crc32& /*sum*/) noexcept {}
};
template <class Value> struct name_and_parts {
    static constexpr void add_to(crc32& sum) noexcept {
        name_of<Value>::add_to(sum);
        parts_named<Value>::add_to(sum);
    }
};

/// True for a layer in its place that has no name of its own; its state's is enough.
template <class On> inline constexpr bool named_by_its_state = false;

/// A state is named by its layer and by its numbers.
template <class State> struct name_of_state {
    static constexpr void add_to(crc32& /*sum*/) noexcept {}
};
template <class On>
requires(has_state<On> && !named_by_its_state<On>)
struct name_of_state<state_of<On>> {
    static constexpr void add_to(crc32& sum) noexcept {
        // Up to the first comma, behind which compilers write extents and default arguments differently, and without the
        // namespaces that they leave out.
        std::string_view name = compilers_name<On>();
        name = name.substr(0, name.find(','));
        while (!name.empty()) {
            std::size_t skipped = 0;
            for (const std::string_view space : {"constprop::", CONSTPROP_TEXT(CONSTPROP_TARGET) "::", "detail::"})
                if (name.starts_with(space)) skipped = space.size();
            if (skipped == 0) add_text(sum, name.substr(0, 1)), skipped = 1;
            name.remove_prefix(skipped);
        }
        using state = typename On::state;
        if constexpr (requires { typename parts_of<state>; }) parts_named<state>::add_to(sum);
        else name_of<state>::add_to(sum);
    }
};
template <class On>
requires(has_state<On> && named_by_its_state<On>)
struct name_of_state<state_of<On>> {
    static constexpr void add_to(crc32& sum) noexcept { name_of<typename On::state>::add_to(sum); }
};
template <class... States> struct name_of<states_per_stage<States...>> {
    static constexpr void add_to(crc32& sum) noexcept {
        add_text(sum, "states");
        ((sum.add('<'), name_of_state<States>::add_to(sum)), ...);
    }
};

template <class... Values>
inline constexpr crc32 names_of_types = [] {
    crc32 sum_;
    ((name_and_parts<Values>::add_to(sum_), sum_.add(';')), ...);
    return sum_;
}();

/// Calls add(bytes, number) for each constant of a layer, and of the layers that it holds.
template <class Layer, class Visit> constexpr void each_constant(const Visit& visit) noexcept;
template <class... Layers, class Visit>
constexpr void each_constant_of(layer_list<Layers...> /*layers*/, const Visit& visit) noexcept {
    (each_constant<Layers>(visit), ...);
}
template <class Layer, class Visit> constexpr void each_constant(const Visit& visit) noexcept {
    if constexpr (requires { Layer::each_constant(visit); }) Layer::each_constant(visit);
    if constexpr (holds_chain<Layer>) each_constant_of(typename inside_of<Layer>::chain{}, visit);
    else if constexpr (holds_branches<Layer>) each_constant_of(typename inside_of<Layer>::branches{}, visit);
    else if constexpr (requires { typename Layer::original; }) each_constant<typename Layer::original>(visit);
}
template <class Value> struct constants_in {
    template <class Visit> static constexpr void each([[maybe_unused]] const Visit& visit) noexcept {
        if constexpr (requires { typename parts_of<Value>; }) constants_in<parts_of<Value>>::each(visit);
    }
};
template <class... Parts> struct constants_in<std::tuple<Parts...>> {
    template <class Visit> static constexpr void each(const Visit& visit) noexcept {
        (constants_in<std::remove_cvref_t<Parts>>::each(visit), ...);
    }
};
/// An optimizer's buffers are of the network's type, whose constants count with the network.
template <class Network, class Rule, class... Modifiers> struct constants_in<optimizer<Network, Rule, Modifiers...>> {
    template <class Visit> static constexpr void each(const Visit& /*visit*/) noexcept {}
};
template <class Value, std::size_t Size> struct constants_in<std::array<Value, Size>> : constants_in<Value> {};
template <class Scalar, class... Layers> struct constants_in<basic_network<Scalar, Layers...>> {
    template <class Visit> static constexpr void each(const Visit& visit) noexcept {
        each_constant_of(layer_list<Layers...>{}, visit);
    }
};

/// The fingerprint of types, and of the constants of networks among them.
template <class... Values> [[nodiscard]] constexpr std::uint32_t fingerprint() noexcept {
    crc32 sum = names_of_types<Values...>;
    const auto add = [&](const auto& number_) noexcept {
        put_little_endian(number_, [&](unsigned char byte_) noexcept { sum.add(byte_); });
    };
    (constants_in<Values>::each(add), ...);
    return sum.value();
}

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_DEPLOY_FINGERPRINT_HPP
