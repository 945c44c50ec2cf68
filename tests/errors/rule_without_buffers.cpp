// A rule of your own that does not take the buffers that it asks for.
// says: rule_is_complete<rule<mine>::takes_no_gradient_with_buffers<1
// plainly: Rule mine takes no gradient with buffers 1
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

struct mine {
    double learning_rate = 1;
#ifdef WRONG
    static constexpr std::size_t buffers = 1;
#else
    static constexpr std::size_t buffers = 0;
#endif
    template <class T> struct stepper {
        T rate;
        constexpr explicit stepper(const mine& rule) noexcept : rate(T(rule.learning_rate)) {}
        constexpr void begin(T) noexcept {}
        template <class Value> constexpr void operator()(Value& weight, Value slope) const noexcept {
            weight = weight - rate * slope;
        }
    };
};

constexpr auto optimizer = cp::make_optimizer(cp::network<cp::linear<4, 2>>{}, mine{});
