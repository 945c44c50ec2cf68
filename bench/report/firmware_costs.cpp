#include "firmware_costs.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "call_graph.hpp"
#include "json.hpp"
#include "markdown.hpp"
#include "numbers.hpp"

namespace report {
namespace {

/// A network of the account, and its multiply-adds.
struct account_network {
    const char* name;
    const char* what;
    double multiply_adds;
};
constexpr std::array<account_network, 4> networks{
    {{"4-8-3", "relu, mean squared error", 4 * 8 + 8 * 3},
     {"4-16-16-2", "relu, mean squared error", 4 * 16 + 16 * 16 + 16 * 2},
     {"64-32-10", "relu, mean squared error", 64 * 32 + 32 * 10},
     {"digits", "64-32-10, relu, as trained on handwritten digits; cross-entropy with a class", 64 * 32 + 32 * 10}}};

/// One program: its own numbers, before those of the one without are taken away.
firmware_cost cost_of(const nlohmann::json& program) {
    const auto& bytes = program.at("bytes");
    const std::filesystem::path graph = program.at("graph").get<std::string>();
    return {.instructions = program.at("counts").at(0).get<double>(),
            .stack = program.at("counts").at(3).get<double>(),
            .most_stack = static_cast<double>(
                call_graph::read(constprop::host::detail::read_file(graph), graph.string()).most_stack("measured")),
            .text = bytes.at(0).get<double>(),
            .rodata = bytes.at(1).get<double>(),
            .data = bytes.at(2).get<double>(),
            .bss = bytes.at(3).get<double>()};
}

firmware_cost beyond(firmware_cost of, const firmware_cost& without) {
    of.text -= without.text;
    of.rodata -= without.rodata;
    of.data -= without.data;
    of.bss -= without.bss;
    return of;
}

/// Programs that only infer, each beyond the one before it, which does nothing.
std::vector<number_form> forms_of(const nlohmann::json& programs) {
    std::vector<number_form> forms;
    firmware_cost nothing;
    for (const auto& program : programs) {
        if (program.at("what").get<std::string>() == "nothing") nothing = cost_of(program);
        else
            forms.push_back({program.at("form").get<std::string>(), program.at("core").get<std::string>(),
                             beyond(cost_of(program), nothing)});
    }
    return forms;
}

firmware_costs costs_of(const nlohmann::json& json) {
    firmware_costs costs{
        json.at("compilers").get<std::string>(), {}, forms_of(json.at("forms")), forms_of(json.at("streams"))};
    std::map<std::tuple<std::string, std::string, std::string>, std::map<std::string, firmware_cost>> programs;
    std::vector<std::tuple<std::string, std::string, std::string>> order;
    for (const auto& program : json.at("programs")) {
        const std::tuple key{program.at("network").get<std::string>(), program.at("core").get<std::string>(),
                             program.at("level").get<std::string>()};
        if (!programs.contains(key)) order.push_back(key);
        programs[key][program.at("what").get<std::string>()] = cost_of(program);
    }
    for (const auto& key : order) {
        const auto& of = programs.at(key);
        for (const char* what : {"nothing", "infer", "train"})
            if (!of.contains(what))
                throw constprop::host::error(std::get<1>(key), "there is no program that does " + std::string(what),
                                             "one for each network and level", "Build the account again.");
        const auto& [network, core, level] = key;
        costs.all.push_back(
            {network, core, level, beyond(of.at("infer"), of.at("nothing")), beyond(of.at("train"), of.at("nothing"))});
    }
    return costs;
}

std::string bytes(double count) { return fixed(count, 0); }

table table_of(const firmware_costs& costs, const account_network& network) {
    table all{.head = {"core", "level", "instructions", "a multiply-add", "text", "rodata", "stack", "at most",
                       "step: instructions", "a multiply-add", "text", "rodata", "data", "stack", "at most"},
              .left_columns = 2};
    for (const firmware_form& form : costs.all) {
        if (form.network != network.name) continue;
        const firmware_cost &infer = form.infer, &train = form.train;
        all.lines.push_back({plain(form.core), "-" + plain(form.level), fixed(infer.instructions, 0),
                             significant(infer.instructions / network.multiply_adds), bytes(infer.text),
                             bytes(infer.rodata), bytes(infer.stack), bytes(infer.most_stack),
                             fixed(train.instructions, 0), significant(train.instructions / network.multiply_adds),
                             bytes(train.text), bytes(train.rodata), bytes(train.data + train.bss), bytes(train.stack),
                             bytes(train.most_stack)});
    }
    return all;
}

/// A line for each form, or stream, on each core, those of a core together.
table table_of(const std::vector<number_form>& forms, const char* what) {
    table all{.head = {"core", what, "instructions", "text", "rodata", "stack", "at most"}, .left_columns = 2};
    for (const number_form& of : forms)
        all.lines.push_back({plain(of.core), plain(of.form), fixed(of.infer.instructions, 0), bytes(of.infer.text),
                             bytes(of.infer.rodata), bytes(of.infer.stack), bytes(of.infer.most_stack)});
    return all;
}

}  // namespace

firmware_costs read_firmware_costs(const std::filesystem::path& path) {
    return read_json(path, "what bench/firmware/account.cmake writes", "Build the target firmware_account again.",
                     costs_of);
}

std::string firmware_document(const firmware_costs& of) {
    std::string text =
        "# In firmware\n\nWritten by `cmake --build build/bench --target firmware_account`. Every number is a count, "
        "and "
        "the same on every run: instructions and stack of one call in QEMU, by [a plugin](../tests/firmware/plugin/"
        "count.cpp); bytes of sections, beyond those of a program that does nothing with the same start and the same "
        "inputs; *at most*: the deepest stack by the compiler's call graph, without that of the compiler's own "
        "functions for floating point. An inference has its weights in flash; a step is forward, backward and an "
        "update "
        "by `plain_sgd` for one sample, on weights in RAM (*data*). Multiply-adds are those of an inference.\n\n" +
        plain(of.compilers) + ", with the options of [tests/firmware](../tests/firmware/project/CMakeLists.txt).\n";
    for (const account_network& network : networks)
        text += "\n## " + std::string(network.name) + "\n\n" + network.what + "; " + fixed(network.multiply_adds, 0) +
                " multiply-adds.\n\n" + table_of(of, network).text();
    if (!of.forms.empty())
        text +=
            "\n## digits, in each form\n\nAn inference at -O2, for an input without zeros: in floats; in floats that are "
            "stored as half or bfloat16, or as integers of 8 bits with scales; quantized to int8, and to weights of four bits; "
            "in Q16.16 and Q5.10. "
            "[docs/numbers.md](../docs/numbers.md) says how many digits each reads right, and which to take when.\n\n" +
            table_of(of.forms, "form").text();
    if (!of.streams.empty())
        text +=
            "\n## One step of a stream\n\nAn inference of a network with a state at -O2: `gru`, a GRU 1-16 and a linear layer "
            "16-1, 832 multiply-adds; `lstm`, an LSTM 1-20 and a linear layer 20-1, 1,700; `convolutions`, four causal "
            "convolutions of 16 channels with a kernel of 3, over every step, every second, fourth and eighth, 3,072. They are "
            "rows of [the benchmarks](results.md), too.\n\n" +
            table_of(of.streams, "network").text();
    return text;
}

}  // namespace report
