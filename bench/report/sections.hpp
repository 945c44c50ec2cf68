#ifndef CONSTPROP_BENCH_REPORT_SECTIONS_HPP
#define CONSTPROP_BENCH_REPORT_SECTIONS_HPP

#include <string>

#include "compile_costs.hpp"
#include "measurements.hpp"

/// Parts of results.md, each with its heading.
namespace report {

/// The targets, each met or not.
std::string targets_section(const run& of, const compile_costs& costs, const compile_costs& networks);

/// The rows on which a peer is faster.
std::string lost_section(const run& of);

/// What compiling whole networks takes, with each compiler.
std::string networks_section(const compile_costs& of);

/// What compiling takes, with each compiler.
std::string compile_section(const compile_costs& of);

/// What training takes while a program is compiled, with each compiler.
std::string trained_section(const compile_costs& of);

/// How much the repetitions differ, for each group: what differences between medians have to be seen against.
std::string spread_section(const run& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_SECTIONS_HPP
