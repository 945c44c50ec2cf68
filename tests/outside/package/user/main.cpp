#include <constprop/constprop.hpp>

int main() {
    constexpr auto net = constprop::initialized<constprop::network<constprop::linear<2, 3>, constprop::tanh>>(
        constprop::xavier_uniform{.seed = 1});
    return net({1, 2}).size() == 3 ? 0 : 1;
}
