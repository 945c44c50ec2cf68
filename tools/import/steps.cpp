// What layers compute, in double, for samples that are compared while importing.
#include "import/steps.hpp"

#include <constprop/kernels/axis.hpp>

#include <cmath>
#include <utility>

#include "import/chain.hpp"
#include "import/recurrent.hpp"

namespace constprop::tools {
namespace {

// The extents of what layers give.

layer_extent after(const linear_step& one, const layer_extent& /*before*/) { return vector_of(one.outputs); }
layer_extent after(const scale_step& /*one*/, const layer_extent& before) { return before; }
layer_extent after(const function_step& /*one*/, const layer_extent& before) { return before; }
layer_extent after(const convolution_step& one, const layer_extent& /*before*/) { return one.gives; }
layer_extent after(const pad_step& one, const layer_extent& /*before*/) { return one.gives; }
layer_extent after(const normalization_step& one, const layer_extent& /*before*/) { return one.at; }
layer_extent after(const slope_step& one, const layer_extent& /*before*/) { return one.at; }
layer_extent after(const recurrent_step& one, const layer_extent& /*before*/) { return vector_of(one.hidden); }
layer_extent after(const time_step& /*one*/, const layer_extent& before) { return before; }
layer_extent after(const bidirectional_step& one, const layer_extent& /*before*/) {
    return vector_of(one.there.hidden + one.back.hidden);
}
layer_extent after(const layer_step& one, const layer_extent& /*before*/) { return one.gives; }
layer_extent after(const join_step& one, const layer_extent& /*before*/) { return one.gives; }

std::size_t count(const linear_step& one) { return (one.inputs + 1) * one.outputs; }
std::size_t count(const scale_step& one) { return one.factors.size() + one.shifts.size(); }
std::size_t count(const function_step& /*one*/) { return 0; }
std::size_t count(const convolution_step& one) { return one.weights.size() + one.biases.size(); }
std::size_t count(const pad_step& /*one*/) { return 0; }
std::size_t count(const normalization_step& one) { return 2 * one.gains.size(); }
std::size_t count(const slope_step& one) { return one.slopes.size(); }
std::size_t count(const recurrent_step& one) {
    return one.weights.size() + one.weights_of_state.size() + one.biases.size();
}
std::size_t count(const time_step& /*one*/) { return 0; }
std::size_t count(const bidirectional_step& one) { return count(one.there) + count(one.back); }
std::size_t count(const layer_step& /*one*/) { return 0; }
std::size_t count(const join_step& one) {
    std::size_t sum = 0;
    for (const chain& branch : *one.branches) sum += branch.parameters();
    return sum;
}

// What they compute.

std::vector<double> output(const linear_step& one, std::vector<double> x) {
    std::vector<double> y = one.biases;
    for (std::size_t o = 0; o < one.outputs; ++o)
        for (std::size_t i = 0; i < one.inputs; ++i) y[o] += one.weights[o * one.inputs + i] * x[i];
    return y;
}

std::vector<double> output(const scale_step& one, std::vector<double> x) {
    for (std::size_t j = 0; j < x.size(); ++j) x[j] = at(one.factors, j) * x[j] + at(one.shifts, j);
    return x;
}

std::vector<double> output(const function_step& one, std::vector<double> x) {
    one.apply(x);
    return x;
}

/// Each weight connects a channel of a pixel with one of a place, in either direction.
std::vector<double> output(const convolution_step& one, std::vector<double> x) {
    const bool back = one.goes == way::to_image;
    const layer_extent &image = back ? one.gives : one.takes, &grid = back ? one.takes : one.gives;
    const kernels::axis rows = one.over.rows.on(image.height), columns = one.over.columns.on(image.width);
    const std::size_t wide = image.channels / one.groups, narrow = grid.channels / one.groups;
    std::vector<double> y(one.gives.size());
    for (std::size_t k = 0; k < y.size() && !one.biases.empty(); ++k) y[k] = one.biases[k % one.gives.channels];
    for (std::size_t r = 0; r < grid.height; ++r)
        for (std::size_t c = 0; c < grid.width; ++c)
            for (std::size_t i = rows.at(r).first; i < rows.at(r).last; ++i)
                for (std::size_t j = columns.at(c).first; j < columns.at(c).last; ++j) {
                    const std::size_t pixel = (rows.value(r, i) * image.width + columns.value(c, j)) * image.channels,
                                      place = (r * grid.width + c) * grid.channels;
                    for (std::size_t n = 0; n < grid.channels; ++n)
                        for (std::size_t w = 0; w < wide; ++w) {
                            const double weight = one.weights[((n * wide + w) * rows.size + i) * columns.size + j];
                            const std::size_t in = n / narrow * wide + w;
                            if (back) y[pixel + in] += weight * x[place + n];
                            else y[place + n] += weight * x[pixel + in];
                        }
                }
    return y;
}

std::vector<double> output(const pad_step& one, std::vector<double> x) {
    std::vector<double> y(one.gives.size());
    const std::size_t row = one.takes.width * one.takes.channels;
    for (std::size_t k = 0; k < x.size(); ++k)
        y[((k / row + one.sides[0]) * one.gives.width + one.sides[2]) * one.gives.channels + k % row] = x[k];
    return y;
}

std::vector<double> output(const normalization_step& one, std::vector<double> x) {
    if (one.at_each_position && x.size() > one.gains.size()) {
        std::vector<double> y;
        for (auto at = x.begin(); at != x.end();) {
            const auto next = at + static_cast<std::ptrdiff_t>(one.gains.size());
            for (const double value : output(one, {at, next})) y.push_back(value);
            at = next;
        }
        return y;
    }
    const std::size_t channels = one.gains.size(), width = channels / one.groups;
    const auto values = static_cast<double>(x.size() / one.groups);
    for (std::size_t g = 0; g < one.groups; ++g) {
        const auto for_each = [&](auto use_) {
            for (std::size_t k = g * width; k < x.size(); k += channels)
                for (std::size_t c = 0; c < width; ++c) use_(x[k + c], g * width + c);
        };
        double mean = 0, variance = 0;
        for_each([&](double& value_, std::size_t) { mean += value_ / values; });
        for_each([&](double& value_, std::size_t) { variance += (value_ - mean) * (value_ - mean) / values; });
        for_each([&](double& value_, std::size_t c_) {
            value_ = one.gains[c_] * (value_ - mean) / std::sqrt(variance + 1e-5) + one.biases[c_];
        });
    }
    return x;
}

std::vector<double> output(const slope_step& one, std::vector<double> x) {
    for (std::size_t k = 0; k < x.size(); ++k)
        if (!(x[k] > 0)) x[k] *= one.slopes[k % one.slopes.size()];
    return x;
}

std::vector<double> output(const layer_step& one, const std::vector<double>& x) { return one.apply(x); }

std::vector<double> output(const recurrent_step& one, const std::vector<double>& x) {
    return outputs_of_recurrent(one, {x})[0];
}

std::vector<double> output(const time_step& one, const std::vector<double>& x) { return one.apply({x})[0]; }

std::vector<double> output(const bidirectional_step& one, const std::vector<double>& x) {
    return outputs_of_both(one, {x})[0];
}

/// The values of branches, joined.
std::vector<double> joined(const join_step& one, const std::vector<std::vector<double>>& parts) {
    std::vector<double> y(one.gives.size(), one.name == "multiply" ? 1.0 : 0.0);
    std::size_t first = 0;
    for (std::size_t b = 0; b < parts.size(); ++b) {
        const chain& branch = (*one.branches)[b];
        const std::vector<double>& part = parts[b];
        if (one.name != "concatenate") {
            for (std::size_t k = 0; k < y.size(); ++k) y[k] = one.name == "add" ? y[k] + part[k] : y[k] * part[k];
            continue;
        }
        const layer_extent& lies = branch.lies();
        const bool is_vector = lies.kind == rank::vector;
        const std::size_t channels = is_vector ? lies.size() : lies.channels;
        for (std::size_t k = 0; k < part.size(); ++k)  // vectors are joined in PyTorch's order
            y[is_vector ? first + lies.to_channels_first(k)
                        : k / channels * one.gives.channels + first + k % channels] = part[k];
        first += channels;
    }
    return y;
}

std::vector<double> output(const join_step& one, const std::vector<double>& x) {
    std::vector<std::vector<double>> parts;
    for (const chain& branch : *one.branches) parts.push_back(branch(x));
    return joined(one, parts);
}

}  // namespace

layer_extent extent_after(const step& one, const layer_extent& before) {
    return std::visit([&](const auto& step_) { return after(step_, before); }, one);
}

std::size_t parameters_of(const step& one) noexcept {
    return std::visit([](const auto& step_) { return count(step_); }, one);
}

std::vector<double> output_of(const step& one, std::vector<double> x) {
    return std::visit([&](const auto& step_) { return output(step_, std::move(x)); }, one);
}

steps_of_sequence outputs_of(const step& one, steps_of_sequence x) {
    if (const auto* recurrent = std::get_if<recurrent_step>(&one)) return outputs_of_recurrent(*recurrent, x);
    if (const auto* both = std::get_if<bidirectional_step>(&one)) return outputs_of_both(*both, x);
    if (const auto* over_time = std::get_if<time_step>(&one)) return over_time->apply(std::move(x));
    if (const auto* join = std::get_if<join_step>(&one)) {
        std::vector<steps_of_sequence> branches;
        for (const chain& branch : *join->branches) branches.push_back(branch.over_time(x));
        for (std::size_t t = 0; t < x.size(); ++t) {
            std::vector<std::vector<double>> parts;
            for (steps_of_sequence& branch : branches) parts.push_back(std::move(branch[t]));
            x[t] = joined(*join, parts);
        }
        return x;
    }
    for (std::vector<double>& row : x) row = output_of(one, std::move(row));
    return x;
}

}  // namespace constprop::tools
