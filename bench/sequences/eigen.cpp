// Eigen with all sizes known to the compiler, written by hand: the gates are one product with h. In one form, functions are
// Eigen's rational approximations on vectors; in the other, those of the C library.
#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::sequences::eigen {
namespace {

constexpr int size(std::size_t n) { return static_cast<int>(n); }
template <std::size_t Rows, std::size_t Columns = 1> using matrix = Eigen::Matrix<float, size(Rows), size(Columns)>;

/// Reads a matrix whose rows are contiguous.
template <class Matrix> void read(Matrix& to, const float*& from) {
    for (Eigen::Index row = 0; row < to.rows(); ++row)
        for (Eigen::Index column = 0; column < to.cols(); ++column) to(row, column) = *from++;
}

struct rational {
    template <class Values> static auto sigmoid(const Values& z) { return z.array().logistic(); }
    template <class Values> static auto tanh(const Values& z) { return z.array().tanh(); }
};
struct of_the_c_library {
    template <class Values> static auto sigmoid(const Values& z) {
        return z.array().unaryExpr([](float v) { return 1 / (1 + std::exp(-v)); });
    }
    template <class Values> static auto tanh(const Values& z) {
        return z.array().unaryExpr([](float v) { return std::tanh(v); });
    }
};

template <row R, class Functions> class recurrent {
    static constexpr std::size_t units = R.net.units, gates = R.net.gates() * units;

    matrix<gates, R.net.inputs> input_;
    matrix<gates, units> hidden_;
    matrix<gates> input_bias_, hidden_bias_;
    matrix<1, units> head_;
    matrix<1> head_bias_, y_;
    matrix<units> h_, c_;
    const float* inputs_ = data_of(R).inputs.data();

 public:
    recurrent() {
        const float* from = data_of(R).parameters.data();
        read(input_, from), read(hidden_, from), read(input_bias_, from), read(hidden_bias_, from);
        read(head_, from), read(head_bias_, from);
    }

    const float* run(std::size_t n) {
        if (n == 0) h_.setZero(), c_.setZero();
        const Eigen::Map<const matrix<R.net.inputs>> x(inputs_ + n * R.net.inputs);
        const matrix<gates> from_x = input_ * x + input_bias_, from_h = hidden_ * h_ + hidden_bias_;
        const auto part = [](const matrix<gates>& of, std::size_t k) {
            return of.template segment<size(units)>(size(k * units)).array();
        };
        if constexpr (R.net.what == kind::gru) {
            const matrix<2 * units> both =
                Functions::sigmoid((from_x + from_h).template head<size(2 * units)>()).matrix();
            const auto r = both.template head<size(units)>().array(), z = both.template tail<size(units)>().array();
            const matrix<units> candidate = Functions::tanh((part(from_x, 2) + r * part(from_h, 2)).matrix()).matrix();
            h_ = ((1 - z) * candidate.array() + z * h_.array()).matrix();
        } else {
            const matrix<gates> sum = from_x + from_h;
            const matrix<2 * units> both = Functions::sigmoid(sum.template head<size(2 * units)>()).matrix();
            const matrix<units> candidate = Functions::tanh(part(sum, 2).matrix()).matrix(),
                                out = Functions::sigmoid(part(sum, 3).matrix()).matrix();
            c_ = (both.template tail<size(units)>().array() * c_.array() +
                  both.template head<size(units)>().array() * candidate.array())
                     .matrix();
            h_ = (out.array() * Functions::tanh(c_)).matrix();
        }
        y_ = head_ * h_ + head_bias_;
        return y_.data();
    }
};

/// A layer keeps the inputs that it will need in a ring, and multiplies the three that it needs now.
template <network N, std::size_t K> class convolution {
    static constexpr std::size_t in = N.layer_inputs(K), dilation = std::size_t{1} << K, kernel = network::kernel,
                                 kept = (kernel - 1) * dilation;

    std::array<matrix<N.units, in>, kernel> taps_;
    matrix<N.units> bias_, y_;
    matrix<in, kept> past_;
    std::size_t oldest_ = 0;

 public:
    void read_from(const float*& from) {
        for (std::size_t o = 0; o < N.units; ++o)
            for (std::size_t i = 0; i < in; ++i)
                for (auto& tap : taps_) tap(size(o), size(i)) = *from++;
        read(bias_, from);
    }
    void reset() { past_.setZero(), oldest_ = 0; }

    const float* run(const float* x) {
        const Eigen::Map<const matrix<in>> now(x);
        const std::size_t middle = oldest_ + dilation < kept ? oldest_ + dilation : oldest_ + dilation - kept;
        y_ = bias_;
        y_.noalias() += taps_[0] * past_.col(size(oldest_));
        y_.noalias() += taps_[1] * past_.col(size(middle));
        y_.noalias() += taps_[2] * now;
        y_ = y_.cwiseMax(0.0F);
        past_.col(size(oldest_)) = now;
        oldest_ = oldest_ + 1 == kept ? 0 : oldest_ + 1;
        return y_.data();
    }
};

template <row R> class convolutions {
    template <std::size_t... K> static std::tuple<convolution<R.net, K>...> all(std::index_sequence<K...>);

    decltype(all(std::make_index_sequence<R.net.layers>{})) layers_;
    const float* inputs_ = data_of(R).inputs.data();

 public:
    convolutions() {
        const float* from = data_of(R).parameters.data();
        std::apply([&](auto&... each) { (each.read_from(from), ...); }, layers_);
    }
    const float* run(std::size_t n) {
        const float* x = inputs_ + n * R.net.inputs;
        std::apply(
            [&](auto&... each) {
                if (n == 0) (each.reset(), ...);
                ((x = each.run(x)), ...);
            },
            layers_);
        return x;
    }
};

}  // namespace

void add_rows() {
    for_each_row([]<row R>() {
        if constexpr (R.trains()) {
        } else if constexpr (R.net.recurrent()) {
            add(R, "Eigen, fixed", [](double) { return recurrent<R, rational>(); });
            add(R, "Eigen, functions of the C library", [](double) { return recurrent<R, of_the_c_library>(); });
        } else {
            add(R, "Eigen, fixed", [](double) { return convolutions<R>(); });
        }
    });
}

}  // namespace bench::sequences::eigen
