#ifndef LEARN_HPP
#define LEARN_HPP

#include <constprop/constprop.hpp>

#include <cstddef>
#include <span>

// Functions for any network. For one that is named `extern`, one file instantiates them, and the others call them.
template <class Network>
typename Network::output_type infer(const Network& net, const typename Network::input_type& x) {
    return net(x);
}
template <class Network>
Network train(std::span<const typename Network::input_type> inputs, std::span<const std::size_t> classes) {
    return constprop::fit(constprop::initialized<Network>(constprop::xavier_uniform{}), constprop::cross_entropy{},
                          constprop::adam{.learning_rate = 0.01}, inputs, classes, {.epochs = 30});
}

using small = constprop::network<constprop::linear<4, 8>, constprop::tanh, constprop::linear<8, 3>>;
extern template small::output_type infer(const small&, const small::input_type&);
extern template small train(std::span<const small::input_type>, std::span<const std::size_t>);

#endif  // LEARN_HPP
