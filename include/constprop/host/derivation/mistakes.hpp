#ifndef CONSTPROP_HOST_DERIVATION_MISTAKES_HPP
#define CONSTPROP_HOST_DERIVATION_MISTAKES_HPP

#include <constprop/host/derivation/numbers.hpp>
#include <constprop/host/derivation/tables.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>
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
    slope_at_value,    ///< f′(f(z)) in place of f′(z)
    logits_for_probabilities,  ///< what softmax, or the sigmoid of bce_with_logits, takes in place of what it gives
    stopped_early,             ///< δ of a later layer in place of the layer's own
    product_of_means,          ///< of a batch, the product of two means in place of the mean of the products
    summed,                    ///< a sum over a layer's values where each has its own
    weight_transposed,         ///< Wᵀ in place of W on the way back, or W in place of Wᵀ
    unknown                    ///< none of these, nor one of them with another sign, factor or transposed
};

namespace calculus {

/// One way to be wrong: a gradient, and the sentence that describes how it came about.
template <class T> struct mistaken_gradient {
    mistake what;
    std::string how;
    matrix<T> gradient;
};

/// What a backward pass is changed by, in one layer or in several at once.
struct change {
    mistake what = mistake::none;
    std::size_t first = 1, last = 0;

    constexpr bool makes(mistake one, std::size_t layer) const noexcept {
        return what == one && first <= layer && layer <= last;
    }
};

/// The backward pass to layer K over the numbers of a batch, with one change. The loss counts as layer `last` + 1.
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
    /// δ of a loss that makes probabilities of logits, (p − y) / share, with the logits in place of p.
    matrix<T> by_logits() const {
        const T share = numbers_.share()(0, 0);
        return map(numbers_.values(last), numbers_.target(), [share](T z_, T y_) { return (z_ - y_) / share; });
    }
    template <std::size_t K> matrix<T> through(const matrix<T>& dy, change changed) const {
        if constexpr (!formulas::template is_linear<K> && formulas::template has_weights<K>) {
            return map(dy, matrix<T>(Samples, 1, T(1)) * transpose_of(numbers_.weight(K)),
                       [](T a_, T b_) { return a_ * b_; });
        } else if constexpr (formulas::template has_weights<K>) {
            const matrix<T>& w = numbers_.weight(K);
            return dy * (changed.makes(mistake::weight_transposed, K) ? transpose_of(w) : w);
        } else {
            using layer = typename thawed<typename formulas::template layer_type<K>>::type;
            if (changed.makes(mistake::missing_slope, K)) return dy;
            if (changed.makes(mistake::value_for_slope, K))
                return map(dy, numbers_.values(K), [](T a_, T b_) { return a_ * b_; });
            constexpr std::size_t size = Network::shape_of(K - 1).inputs;
            constexpr const T* none = nullptr;
            matrix<T> dx = dy, x = numbers_.values(K - 1), y = numbers_.values(K);
            if (changed.makes(mistake::slope_at_value, K)) {
                x = y;
                for (std::size_t n = 0; n < Samples; ++n)
                    layer::template forward<size>(none, &std::as_const(x)(n, 0), &y(n, 0));
            }
            if (changed.makes(mistake::logits_for_probabilities, K)) y = x;
            for (std::size_t n = 0; n < Samples; ++n)
                layer::template backward<size>(none, &std::as_const(x)(n, 0), &std::as_const(y)(n, 0),
                                               &std::as_const(dy)(n, 0), &dx(n, 0));
            return dx;
        }
    }

 public:
    explicit backward_pass(const numbers<Network, Loss, Samples>& numbers) : numbers_(numbers) {}

    /// Δ of layer K, a row a sample.
    template <std::size_t K> matrix<T> delta(change changed = {}) const {
        matrix<T> dy = numbers_.delta(last);
        if (changed.makes(mistake::logits_for_probabilities, last + 1)) dy = by_logits();
        if (changed.makes(mistake::summed, last)) dy = summed(dy);
        for_each_layer_backward<last>([&](auto k_) {
            constexpr std::size_t k = k_();
            if constexpr (k > K) {
                dy = through<k>(dy, changed);
                if (changed.makes(mistake::summed, k - 1)) dy = summed(dy);
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
    // A slip that is made in one layer is made in the others, too: each layer alone, then all that are on the way.
    struct slip {
        mistake what;
        std::size_t count = 0;
        std::string how{};
    };
    std::array slips{slip{mistake::missing_slope}, slip{mistake::value_for_slope}, slip{mistake::slope_at_value},
                     slip{mistake::weight_transposed}, slip{mistake::summed}};
    const auto make = [&](mistake what_, std::size_t layer_, const std::string& how_) {
        add({what_, layer_, layer_}, how_);
        for (slip& one : slips)
            if (one.what == what_) one.how += (one.count++ == 0 ? "" : ", and ") + how_;
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
            using layer = typename thawed<typename formulas::template layer_type<k>>::type;
            const std::string name = layer_name<Network, k>::template shown_as<notation::unicode>();
            const std::string z = '(' + text(formulas::template z<k - 1>) + ')';
            if constexpr (formulas::template has_weights<k>) {
                if constexpr (formulas::template is_linear<k> &&
                              Network::shape_of(k - 1).inputs == Network::shape_of(k - 1).outputs)
                    make(mistake::weight_transposed, k, text(formulas::template W<k>) + " and its transpose exchanged");
            } else {
                make(mistake::missing_slope, k, name + "′" + z + " is missing");
                make(mistake::value_for_slope, k, name + z + " in place of " + name + "′" + z);
                if constexpr (is_elementwise<layer>)
                    make(mistake::slope_at_value, k,
                         name + "′(" + text(formulas::template z<k>) + ") in place of " + name + "′" + z);
                if constexpr (std::is_same_v<layer, constprop::softmax>)
                    add({mistake::logits_for_probabilities, k, k},
                        text(formulas::template z<k - 1>) + " in place of " + name + z);
            }
        }
        if constexpr (k >= K)
            make(mistake::summed, k,
                 text(formulas::template row<k>) + " is summed over its " +
                     std::to_string(Network::shape_of(k - 1).outputs) + " elements");
    });
    for (const slip& one : slips)
        if (one.count > 1) add({one.what, K, last}, one.how);

    using plain = typename stripped<Loss>::type;
    if constexpr (!stripped<Loss>::weighted &&
                  (std::is_same_v<plain, cross_entropy> || std::is_same_v<plain, bce_with_logits>)) {
        const std::string logits = text(formulas::template z<last>);
        add({mistake::logits_for_probabilities, last + 1, last + 1},
            logits + " in place of " + (std::is_same_v<plain, cross_entropy> ? "softmax(" : "σ(") + logits + ')');
    }
    // Where layers are of one size, δ fits that of another.
    for_each_layer<last>([&](auto k_) {
        constexpr std::size_t k = k_();
        if constexpr (k > K && Network::shape_of(k - 1).outputs == Network::shape_of(K - 1).outputs)
            all.push_back({mistake::stopped_early,
                           text(formulas::template row<k>) + " in place of " + text(formulas::template row<K>),
                           gradient(pass.template delta<k>(), K - 1)});
    });
    if constexpr (!Biases && Samples > 1 && formulas::template is_linear<K>) {
        const matrix<T> sum = transpose_of(delta) * every_sample;
        const matrix<T> mean = map(transpose_of(numbers.values(K - 1)) * every_sample,
                                   [](T x_) { return x_ / T(static_cast<double>(Samples)); });
        all.push_back({mistake::product_of_means,
                       "the product of the means of " + text(formulas::template delta<K>) + " and " +
                           text(formulas::template z<K - 1>) + " in place of the mean of their products",
                       sum * transpose_of(mean)});
    }
    return all;
}

}  // namespace calculus
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_MISTAKES_HPP
