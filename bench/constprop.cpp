// The rows of constprop. This file is compiled once for each compiler and optimization level that is compared, each time
// with another name for the namespace `constprop` (-Dconstprop=...), so that the linker keeps their templates apart.
#include <constprop/constprop.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::constprop {
namespace {

namespace cp = ::constprop;

constexpr std::string_view implementation = BENCH_IMPLEMENTATION;

template <chain C> auto network_of() {
    constexpr auto& n = C.sizes;
    using f = std::conditional_t<C.between == activation::tanh, cp::tanh, cp::relu>;
    if constexpr (C.layers == 1) return std::type_identity<cp::network<cp::linear<n[0], n[1]>>>{};
    else if constexpr (C.layers == 2)
        return std::type_identity<cp::network<cp::linear<n[0], n[1]>, f, cp::linear<n[1], n[2]>>>{};
    else
        return std::type_identity<
            cp::network<cp::linear<n[0], n[1]>, f, cp::linear<n[1], n[2]>, f, cp::linear<n[2], n[3]>>>{};
}
template <chain C> using network = typename decltype(network_of<C>())::type;

template <chain C> network<C> initial() {
    using parameters = typename network<C>::parameter_type;
    const auto values = std::make_unique<parameters>();
    std::copy_n(data_of(C).parameters.begin(), values->size(), values->begin());
    return network<C>::from_parameters(*values);
}

/// Each sample as it is, or each batch of samples as an array.
template <class Sample, std::size_t Batch>
using all_groups = std::array<std::conditional_t<Batch == 1, Sample, std::array<Sample, Batch>>, samples / Batch>;

template <class Sample, std::size_t Batch> all_groups<Sample, Batch> grouped(const std::vector<float>& values) {
    all_groups<Sample, Batch> groups;
    auto from = values.begin();
    const auto fill = [&](Sample& sample) {
        std::copy_n(from, sample.size(), sample.begin());
        from += static_cast<std::ptrdiff_t>(sample.size());
    };
    for (auto& group : groups) {
        if constexpr (Batch == 1) fill(group);
        else
            for (Sample& sample : group) fill(sample);
    }
    return groups;
}

/// A network as it was initialized, and its inputs, each from a cache line on, as in the other implementations.
template <row R> struct beginning {
    using model = network<R.net>;
    using input_type = typename model::input_type;

    model net = initial<R.net>();
    alignas(64) all_groups<input_type, R.batch> inputs = grouped<input_type, R.batch>(data_of(R.net).inputs);
};

template <row R> struct forward : beginning<R> {
    auto run(std::size_t n) const { return this->net(this->inputs[n]); }
};

/// What descends without memory: `plain_sgd`, or `sgd` with its options off.
enum class descent { plain, with_options_off };

template <row R, descent By> auto rule(double learning_rate) {
    if constexpr (R.what == work::adam) return cp::adam{.learning_rate = learning_rate};
    else if constexpr (By == descent::plain) return cp::plain_sgd{.learning_rate = learning_rate};
    else return cp::sgd{.learning_rate = learning_rate};
}

template <row R, descent By = descent::plain> class training : beginning<R> {
    using model = typename beginning<R>::model;
    using output_type = typename model::output_type;

    decltype(cp::make_optimizer(model{}, rule<R, By>(0))) optimizer_;
    alignas(64) all_groups<output_type, R.batch> targets_ = grouped<output_type, R.batch>(data_of(R.net).targets);

 public:
    explicit training(double learning_rate) : optimizer_(cp::make_optimizer(this->net, rule<R, By>(learning_rate))) {}

    float run(std::size_t n) { return cp::train_step(this->net, optimizer_, cp::mse{}, this->inputs[n], targets_[n]); }

    std::vector<float> parameters() const {
        const auto values = this->net.parameters();
        return {values.begin(), values.end()};
    }
};

}  // namespace

void add_rows() {
    for_each_row([]<row R>() {
        if constexpr (R.what == work::sgd && implementation == "constprop")
            add(R, "constprop sgd",
                [](double learning_rate) { return training<R, descent::with_options_off>(learning_rate); });
        if constexpr (R.trains())
            add(R, implementation, [](double learning_rate) { return training<R>(learning_rate); });
        else if constexpr (!R.sweep() || implementation == "constprop")
            add(R, implementation, [](double) { return forward<R>(); });
    });
}

}  // namespace bench::constprop
