#ifndef CONSTPROP_HOST_DERIVATION_MISTAKES_HPP
#define CONSTPROP_HOST_DERIVATION_MISTAKES_HPP

#include <constprop/host/derivation/numbers.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

/// Gradients as people get them wrong.
namespace constprop::inline CONSTPROP_TARGET::host {

/// How a gradient is wrong.
enum class mistake {
    none,              ///< it is right
    transposed,        ///< rows and columns exchanged
    sign,              ///< the negative
    factor,            ///< a factor too much or too little: the 1/K of a mean over outputs, the 1/N of one over a batch
    input_for_hidden,  ///< x, or what another layer gives, where a hidden layer's output belongs
    value_for_slope,   ///< f(z) in place of f′(z)
    missing_slope,     ///< f′(z) left out
    summed,            ///< a sum over a layer's values where each has its own
    weight_transposed,  ///< Wᵀ in place of W on the way back, or W in place of Wᵀ
    unknown             ///< none of these, nor one of them with another sign, factor or transposed
};

namespace calculus {

/// One way to be wrong: a gradient, and the sentence that describes how it came about.
template <class T> struct mistaken_gradient {
    mistake what;
    std::string how;
    matrix<T> gradient;
};

/// What a backward pass is changed by at layer k.
struct change {
    mistake what = mistake::none;
    std::size_t at = 0;
};

/// The backward pass to layer K over the numbers of a batch, with one change.
template <class Network, class Loss, std::size_t Samples> class backward_pass {
    using T = typename Network::scalar;
    using formulas = chain<Network, Loss>;
    static constexpr std::size_t last = Network::layer_count;

    const numbers<Network, Loss, Samples>& numbers_;

    /// Every value of a sample replaced by their sum.
    static matrix<T> summed(const matrix<T>& rows) {
        matrix<T> result = rows;
        for (std::size_t n = 0; n < rows.rows(); ++n) {
            T sum = T(0);
            for (std::size_t c = 0; c < rows.columns(); ++c) sum += rows(n, c);
            for (std::size_t c = 0; c < rows.columns(); ++c) result(n, c) = sum;
        }
        return result;
    }
    template <std::size_t K> matrix<T> through(const matrix<T>& dy, change changed) const {
        const mistake what = changed.at == K ? changed.what : mistake::none;
        if constexpr (!formulas::template is_linear<K> && formulas::template has_weights<K>) {
            return map(dy, matrix<T>(Samples, 1, T(1)) * transpose_of(numbers_.weight(K)),
                       [](T a_, T b_) { return a_ * b_; });
        } else if constexpr (formulas::template has_weights<K>) {
            const matrix<T>& w = numbers_.weight(K);
            return dy * (what == mistake::weight_transposed ? transpose_of(w) : w);
        } else {
            using layer = typename thawed<typename formulas::template layer_type<K>>::type;
            if (what == mistake::missing_slope) return dy;
            if (what == mistake::value_for_slope)
                return map(dy, numbers_.values(K), [](T a_, T b_) { return a_ * b_; });
            matrix<T> dx = dy;
            const matrix<T>&x = numbers_.values(K - 1), &y = numbers_.values(K);
            for (std::size_t n = 0; n < Samples; ++n)
                layer::template backward<Network::shape_of(K - 1).inputs>(
                    static_cast<const T*>(nullptr), &x(n, 0), &y(n, 0), &std::as_const(dy)(n, 0), &dx(n, 0));
            return dx;
        }
    }

 public:
    explicit backward_pass(const numbers<Network, Loss, Samples>& numbers) : numbers_(numbers) {}

    /// Δ of layer K, a row a sample.
    template <std::size_t K> matrix<T> delta(change changed = {}) const {
        matrix<T> dy = numbers_.delta(last);
        if (changed.what == mistake::summed && changed.at == last) dy = summed(dy);
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (k > K) {
                dy = through<k>(dy, changed);
                if (changed.what == mistake::summed && changed.at == k - 1) dy = summed(dy);
            }
        });
        return dy;
    }
};

/// The gradient of the weights, or of the biases, of layer K: first as it is, then by each mistake that is possible there.
template <std::size_t K, bool Biases, class Network, class Loss, std::size_t Samples>
std::vector<mistaken_gradient<typename Network::scalar>> gradients_of(const numbers<Network, Loss, Samples>& numbers) {
    using T = typename Network::scalar;
    using formulas = chain<Network, Loss>;
    constexpr std::size_t last = Network::layer_count;
    const backward_pass<Network, Loss, Samples> pass(numbers);
    const auto text = [](auto formula_) { return std::string{formula::text_of<notation::unicode>(formula_)}; };
    const matrix<T> every_sample(Samples, 1, T(1));
    const auto gradient = [&](const matrix<T>& delta_, std::size_t input_) {
        if constexpr (Biases) return transpose_of(delta_) * every_sample;
        else if constexpr (formulas::template is_linear<K>) return transpose_of(delta_) * numbers.values(input_);
        else
            return transpose_of(map(delta_, numbers.values(input_), [](T a_, T b_) { return a_ * b_; })) * every_sample;
    };
    const matrix<T> delta = pass.template delta<K>();

    std::vector<mistaken_gradient<T>> all{{mistake::none, "", gradient(delta, K - 1)}};
    const auto add = [&](change changed_, std::string how_) {
        all.push_back({changed_.what, std::move(how_), gradient(pass.template delta<K>(changed_), K - 1)});
    };
    for_each_layer<last>([&](auto k_) {
        constexpr std::size_t k = k_();
        if constexpr (!Biases && k < K &&
                      (formulas::template is_linear<K> ||
                       Network::shape_of(k - 1).inputs == Network::shape_of(K - 1).inputs)) {
            constexpr auto wanted = formulas::template z<K - 1>;
            constexpr auto taken = formulas::template z<k - 1>;
            all.push_back(
                {mistake::input_for_hidden, text(taken) + " in place of " + text(wanted), gradient(delta, k - 1)});
        }
        if constexpr (k > K) {
            const std::string name = layer_name<Network, k>::template shown_as<notation::unicode>();
            if constexpr (formulas::template has_weights<k>) {
                if constexpr (formulas::template is_linear<k> &&
                              Network::shape_of(k - 1).inputs == Network::shape_of(k - 1).outputs)
                    add({mistake::weight_transposed, k},
                        text(formulas::template W<k>) + " and its transpose exchanged");
            } else {
                const std::string z = '(' + text(formulas::template z<k - 1>) + ')';
                add({mistake::value_for_slope, k}, name + z + " in place of " + name + "′" + z);
                add({mistake::missing_slope, k}, name + "′" + z + " is missing");
            }
        }
        if constexpr (k >= K)
            add({mistake::summed, k}, text(formulas::template row<k>) + " is summed over its " +
                                          std::to_string(Network::shape_of(k - 1).outputs) + " elements");
    });
    return all;
}

}  // namespace calculus
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_MISTAKES_HPP
