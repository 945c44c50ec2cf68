#ifndef CONSTPROP_BENCH_REPORT_CHARTS_HPP
#define CONSTPROP_BENCH_REPORT_CHARTS_HPP

#include <constprop/host/svg.hpp>

#include "compile_costs.hpp"
#include "measurements.hpp"

namespace report {

/// A group's picture: for each row a panel of bars, the times of all implementations as multiples of this library's.
/// Of a group whose rows are sizes, curves over them.
constprop::host::svg_element picture(const group& of);

/// What compiling takes, whole networks and others, a panel for each compiler.
constprop::host::svg_element picture(const compile_costs& networks, const compile_costs& others);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_CHARTS_HPP
