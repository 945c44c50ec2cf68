#ifndef CONSTPROP_BENCH_REPORT_DOCUMENT_HPP
#define CONSTPROP_BENCH_REPORT_DOCUMENT_HPP

#include <string>

#include "accuracy_runs.hpp"
#include "circumstances.hpp"
#include "compile_costs.hpp"
#include "measurements.hpp"
#include "pruned_costs.hpp"

namespace report {

/// Everything that the report is made from.
struct material {
    run measured{};
    compile_costs costs{}, networks{}, trained{};
    pruned_costs pruned{};
    accuracy_runs accuracies{};
    build made{};
    std::string processor{};
};

/// results.md, whole; it shows the pictures of charts.hpp.
std::string document(const material& of);

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_DOCUMENT_HPP
