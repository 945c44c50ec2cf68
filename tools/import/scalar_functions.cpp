#include "import/scalar_functions.hpp"

#include <constprop/activations/gelu.hpp>
#include <constprop/activations/gelu_tanh.hpp>
#include <constprop/activations/hard_sigmoid.hpp>
#include <constprop/activations/hard_swish.hpp>
#include <constprop/activations/relu.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/activations/silu.hpp>
#include <constprop/activations/softplus.hpp>
#include <constprop/activations/softsign.hpp>
#include <constprop/activations/tanh.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace constprop::tools {
namespace {

using unary = double (*)(double);
using binary = double (*)(double, double);

constexpr std::pair<const char*, unary> unaries[]{
    {"Neg", [](double x) { return -x; }},
    {"Abs", [](double x) { return std::fabs(x); }},
    {"Exp", [](double x) { return std::exp(x); }},
    {"Log", [](double x) { return std::log(x); }},
    {"Sqrt", [](double x) { return std::sqrt(x); }},
    {"Reciprocal", [](double x) { return 1 / x; }},
    {"Erf", [](double x) { return std::erf(x); }},
    {"Tanh", [](double x) { return std::tanh(x); }},
    {"Sigmoid", [](double x) { return 1 / (1 + std::exp(-x)); }},
    {"Softplus", [](double x) { return std::log1p(std::exp(x)); }},
    {"Relu", [](double x) { return x > 0 ? x : 0; }},
    {"Identity", [](double x) { return x; }},
    {"Floor", [](double x) { return std::floor(x); }},
    {"Ceil", [](double x) { return std::ceil(x); }},
};

constexpr std::pair<const char*, binary> binaries[]{
    {"Add", [](double a, double b) { return a + b; }},
    {"Sub", [](double a, double b) { return a - b; }},
    {"Mul", [](double a, double b) { return a * b; }},
    {"Div", [](double a, double b) { return a / b; }},
    {"Sum", [](double a, double b) { return a + b; }},
    {"Pow", [](double a, double b) { return std::pow(a, b); }},
    {"Min", [](double a, double b) { return a < b ? a : b; }},
    {"Max", [](double a, double b) { return a > b ? a : b; }},
};

constexpr std::pair<const char*, unary> activations[]{
    {"gelu", gelu::value<double>},         {"gelu_tanh", gelu_tanh::value<double>},
    {"silu", silu::value<double>},         {"hard_swish", hard_swish::value<double>},
    {"softsign", softsign::value<double>}, {"relu", relu::value<double>},
    {"sigmoid", sigmoid::value<double>},   {"hard_sigmoid", hard_sigmoid::value<double>},
    {"softplus", softplus::value<double>}, {"tanh", tanh::value<double>},
};

/// The functions that are a node's inputs; a constant of one number is a function, too.
std::optional<std::vector<samples>> known_operands(const node& n, const std::map<std::string, samples>& known) {
    std::vector<samples> result;
    for (int k = 0; k < n.proto().input_size(); ++k) {
        if (const value* constant = n.constants[static_cast<std::size_t>(k)]) {
            if (constant->numbers->size() != 1) return {};
            result.emplace_back(sampled_identity().size(), constant->numbers->front());
        } else if (const auto found = known.find(n.proto().input(k)); found != known.end()) {
            result.push_back(found->second);
        } else {
            return {};
        }
    }
    return result;
}

}  // namespace

std::optional<double (*)(double)> unary_called(std::string_view op) noexcept {
    for (const auto& [name, function] : unaries)
        if (op == name) return function;
    return {};
}
std::optional<double (*)(double, double)> binary_called(std::string_view op) noexcept {
    for (const auto& [name, function] : binaries)
        if (op == name) return function;
    return {};
}

samples sampled_identity() {
    samples points;
    for (int k = -64; k <= 64; ++k) points.push_back(k * std::fabs(k) / 320 + 1.0 / 1024);  // dense around 0, to ±12.8
    return points;
}

std::optional<samples> sampled(const node& n, const std::map<std::string, samples>& known) {
    auto given = known_operands(n, known);
    if (!given || given->empty() || given->size() > 3) return {};
    samples result = std::move((*given)[0]);
    if (given->size() == 1)
        if (const auto function = unary_called(n.op())) {
            for (double& x : result) x = (*function)(x);
            return result;
        }
    if (given->size() == 2)
        if (const auto function = binary_called(n.op())) {
            for (std::size_t k = 0; k < result.size(); ++k) result[k] = (*function)(result[k], (*given)[1][k]);
            return result;
        }
    if (n.op() == "HardSigmoid" && given->size() == 1) {
        const double alpha = static_cast<double>(n.float_attribute("alpha", 0.2F)),
                     beta = static_cast<double>(n.float_attribute("beta", 0.5F));
        for (double& x : result) x = std::min(std::max(alpha * x + beta, 0.0), 1.0);
        return result;
    }
    if (n.op() == "Clip") {  // limits are attributes up to opset 10
        constexpr float most = std::numeric_limits<float>::max();
        const double low = static_cast<double>(n.float_attribute("min", -most)),
                     high = static_cast<double>(n.float_attribute("max", most));
        for (std::size_t k = 0; k < result.size(); ++k) {
            result[k] = std::max(result[k], given->size() > 1 ? (*given)[1][k] : low);
            result[k] = std::min(result[k], given->size() > 2 ? (*given)[2][k] : high);
        }
        return result;
    }
    return {};
}

std::optional<std::string> activation_of(const samples& function) {
    const samples x = sampled_identity();
    for (const auto& [name, activation] : activations) {
        bool same = true;
        for (std::size_t k = 0; k < x.size() && same; ++k) {
            const double expected = activation(x[k]);
            same = std::fabs(function[k] - expected) <= 1e-6 * std::max(1.0, std::fabs(expected));
        }
        if (same) return name;
    }
    return {};
}

}  // namespace constprop::tools
