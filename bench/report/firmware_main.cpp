// Writes firmware.md from what bench/firmware/account.cmake counted.
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>

#include <cstdio>

#include "firmware_costs.hpp"

int main(int argc, char** argv) {
    if (argc != 3) return std::fputs("usage: constprop_firmware_report FIRMWARE.json FIRMWARE.md\n", stderr), 2;
    try {
        constprop::host::detail::write_file(argv[2], report::firmware_document(report::read_firmware_costs(argv[1])));
        std::printf("%s\n", argv[2]);
        return 0;
    } catch (const constprop::host::error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
