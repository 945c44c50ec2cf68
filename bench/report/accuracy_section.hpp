#ifndef CONSTPROP_BENCH_REPORT_ACCURACY_SECTION_HPP
#define CONSTPROP_BENCH_REPORT_ACCURACY_SECTION_HPP

#include <constprop/host/svg.hpp>

#include <string>

#include "accuracy_runs.hpp"

namespace report {

/// Time to accuracy, as a part of results.md with its heading.
std::string accuracy_section(const accuracy_runs& of);

/// A panel for each task: the accuracy, or the loss, over the seconds of training.
constprop::host::svg_element picture(const accuracy_runs& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_ACCURACY_SECTION_HPP
