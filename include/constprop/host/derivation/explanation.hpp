#ifndef CONSTPROP_HOST_DERIVATION_EXPLANATION_HPP
#define CONSTPROP_HOST_DERIVATION_EXPLANATION_HPP

#include <constprop/host/derivation/backward_pass.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The search for the simplest mistakes that turn the right gradient into a claim.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// A claim and the numbers that it was computed from, for a random network and random samples. Trials of equal `spread` have
/// gradients of about equal size.
template <class T> struct trial {
    matrix<T> claimed, right;
    passed_chain<T> chain;
    std::size_t layer = 0;
    bool biases = false;
    std::size_t samples = 1;
    bool is_flat = false;  ///< claimed value by value, without rows
    double spread = 1;
    bool is_mean = false;  ///< true if the loss is a mean over outputs
    T terms = T(0);        ///< the size of the terms of which the gradient is a sum

    /// True if a gradient is what rounding leaves of terms that cancel: of biases before batch normalization, for example.
    bool is_rounding(const matrix<T>& gradient) const {
        return largest_value(gradient) <= terms * std::numeric_limits<T>::epsilon() * T(1024);
    }

    /// True if the right gradient is finite, so that the claim can be compared: with wide parameters it may overflow.
    bool is_finite() const { return math::is_finite(largest_value(right)); }
};

/// A factor that a gradient may have been multiplied by, and its explanation.
struct usual_factor {
    double by;
    std::string how;
};
/// `is_mean`: true if the loss is a mean over outputs, with 1/K in it.
inline std::vector<usual_factor> usual_factors(std::size_t outputs, std::size_t samples, bool is_mean) {
    const auto k = static_cast<double>(outputs), n = static_cast<double>(samples);
    std::vector<usual_factor> all{{1, ""}};
    // If K, N or 2 are equal, either may be meant.
    const auto add = [&](double by_, const std::string& how_) {
        for (usual_factor& other : all)
            if (other.by == by_) return void(other.how += ", or " + how_);
        all.push_back({by_, how_});
    };
    if (outputs > 1) {
        const std::string number = ", K = " + std::to_string(outputs) + " outputs, is ";
        add(k, is_mean ? "1/K" + number + "missing" : "K" + number + "there once too often");
        add(1 / k, "1/K" + number + "there once too often");
    }
    if (samples > 1) {
        const std::string number = ", N = " + std::to_string(samples) + " samples, is ";
        add(1 / n, "1/N" + number + "there once too often");
        add(n, "1/N" + number + "missing");
    }
    add(0.5, "a factor of 2 is missing");
    add(2, "a factor of 2 is there once too often");
    return all;
}

/// A change of the whole gradient: one of the usual factors, a transposition, another sign.
struct finish {
    std::size_t factor = 0;
    bool transposed = false, negated = false;

    std::size_t mistakes() const noexcept {
        return std::size_t{factor > 0} + std::size_t{transposed} + std::size_t{negated};
    }
};

/// An explanation of a claim: the mistakes at the start of the backward pass, on its way and at its end, and the change of the
/// result. Each is an index into a list; index 0 is no mistake.
struct explanation {
    std::size_t start = 0, way = 0, end = 0;
    finish with{};
    std::size_t places = 0;  ///< number of layers with a mistake on the way

    std::size_t mistakes() const noexcept {
        return std::size_t{start > 0} + std::size_t{way > 0} + std::size_t{end > 0} + with.mistakes();
    }
    /// Fewer mistakes are simpler; among equally many, those in fewer layers.
    bool is_simpler_than(const explanation& other) const noexcept {
        return std::pair{mistakes(), places} < std::pair{other.mistakes(), other.places};
    }
};

/// Finds the simplest explanation of all claims, up to rounding errors. The size of these is estimated from the largest
/// claim of all trials of equal or smaller spread: in a single trial terms may nearly cancel, and softmax with a wide
/// spread may leave only rounding errors.
template <class T> class explanation_search {
    const std::vector<trial<T>>& trials_;
    const std::vector<usual_factor>& factors_;
    std::vector<T> tolerances_;
    std::vector<finish> finishes_;
    std::optional<explanation> best_;

 public:
    const std::vector<slip> ways, ends;

    explanation_search(const std::vector<trial<T>>& trials, const std::vector<usual_factor>& factors)
        : trials_(trials),
          factors_(factors),
          ways(slips_on_the_way(trials[0].chain.facts, trials[0].layer, trials[0].samples)),
          ends(slips_at_the_end(trials[0].chain.facts, trials[0].layer, trials[0].biases, trials[0].samples)) {
        for (const trial<T>& one : trials) {
            T size = T(0);
            for (const trial<T>& other : trials)
                if (other.spread <= one.spread)
                    for (const T value : other.claimed.values())
                        if (math::is_finite(value)) size = (std::max)(size, value < T(0) ? -value : value);
            tolerances_.push_back(size * std::numeric_limits<T>::epsilon() * T(1024));
        }
        for (std::size_t factor = 0; factor < factors.size(); ++factor)
            for (const bool transposed : {false, true})
                for (const bool negated : {false, true}) finishes_.push_back({factor, transposed, negated});
    }

    std::optional<explanation> simplest() {
        for (std::size_t start = 0; start < trials_[0].chain.starts.size(); ++start)
            for (std::size_t way = 0; way < ways.size(); ++way) {
                std::vector<std::optional<matrix<T>>> deltas(trials_.size());  // computed when asked for
                for (std::size_t end = 0; end < ends.size(); ++end)
                    consider({start, way, end, {}, ways[way].places}, deltas);
            }
        return best_;
    }

 private:
    /// Tries an explanation with all changes of the gradient at once: few survive the first trial.
    void consider(const explanation& why, std::vector<std::optional<matrix<T>>>& deltas) {
        const auto with = [&](const finish& finish_) {
            explanation whole = why;
            whole.with = finish_;
            return whole;
        };
        std::vector<finish> left;
        for (const finish& one : finishes_)
            if (!best_ || with(one).is_simpler_than(*best_)) left.push_back(one);
        for (std::size_t t = 0; t < trials_.size() && !left.empty(); ++t) {
            const trial<T>& one = trials_[t];
            if (!deltas[t]) deltas[t] = backward_to(one.chain, one.layer, why.start, ways[why.way]);
            const matrix<T> made =
                gradient_by(one.chain, one.layer, one.biases, *deltas[t], ways[why.way], ends[why.end]);
            std::erase_if(left, [&](const finish& finish_) { return !is_claimed(made, finish_, t); });
        }
        for (const finish& one : left)
            if (!best_ || with(one).is_simpler_than(*best_)) best_ = with(one);
    }

    bool is_claimed(const matrix<T>& made, const finish& with, std::size_t t) const {
        const trial<T>& one = trials_[t];
        const std::size_t rows = with.transposed ? made.columns() : made.rows(),
                          columns = with.transposed ? made.rows() : made.columns();
        const bool same_shape = rows == one.claimed.rows() && columns == one.claimed.columns();
        const std::size_t size = made.values().size();
        if (size == 0 || !(one.is_flat ? size == one.claimed.values().size() : same_shape)) return false;
        const T by = static_cast<T>(factors_[with.factor].by * (with.negated ? -1 : 1));
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) {
                const T d = by * (with.transposed ? made(c, r) : made(r, c)) - one.claimed.values()[r * columns + c];
                if (!math::is_finite(d) || (d < T(0) ? -d : d) > tolerances_[t]) return false;
            }
        return true;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_EXPLANATION_HPP
