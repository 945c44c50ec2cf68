#ifndef CONSTPROP_TESTS_REFERENCE_CHAIN_HPP
#define CONSTPROP_TESTS_REFERENCE_CHAIN_HPP

#include <array>
#include <cstddef>

#include "agreement.hpp"

/// Two linear layers, each followed by an activation, against PyTorch.
namespace agreement {

namespace cp = constprop;

/// The loss, then its gradients with respect to the parameters and to the input.
template <class Network, class Loss, class Inputs, class Targets>
constexpr auto results(const Network& net, const Loss& loss, const Inputs& x, const Targets& y) noexcept {
    const auto by_parameters = cp::differentiate(net, loss, x, y);
    const auto by_input = cp::differentiate_input(net, loss, x, y);
    return joined(joined(std::array{by_parameters.loss}, by_parameters.gradient.parameters()), flat(by_input.gradient));
}

template <std::size_t Count, class Row, std::size_t Rows>
constexpr auto first(const std::array<Row, Rows>& rows) noexcept {
    std::array<Row, Count> few{};
    for (std::size_t n = 0; n < Count; ++n) few[n] = rows[n];
    return few;
}

template <class T> constexpr auto targets_as(const int (&classes)[5]) noexcept { return as<int>(classes); }
template <class T, std::size_t Size> constexpr auto targets_as(const double (&targets)[5][Size]) noexcept {
    return as<T>(targets);
}

/// A chain with its data: what each row of a table shares.
template <std::size_t Inputs, std::size_t Hidden, std::size_t Outputs> struct chain {
    static constexpr std::size_t count = Inputs * Hidden + Hidden + Hidden * Outputs + Outputs;

    const double (&x)[5][Inputs];
    const double (&parameters)[count];

    template <class T, class First, class Last> constexpr auto network() const noexcept {
        return cp::basic_network<T, cp::linear<Inputs, Hidden>, First, cp::linear<Hidden, Outputs>,
                                 Last>::from_parameters(as<T>(parameters));
    }

    template <class First, class Last, class Loss, class Targets>
    void check(const char* name, const Loss& loss, const Targets& targets, const double (&one)[1 + count + Inputs],
               const double (&five)[1 + count + 5 * Inputs]) const {
        CAPTURE(name);
        check_in<double, First, Last>(loss, targets, one, five);
        check_in<float, First, Last>(loss, targets, one, five);
    }

    template <class T, class First, class Last, class Loss, class Targets>
    void check_in(const Loss& loss, const Targets& targets, const double (&one)[1 + count + Inputs],
                  const double (&five)[1 + count + 5 * Inputs]) const {
        const auto net = network<T, First, Last>();
        const auto inputs = as<T>(x);
        const auto y = targets_as<T>(targets);
        CHECK(difference(results(net, loss, first<1>(inputs), first<1>(y)), one, of_sums<T>) == "");
        CHECK(difference(results(net, loss, inputs, y), five, of_sums<T>) == "");
    }
};

}  // namespace agreement

#endif  // CONSTPROP_TESTS_REFERENCE_CHAIN_HPP
