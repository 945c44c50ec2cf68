#ifndef CONSTPROP_BENCH_COMPILE_COST_PROGRESS_HPP
#define CONSTPROP_BENCH_COMPILE_COST_PROGRESS_HPP

#include <constprop/host/terminal.hpp>

#include <cstddef>
#include <iostream>
#include <string>

namespace compile_cost {

/// Says how far the measurement has come: on one line in a terminal, elsewhere a line for each tenth.
class progress {
    std::size_t all_, done_ = 0, drawn_ = 0;
    bool is_line_ = constprop::host::is_terminal(std::cout);

 public:
    explicit progress(std::size_t all) : all_(all) {}
    ~progress() {
        if (is_line_) std::cout << '\r' << std::string(drawn_, ' ') << '\r' << std::flush;
    }
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    /// Before the next step, which is called `what`.
    void next(const std::string& what) {
        const bool tenth = done_ == 0 || done_ * 10 / all_ != (done_ - 1) * 10 / all_;
        std::string line = "compiling " + std::to_string(++done_) + "/" + std::to_string(all_) + ": " + what;
        if (is_line_) {
            line.resize(79, ' ');  // a line that wraps could not be drawn over
            std::cout << '\r' << line << std::flush;
            drawn_ = line.size();
        } else if (tenth) {
            std::cout << line << std::endl;
        }
    }
};

}  // namespace compile_cost

#endif  // CONSTPROP_BENCH_COMPILE_COST_PROGRESS_HPP
