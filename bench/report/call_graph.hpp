#ifndef CONSTPROP_BENCH_REPORT_CALL_GRAPH_HPP
#define CONSTPROP_BENCH_REPORT_CALL_GRAPH_HPP

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace report {

/// Who calls whom in a translation unit, and how much stack each function takes, as g++ writes it with
/// `-fcallgraph-info=su`.
class call_graph {
    std::map<std::string, std::size_t> stack_{};
    std::map<std::string, std::set<std::string>> calls_{};

 public:
    /// Reads g++'s text. Throws `constprop::host::error` where it is none.
    static call_graph read(std::string_view text, const std::string& where);

    /// How much stack a function and all that it may call take at most. Functions of other units, those of the
    /// compiler's library, count for nothing: g++ does not know theirs. Throws where there is no such function, where the
    /// stack of one is no constant, and where functions call each other in a circle.
    std::size_t most_stack(const std::string& function) const;
};

}  // namespace report

#endif  // CONSTPROP_BENCH_REPORT_CALL_GRAPH_HPP
