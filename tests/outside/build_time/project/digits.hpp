#ifndef DIGITS_HPP
#define DIGITS_HPP

#include <constprop/activations/relu.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/network.hpp>

#include <cstddef>
#include <span>

// The network's type, and what a program does with it. Only digits.cpp compiles the loops.
namespace digits {

using model = constprop::network<constprop::linear<64, 32>, constprop::relu, constprop::linear<32, 10>>;

model::output_type infer(const model& net, const model::input_type& x);
model train(std::span<const model::input_type> images, std::span<const std::size_t> classes);

}  // namespace digits

#endif  // DIGITS_HPP
