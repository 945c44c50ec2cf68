#ifndef CONSTPROP_HOST_DERIVATION_ACTIVATIONS_HPP
#define CONSTPROP_HOST_DERIVATION_ACTIVATIONS_HPP

#include <constprop/activations/clip.hpp>
#include <constprop/activations/elu.hpp>
#include <constprop/activations/gelu.hpp>
#include <constprop/activations/gelu_tanh.hpp>
#include <constprop/activations/hard_sigmoid.hpp>
#include <constprop/activations/hard_swish.hpp>
#include <constprop/activations/identity.hpp>
#include <constprop/activations/leaky_relu.hpp>
#include <constprop/activations/relu.hpp>
#include <constprop/activations/selu.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/activations/silu.hpp>
#include <constprop/activations/softplus.hpp>
#include <constprop/activations/softsign.hpp>
#include <constprop/activations/tanh.hpp>
#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/host/formula/functions.hpp>
#include <constprop/kernels/target.hpp>

#include <ratio>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// An activation as a function in a formula, such as relu(z₁), and its slope, such as relu′(z₁).
template <class Activation, bool Slope = false> struct activation_function {
    template <notation How, class Out> static constexpr void write_before(Out& out) noexcept {
        write_layer_name<How, Activation>(out);
        if (Slope) out << signs::prime.in(How);
        out << "(";
    }
    template <class Numbers, class T> static T at(const Numbers&, T z) {
        if constexpr (Slope) return Activation::slope(z, Activation::value(z));
        else return Activation::value(z);
    }
};
template <class Activation> inline constexpr formula::apply<activation_function<Activation>> activate{};
inline constexpr auto sigma = activate<constprop::sigmoid>;

/// The formulas of an activation and its slope, for z of any shape. The slope of an unknown activation is written f′(z).
template <class Activation> struct activation_formulas {
    template <class Z> static constexpr auto slope(Z) noexcept {
        return formula::applied<activation_function<Activation, true>, Z>{};
    }
};

using namespace formula;  // the formulas below read as on paper

template <> struct activation_formulas<constprop::identity> {
    template <class Z> static constexpr auto slope(Z) noexcept { return ones<Z::size.rows, Z::size.columns>{}; }
};
template <> struct activation_formulas<constprop::relu> {
    template <class Z> static constexpr auto definition(Z z) noexcept { return max_with_0(z); }
    template <class Z> static constexpr auto slope(Z z) noexcept { return where_positive(z); }
};
template <class Slope> struct activation_formulas<leaky_relu<Slope>> {
    static constexpr number<Slope::num, Slope::den> s{};
    template <class Z> static constexpr auto definition(Z z) noexcept { return max_with_0(z) + s * min_with_0(z); }
    template <class Z> static constexpr auto slope(Z z) noexcept {
        return where_positive(z) + s * where_not_positive(z);
    }
};
template <class Alpha> struct activation_formulas<elu_with<Alpha>> {
    static constexpr number<Alpha::num, Alpha::den> alpha{};
    template <class Z> static constexpr auto definition(Z z) noexcept {
        return max_with_0(z) + alpha * (formula::exp(min_with_0(z)) - one);
    }
    template <class Z> static constexpr auto slope(Z z) noexcept {
        return where_positive(z) + hadamard(alpha * formula::exp(min_with_0(z)), where_not_positive(z));
    }
};
template <class Low, class High> struct activation_formulas<clip<Low, High>> {
    /// z minus a bound. Numbers in formulas are not negative.
    template <class Bound, class Z> static constexpr auto less(Z z) noexcept {
        if constexpr (Bound::num == 0) return z;
        else if constexpr (Bound::num < 0) return z + number<-Bound::num, Bound::den>{};
        else return z - number<Bound::num, Bound::den>{};
    }
    template <class Z> static constexpr auto definition(Z z) noexcept {
        return less<std::ratio<-Low::num, Low::den>>(max_with_0(less<Low>(z)) - max_with_0(less<High>(z)));
    }
    template <class Z> static constexpr auto slope(Z z) noexcept {
        return hadamard(where_positive(less<Low>(z)), where_positive(-less<High>(z)));
    }
};
template <> struct activation_formulas<selu> {
    struct lambda : formula_base {
        static constexpr formula::shape size = {};
        template <notation How, class Out> static constexpr void write(Out& out) noexcept {
            out << sign{"λ", "\\lambda "}.in(How);
        }
        template <class Numbers> static auto value(const Numbers&) {
            return matrix<typename Numbers::scalar>(typename Numbers::scalar(selu::lambda));
        }
    };
    struct alpha : formula_base {
        static constexpr formula::shape size = {};
        template <notation How, class Out> static constexpr void write(Out& out) noexcept {
            out << sign{"α", "\\alpha "}.in(How);
        }
        template <class Numbers> static auto value(const Numbers&) {
            return matrix<typename Numbers::scalar>(typename Numbers::scalar(selu::alpha));
        }
    };
    template <class Z> static constexpr auto definition(Z z) noexcept {
        return lambda{} * (max_with_0(z) + alpha{} * (formula::exp(min_with_0(z)) - one));
    }
    template <class Z> static constexpr auto slope(Z z) noexcept {
        return lambda{} * (where_positive(z) + hadamard(alpha{} * formula::exp(min_with_0(z)), where_not_positive(z)));
    }
};
template <> struct activation_formulas<constprop::sigmoid> {
    template <class Z> static constexpr auto definition(Z z) noexcept { return divide(one, one + formula::exp(-z)); }
    template <class Z> static constexpr auto slope_by_the_chain_rule(Z z) noexcept {
        return divide(formula::exp(-z), squared(one + formula::exp(-z)));
    }
    template <class Z> static constexpr auto slope(Z z) noexcept { return hadamard(sigma(z), one - sigma(z)); }
};
template <> struct activation_formulas<constprop::tanh> {
    template <class Z> static constexpr auto definition(Z z) noexcept {
        return divide(formula::exp(z) - formula::exp(-z), formula::exp(z) + formula::exp(-z));
    }
    template <class Z> static constexpr auto slope_by_the_chain_rule(Z z) noexcept {
        return divide(number<4>{}, squared(formula::exp(z) + formula::exp(-z)));
    }
    template <class Z> static constexpr auto slope(Z z) noexcept { return one - squared(formula::tanh(z)); }
};
template <> struct activation_formulas<silu> {
    template <class Z> static constexpr auto definition(Z z) noexcept { return hadamard(z, sigma(z)); }
    template <class Z> static constexpr auto slope(Z z) noexcept {
        return hadamard(sigma(z), one + hadamard(z, one - sigma(z)));
    }
};
template <> struct activation_formulas<gelu> {
    template <class Z> static constexpr auto definition(Z z) noexcept { return hadamard(z, normal_cumulative(z)); }
    template <class Z> static constexpr auto slope(Z z) noexcept {
        return normal_cumulative(z) + hadamard(z, normal_density(z));
    }
};
template <> struct activation_formulas<gelu_tanh> {
    // u = √(2/π) (z + 0.044715 z³)
    struct root_of_2_by_pi : formula_base {
        static constexpr formula::shape size = {};
        template <notation How, class Out> static constexpr void write(Out& out) noexcept {
            out << sign{"√(2/π)", "\\sqrt{2/\\pi}"}.in(How);
        }
        template <class Numbers> static auto value(const Numbers&) {
            using T = typename Numbers::scalar;
            return matrix<T>(T(0.79788456080286535588));
        }
    };
    static constexpr root_of_2_by_pi root{};
    template <class Z> static constexpr auto t(Z z) noexcept {
        return formula::tanh(root * (z + number<44715, 1000000>{} * cubed(z)));
    }
    template <class Z> static constexpr auto definition(Z z) noexcept {
        return hadamard(number<1, 2>{} * z, one + t(z));
    }
    template <class Z> static constexpr auto slope(Z z) noexcept {
        return number<1, 2>{} * (one + t(z)) + hadamard(hadamard(number<1, 2>{} * z, one - squared(t(z))),
                                                        root * (one + number<134145, 1000000>{} * squared(z)));
    }
};
template <> struct activation_formulas<softplus> {
    template <class Z> static constexpr auto definition(Z z) noexcept { return formula::log(one + formula::exp(z)); }
    template <class Z> static constexpr auto slope(Z z) noexcept { return sigma(z); }
};
template <> struct activation_formulas<softsign> {
    template <class Z> static constexpr auto definition(Z z) noexcept { return divide(z, one + (formula::abs)(z)); }
    template <class Z> static constexpr auto slope(Z z) noexcept {
        return divide(one, squared(one + (formula::abs)(z)));
    }
};
template <> struct activation_formulas<hard_sigmoid> {
    template <class Z> static constexpr auto definition(Z z) noexcept {
        return hadamard(z / number<6>{} + number<1, 2>{}, where_within_3(z)) + where_from_3(z);
    }
    template <class Z> static constexpr auto slope(Z z) noexcept { return where_within_3(z) / number<6>{}; }
};
template <> struct activation_formulas<hard_swish> {
    template <class Z> static constexpr auto definition(Z z) noexcept { return hadamard(z, activate<hard_sigmoid>(z)); }
    template <class Z> static constexpr auto slope(Z z) noexcept {
        return hadamard(z / number<3>{} + number<1, 2>{}, where_within_3(z)) + where_from_3(z);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_ACTIVATIONS_HPP
