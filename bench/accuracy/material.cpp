// Writes what all implementations read, so that they take the same steps: for each task a folder with its samples as bytes,
// the initial parameters in PyTorch's order, and the order of the samples.
//
//     constprop_accuracy_material INTO DIGITS.csv [FASHION]
//
// FASHION is the folder of Fashion-MNIST's four files, by default that of Debian's dataset-fashion-mnist. Without them, its
// tasks have no folder.
#include <constprop/constprop.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "../../examples/digits/digits_data.hpp"
#include "../../examples/fashion/fashion_data.hpp"
#include "networks.hpp"
#include "tasks.hpp"

namespace accuracy {
namespace {

namespace host = ::constprop::host;
using bytes = std::vector<std::uint8_t>;

struct samples {
    bytes inputs, targets;
};

template <class Numbers> void write(const std::filesystem::path& path, const Numbers& numbers) {
    const auto* const first = reinterpret_cast<const char*>(numbers.data());
    host::detail::write_file(path, std::string(first, numbers.size() * sizeof numbers[0]));
}

/// The task's numbers, for programs in other languages.
std::string json(const task& of) {
    const auto number = [](const char* name, double value) {
        char text[64];
        std::snprintf(text, sizeof text, ",\n  \"%s\": %.9g", name, value);
        return std::string(text);
    };
    return "{\n  \"name\": \"" + std::string(of.name) + "\",\n  \"title\": \"" + std::string(of.title) +
           "\",\n  \"judged_by\": \"" + (of.judged_by == measure::accuracy ? "accuracy" : "loss") + "\"" +
           number("goal", of.goal) + number("inputs", double(of.inputs)) + number("targets", double(of.targets)) +
           number("divisor", of.divisor) + number("batch_size", double(of.batch_size)) +
           number("learning_rate", of.learning_rate) + number("interval", double(of.interval)) +
           number("most_steps", double(of.most_steps)) + "\n}\n";
}

/// The samples of all steps one after the other: in each epoch another permutation, and only whole batches of it. The four
/// of XOR take turns.
std::vector<std::uint32_t> order(const task& of) {
    std::vector<std::uint32_t> result;
    const std::size_t batches = of.training / of.batch_size;
    for (std::size_t epoch = 0; result.size() < of.most_steps * of.batch_size; ++epoch) {
        const cp::permutation place(of.training, 1, epoch);
        for (std::size_t k = 0; k < batches * of.batch_size; ++k)
            result.push_back(static_cast<std::uint32_t>(of.batch_size == 1 ? k : place[k]));
    }
    return result;
}

template <class Model, class Initializer>
void write(const std::filesystem::path& into, const task& of, const samples& training, const samples& test,
           const Initializer& initializer) {
    const auto folder = into / of.name;
    std::filesystem::create_directories(folder);
    write(folder / "training_inputs.u8", training.inputs);
    write(folder / "training_targets.u8", training.targets);
    write(folder / "test_inputs.u8", test.inputs);
    write(folder / "test_targets.u8", test.targets);
    write(folder / "initial.f32", cp::initialized<Model>(initializer).parameters());
    write(folder / "order.u32", order(of));
    host::detail::write_file(folder / "task.json", json(of));
}

/// Images and their classes; the pixels as the bytes that they were read from.
template <class Samples> samples as_bytes(const Samples& of, double divisor) {
    samples result{{}, {of.classes.begin(), of.classes.end()}};
    for (const auto& image : of.images)
        for (const float pixel : image)
            result.inputs.push_back(static_cast<std::uint8_t>(std::lround(double(pixel) * divisor)));
    return result;
}

/// Random bits, and after each whether the number of ones so far is odd.
samples bits(std::size_t count, std::uint32_t seed) {
    std::mt19937 random(seed);
    samples result;
    for (std::size_t n = 0; n < count; ++n)
        for (std::uint8_t t = 0, odd = 0; t < parity_steps; ++t) {
            result.inputs.push_back(static_cast<std::uint8_t>(random() >> 31U));
            odd = odd == result.inputs.back() ? 0 : 1;
            result.targets.push_back(odd);
        }
    return result;
}

int write_all(const std::filesystem::path& into, const char* digits_file, const char* fashion_folder) {
    std::filesystem::remove_all(into);
    const samples table{{0, 0, 0, 1, 1, 0, 1, 1}, {0, 1, 1, 0}};
    write<xor_model>(into, exclusive_or, table, table, cp::torch_default{.seed = 1});
    write<parity_model>(into, parity, bits(parity.training, 1), bits(parity.test, 2), cp::torch_default{.seed = 1});

    static ::digits::data written;
    if (!::digits::read(digits_file, written)) return 1;
    write<digits_model>(into, digits, as_bytes(written.training, digits.divisor),
                        as_bytes(written.held_back, digits.divisor), cp::kaiming_uniform{});
    try {
        const auto read = fashion::read(fashion_folder);
        const samples training = as_bytes(read.training, 255), test = as_bytes(read.test, 255);
        write<perceptron_model>(into, fashion_perceptron, training, test, cp::kaiming_uniform{});
        write<convolutions_model>(into, fashion_convolutions, training, test, cp::kaiming_uniform{});
    } catch (const host::error& error) {
        std::fprintf(stderr, "%s\nThe tasks of Fashion-MNIST are left out.\n", error.what());
    }
    return 0;
}

}  // namespace
}  // namespace accuracy

int main(int argc, char** argv) try {
    if (argc < 3 || argc > 4)
        return std::fputs("usage: constprop_accuracy_material INTO DIGITS.csv [FASHION]\n", stderr), 2;
    return accuracy::write_all(argv[1], argv[2], argc > 3 ? argv[3] : "/usr/share/datasets/fashion-mnist");
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
