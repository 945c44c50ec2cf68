#ifndef CONSTPROP_HOST_DERIVATION_CONVOLUTION_HPP
#define CONSTPROP_HOST_DERIVATION_CONVOLUTION_HPP

#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/host/formula/matrix.hpp>
#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// A convolution as its sum says, term by term, and its gradients. Values are rows, one for each sample; weights are a row for
/// each output channel, in PyTorch's order: input channel, row, column.
struct convolution {
    kernels::convolution_sizes sizes;

    /// Calls use(x, y, o, w) for every term: y, a value of output channel o, has the term W(o, w) times x.
    void for_each_term(auto&& use) const {
        const kernels::axis &rows = sizes.rows, &columns = sizes.columns;
        for (std::size_t i = 0; i < rows.places; ++i)
            for (std::size_t j = 0; j < columns.places; ++j)
                for (std::size_t u = rows.at(i).first; u < rows.at(i).last; ++u)
                    for (std::size_t v = columns.at(j).first; v < columns.at(j).last; ++v)
                        for (std::size_t o = 0; o < sizes.outputs; ++o)
                            for (std::size_t c = 0; c < sizes.inputs; ++c)
                                use((rows.value(i, u) * columns.length + columns.value(j, v)) * sizes.inputs + c,
                                    (i * columns.places + j) * sizes.outputs + o, o,
                                    (c * rows.size + u) * columns.size + v);
    }
    std::size_t places() const noexcept { return sizes.rows.places * sizes.columns.places; }

    /// W ∗ x, without biases.
    template <class T> matrix<T> forward(const matrix<T>& weights, const matrix<T>& x) const {
        matrix<T> y(x.rows(), places() * sizes.outputs);
        for (std::size_t n = 0; n < x.rows(); ++n)
            for_each_term([&](std::size_t at_x_, std::size_t at_y_, std::size_t o_, std::size_t w_) {
                y(n, at_y_) += weights(o_, w_) * x(n, at_x_);
            });
        return y;
    }
    /// The gradient with respect to x.
    template <class T> matrix<T> backward(const matrix<T>& weights, const matrix<T>& dy) const {
        matrix<T> dx(dy.rows(), sizes.rows.length * sizes.columns.length * sizes.inputs);
        for (std::size_t n = 0; n < dy.rows(); ++n)
            for_each_term([&](std::size_t at_x_, std::size_t at_y_, std::size_t o_, std::size_t w_) {
                dx(n, at_x_) += weights(o_, w_) * dy(n, at_y_);
            });
        return dx;
    }
    /// The gradient with respect to W, summed over the samples.
    template <class T> matrix<T> of_weights(const matrix<T>& dy, const matrix<T>& x) const {
        matrix<T> dw(sizes.outputs, sizes.inputs * sizes.taps());
        for (std::size_t n = 0; n < dy.rows(); ++n)
            for_each_term([&](std::size_t at_x_, std::size_t at_y_, std::size_t o_, std::size_t w_) {
                dw(o_, w_) += dy(n, at_y_) * x(n, at_x_);
            });
        return dw;
    }
    /// The sum over samples and places, for each output channel: the gradient with respect to the biases.
    template <class T> matrix<T> of_biases(const matrix<T>& dy) const {
        matrix<T> sums(sizes.outputs, 1);
        for (std::size_t n = 0; n < dy.rows(); ++n)
            for (std::size_t k = 0; k < dy.columns(); ++k) sums(k % sizes.outputs, 0) += dy(n, k);
        return sums;
    }
    /// Biases at every place, in `samples` rows.
    template <class T> matrix<T> spread(const matrix<T>& biases, std::size_t samples) const {
        matrix<T> rows(samples, places() * sizes.outputs);
        for (std::size_t n = 0; n < samples; ++n)
            for (std::size_t k = 0; k < rows.columns(); ++k) rows(n, k) = biases(k % sizes.outputs, 0);
        return rows;
    }
};

/// Layer K of a network, a convolution.
template <class Network, std::size_t K>
inline constexpr convolution convolution_of{
    thawed<typename Network::template layer_type<K - 1>>::type::sizes(Network::taken_by(K - 1))};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_CONVOLUTION_HPP
