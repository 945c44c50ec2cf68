// Writes the section of the time to accuracy, and its picture, from the files that bench/accuracy's programs leave.
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/svg_page.hpp>

#include <cstdio>
#include <filesystem>
#include <string>

#include "accuracy_runs.hpp"
#include "accuracy_section.hpp"

int main(int argc, char** argv) {
    if (argc != 3) return std::fputs("usage: constprop_accuracy_report RUNS INTO\n", stderr), 2;
    try {
        const report::accuracy_runs runs = report::read_accuracy_runs(argv[1]);
        const std::filesystem::path into = argv[2];
        constprop::host::write_svg(into / "accuracy.svg", report::picture(runs));
        const std::string text = report::accuracy_section(runs);
        constprop::host::detail::write_file(into / "accuracy.md", text);
        std::printf("%s\n%s\n", text.c_str(), (into / "accuracy.svg").c_str());
        return 0;
    } catch (const constprop::host::error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
