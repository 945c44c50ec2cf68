#ifndef CONSTPROP_TESTS_BENCH_RUNS_HPP
#define CONSTPROP_TESTS_BENCH_RUNS_HPP

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "report/measurements.hpp"
#include "throws.hpp"

/// A file as Google Benchmark writes it, entry by entry.
class run_file {
    std::ostringstream entries_;
    bool is_first_ = true;

    std::ostringstream& next(const std::string& name) {
        entries_ << (is_first_ ? "" : ",") << "{\"name\":\"" << name << "\",\"run_name\":\"" << name << "\",";
        is_first_ = false;
        return entries_;
    }

 public:
    /// The median and, with the bare NaN that Google Benchmark writes, the coefficient of variation.
    run_file& add(const std::string& name, double ns, double multiply_adds = 100, double variation = 0.01) {
        next(name) << R"("run_type":"aggregate","aggregate_name":"median","cpu_time":)" << ns
                   << R"(,"time_unit":"ns","multiply_adds":)" << multiply_adds << "}";
        next(name) << R"("run_type":"aggregate","aggregate_name":"cv","cpu_time":)" << variation
                   << R"(,"time_unit":"ns","multiply_adds":NaN,"weight_bytes":-NaN})";
        return *this;
    }
    run_file& add_repetition(const std::string& name, double us) {
        next(name) << R"("run_type":"iteration","cpu_time":)" << us << R"(,"time_unit":"us"})";
        return *this;
    }
    run_file& add_error(const std::string& name, const std::string& message) {
        next(name) << R"("run_type":"iteration","error_occurred":true,"error_message":")" << message
                   << R"(","cpu_time":0.0,"time_unit":"ns"})";
        return *this;
    }

    std::string text() const {
        return R"({"context":{"date":"2001-02-03T04:05:06+00:00","host_name":"secret","num_cpus":2,"load_avg":[0.5,1,2],)"
               R"("caches":[{"type":"Data","level":1,"size":32768,"num_sharing":1}]},"benchmarks":[)" +
               entries_.str() + "]}";
    }
    report::run read() const {
        const scratch_folder folder("runs");
        std::ofstream(folder / "run.json") << text();
        return report::read_run(folder / "run.json");
    }
};

/// Numbers that are easy to divide: constprop takes 50 where Eigen takes 100 and 125, libxsmm 40, and the limits 40 and
/// 20; and an implementation that failed.
inline run_file example_run() {
    run_file file;
    const std::string row = "forward|64-64-64-10 relu|";
    file.add(row + "limit: FMA peak", 20).add(row + "limit: weights streamed", 40);
    file.add(row + "libxsmm", 40).add(row + "Eigen, dynamic", 125).add(row + "Eigen, fixed", 100);
    file.add(row + "constprop clang 14", 75).add(row + "constprop -O2", 55, 100, 0.25).add(row + "constprop", 50);
    for (int k = 0; k < 9; ++k) file.add_error(row + "dlib", "computes something else: outputs off by 0.2 | a");
    return file;
}

#endif
