// Writes results.md and its pictures from the files that the benchmarks leave.
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/svg_page.hpp>

#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

#include "accuracy_section.hpp"
#include "charts.hpp"
#include "circumstances.hpp"
#include "compile_costs.hpp"
#include "document.hpp"
#include "measurements.hpp"
#include "names.hpp"
#include "pruned_costs.hpp"

namespace {

constexpr const char* usage =
    "usage: constprop_bench_report --benchmark RUN.json --build BUILD.json [--compile COSTS.json] [--pruned "
    "PRUNED.json] [--accuracy RUNS] --into FOLDER\n";

int write(const std::filesystem::path& benchmark, const std::filesystem::path& build,
          const std::filesystem::path& compile, const std::filesystem::path& pruned,
          const std::filesystem::path& accuracy, const std::filesystem::path& into) {
    report::material material{
        .measured = report::read_run(benchmark), .made = report::read_build(build), .processor = report::processor()};
    if (material.measured.caches.empty()) material.measured.caches = report::caches();
    if (!compile.empty()) {
        material.costs = report::read_compile_costs(compile);
        material.networks = report::read_network_costs(compile);
        material.trained = report::read_trained_costs(compile);
    }
    if (!pruned.empty()) material.pruned = report::read_pruned_costs(pruned);
    if (!accuracy.empty()) material.accuracies = report::read_accuracy_runs(accuracy);
    if (!material.accuracies.all.empty())
        constprop::host::write_svg(into / "accuracy.svg", report::picture(material.accuracies));
    for (const report::group& each : material.measured.groups)
        constprop::host::write_svg(into / report::picture_name(each.name), report::picture(each));
    if (!material.costs.all.empty())
        constprop::host::write_svg(into / "compile.svg", report::picture(material.networks, material.costs));
    constprop::host::detail::write_file(into / "results.md", report::document(material));
    std::printf("%s\n", (into / "results.md").c_str());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::filesystem::path benchmark, build, compile, pruned, accuracy, into;
    for (int k = 1; k < argc; k += 2) {
        const std::string_view option = argv[k];
        std::filesystem::path* const which = option == "--benchmark"  ? &benchmark
                                             : option == "--build"    ? &build
                                             : option == "--compile"  ? &compile
                                             : option == "--pruned"   ? &pruned
                                             : option == "--accuracy" ? &accuracy
                                             : option == "--into"     ? &into
                                                                      : nullptr;
        if (!which || k + 1 == argc) return std::fputs(usage, stderr), 2;
        *which = argv[k + 1];
    }
    if (benchmark.empty() || build.empty() || into.empty()) return std::fputs(usage, stderr), 2;
    try {
        return write(benchmark, build, compile, pruned, accuracy, into);
    } catch (const constprop::host::error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
