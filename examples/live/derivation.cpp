// What derivation.html calls: the derivation of a chain, with numbers. Functions with C names, which a page finds in the
// WebAssembly.
#include <constprop/constprop.hpp>
#include <constprop/host/derivation.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace cp = constprop;

namespace {

constexpr std::size_t most_inputs = 4, most_targets = 3;
std::array<float, most_inputs> inputs;
std::array<float, most_targets> targets;  // of losses that take a class, the first one is its number
std::string written;

/// A chain of the page's list. `classes` is the number of classes of a target that is one, or 0.
struct chain {
    const char* name;
    std::size_t inputs, targets, classes;
    std::string (*derive)(std::uint32_t seed);
};

/// The derivation of a network and a loss for the page's inputs, and a target.
template <class Loss, class Network> std::string derived(std::uint32_t seed, const auto& target) {
    typename Network::input_type x{};
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = inputs[k];
    const auto net = cp::initialized<Network>(cp::torch_default{.seed = seed});
    return cp::host::derivation<Network, Loss>::with_numbers(net, Loss{}, x, target).html();
}
template <class Loss, class... Layers> constexpr chain regression(const char* name) {
    using network = cp::network<Layers...>;
    return {name, network::input_size, network::output_size, 0, [](std::uint32_t seed_) {
                typename network::output_type y{};
                for (std::size_t k = 0; k < y.size(); ++k) y[k] = targets[k];
                return derived<Loss, network>(seed_, y);
            }};
}
template <class Loss, class... Layers> constexpr chain classification(const char* name) {
    using network = cp::network<Layers...>;
    return {name, network::input_size, 1, network::output_size,
            [](std::uint32_t seed_) { return derived<Loss, network>(seed_, static_cast<std::size_t>(targets[0])); }};
}

constexpr std::array chains{
    regression<cp::mse, cp::linear<2, 1>>("Linear regression: linear 2-1, mse"),
    regression<cp::bce, cp::linear<2, 1>, cp::sigmoid>("Logistic regression: linear 2-1, sigmoid, bce"),
    classification<cp::cross_entropy, cp::linear<2, 3>>("Three classes: linear 2-3, cross_entropy"),
    regression<cp::mse, cp::linear<2, 3>, cp::relu, cp::linear<3, 1>>("linear 2-3, relu, linear 3-1, mse"),
    regression<cp::bce, cp::linear<2, 3>, cp::tanh, cp::linear<3, 2>, cp::sigmoid>(
        "linear 2-3, tanh, linear 3-2, sigmoid, bce"),
    regression<cp::mse, cp::linear<2, 3>, cp::sigmoid, cp::linear<3, 1>, cp::sigmoid>(
        "linear 2-3, sigmoid, linear 3-1, sigmoid, mse"),
    regression<cp::bce, cp::linear<2, 3>, cp::relu, cp::linear<3, 1>, cp::sigmoid>(
        "linear 2-3, relu, linear 3-1, sigmoid, bce"),
    classification<cp::nll, cp::linear<2, 3>, cp::tanh, cp::linear<3, 3>, cp::log_softmax>(
        "linear 2-3, tanh, linear 3-3, log_softmax, nll"),
    regression<cp::squared_error, cp::linear<2, 2>, cp::leaky_relu<>, cp::linear<2, 1>>(
        "linear 2-2, leaky_relu, linear 2-1, squared_error"),
    regression<cp::huber, cp::linear<2, 3>, cp::gelu, cp::linear<3, 1>>("linear 2-3, gelu, linear 3-1, huber"),
    regression<cp::mse, cp::linear<2, 3>, cp::layer_norm, cp::relu, cp::linear<3, 1>>(
        "linear 2-3, layer_norm, relu, linear 3-1, mse"),
    regression<cp::mse, cp::linear<2, 2>, cp::sigmoid, cp::linear<2, 2>, cp::sigmoid, cp::linear<2, 1>>(
        "Three layers: linear 2-2, sigmoid, linear 2-2, sigmoid, linear 2-1, mse"),
};

}  // namespace

extern "C" {

[[gnu::used]] std::size_t chain_count() { return chains.size(); }
[[gnu::used]] const char* chain_name(std::size_t k) { return chains[k].name; }
[[gnu::used]] std::size_t chain_inputs(std::size_t k) { return chains[k].inputs; }
[[gnu::used]] std::size_t chain_targets(std::size_t k) { return chains[k].targets; }
[[gnu::used]] std::size_t chain_classes(std::size_t k) { return chains[k].classes; }

/// The numbers to differentiate at, to be written.
[[gnu::used]] float* input_values() { return inputs.data(); }
[[gnu::used]] float* target_values() { return targets.data(); }

/// The derivation of chain k at these numbers, with weights of a seed, as HTML.
[[gnu::used]] const char* derive(std::size_t k, std::uint32_t seed) {
    written = chains[k].derive(seed);
    return written.c_str();
}
}
