#ifndef CONSTPROP_BENCH_ACCURACY_MATERIAL_HPP
#define CONSTPROP_BENCH_ACCURACY_MATERIAL_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "tasks.hpp"

namespace accuracy {

/// Inputs one after the other, and so targets.
struct samples {
    std::vector<float> inputs;
    std::vector<std::uint8_t> targets;
};

/// What material.cpp has written for a task.
struct material {
    samples training, test;
    std::vector<float> initial;        ///< parameters in PyTorch's order
    std::vector<std::uint32_t> order;  ///< the samples of all steps, one after the other
};

/// The numbers of a file. Throws `constprop::host::error` where it cannot be read, or has less than `due` numbers.
template <class Number> std::vector<Number> numbers(const std::filesystem::path& path, std::size_t due) {
    const std::string text = constprop::host::detail::read_file(path);
    std::vector<Number> result(text.size() / sizeof(Number));
    if (result.size() < due)
        throw constprop::host::error(path.string(), "it has " + std::to_string(result.size()) + " numbers",
                                     "at least " + std::to_string(due),
                                     "Write it again by constprop_accuracy_material.");
    std::memcpy(result.data(), text.data(), result.size() * sizeof(Number));
    return result;
}

inline samples read_samples(const std::filesystem::path& folder, const std::string& name, const task& of,
                            std::size_t count) {
    samples result;
    const auto values = numbers<std::uint8_t>(folder / (name + "_inputs.u8"), count * of.inputs);
    result.inputs.reserve(values.size());
    for (const std::uint8_t value : values) result.inputs.push_back(float(value) / float(of.divisor));
    result.targets = numbers<std::uint8_t>(folder / (name + "_targets.u8"), count * of.targets);
    return result;
}

/// Reads a task's folder in `all`. Throws `constprop::host::error`.
inline material read(const std::filesystem::path& all, const task& of) {
    const auto folder = all / of.name;
    return {read_samples(folder, "training", of, of.training), read_samples(folder, "test", of, of.test),
            numbers<float>(folder / "initial.f32", 1),
            numbers<std::uint32_t>(folder / "order.u32", of.most_steps * of.batch_size)};
}

}  // namespace accuracy

#endif
