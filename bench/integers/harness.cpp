#include "harness.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "rows.hpp"

namespace bench::integers {
namespace {

/// What a layer gives: exact sums, each rounded once.
std::vector<std::int8_t> outputs_of(const layer& of, const std::vector<std::int8_t>& x) {
    const double factor = static_cast<double>(of.takes.scale) * static_cast<double>(of.weight_scale) /
                          static_cast<double>(of.gives.scale);
    std::vector<std::int8_t> y;
    for (std::size_t o = 0; o < of.biases.size(); ++o) {
        std::int32_t sum = of.biases[o];
        for (std::size_t i = 0; i < x.size(); ++i) sum += of.weights[o * x.size() + i] * (x[i] - of.takes.zero_point);
        const double q = std::round(sum * factor) + of.gives.zero_point;
        y.push_back(static_cast<std::int8_t>(std::clamp(q, -128.0, 127.0)));
    }
    return y;
}

}  // namespace

std::string fault_of_outputs(const row& r, std::size_t n, const std::int8_t* outputs) {
    const data& all = data_of(r.net);
    const auto first = all.inputs.begin() + static_cast<std::ptrdiff_t>(n * r.net.inputs());
    std::vector<std::int8_t> values(first, first + static_cast<std::ptrdiff_t>(r.net.inputs()));
    for (const layer& each : all.layers) values = outputs_of(each, values);
    int most = 0;
    for (std::size_t k = 0; k < values.size(); ++k) most = std::max(most, std::abs(values[k] - outputs[k]));
    return most <= 2 ? std::string() : "outputs off by " + std::to_string(most) + " steps";
}

std::size_t parameter_bytes(const row& r) {
    std::size_t bytes = 0;
    for (const layer& each : data_of(r.net).layers)
        bytes += each.weights.size() + each.biases.size() * sizeof(std::int32_t);
    return bytes;
}

}  // namespace bench::integers
