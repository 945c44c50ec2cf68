#include "import/chain.hpp"

#include <utility>

namespace constprop::tools {
namespace {

double at(const per_value& values, std::size_t j) { return values[values.size() == 1 ? 0 : j]; }

/// y = W(s x + t) + b
void fold_before(const scale_step& scale, linear_step& linear) {
    for (std::size_t o = 0; o < linear.outputs; ++o)
        for (std::size_t i = 0; i < linear.inputs; ++i) {
            double& weight = linear.weights[o * linear.inputs + i];
            linear.biases[o] += weight * at(scale.shifts, i);
            weight *= at(scale.factors, i);
        }
}

/// y = s(W x + b) + t
void fold_after(linear_step& linear, const scale_step& scale) {
    for (std::size_t o = 0; o < linear.outputs; ++o) {
        for (std::size_t i = 0; i < linear.inputs; ++i) linear.weights[o * linear.inputs + i] *= at(scale.factors, o);
        linear.biases[o] = linear.biases[o] * at(scale.factors, o) + at(scale.shifts, o);
    }
}

/// y = W₂(W₁ x + b₁) + b₂
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

/// y = s₂(s₁ x + t₁) + t₂
void fold_after(scale_step& first, const scale_step& second) {
    const auto widen = [](per_value& values, std::size_t size) {
        if (values.size() < size) values.assign(size, values[0]);
    };
    widen(first.factors, second.factors.size());
    widen(first.shifts, first.factors.size());
    widen(first.shifts, second.shifts.size());
    widen(first.factors, first.shifts.size());
    for (std::size_t j = 0; j < first.factors.size(); ++j) {
        first.factors[j] *= at(second.factors, j);
        first.shifts[j] = first.shifts[j] * at(second.factors, j) + at(second.shifts, j);
    }
}

}  // namespace

std::size_t chain::parameters() const noexcept {
    std::size_t count = 0;
    for (const step& one : steps_) {
        if (const auto* linear = std::get_if<linear_step>(&one)) count += (linear->inputs + 1) * linear->outputs;
        if (const auto* scale = std::get_if<scale_step>(&one)) count += scale->factors.size() + scale->shifts.size();
    }
    return count;
}

// Scales are collected first and folded once, so that a long sequence of them costs only one pass over the weights.
void chain::settle() {
    if (steps_.size() < 2) return;
    const auto* scale = std::get_if<scale_step>(&steps_.back());
    auto* linear = std::get_if<linear_step>(&steps_[steps_.size() - 2]);
    if (scale == nullptr || linear == nullptr) return;
    fold_after(*linear, *scale);
    steps_.pop_back();
}

void chain::add(linear_step next) {
    settle();
    if (!steps_.empty())
        if (const auto* before = std::get_if<scale_step>(&steps_.back())) {
            fold_before(*before, next);
            steps_.pop_back();
        }
    outputs_ = next.outputs;
    if (!steps_.empty())
        if (const auto* before = std::get_if<linear_step>(&steps_.back()); before != nullptr && before->derived) {
            const std::size_t joined = (before->inputs + 1) * next.outputs;
            if (joined <= (before->inputs + 1) * before->outputs + (next.inputs + 1) * next.outputs) {
                next = product(*before, next);
                steps_.pop_back();
            }
        }
    steps_.emplace_back(std::move(next));
}

std::vector<double> chain::operator()(std::vector<double> x) const {
    for (const step& one : steps_) {
        if (const auto* linear = std::get_if<linear_step>(&one)) {
            std::vector<double> y = linear->biases;
            for (std::size_t o = 0; o < linear->outputs; ++o)
                for (std::size_t i = 0; i < linear->inputs; ++i) y[o] += linear->weights[o * linear->inputs + i] * x[i];
            x = std::move(y);
        } else if (const auto* scale = std::get_if<scale_step>(&one)) {
            for (std::size_t j = 0; j < x.size(); ++j) x[j] = at(scale->factors, j) * x[j] + at(scale->shifts, j);
        } else {
            std::get<function_step>(one).apply(x);
        }
    }
    return x;
}

void chain::add(scale_step next) {
    auto* before = steps_.empty() ? nullptr : std::get_if<scale_step>(&steps_.back());
    if (before != nullptr) fold_after(*before, next);
    else steps_.emplace_back(std::move(next));
}

void chain::add(function_step next) {
    settle();
    steps_.emplace_back(std::move(next));
}

}  // namespace constprop::tools
