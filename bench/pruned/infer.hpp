#ifndef CONSTPROP_BENCH_PRUNED_INFER_HPP
#define CONSTPROP_BENCH_PRUNED_INFER_HPP

#include <constprop/constprop.hpp>

#include <cstddef>

// What is counted: the network of PRUNED_HEADER, in namespace PRUNED_NAME, as it is or, with PRUNED_AS_CONSTANTS, as
// constants.
#include PRUNED_HEADER

using PRUNED_NAME::model;

#if PRUNED_AS_CONSTANTS
static constexpr constprop::constant_network<PRUNED_NAME::net> network;
[[maybe_unused]] static constexpr std::size_t multiply_adds = network.connections;
#else
static constexpr const model& network = PRUNED_NAME::net;
[[maybe_unused]] static constexpr std::size_t multiply_adds = constprop::footprint<model>::multiply_accumulates;
#endif

extern "C" void infer(const model::input_type& x, model::output_type& y);

#endif  // CONSTPROP_BENCH_PRUNED_INFER_HPP
