#ifndef CONSTPROP_HOST_WEIGHTS_PROGRAM_HPP
#define CONSTPROP_HOST_WEIGHTS_PROGRAM_HPP

#include <constprop/host/model_header.hpp>
#include <constprop/host/weights/load.hpp>
#include <constprop/host/weights/match.hpp>
#include <constprop/kernels/target.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The main function of the program that CMake's constprop_add_weights builds: reads the weights of a `Network` by a
/// `File`, such as `safetensors_file`, and writes them as a model header.
///
///     PROGRAM FILE OUTPUT.hpp NAME INCLUDE as_stored|transposed [LAYER…]
///
/// Returns 0, or 1 with one line on standard error; then no file changes.
template <class File, class Network> int weights_program(int argc, char** argv) try {
    if (argc < 6) {
        std::fputs("Usage: PROGRAM FILE OUTPUT.hpp NAME INCLUDE as_stored|transposed [LAYER...]\n", stderr);
        return 1;
    }
    const std::filesystem::path path = argv[1];
    Network net{};
    const auto report = load_weights(
        File(path), net, {.layers = {argv + 6, argv + argc}, .transposed = argv[5] == std::string_view{"transposed"}});
    model_header_options options{.name = argv[3], .includes = {argv[4]}};
    options.provenance.push_back("Weights of " + path.filename().string() + ":");
    for (const loaded_tensor& one : report) options.provenance.push_back("  " + text_of(one));
    write_model_header(argv[2], net, options);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_PROGRAM_HPP
