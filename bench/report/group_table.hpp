#ifndef CONSTPROP_BENCH_REPORT_GROUP_TABLE_HPP
#define CONSTPROP_BENCH_REPORT_GROUP_TABLE_HPP

#include <string>
#include <vector>

#include "markdown.hpp"
#include "measurements.hpp"

namespace report {

/// The medians of a group, the best peer in bold where there are several, and what they come to as ratios. Networks stand
/// across and implementations down; where there are more rows than implementations, it is the other way round.
table group_table(const group& of);

/// A line for each implementation that failed: on which rows, and what it said.
std::vector<std::string> failures(const group& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_GROUP_TABLE_HPP
