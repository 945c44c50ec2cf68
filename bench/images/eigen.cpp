// Eigen with all sizes known to the compiler, written by hand: a convolution is a product with the columns of its windows.
#include <Eigen/Core>
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <tuple>
#include <utility>
#include <vector>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::images::eigen {
namespace {

constexpr int size(std::size_t n) { return static_cast<int>(n); }

/// A column for each place; its rows are channels.
template <extent E> using image = Eigen::Matrix<float, size(E.channels), size(E.rows* E.columns)>;

template <network N, std::size_t K> struct step {
    static constexpr layer of = N.layers[K];
    static constexpr extent in = N.taken(K), out = of.given(in);
    static constexpr std::size_t window = of.window.rows * of.window.columns;
    static constexpr std::size_t columns = of.what == kind::linear ? in.size() : of.fan_in(in);

    Eigen::Matrix<float, size(of.what == kind::max_pool ? 1 : out.channels),
                  size(of.what == kind::max_pool ? 1 : columns)>
        weights;
    Eigen::Matrix<float, size(out.channels), 1> biases;
    image<out> y;

    step() {
        if constexpr (of.what == kind::max_pool) return;
        const float* from = data_of(N).parameters.data() + N.offset(K);
        constexpr extent order = of.what == kind::linear ? in
                                                         : extent{of.window.rows, of.window.columns,
                                                                  of.what == kind::depthwise ? 1 : in.channels};
        for (std::size_t o = 0; o < out.channels; ++o) {
            for (std::size_t i = 0; i < columns; ++i)
                weights(size(o), size(i)) = from[o * columns + channels_first(order, i)];
            biases(size(o)) = from[N.weights(K) + o];
        }
    }

    /// The windows of an image as columns. Without padding, those of a signal overlap in memory, and nothing is copied.
    void collect(
        const float* x,
        Eigen::Matrix<float, size(of.what == kind::max_pool ? 1 : columns), size(out.rows* out.columns)>& all) const {
        constexpr std::size_t run = in.channels;
        for (std::size_t r = 0; r < out.rows; ++r)
            for (std::size_t c = 0; c < out.columns; ++c) {
                float* to = all.data() + (r * out.columns + c) * columns;
                for (std::size_t kr = 0; kr < of.window.rows; ++kr)
                    for (std::size_t kc = 0; kc < of.window.columns; ++kc, to += run) {
                        const std::size_t row = r + kr - of.padding.rows, column = c + kc - of.padding.columns;
                        if (row < in.rows && column < in.columns)
                            std::memcpy(to, x + (row * in.columns + column) * run, run * sizeof(float));
                        else std::memset(to, 0, run * sizeof(float));
                    }
            }
    }

    void convolve(const float* x) {
        using columns_of = Eigen::Matrix<float, size(columns), size(out.rows * out.columns)>;
        if constexpr (window == 1) {
            y.noalias() = weights * Eigen::Map<const columns_of>(x);
        } else if constexpr (in.rows == 1 && of.padding.columns == 0) {
            const Eigen::Map<const columns_of, 0, Eigen::OuterStride<size(in.channels)>> overlapping(x);
            y.noalias() = weights * overlapping;
        } else {
            columns_of all;
            collect(x, all);
            y.noalias() = weights * all;
        }
        y.colwise() += biases;
    }
    void convolve_channels(const float* x) {
        const Eigen::Map<const image<in>> from(x);
        for (std::size_t r = 0; r < out.rows; ++r)
            for (std::size_t c = 0; c < out.columns; ++c) {
                Eigen::Array<float, size(out.channels), 1> sum = biases.array();
                for (std::size_t kr = 0; kr < of.window.rows; ++kr)
                    for (std::size_t kc = 0; kc < of.window.columns; ++kc) {
                        const std::size_t row = r + kr - of.padding.rows, column = c + kc - of.padding.columns;
                        if (row < in.rows && column < in.columns)
                            sum += weights.col(size(kr * of.window.columns + kc)).array() *
                                   from.col(size(row * in.columns + column)).array();
                    }
                y.col(size(r * out.columns + c)) = sum.matrix();
            }
    }
    void pool(const float* x) {
        const Eigen::Map<const image<in>> from(x);
        for (std::size_t r = 0; r < out.rows; ++r)
            for (std::size_t c = 0; c < out.columns; ++c) {
                const auto at = [&](std::size_t kr, std::size_t kc) {
                    return from.col(size((r * of.window.rows + kr) * in.columns + c * of.window.columns + kc));
                };
                auto greatest = y.col(size(r * out.columns + c));
                greatest = at(0, 0);
                for (std::size_t kr = 0; kr < of.window.rows; ++kr)
                    for (std::size_t kc = 0; kc < of.window.columns; ++kc) greatest = greatest.cwiseMax(at(kr, kc));
            }
    }
    const float* run(const float* x) {
        if constexpr (of.what == kind::max_pool) pool(x);
        else if constexpr (of.what == kind::depthwise) convolve_channels(x);
        else if constexpr (of.what == kind::linear)
            y.noalias() = weights * Eigen::Map<const Eigen::Matrix<float, size(columns), 1>>(x) + biases;
        else convolve(x);
        if constexpr (of.relu) y = y.cwiseMax(0.0F);
        return y.data();
    }
};

template <row R> class forward {
    template <std::size_t... K> static std::tuple<step<R.net, K>...> all(std::index_sequence<K...>);

    decltype(all(std::make_index_sequence<R.net.count>{})) steps_;
    std::vector<float> inputs_ = data_of(R.net).inputs, outputs_ = std::vector<float>(R.batch * R.net.output().size());

 public:
    const float* run(std::size_t n) {
        constexpr std::size_t given = R.net.output().size();
        for (std::size_t s = 0; s < R.batch; ++s) {
            const float* x = inputs_.data() + (n * R.batch + s) * R.net.input.size();
            std::apply([&](auto&... each) { ((x = each.run(x)), ...); }, steps_);
            if constexpr (R.batch == 1) return x;
            std::copy_n(x, given, outputs_.data() + s * given);
        }
        return outputs_.data();
    }
};

}  // namespace

void add_rows() {
    for_each_row([]<row R>() {
        if constexpr (!R.trains()) add(R, "Eigen, fixed", [](double) { return forward<R>(); });
    });
    for_each_swept_row([]<row R>() { add(R, "Eigen, fixed", [](double) { return forward<R>(); }); });
}

}  // namespace bench::images::eigen
