#ifndef CONSTPROP_TESTS_PACKAGE_UNITS_HPP
#define CONSTPROP_TESTS_PACKAGE_UNITS_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

using model = constprop::network<constprop::linear<3, 4>, constprop::tanh, constprop::linear<4, 2>>;

/// Trains a little: every function that could be defined twice has been called from both units.
inline float run(const model& /*of_type*/) {
    std::array<model::input_type, 5> inputs{};
    std::array<std::size_t, 5> classes{};
    for (std::size_t n = 0; n < 5; ++n) {
        inputs[n][n % 3] = 1;
        classes[n] = n % 2;
    }
    const model net =
        constprop::fit(constprop::initialized<model>(constprop::xavier_normal{.seed = 4}), constprop::cross_entropy{},
                       constprop::adam{}, inputs, classes, constprop::fit_options{.epochs = 3}, constprop::batch<2>);
    return constprop::evaluate(net, constprop::cross_entropy{}, inputs, classes);
}

float other_unit(const model& net);

#endif  // CONSTPROP_TESTS_PACKAGE_UNITS_HPP
