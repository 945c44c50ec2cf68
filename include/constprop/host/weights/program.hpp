#ifndef CONSTPROP_HOST_WEIGHTS_PROGRAM_HPP
#define CONSTPROP_HOST_WEIGHTS_PROGRAM_HPP

#include <constprop/concept/sequence.hpp>
#include <constprop/host/model_header.hpp>
#include <constprop/host/samples/arrays.hpp>
#include <constprop/host/samples/table.hpp>
#include <constprop/host/weights/load.hpp>
#include <constprop/host/weights/orientation.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// The program's arguments after the first four.
struct weights_arguments {
    host::orientation orientation = host::orientation::as_names_say;
    std::optional<double> tolerance{};
    double epsilon = -1;
    std::vector<std::filesystem::path> checks{};  ///< inputs and outputs, in pairs
    std::vector<std::string> layers{};

    bool read(int argc, char** argv) {
        for (int k = 0; k < argc; ++k) {
            const std::string_view one = argv[k];
            const auto needs = [&](int count) { return k + count < argc; };
            if (one == "--orientation" && needs(1)) {
                const std::string_view way = argv[++k];
                if (way == "in_out") orientation = host::orientation::in_out;
                else if (way == "out_in") orientation = host::orientation::out_in;
                else return false;
            } else if (one == "--tolerance" && needs(1)) {
                char* end = nullptr;
                tolerance = std::strtod(argv[++k], &end);
                if (*end != '\0' || !(*tolerance >= 0 && *tolerance < 1)) return false;
            } else if (one == "--epsilon" && needs(1)) {
                char* end = nullptr;
                epsilon = std::strtod(argv[++k], &end);
                if (*end != '\0' || !(epsilon > 0)) return false;
            } else if (one == "--check" && needs(2)) {
                checks.insert(checks.end(), {argv[k + 1], argv[k + 2]});
                k += 2;
            } else if (one == "--layer" && needs(1)) {
                layers.emplace_back(argv[++k]);
            } else {
                return false;
            }
        }
        return true;
    }
};

/// The outputs for all steps of a sequence, or for a sample that is one step.
template <class Network>
std::vector<double> outputs_of(const Network& net, const std::vector<double>& inputs, const std::string& where) {
    constexpr std::size_t most = 512;  // of sequences that a layer needs whole
    const std::size_t steps = inputs.size() / Network::input_size;
    std::vector<double> outputs;
    const auto row = [&](std::size_t t) {
        typename Network::input_type x{};
        for (std::size_t i = 0; i < x.size(); ++i)
            x[i] = static_cast<typename Network::scalar>(inputs[t * Network::input_size + i]);
        return x;
    };
    const auto add = [&](const auto& y) { outputs.insert(outputs.end(), y.begin(), y.end()); };
    if constexpr (Network::needs_whole_sequence) {
        if (steps > most)
            throw error(where, "a sequence has " + std::to_string(steps) + " steps",
                        "at most " + std::to_string(most) + ", which go through the network at once",
                        "Check with shorter sequences.");
        padded_sequence<typename Network::input_type, most> x{.length = steps};
        for (std::size_t t = 0; t < steps; ++t) x[t] = row(t);
        const auto y = net(x);
        for (std::size_t t = 0; t < steps; ++t) add(y[t]);
    } else {
        typename Network::state_type state{};
        for (std::size_t t = 0; t < steps; ++t) add(next_output(net, row(t), state));
    }
    return outputs;
}

/// The network with parameters stored in another type. Throws `error` for one that is too large. Weights of a file are finite, and
/// so they have a scale.
template <class Stored, class Network> auto stored_network(const Network& net, const std::string& where) {
    if constexpr (std::is_same_v<Stored, typename Network::scalar>) {
        return net;
    } else if constexpr (kernels::is_scaled<Stored>) {
        return stored_as<Stored, Network>(net);
    } else {
        for (const auto& one : tensors_of(net))
            for (std::size_t k = 0; k < one.values.size() && one.is_trained; ++k)
                if (kernels::is_infinite(Stored(one.values[k])))
                    throw error(where,
                                "parameter " + one.name + index_text(k, one.shape) + " is " +
                                    decimal(static_cast<double>(one.values[k])),
                                "numbers up to 65504, the largest half", "Store as bfloat16.");
        return stored_as<Stored, Network>(net);
    }
}

/// The usual tolerance of a header's checks. Rounded parameters change outputs by much more than sums in another order.
template <class Stored> inline constexpr double usual_tolerance = 1e-5;
template <> inline constexpr double usual_tolerance<half> = 0.01;
template <> inline constexpr double usual_tolerance<bfloat16> = 0.1;
template <> inline constexpr double usual_tolerance<scaled_int8> = 0.1;

/// Compares a network with samples. Throws `error`, with a table of all samples, if one deviates too far.
template <class Network>
void check_network(const Network& net, const samples& given, double tolerance, const std::string& where) {
    comparison compared;
    for (std::size_t k = 0; k < given.inputs.size(); ++k) {
        const std::vector<double> outputs = outputs_of(net, given.inputs[k], where);
        const auto expected = static_cast<std::ptrdiff_t>(given.outputs[k].size());  // of all steps, or of the last
        compared.add({outputs.end() - expected, outputs.end()}, given.outputs[k], tolerance);
    }
    if (!compared.agrees())
        throw error(where, "with these weights " + compared.text(), "outputs as they are given",
                    "Look at the orientation of matrices, the order of layers, and their activations.");
}

}  // namespace detail

/// The main function of the program that CMake's constprop_add_weights builds: reads the weights of a `Network` with a
/// `File`, such as `safetensors_file`, and writes them as a model header, stored as `Stored`. `read_array` reads an array from a
/// file of samples.
///
///     PROGRAM FILE OUTPUT.hpp NAME INCLUDE [--orientation out_in|in_out] [--check INPUT OUTPUT]… [--tolerance 1e-5]
///             [--epsilon NUMBER] [--layer LAYER]…
///
/// Samples, or sequences if the network runs over time, are compared before anything is written, with parameters as they are in
/// the file, and again whenever the header is compiled, with those that it stores. Returns 0, or 1 with the error on standard
/// error; no file is then changed.
template <class File, class Network, class Stored = typename Network::scalar>
int weights_program(int argc, char** argv,
                    number_array (*read_array)(const std::filesystem::path&, const std::vector<std::string>&)) try {
    detail::weights_arguments given;
    if (argc < 5 || !given.read(argc - 5, argv + 5)) {
        std::fputs(
            "Usage: PROGRAM FILE OUTPUT.hpp NAME INCLUDE [--orientation out_in|in_out] [--check INPUT OUTPUT]... "
            "[--tolerance NUMBER] [--epsilon NUMBER] [--layer LAYER]...\n",
            stderr);
        return 1;
    }
    const std::filesystem::path path = argv[1];
    Network net{};
    const auto report = load_weights(
        File(path), net, {.layers = given.layers, .orientation = given.orientation, .epsilon = given.epsilon});
    model_header_options options{
        .name = argv[3], .includes = {argv[4]}, .tolerance = given.tolerance.value_or(detail::usual_tolerance<Stored>)};
    const auto add = Network::runs_over_time ? detail::add_sequences : detail::add_samples;
    for (std::size_t k = 0; k < given.checks.size(); k += 2)
        add(options.checks, read_array(given.checks[k], {"x", "input", "inputs", "arr_0"}),
            detail::path_text(given.checks[k]), read_array(given.checks[k + 1], {"y", "output", "outputs", "arr_1"}),
            detail::path_text(given.checks[k + 1]), Network::input_size, Network::output_size);
    detail::check_network(net, options.checks, given.tolerance.value_or(1e-5), detail::path_text(path));
    options.provenance.push_back("Weights of " + path.filename().string() + ":");
    for (const loaded_tensor& one : report) {
        options.provenance.push_back("  " + text_of(one));
        if (one.from.empty()) std::printf("%s: %s\n", detail::path_text(path).c_str(), text_of(one).c_str());
    }
    write_model_header(argv[2], detail::stored_network<Stored>(net, detail::path_text(path)), options);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_PROGRAM_HPP
