// The rows of constprop; bench/constprop.cpp says how often this is compiled.
#include <constprop/constprop.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::integers::constprop {
namespace {

namespace cp = ::constprop;

constexpr std::string_view implementation = BENCH_IMPLEMENTATION;

template <network N, std::size_t K> auto with_layers_from() {
    using linear = cp::linear<N.sizes[K], N.sizes[K + 1]>;
    if constexpr (N.has_relu(K)) {
        return []<class... Rest>(std::type_identity<cp::network<Rest...>>) {
            return std::type_identity<cp::network<linear, cp::relu, Rest...>>{};
        }(with_layers_from<N, K + 1>());
    } else {
        return std::type_identity<cp::network<linear>>{};
    }
}
template <network N>
using model_of = cp::int8_network<typename decltype(with_layers_from<N, 0>())::type, cp::per_tensor>;

cp::quantization in(const steps& of) { return {of.scale, of.zero_point}; }

template <network N, std::size_t K> auto tensors() {
    const layer& from = data_of(N).layers[K];
    cp::int8_tensors<N.weights(K), N.sizes[K + 1], 1> made{.scales = {from.weight_scale}, .gives = in(from.gives)};
    std::copy(from.weights.begin(), from.weights.end(), made.weights.begin());
    std::copy(from.biases.begin(), from.biases.end(), made.biases.begin());
    return made;
}
template <network N> model_of<N> initial() {
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        return model_of<N>::from_integers(in(data_of(N).layers.front().takes), tensors<N, K>()...);
    }(std::make_index_sequence<N.layers>{});
}

template <row R> class forward {
    using model = model_of<R.net>;

    model net_ = initial<R.net>();
    std::array<typename model::int8_input, samples> inputs_{};

 public:
    forward() {
        const std::int8_t* from = data_of(R.net).inputs.data();
        for (auto& each : inputs_) std::copy_n(from, each.size(), each.begin()), from += each.size();
    }
    auto run(std::size_t n) { return net_(inputs_[n]); }
};

}  // namespace

void add_rows() {
    for_each_row([]<row R>() { add(R, implementation, [](double) { return forward<R>(); }); });
}

}  // namespace bench::integers::constprop
