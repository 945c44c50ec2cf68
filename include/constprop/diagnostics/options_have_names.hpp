#ifndef CONSTPROP_DIAGNOSTICS_OPTIONS_HAVE_NAMES_HPP
#define CONSTPROP_DIAGNOSTICS_OPTIONS_HAVE_NAMES_HPP

#include <constprop/kernels/target.hpp>

namespace constprop {

/// The first member of rules, initializers and other options. It requires names: `adam{.learning_rate = 0.01}` compiles,
/// `adam(0.01)` and `adam{0.01}` do not. Compilers differ in how parentheses initialize an aggregate, and a bare number
/// does not say what it is.
///
/// `clip_norm{1.0}`, `clip_value{1.0}`, `huber{1.0}` and `cross_entropy{0.1}` are clear without a name. Their number
/// is in an unnamed union: braces reach into it, with or without the name; parentheses do not, on any compiler.
struct CONSTPROP_TAGGED options_have_names {
    constexpr explicit options_have_names(decltype(nullptr) /*from the class itself*/) noexcept {}
    template <class Value> options_have_names(Value) = delete;  // name the option, as in adam{.learning_rate = 0.01}
};

}  // namespace constprop

#endif  // CONSTPROP_DIAGNOSTICS_OPTIONS_HAVE_NAMES_HPP
