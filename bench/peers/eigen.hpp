#ifndef CONSTPROP_BENCH_PEERS_EIGEN_HPP
#define CONSTPROP_BENCH_PEERS_EIGEN_HPP

#include <Eigen/Core>
#include <cstddef>

#include "../rows.hpp"
#include "adam.hpp"

/// A linear layer as it is written with Eigen; sizes are numbers, or Eigen::Dynamic.
namespace bench::eigen {

using index = Eigen::Index;

/// Adam's update of some weights.
struct adam : adam_factors {
    template <class Weights, class Memory, class Gradient>
    void update(Weights&& w, Memory&& mean, Memory&& square, const Gradient& g) const {
        mean = 0.9F * mean + 0.1F * g;
        square = 0.999F * square + 0.001F * g.cwiseAbs2();
        w.array() -= rate * mean.array() / (square.array().sqrt() * inverse_root + 1e-8F);
    }
};

/// How the same mathematics is written; which is the fastest depends on the sizes.
struct form {
    bool by_rows = false;  // the order of the weights; Eigen's own is by columns
    bool lazy = false;     // products coefficient by coefficient, in one expression with what surrounds them
    bool sliced = false;   // Adam's update slice by slice of the weights, the memory of a slice still at hand in the
                           // next expression
};

template <int Out, int In, int Batch, form Form> struct layer {
    // A matrix of one row is by rows.
    static constexpr bool by_rows = Form.by_rows || (Out == 1 && In != 1);
    using matrix = Eigen::Matrix<float, Out, In, by_rows ? Eigen::RowMajor : Eigen::ColMajor>;
    using vector = Eigen::Matrix<float, Out, 1>;

    matrix w, gradient, mean, square;
    vector b, bias_gradient, bias_mean, bias_square;
    Eigen::Matrix<float, Out, Batch> y, dy;

    template <class X> void forward(const X& x, activation f) { write_outputs(x, f, y); }

    /// Outputs that nothing needs later, in a variable: they may stay in registers.
    template <class X> auto outputs(const X& x, activation f) const {
        decltype(y) result;
        write_outputs(x, f, result);
        return result;
    }

    /// Squared error against a target; begins the backward pass with its slope.
    template <class Target> float loss(const Target& target) {
        const float terms = static_cast<float>(y.size());
        dy = y - target;
        const float sum = dy.squaredNorm();
        dy *= 2 / terms;
        return sum / terms;
    }

    /// The slope at the layer before, through its relu.
    template <class Before> void backward(Before& before) const {
        if constexpr (Form.lazy) {
            before.dy = (before.y.array() > 0).select(w.transpose().lazyProduct(dy), 0.0F);
        } else {
            before.dy.noalias() = w.transpose() * dy;
            before.dy = (before.y.array() > 0).select(before.dy, 0.0F);
        }
    }

    template <class X> void descend(const X& x, float rate) {
        dy *= rate;
        if constexpr (Form.lazy) w -= dy.lazyProduct(x.transpose());
        else w.noalias() -= dy * x.transpose();
        b -= dy.rowwise().sum();
    }

    template <class X> void descend(const X& x, const adam& by) {
        bias_gradient = dy.rowwise().sum();
        by.update(b, bias_mean, bias_square, bias_gradient);
        if constexpr (Form.lazy) gradient = dy.lazyProduct(x.transpose());
        else if constexpr (Batch != 1 || !Form.sliced) gradient.noalias() = dy * x.transpose();
        if constexpr (!Form.sliced) {
            by.update(w, mean, square, gradient);
        } else {
            for (index k = 0; k < w.outerSize(); ++k) {
                if constexpr (Batch != 1) by.update(slice(w, k), slice(mean, k), slice(square, k), slice(gradient, k));
                else if constexpr (by_rows)
                    by.update(slice(w, k), slice(mean, k), slice(square, k), dy(k) * x.transpose());
                else by.update(slice(w, k), slice(mean, k), slice(square, k), x(k) * dy);
            }
        }
    }

    /// Parameters as the data has them: weights [output][input], then biases.
    void read(const float* from) {
        for (index o = 0; o < w.rows(); ++o)
            for (index i = 0; i < w.cols(); ++i) w(o, i) = *from++;
        for (index o = 0; o < b.size(); ++o) b(o) = *from++;
    }
    void write(std::vector<float>& to) const {
        for (index o = 0; o < w.rows(); ++o)
            for (index i = 0; i < w.cols(); ++i) to.push_back(w(o, i));
        for (index o = 0; o < b.size(); ++o) to.push_back(b(o));
    }
    /// For sizes known at run time; for others it only says that there is no gradient yet.
    void resize(index out, index in, index batch) {
        w.resize(out, in), b.resize(out), y.resize(out, batch), dy.resize(out, batch);
        gradient.setZero(out, in), mean.setZero(out, in), square.setZero(out, in);
        bias_gradient.setZero(out), bias_mean.setZero(out), bias_square.setZero(out);
    }

 private:
    template <class X, class Y> void write_outputs(const X& x, activation f, Y& to) const {
        if constexpr (Form.lazy) {
            const auto z = w.lazyProduct(x).colwise() + b;
            if (f == activation::relu) to = z.cwiseMax(0);
            else if (f == activation::tanh) to = z.array().tanh();
            else to = z;
        } else {
            to.colwise() = b;
            to.noalias() += w * x;
            if (f == activation::relu) to = to.cwiseMax(0);
            else if (f == activation::tanh) to = to.array().tanh();
        }
    }
    static auto slice(matrix& m, index k) {
        if constexpr (by_rows) return m.row(k);
        else return m.col(k);
    }
};

}  // namespace bench::eigen

#endif  // CONSTPROP_BENCH_PEERS_EIGEN_HPP
