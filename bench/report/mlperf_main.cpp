// Writes mlperf_tiny.md from what bench/mlperf_tiny/count.cmake counted.
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>

#include <cstdio>

#include "mlperf_costs.hpp"

int main(int argc, char** argv) {
    if (argc != 3) return std::fputs("usage: constprop_mlperf_report MLPERF_TINY.json MLPERF_TINY.md\n", stderr), 2;
    try {
        constprop::host::detail::write_file(argv[2], report::mlperf_document(report::read_mlperf_costs(argv[1])));
        std::printf("%s\n", argv[2]);
        return 0;
    } catch (const constprop::host::error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
