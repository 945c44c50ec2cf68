// A rule of your own that does not say how a step begins.
// says: rule_is_complete<rule<mine>::has_no_begin>
// says: A rule has a stepper<T>, made from the rule, with begin(factor)
// plainly: Rule mine has no begin. Add it; optimizers/optimizer.hpp says what a rule has.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

struct mine {
    double learning_rate = 1;
    static constexpr std::size_t buffers = 0;
    template <class T> struct stepper {
        T rate;
        constexpr explicit stepper(const mine& rule) noexcept : rate(T(rule.learning_rate)) {}
#ifndef WRONG
        constexpr void begin(T) noexcept {}
#endif
        template <class Value> constexpr void operator()(Value& weight, Value slope) const noexcept {
            weight = weight - rate * slope;
        }
    };
};

constexpr auto optimizer = cp::make_optimizer(cp::network<cp::linear<4, 2>>{}, mine{});
