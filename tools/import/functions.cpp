#include "import/functions.hpp"

#include <constprop/activations/gelu.hpp>
#include <constprop/activations/gelu_tanh.hpp>
#include <constprop/activations/hard_sigmoid.hpp>
#include <constprop/activations/hard_swish.hpp>
#include <constprop/activations/relu.hpp>
#include <constprop/activations/selu.hpp>
#include <constprop/activations/sigmoid.hpp>
#include <constprop/activations/silu.hpp>
#include <constprop/activations/softplus.hpp>
#include <constprop/activations/softsign.hpp>
#include <constprop/activations/tanh.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

namespace constprop::tools {
namespace {

template <class Function> function_step of_each(std::string spelling, Function function) {
    return {"constprop::" + std::move(spelling), [function](std::vector<double>& x) {
                for (double& one : x) one = function(one);
            }};
}

void softmax(std::vector<double>& x, bool logarithm) {
    const double most = *std::max_element(x.begin(), x.end());
    double sum = 0;
    for (const double one : x) sum += std::exp(one - most);
    for (double& one : x) one = logarithm ? one - most - std::log(sum) : std::exp(one - most) / sum;
}

constexpr std::pair<const char*, double (*)(double)> plain_functions[]{
    {"gelu", gelu::value<double>},
    {"gelu_tanh", gelu_tanh::value<double>},
    {"silu", silu::value<double>},
    {"hard_swish", hard_swish::value<double>},
    {"softsign", softsign::value<double>},
    {"relu", [](double x) { return x > 0 ? x : 0.0; }},
    {"selu", selu::value<double>},
    {"sigmoid", sigmoid::value<double>},
    {"hard_sigmoid", hard_sigmoid::value<double>},
    {"softplus", softplus::value<double>},
    {"tanh", tanh::value<double>},
};

}  // namespace

function_step function_called(const std::string& name) {
    for (const auto& [one, function] : plain_functions)
        if (name == one) return of_each(name, function);
    if (name != "softmax" && name != "log_softmax") throw std::logic_error("there is no function " + name);
    return {"constprop::" + name,
            [logarithm = name == "log_softmax"](std::vector<double>& x) { softmax(x, logarithm); }};
}

function_step leaky_relu_of(const std::string& slope, double number) {
    return of_each("leaky_relu<" + slope + ">", [number](double x) { return x > 0 ? x : number * x; });
}

function_step elu_of(const std::string& alpha, double number) {
    return of_each(alpha == "std::ratio<1>" ? "elu" : "elu_with<" + alpha + ">",
                   [number](double x) { return x > 0 ? x : number * std::expm1(x); });
}

function_step clip_of(const std::string& low, double low_number, const std::string& high, double high_number) {
    return of_each(low == "std::ratio<0>" && high == "std::ratio<6>" ? "relu6" : "clip<" + low + ", " + high + ">",
                   [=](double x) { return std::min(std::max(x, low_number), high_number); });
}

}  // namespace constprop::tools
