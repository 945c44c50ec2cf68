#ifndef CONSTPROP_DIAGNOSTICS_OPTIONS_HAVE_NAMES_HPP
#define CONSTPROP_DIAGNOSTICS_OPTIONS_HAVE_NAMES_HPP

#include <constprop/kernels/target.hpp>

namespace constprop {

/// The first member of a rule, an initializer or other options: `adam{.learning_rate = 0.01}` names each, and one
/// without a name, `adam(0.01)` or `adam{0.01}`, does not compile. Compilers differ in what parentheses do for an
/// aggregate, and a number alone does not say what it is.
///
/// `clip_norm{1.0}`, `clip_value{1.0}`, `huber{1.0}` and `cross_entropy{0.1}` say enough, and need no name. Their number
/// stands in an unnamed union: braces reach into it, with or without the name, and parentheses do not, on any compiler.
struct CONSTPROP_TAGGED options_have_names {
    constexpr explicit options_have_names(decltype(nullptr) /*from the class itself*/) noexcept {}
    template <class Value> options_have_names(Value) = delete;  // name the option, as in adam{.learning_rate = 0.01}
};

}  // namespace constprop

#endif  // CONSTPROP_DIAGNOSTICS_OPTIONS_HAVE_NAMES_HPP
