#ifndef CONSTPROP_HOST_DERIVATION_RECURRENT_HPP
#define CONSTPROP_HOST_DERIVATION_RECURRENT_HPP

#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/host/derivation/mistake.hpp>
#include <constprop/host/formula/matrix.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/gate.hpp>
#include <constprop/math/tanh.hpp>

#include <cstddef>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// A recurrent layer with its numbers, by the formulas of `recurrent_lines`, and its gradient through time with or without a
/// mistake. Steps are rows.
template <class T> struct recurrence {
    recurrent_kind kind;
    bool resets_before, has_biases;
    std::size_t inputs, hidden;
    T (*value)(T);  ///< the activation of a simple layer, and its slope
    T (*slope)(T, T);
    std::vector<T> parameters;  ///< weight_ih, weight_hh, bias_ih, bias_hh

    struct gradient {
        matrix<T> x, parameters;
    };

    /// From the gradient with respect to the outputs.
    gradient backward(const matrix<T>& x, const matrix<T>& dy, mistake what) const {
        const std::size_t steps = x.rows();
        std::vector<step> passed;
        std::vector<T> h(hidden), c(hidden);
        for (std::size_t t = 0; t < steps; ++t) {
            passed.push_back(forward(&x(t, 0), h, c));
            h = passed.back().h;
            c = passed.back().c;
        }
        gradient found{matrix<T>(steps, inputs), matrix<T>(parameters.size(), 1)};
        std::vector<T> dh(hidden), dc(hidden);
        for (std::size_t t = steps; t-- > 0;) {
            const step& now = passed[t];
            for (std::size_t k = 0; k < hidden; ++k) dh[k] += dy(t, k);
            const slopes by = through_gates(now, dh, dc, what);
            add(found.parameters, &x(t, 0), now, by, what);
            for (std::size_t i = 0; i < inputs; ++i)
                for (std::size_t r = 0; r < rows(); ++r) found.x(t, i) += parameters[r * inputs + i] * by.a[r];
            dh = by.h, dc = by.c;
            if (what == mistake::stopped_at_step) dh.assign(hidden, T(0)), dc.assign(hidden, T(0));
        }
        return found;
    }

 private:
    /// What a step computes: gates, the state before and after it, and what the weights of the state multiply.
    struct step {
        std::vector<T> gates, m, before, c_before, h, c, reset;
    };
    /// The gradient with respect to W_ih x + b_ih, to W_hh h + b_hh, and to the state before.
    struct slopes {
        std::vector<T> a, b, h, c;
    };

    std::size_t rows() const {
        return hidden * (kind == recurrent_kind::rnn ? 1 : kind == recurrent_kind::gru ? 3 : 4);
    }
    const T* of_state() const { return parameters.data() + rows() * inputs; }
    T bias(std::size_t part, std::size_t r) const {
        return has_biases ? parameters[rows() * (inputs + hidden) + part * rows() + r] : T(0);
    }
    T product(const T* weights, std::size_t width, std::size_t r, const T* x) const {
        T sum = T(0);
        for (std::size_t i = 0; i < width; ++i) sum += weights[r * width + i] * x[i];
        return sum;
    }

    step forward(const T* x, const std::vector<T>& h, const std::vector<T>& c) const {
        using math::tanh;
        step now{std::vector<T>(rows()), std::vector<T>(hidden), h, c, h, c, h};
        const auto a = [&](std::size_t r) { return product(parameters.data(), inputs, r, x) + bias(0, r); };
        const auto b = [&](std::size_t r, const std::vector<T>& of) {
            return product(of_state(), hidden, r, of.data()) + bias(1, r);
        };
        const auto gate = [&](std::size_t r) { return now.gates[r] = math::gate(T(a(r) + b(r, h))); };
        if (kind == recurrent_kind::rnn) {
            for (std::size_t k = 0; k < hidden; ++k) now.h[k] = value(now.gates[k] = a(k) + b(k, h));
        } else if (kind == recurrent_kind::gru) {
            for (std::size_t r = 0; r < 2 * hidden; ++r) gate(r);
            for (std::size_t k = 0; k < hidden && resets_before; ++k) now.reset[k] = now.gates[k] * h[k];
            for (std::size_t k = 0; k < hidden; ++k) {
                const std::size_t r = 2 * hidden + k;
                const T z = now.gates[hidden + k];
                now.m[k] = b(r, now.reset);
                now.gates[r] = tanh(T(a(r) + (resets_before ? now.m[k] : now.gates[k] * now.m[k])));
                now.h[k] = (T(1) - z) * now.gates[r] + z * h[k];
            }
        } else {
            for (std::size_t k = 0; k < hidden; ++k) {
                const T i = gate(k), f = gate(hidden + k), o = gate(3 * hidden + k);
                const std::size_t r = 2 * hidden + k;
                now.gates[r] = tanh(T(a(r) + b(r, h)));
                now.c[k] = f * c[k] + i * now.gates[r];
                now.h[k] = o * tanh(now.c[k]);
            }
        }
        return now;
    }

    /// Wᵀ b for rows `first` to `end` of the state's weights; or W b, gate by gate, by mistake.
    std::vector<T> back(const std::vector<T>& b, std::size_t first, std::size_t end, bool exchanged) const {
        std::vector<T> sums(hidden);
        for (std::size_t r = first; r < end; ++r)
            for (std::size_t k = 0; k < hidden; ++k) {
                const std::size_t gate = r / hidden * hidden;
                if (exchanged) sums[r - gate] += of_state()[r * hidden + k] * b[gate + k];
                else sums[k] += of_state()[r * hidden + k] * b[r];
            }
        return sums;
    }

    slopes through_gates(const step& now, const std::vector<T>& dh, const std::vector<T>& dc, mistake what) const {
        using math::tanh;
        slopes by{std::vector<T>(rows()), std::vector<T>(rows()), std::vector<T>(hidden), std::vector<T>(hidden)};
        const bool exchanged = what == mistake::recurrent_weight_transposed, carries = what != mistake::missing_carry;
        const auto sigmoid_slope = [](T a) { return a * (T(1) - a); };
        const T* const g = now.gates.data();
        for (std::size_t k = 0; k < hidden; ++k) {
            if (kind == recurrent_kind::rnn) {
                by.a[k] = dh[k] * slope(g[k], now.h[k]);
            } else if (kind == recurrent_kind::gru) {
                const T z = g[hidden + k], n = g[2 * hidden + k];
                by.a[2 * hidden + k] = dh[k] * (T(1) - z) * (T(1) - n * n);
                by.a[hidden + k] = dh[k] * (now.before[k] - n) * sigmoid_slope(z);
                if (!resets_before) by.a[k] = by.a[2 * hidden + k] * now.m[k] * sigmoid_slope(g[k]);
                if (carries) by.h[k] = dh[k] * z;
            } else {
                const T i = g[k], f = g[hidden + k], n = g[2 * hidden + k], o = g[3 * hidden + k],
                        of_c = tanh(now.c[k]);
                const T d = dc[k] + dh[k] * o * (T(1) - of_c * of_c);
                by.a[k] = d * n * sigmoid_slope(i);
                by.a[hidden + k] = d * now.c_before[k] * sigmoid_slope(f);
                by.a[2 * hidden + k] = d * i * (T(1) - n * n);
                by.a[3 * hidden + k] = dh[k] * of_c * sigmoid_slope(o);
                if (carries) by.c[k] = d * f;
            }
        }
        by.b = by.a;
        std::size_t end = rows();
        if (kind == recurrent_kind::gru && resets_before) {
            const std::vector<T> through = back(by.a, end = 2 * hidden, rows(), exchanged);
            for (std::size_t k = 0; k < hidden; ++k) {
                by.a[k] = by.b[k] = through[k] * now.before[k] * sigmoid_slope(g[k]);
                if (what != mistake::missing_recurrence) by.h[k] += through[k] * g[k];
            }
        } else if (kind == recurrent_kind::gru) {
            for (std::size_t k = 0; k < hidden; ++k) by.b[2 * hidden + k] *= g[k];
        }
        const std::vector<T> through = back(by.b, 0, end, exchanged);
        for (std::size_t k = 0; k < hidden && what != mistake::missing_recurrence; ++k) by.h[k] += through[k];
        return by;
    }

    void add(matrix<T>& to, const T* x, const step& now, const slopes& by, mistake what) const {
        const std::size_t all = rows();
        for (std::size_t r = 0; r < all; ++r) {
            const auto& of = what == mistake::state_after_step ? now.h : r >= 2 * hidden ? now.reset : now.before;
            for (std::size_t i = 0; i < inputs; ++i) to(r * inputs + i, 0) += by.a[r] * x[i];
            for (std::size_t k = 0; k < hidden; ++k) to(all * inputs + r * hidden + k, 0) += by.b[r] * of[k];
            if (!has_biases) continue;
            to(all * (inputs + hidden) + r, 0) += by.a[r];
            to(all * (inputs + hidden + 1) + r, 0) += by.b[r];
        }
    }
};

/// Layer K of a network, which is recurrent, with its numbers.
template <class Network, std::size_t K> recurrence<typename Network::scalar> recurrence_of(const Network& net) {
    using T = typename Network::scalar;
    using traits = recurrent_traits<typename Network::template layer_type<K - 1>>;
    const auto& layer = net.template layer<K - 1>();
    std::vector<T> parameters;
    for (std::size_t p = 0; p < layer.shape.parameters(); ++p) parameters.push_back(layer.parameter(p));
    return {traits::kind,
            traits::resets_before,
            traits::has_biases,
            traits::inputs,
            traits::hidden,
            [](T z_) { return traits::activation::value(z_); },
            [](T z_, T a_) { return traits::activation::slope(z_, a_); },
            parameters};
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_RECURRENT_HPP
