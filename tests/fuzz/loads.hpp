#ifndef CONSTPROP_TESTS_FUZZ_LOADS_HPP
#define CONSTPROP_TESTS_FUZZ_LOADS_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/error.hpp>

#include <cmath>
#include <cstdlib>

/// The network of tests/host/data/make.py.
using fuzzed_model = constprop::network<constprop::linear<3, 2>, constprop::relu, constprop::linear<2, 1>>;

/// Whether `load(net)` takes a file: if so, the parameters are finite; if not, one host::error said why, and the network is
/// as it was. Anything else ends the program.
template <class Load> bool loads(fuzzed_model& net, Load load) {
    constexpr auto before = constprop::initialized<fuzzed_model>(constprop::kaiming_uniform{.seed = 1});
    net = before;
    try {
        load(net);
    } catch (const constprop::host::error& error) {
        if (!(net == before) || *error.what() == '\0') std::abort();
        return false;
    }
    for (const float value : net.parameters())
        if (!std::isfinite(value)) std::abort();
    return true;
}

#endif  // CONSTPROP_TESTS_FUZZ_LOADS_HPP
