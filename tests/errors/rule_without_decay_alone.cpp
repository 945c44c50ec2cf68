// decay_weights_only with a rule whose stepper cannot leave weight decay out.
// says: rule_is_complete<rule<mine>::makes_no_stepper_without_decay>
// says: Give the rule's stepper without_decay()
// plainly: Rule mine makes no stepper without decay.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

struct mine {
    double learning_rate = 1;
    static constexpr std::size_t buffers = 0;
    template <class T> struct stepper {
        static constexpr bool takes_vectors = true;
        T rate, kept = 1;
        constexpr explicit stepper(const mine& rule) noexcept : rate(T(rule.learning_rate)) {}
        constexpr void begin(T) noexcept { kept = T(1) - rate / T(100); }
#ifndef WRONG
        constexpr stepper without_decay() const noexcept {
            stepper result = *this;
            result.kept = T(1);
            return result;
        }
#endif
        template <class Value> constexpr void operator()(Value& weight, Value slope) const noexcept {
            weight = weight * kept - rate * slope;
        }
    };
};

constexpr auto optimizer =
    cp::make_optimizer(cp::network<cp::linear<4, 2>>{}, cp::with(mine{}, cp::decay_weights_only{}));
