// The rows of constprop; bench/constprop.cpp says how often this is compiled.
#include <constprop/constprop.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::sequences::constprop {
namespace {

namespace cp = ::constprop;

constexpr std::string_view implementation = BENCH_IMPLEMENTATION;

template <network N, std::size_t K>
using convolution = cp::causal_conv1d<N.layer_inputs(K), N.units, cp::kernel<network::kernel>, cp::dilation<1U << K>>;

template <network N> auto network_of() {
    constexpr std::size_t in = N.inputs, units = N.units;
    if constexpr (N.what == kind::gru)
        return std::type_identity<cp::network<cp::gru<in, units>, cp::linear<units, 1>>>{};
    else if constexpr (N.what == kind::lstm)
        return std::type_identity<cp::network<cp::lstm<in, units>, cp::linear<units, 1>>>{};
    else if constexpr (N.layers == 1) return std::type_identity<cp::network<convolution<N, 0>, cp::relu>>{};
    else
        return std::type_identity<cp::network<convolution<N, 0>, cp::relu, convolution<N, 1>, cp::relu,
                                              convolution<N, 2>, cp::relu, convolution<N, 3>, cp::relu>>{};
}
template <network N> using model_of = typename decltype(network_of<N>())::type;

template <row R> model_of<R.net> initial() {
    typename model_of<R.net>::parameter_type values{};
    std::copy_n(data_of(R).parameters.begin(), values.size(), values.begin());
    return model_of<R.net>::from_parameters(values);
}

template <row R> class forward {
    using model = model_of<R.net>;

    model net_ = initial<R>();
    typename model::state_type state_{};
    std::array<typename model::input_type, samples> inputs_{};

 public:
    forward() {
        const float* from = data_of(R).inputs.data();
        for (auto& each : inputs_) std::copy_n(from, each.size(), each.begin()), from += each.size();
    }
    auto run(std::size_t n) {
        if (n == 0) state_ = {};
        return net_(inputs_[n], state_);
    }
};

template <row R> class training {
    using model = model_of<R.net>;

    model net_ = initial<R>();
    decltype(cp::make_optimizer(model{}, cp::plain_sgd{})) optimizer_;
    std::vector<cp::sequence<typename model::input_type, R.steps>> inputs_{samples};
    std::vector<cp::sequence<typename model::output_type, R.steps>> targets_{samples};

 public:
    explicit training(double learning_rate)
        : optimizer_(cp::make_optimizer(net_, cp::plain_sgd{.learning_rate = learning_rate})) {
        const data& from = data_of(R);
        for (std::size_t n = 0; n < samples; ++n)
            for (std::size_t t = 0; t < R.steps; ++t) {
                for (std::size_t i = 0; i < R.net.inputs; ++i)
                    inputs_[n][t][i] = from.inputs[(n * R.steps + t) * R.net.inputs + i];
                targets_[n][t] = {from.targets[n * R.steps + t]};
            }
    }
    float run(std::size_t n) { return cp::train_step(net_, optimizer_, cp::mse{}, inputs_[n], targets_[n]); }

    std::vector<float> parameters() const {
        const auto values = net_.parameters();
        return {values.begin(), values.end()};
    }
};

}  // namespace

void add_rows() {
    for_each_row([]<row R>() {
        if constexpr (R.trains())
            add(R, implementation, [](double learning_rate) { return training<R>(learning_rate); });
        else add(R, implementation, [](double) { return forward<R>(); });
    });
}

}  // namespace bench::sequences::constprop
