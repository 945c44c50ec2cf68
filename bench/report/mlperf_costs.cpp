#include "mlperf_costs.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "json.hpp"
#include "markdown.hpp"
#include "numbers.hpp"

namespace report {
namespace {

/// What TensorFlow Lite Micro with CMSIS-NN takes for a model, -O2 by GCC 12.2: instructions of one inference, counted in QEMU;
/// bytes of the arena, which has input and output in it, and of code, on a Cortex-M4F.
struct peer {
    const char* model;
    const char* what;
    double m4f = missing, m55 = missing, m0 = missing, constants = missing, arena = missing, text = missing;
};
constexpr std::array<peer, 7> peers{
    {{"ad01_int8", "anomaly detection", 582'937, 149'978, 1'763'060, 270'880, 2'580, 29'724},
     {"hello_world_int8", "a sine", 3'526, 2'135, 7'155, 420, 772, 29'724},
     {"kws_ref_model", "keyword spotting", 7'697'362, 1'813'116, 28'999'529, 24'368, 22'820, 55'196},
     {"micro_speech_quantized", "two words", missing, missing, missing, 16'688, missing, missing},
     {"pretrainedResnet_quant", "image classification", 29'863'126, 4'913'643, 97'555'574, 78'744, 54'996, 52'988},
     {"trained_lstm_int8", "handwritten digits, row by row", missing, missing, missing, 9'800, missing, missing},
     {"vww_96_int8", "visual wake words", 24'101'903, 6'558'267, 86'898'172, 219'064, 100'708, 55'196}}};

peer peer_of(const std::string& model) {
    const auto* const found = std::find_if(peers.begin(), peers.end(),
                                           [&](const peer& one_) { return one_.model == std::string_view(model); });
    return found == peers.end() ? peer{"", ""} : *found;
}
double instructions_of(const peer& of, const std::string& core) {
    return core == "cortex-m4f" ? of.m4f : core == "cortex-m55" ? of.m55 : core == "cortex-m0" ? of.m0 : missing;
}

mlperf_costs costs_of(const nlohmann::json& json) {
    mlperf_costs costs{
        json.at("compilers").get<std::string>(), json.at("left_out").get<std::vector<std::string>>(), {}};
    for (const auto& program : json.at("programs")) {
        const auto& counted = program.at("counted");
        costs.all.push_back({.model = program.at("model").get<std::string>(),
                             .core = program.at("core").get<std::string>(),
                             .multiply_adds = counted.at("multiply_adds").get<double>(),
                             .instructions = counted.at("instructions").get<double>(),
                             .stack = counted.at("stack").get<double>(),
                             .footprint = counted.at("footprint").get<double>(),
                             .text = counted.at("text").get<double>(),
                             .constants = counted.at("constants").get<double>()});
    }
    return costs;
}

/// "1.07", "0.165": three digits of a small number.
std::string each(double instructions, double multiply_adds) {
    const double one = instructions / multiply_adds;
    return one < 0.9995 ? fixed(one, 3) : significant(one);
}
std::string bytes(double count) { return fixed(count, 0); }

std::string section_of(const mlperf_costs& costs, const std::string& model) {
    const peer other = peer_of(model);
    table all{.head = {"core", "instructions", "a multiply-add", "TFLM", "a multiply-add", "RAM", "`footprint`",
                       "TFLM's arena", "text", "TFLM's text", "constants"}};
    double multiply_adds = 0;
    for (const mlperf_cost& one : costs.all) {
        if (one.model != model) continue;
        multiply_adds = one.multiply_adds;
        const double theirs = instructions_of(other, one.core);
        const bool is_m4f = one.core == "cortex-m4f";
        all.lines.push_back({plain(one.core), fixed(one.instructions, 0), each(one.instructions, multiply_adds),
                             fixed(theirs, 0), each(theirs, multiply_adds), bytes(one.stack), bytes(one.footprint),
                             is_m4f ? bytes(other.arena) : dash, bytes(one.text), is_m4f ? bytes(other.text) : dash,
                             bytes(one.constants)});
    }
    return "\n## " + plain(model) + "\n\n" + (*other.what == '\0' ? "" : std::string(other.what) + "; ") +
           fixed(multiply_adds, 0) + " multiply-adds" +
           (other.constants > 0 ? "; weights and biases of the file " + bytes(other.constants) + " bytes" : "") +
           ".\n\n" + all.text();
}

}  // namespace

mlperf_costs read_mlperf_costs(const std::filesystem::path& path) {
    return read_json(path, "what bench/mlperf_tiny/count.cmake writes", "Build the target mlperf_tiny again.",
                     costs_of);
}

std::string mlperf_document(const mlperf_costs& of) {
    std::string text =
        "# MLPerf Tiny\n\nWritten by `cmake --preset bench && cmake --build build/bench --target mlperf_tiny`. The int8 "
        "models of MLPerf Tiny and of TensorFlow Lite Micro's examples, each imported by one line, "
        "[`constprop_add_model`](../docs/tflite.md), and compiled at -O2. Every number is a count, of a program that "
        "has just given, between all operators, the bits of TensorFlow Lite Micro's reference kernels: instructions of "
        "one inference in QEMU, by [a plugin](../tests/firmware/plugin/count.cpp); *RAM*: all that it writes beside "
        "its input and output, saved registers too, of which `footprint` says at compile time what the values take; "
        "*text* and *constants*: bytes of sections beyond those of a program that does nothing.\n\nBeside it "
        "TensorFlow Lite Micro with CMSIS-NN (*TFLM*), counted in the same way, by GCC 12.2 at -O2; its arena, which "
        "has input and output in it, and its code are those of the M4F. These figures are given, and not measured by "
        "this command.\n\n" +
        plain(of.compilers) + ", with the options of [tests/firmware](../tests/firmware/project/CMakeLists.txt).\n";
    std::vector<std::string> models;
    for (const mlperf_cost& one : of.all)
        if (std::find(models.begin(), models.end(), one.model) == models.end()) models.push_back(one.model);
    for (const std::string& model : models) text += section_of(of, model);
    for (const std::string& one : of.left_out) text += "\nLeft out: " + plain(one) + ".\n";
    return text;
}

}  // namespace report
