// The rows of constprop; bench/constprop.cpp says how often this is compiled.
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

namespace bench::images::constprop {
namespace {

namespace cp = ::constprop;

constexpr std::string_view implementation = BENCH_IMPLEMENTATION;

/// A list of layers, which begins with the extent of the input.
template <class... Layers> struct list {
    template <class... Next> using and_then = list<Layers..., Next...>;
    using type = cp::network<Layers...>;
};

/// Layer K of a network, for an image or a signal.
template <network N, std::size_t K> auto layer_of() {
    constexpr layer of = N.layers[K];
    constexpr extent in = N.taken(K);
    constexpr std::size_t rows = of.window.rows, columns = of.window.columns;
    if constexpr (of.what == kind::linear && K > 0 && N.layers[K - 1].what != kind::linear)
        return list<cp::flatten, cp::linear<in.size(), of.outputs>>{};
    else if constexpr (of.what == kind::linear) return list<cp::linear<in.size(), of.outputs>>{};
    else if constexpr (of.what == kind::max_pool) return list<cp::max_pool2d<rows>>{};
    else if constexpr (of.what == kind::depthwise)
        return list<cp::depthwise_conv2d<in.channels, cp::kernel<rows, columns>,
                                         cp::padding<of.padding.rows, of.padding.columns>>>{};
    else if constexpr (in.rows == 1)
        return list<cp::conv1d<in.channels, of.outputs, cp::kernel<columns>, cp::padding<of.padding.columns>>>{};
    else
        return list<cp::conv2d<in.channels, of.outputs, cp::kernel<rows, columns>,
                               cp::padding<of.padding.rows, of.padding.columns>>>{};
}
template <class... Layers, class... Next> auto joined(list<Layers...>, list<Next...>) {
    return list<Layers..., Next...>{};
}
template <network N, std::size_t K = 0, class Before> auto layers_behind(Before before) {
    if constexpr (K == N.count) return before;
    else if constexpr (N.layers[K].relu)
        return layers_behind<N, K + 1>(joined(joined(before, layer_of<N, K>()), list<cp::relu>{}));
    else return layers_behind<N, K + 1>(joined(before, layer_of<N, K>()));
}
template <extent In>
using input =
    std::conditional_t<In.rows == 1, cp::signal<In.columns, In.channels>, cp::image<In.rows, In.columns, In.channels>>;
template <network N> using model_of = typename decltype(layers_behind<N>(list<input<N.input>>{}))::type;

template <network N> model_of<N> initial() {
    const auto values = std::make_unique<typename model_of<N>::parameter_type>();
    std::copy_n(data_of(N).parameters.begin(), values->size(), values->begin());
    return model_of<N>::from_parameters(*values);
}

/// Samples, or batches of them, each from a cache line on; on the heap, as many images are more than a stack holds.
template <class Sample, std::size_t Batch> class groups {
    struct alignas(64) group {
        std::conditional_t<Batch == 1, Sample, std::array<Sample, Batch>> values;
    };
    std::vector<group> all_{samples / Batch};

 public:
    explicit groups(const std::vector<float>& values) {
        const float* from = values.data();
        const auto fill = [&](Sample& sample) {
            std::copy_n(from, sample.size(), sample.begin());
            from += sample.size();
        };
        for (group& each : all_) {
            if constexpr (Batch == 1) fill(each.values);
            else std::for_each(each.values.begin(), each.values.end(), fill);
        }
    }
    const auto& operator[](std::size_t n) const { return all_[n].values; }
};

template <row R> struct forward {
    model_of<R.net> net = initial<R.net>();
    groups<typename model_of<R.net>::input_type, R.batch> inputs{data_of(R.net).inputs};

    auto run(std::size_t n) const { return net(inputs[n]); }
};

template <row R> class training {
    using model = model_of<R.net>;

    model net_ = initial<R.net>();
    decltype(cp::make_optimizer(model{}, cp::plain_sgd{})) optimizer_;
    groups<typename model::input_type, R.batch> inputs_{data_of(R.net).inputs};
    groups<typename model::output_type, R.batch> targets_{data_of(R.net).targets};

 public:
    explicit training(double learning_rate)
        : optimizer_(cp::make_optimizer(net_, cp::plain_sgd{.learning_rate = learning_rate})) {}

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
    for_each_swept_row([]<row R>() {
        if constexpr (implementation == "constprop") add(R, implementation, [](double) { return forward<R>(); });
    });
}

}  // namespace bench::images::constprop
