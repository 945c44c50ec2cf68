// Eigen with all sizes known to the compiler: written by hand, layer by layer.
#include <Eigen/Core>
#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "../harness.hpp"
#include "../rows.hpp"
#include "eigen.hpp"

namespace bench::eigen_fixed {
namespace {

constexpr int size(std::size_t n) { return static_cast<int>(n); }

/// Whether a layer N to N is faster coefficient by coefficient.
constexpr bool is_faster_lazily(std::size_t n, std::size_t batch) {
    if (batch == 1) return n <= 16 && n != 3 && n != 4;
    return n <= 16 ? n != 5 && n != 6 && n != 15 : n == 24;
}

/// As measured, all forms beside each other, on a machine with AVX-512.
constexpr eigen::form fastest(const row& r) {
    const std::size_t widest = *std::max_element(r.net.sizes.begin(), r.net.sizes.end());
    const bool lazy = r.sweep() ? is_faster_lazily(widest, r.batch) : widest <= 24;
    if (lazy) return {.lazy = true};
    return {.by_rows = r.trains() && widest <= 64, .sliced = true};
}

template <row R, eigen::form Form> class peer {
    static constexpr std::size_t layers = R.net.layers;
    template <std::size_t Rows> using matrix = Eigen::Matrix<float, size(Rows), size(R.batch)>;
    template <std::size_t K>
    using layer = eigen::layer<size(R.net.sizes[K + 1]), size(R.net.sizes[K]), size(R.batch), Form>;
    template <std::size_t... K> static std::tuple<layer<K>...> all(std::index_sequence<K...>);

    decltype(all(std::make_index_sequence<layers>{})) layers_;
    std::vector<matrix<R.net.inputs()>> inputs_{samples / R.batch};
    std::vector<matrix<R.net.outputs()>> targets_{samples / R.batch};
    float learning_rate_;
    eigen::adam adam_;

    template <std::size_t K> auto& at() { return std::get<K>(layers_); }
    template <std::size_t K> const auto& into(std::size_t n) {
        if constexpr (K == 0) return inputs_[n];
        else return at<K - 1>().y;
    }
    template <class Visit> void for_each_layer(Visit visit) {
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            (visit.template operator()<K>(), ...);
        }(std::make_index_sequence<layers>{});
    }

 public:
    explicit peer(double learning_rate)
        : learning_rate_(static_cast<float>(learning_rate)), adam_{{static_cast<float>(learning_rate)}} {
        const data& from = data_of(R.net);
        for_each_layer([&]<std::size_t K>() {
            at<K>().resize(size(R.net.sizes[K + 1]), size(R.net.sizes[K]), size(R.batch));
            at<K>().read(from.parameters.data() + R.net.offset(K));
        });
        for (std::size_t n = 0; n < inputs_.size(); ++n) {
            std::copy_n(from.inputs.data() + n * R.batch * R.net.inputs(), inputs_[n].size(), inputs_[n].data());
            std::copy_n(from.targets.data() + n * R.batch * R.net.outputs(), targets_[n].size(), targets_[n].data());
        }
    }

    /// One sample's values are few enough for variables; a batch's are in the layers.
    template <std::size_t K = 0, class X> const float* infer(const X& x) {
        if constexpr (K + 1 < layers) return infer<K + 1>(at<K>().outputs(x, R.net.between));
        else return at<K>().forward(x, activation::none), at<K>().y.data();
    }

    const float* forward(std::size_t n) {
        for_each_layer(
            [&]<std::size_t K>() { at<K>().forward(into<K>(n), K + 1 < layers ? R.net.between : activation::none); });
        return at<layers - 1>().y.data();
    }

    float step(std::size_t n) {
        forward(n);
        const float loss = at<layers - 1>().loss(targets_[n]);
        if constexpr (R.what == work::adam) adam_.begin();
        for_each_layer([&]<std::size_t Reversed>() {
            constexpr std::size_t k = layers - 1 - Reversed;
            if constexpr (k > 0) at<k>().backward(at<k - 1>());
            if constexpr (R.what == work::adam) at<k>().descend(into<k>(n), adam_);
            else at<k>().descend(into<k>(n), learning_rate_);
        });
        return loss;
    }

    auto run(std::size_t n) {
        if constexpr (R.trains()) return step(n);
        else if constexpr (R.batch == 1) return infer(inputs_[n]);
        else return static_cast<const float*>(forward(n));
    }

    std::vector<float> parameters()
    requires(R.trains())
    {
        std::vector<float> all;
        for_each_layer([&]<std::size_t K>() { at<K>().write(all); });
        return all;
    }
};

}  // namespace

void add_rows() {
    for_each_row([]<row R>() {
        add(R, "Eigen, fixed", [](double learning_rate) { return peer<R, fastest(R)>(learning_rate); });
    });
}

}  // namespace bench::eigen_fixed
