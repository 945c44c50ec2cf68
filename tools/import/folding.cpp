// What becomes of two layers that are one.
#include <algorithm>
#include <utility>

#include "import/steps.hpp"

namespace constprop::tools {
namespace {

bool is_zero(const per_value& values) {
    return std::all_of(values.begin(), values.end(), [](double one_) { return one_ == 0; });
}

// y = s(W x + b) + t
bool fold_into(linear_step& linear, const scale_step& scale) {
    for (std::size_t o = 0; o < linear.outputs; ++o) {
        for (std::size_t i = 0; i < linear.inputs; ++i) linear.weights[o * linear.inputs + i] *= at(scale.factors, o);
        linear.biases[o] = linear.biases[o] * at(scale.factors, o) + at(scale.shifts, o);
    }
    return true;
}

/// The channels of a convolution's weights: of its places, and of its image.
struct weight_channels {
    std::size_t narrow, wide_of_group, groups, taps;

    explicit weight_channels(const convolution_step& of)
        : narrow(of.goes == way::to_places ? of.gives.channels : of.takes.channels),
          wide_of_group((of.goes == way::to_places ? of.takes.channels : of.gives.channels) / of.groups),
          groups(of.groups),
          taps(of.over.rows.size * of.over.columns.size) {}

    /// Calls each(weight, channel of the places, channel of the image).
    template <class Each> void for_each(Each each) const {
        for (std::size_t n = 0, k = 0; n < narrow; ++n)
            for (std::size_t w = 0; w < wide_of_group; ++w)
                for (std::size_t tap = 0; tap < taps; ++tap, ++k) each(k, n, n / (narrow / groups) * wide_of_group + w);
    }
};

bool fold_into(convolution_step& one, const scale_step& scale) {
    const scale_step channels = in_channels(scale, one.gives);
    if (channels.factors.empty()) return false;
    weight_channels(one).for_each([&](std::size_t k_, std::size_t narrow_, std::size_t wide_) {
        one.weights[k_] *= channels.factors[one.goes == way::to_places ? narrow_ : wide_];
    });
    if (one.biases.empty() && !is_zero(channels.shifts)) one.biases.resize(one.gives.channels);
    for (std::size_t o = 0; o < one.biases.size(); ++o)
        one.biases[o] = one.biases[o] * channels.factors[o] + channels.shifts[o];
    return true;
}

bool fold_into(normalization_step& one, const scale_step& scale) {
    const scale_step channels = in_channels(scale, one.at);
    if (channels.factors.empty()) return false;
    for (std::size_t c = 0; c < one.gains.size(); ++c) {
        one.gains[c] *= channels.factors[c];
        one.biases[c] = one.biases[c] * channels.factors[c] + channels.shifts[c];
    }
    return true;
}

template <class Step> bool fold_into(Step& /*another*/, const scale_step& /*scale*/) { return false; }

// y = W(s x + t) + b
bool take(const scale_step& scale, linear_step& linear) {
    for (std::size_t o = 0; o < linear.outputs; ++o)
        for (std::size_t i = 0; i < linear.inputs; ++i) {
            double& weight = linear.weights[o * linear.inputs + i];
            linear.biases[o] += weight * at(scale.shifts, i);
            weight *= at(scale.factors, i);
        }
    return true;
}

/// At a border some taps see padding, where there is no shift.
bool take(const scale_step& scale, convolution_step& one) {
    const scale_step channels = in_channels(scale, one.takes);
    const auto pads = [](const window& along) { return along.before + along.after > 0; };
    const bool shifts = !channels.factors.empty() && !is_zero(channels.shifts);
    if (channels.factors.empty() ||
        (shifts && (one.goes == way::to_image || pads(one.over.rows) || pads(one.over.columns))))
        return false;
    if (shifts && one.biases.empty()) one.biases.resize(one.gives.channels);
    weight_channels(one).for_each([&](std::size_t k_, std::size_t narrow_, std::size_t wide_) {
        const std::size_t from_ = one.goes == way::to_places ? wide_ : narrow_;
        if (shifts) one.biases[narrow_] += one.weights[k_] * channels.shifts[from_];
        one.weights[k_] *= channels.factors[from_];
    });
    return true;
}

/// The biases of the input take the shift.
bool take(const scale_step& scale, recurrent_step& one) {
    if (one.biases.empty() && !is_zero(scale.shifts)) one.biases.resize(2 * one.rows());
    for (std::size_t k = 0; k < one.weights.size(); ++k) {
        if (!one.biases.empty()) one.biases[k / one.inputs] += one.weights[k] * at(scale.shifts, k % one.inputs);
        one.weights[k] *= at(scale.factors, k % one.inputs);
    }
    return true;
}

bool take(const scale_step& scale, bidirectional_step& one) { return take(scale, one.there) && take(scale, one.back); }

template <class Step> bool take(const scale_step& /*scale*/, Step& /*another*/) { return false; }

}  // namespace

scale_step in_channels(const scale_step& scale, const layer_extent& on) {
    const std::size_t channels = on.kind == rank::vector ? on.size() : on.channels;
    scale_step result;
    for (std::size_t c = 0; c < channels; ++c) {
        result.factors.push_back(at(scale.factors, c));
        result.shifts.push_back(at(scale.shifts, c));
    }
    for (std::size_t k = channels; k < on.size(); ++k)
        if (at(scale.factors, k) != result.factors[k % channels] || at(scale.shifts, k) != result.shifts[k % channels])
            return {};
    return result;
}

bool fold_after(step& one, const scale_step& scale) {
    return std::visit([&](auto& step_) { return fold_into(step_, scale); }, one);
}

bool fold_before(const scale_step& scale, step& one) {
    return std::visit([&](auto& step_) { return take(scale, step_); }, one);
}

linear_step product(const linear_step& first, const linear_step& second) {
    linear_step result{first.inputs, second.outputs, {}, second.biases, false};
    result.weights.resize(first.inputs * second.outputs);
    for (std::size_t o = 0; o < second.outputs; ++o)
        for (std::size_t k = 0; k < second.inputs; ++k) {
            const double weight = second.weights[o * second.inputs + k];
            result.biases[o] += weight * first.biases[k];
            if (weight != 0)
                for (std::size_t i = 0; i < first.inputs; ++i)
                    result.weights[o * first.inputs + i] += weight * first.weights[k * first.inputs + i];
        }
    return result;
}

void join(scale_step& first, const scale_step& second) {
    scale_step result;
    const std::size_t size =
        std::max({first.factors.size(), first.shifts.size(), second.factors.size(), second.shifts.size()});
    for (std::size_t j = 0; j < size; ++j) {
        result.factors.push_back(at(first.factors, j) * at(second.factors, j));
        result.shifts.push_back(at(first.shifts, j) * at(second.factors, j) + at(second.shifts, j));
    }
    first = std::move(result);
}

}  // namespace constprop::tools
