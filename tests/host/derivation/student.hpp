#ifndef CONSTPROP_TESTS_HOST_DERIVATION_STUDENT_HPP
#define CONSTPROP_TESTS_HOST_DERIVATION_STUDENT_HPP

#include <constprop/constprop.hpp>
#include <constprop/host/derivation/mistake.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

/// What is done wrong, and in which layers of the chain, counted from 1.
struct student_slip {
    constprop::host::mistake what = constprop::host::mistake::none;
    std::size_t first = 0, last = 0;
    bool takes_logits = false;  ///< for softmax, too

    bool in(constprop::host::mistake one, std::size_t k) const { return what == one && first <= k && k <= last; }
};

/// Backpropagation as somebody writes it by hand, with loops: ∂ℓ/∂W of the linear layer number `Ordinal`, which is layer
/// 2 · Ordinal − 1 of a chain in which linear layers and activations alternate.
template <class Network, class Loss, std::size_t Ordinal, std::size_t Samples> class student {
    using row = std::vector<double>;
    using mistake = constprop::host::mistake;
    static constexpr std::size_t last = Network::layer_count, outputs = Network::output_size, of = 2 * Ordinal - 1;
    template <std::size_t K> using layer = typename Network::template layer_type<K - 1>;

    student_slip wrong_;

    row loss_slope(const row& prediction, const row& y) const {
        row delta(outputs);
        double sum = 0;
        for (const double z : prediction) sum += std::exp(z);
        for (std::size_t k = 0; k < outputs; ++k) {
            const double p = wrong_.takes_logits || wrong_.in(mistake::logits_for_probabilities, last + 1)
                                 ? prediction[k]
                                 : std::exp(prediction[k]) / sum;
            if constexpr (std::is_same_v<Loss, constprop::mse>)
                delta[k] = 2 * (prediction[k] - y[k]) / outputs / Samples;
            else delta[k] = (p - y[k]) / Samples;
        }
        return delta;
    }

    /// δ of layer K − 1 by that of layer K; z and a are what it takes and gives.
    template <std::size_t K> row through(const Network& net, const row& dy, const row& z, const row& a) const {
        row dx(z.size());
        if constexpr (Network::shape_of(K - 1).parameters() > 0) {
            if (wrong_.in(mistake::missing_weight, K)) return dy;
            const auto& stage = net.template layer<K - 1>();
            for (std::size_t i = 0; i < z.size(); ++i)
                for (std::size_t o = 0; o < dy.size(); ++o)
                    dx[i] +=
                        (wrong_.in(mistake::weight_transposed, K) ? stage.weight(i, o) : stage.weight(o, i)) * dy[o];
        } else {
            for (std::size_t i = 0; i < z.size(); ++i) {
                double slope = layer<K>::slope(z[i], a[i]);
                if (wrong_.in(mistake::missing_slope, K)) slope = 1;
                if (wrong_.in(mistake::value_for_slope, K)) slope = a[i];
                if (wrong_.in(mistake::slope_at_value, K)) slope = layer<K>::slope(a[i], layer<K>::value(a[i]));
                if (wrong_.in(mistake::input_for_value, K)) slope = layer<K>::slope(z[i], z[i]);
                dx[i] = slope * dy[i];
            }
        }
        return dx;
    }

    /// δ of the layer, by that of layer K.
    template <std::size_t K> row delta(const Network& net, const std::vector<row>& values, const row& dy) const {
        if constexpr (K == of) return dy;
        else if (wrong_.in(mistake::stopped_early, K)) return dy;
        else return delta<K - 1>(net, values, through<K>(net, dy, values[K - 1], values[K]));
    }

    static std::vector<row> traced(const Network& net, const typename Network::input_type& x) {
        const auto trace = net.trace(x);
        std::vector<row> values{{x.begin(), x.end()}};
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            (values.emplace_back(trace.template output<K>().begin(), trace.template output<K>().end()), ...);
        }(std::make_index_sequence<last>{});
        return values;
    }
    static void add(row& to, const row& more, double factor = 1) {
        to.resize(more.size());
        for (std::size_t k = 0; k < more.size(); ++k) to[k] += factor * more[k];
    }

 public:
    explicit student(student_slip wrong) : wrong_(wrong) {}

    std::vector<row> weights(const Network& net, const typename Network::input_type& x,
                             const typename Network::output_type& y) const {
        return weights(net, std::array<typename Network::input_type, 1>{x},
                       std::array<typename Network::output_type, 1>{y});
    }
    std::vector<row> weights(const Network& net, const std::array<typename Network::input_type, Samples>& x,
                             const std::array<typename Network::output_type, Samples>& y) const {
        const std::size_t by = wrong_.what == mistake::input_for_hidden ? wrong_.first : of - 1;
        std::vector<row> inputs, deltas, mean_values(last + 1);
        row mean_slope, mean_delta, mean_input;
        for (std::size_t n = 0; n < Samples; ++n) {
            const auto values = traced(net, x[n]);
            const row slope = loss_slope(values[last], row(y[n].begin(), y[n].end()));
            inputs.push_back(values[by]);
            deltas.push_back(delta<last>(net, values, slope));
            for (std::size_t k = 0; k <= last; ++k) add(mean_values[k], values[k], 1.0 / Samples);
            add(mean_slope, slope);  // 1/N is in it
            add(mean_delta, deltas[n]);
            add(mean_input, inputs[n], 1.0 / Samples);
        }
        if (wrong_.what == mistake::one_sample) inputs = {inputs[wrong_.first]}, deltas = {deltas[wrong_.first]};
        if (wrong_.what == mistake::product_of_means) inputs = {mean_input}, deltas = {mean_delta};
        if (wrong_.what == mistake::averaged_before)
            inputs = {mean_input}, deltas = {delta<last>(net, mean_values, mean_slope)};
        std::vector<row> gradient(deltas[0].size(), row(inputs[0].size()));
        for (std::size_t n = 0; n < deltas.size(); ++n)
            for (std::size_t o = 0; o < gradient.size(); ++o)
                for (std::size_t i = 0; i < gradient[o].size(); ++i) gradient[o][i] += deltas[n][o] * inputs[n][i];
        if (wrong_.what == mistake::unknown)
            for (row& one : gradient)
                for (double& value : one) value = value * value + 1;
        if (wrong_.what == mistake::none && wrong_.last == 1) gradient[1][2] *= 1.001;
        return gradient;
    }
};

#endif  // CONSTPROP_TESTS_HOST_DERIVATION_STUDENT_HPP
