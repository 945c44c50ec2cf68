#ifndef CONSTPROP_HOST_DERIVATION_JUDGE_HPP
#define CONSTPROP_HOST_DERIVATION_JUDGE_HPP

#include <constprop/host/derivation/mistakes.hpp>
#include <constprop/host/derivation/short_number.hpp>

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::host {

/// What there is to say of a claim: whether it is right, else in which ways at once it is wrong, and a sentence with the
/// numbers.
struct gradient_verdict {
    std::vector<mistake> mistakes;  ///< none of a right one
    std::string explanation;
    double largest_difference = 0;  ///< to the right gradient; infinite where the shape is another

    bool right() const noexcept { return mistakes.empty(); }
    bool is(mistake what) const noexcept { return mistakes.size() == 1 && mistakes[0] == what; }
};

namespace calculus {

/// A claim beside what may have been meant.
template <class T> struct trial {
    matrix<T> claimed;
    std::vector<mistaken_gradient<T>> possible;
};

/// A number by which a gradient may have been multiplied, and how that comes about.
struct usual_factor {
    double by;
    std::string how;
};
inline std::vector<usual_factor> usual_factors(std::size_t outputs, std::size_t samples) {
    const auto k = static_cast<double>(outputs), n = static_cast<double>(samples);
    std::vector<usual_factor> all{{1, ""}};
    if (outputs > 1) {
        const std::string what = "1/K, K = " + std::to_string(outputs) + " outputs, is ";
        all.push_back({k, what + "missing"});
        all.push_back({1 / k, what + "there once too often"});
    }
    if (samples > 1) {
        const std::string what = "1/N, N = " + std::to_string(samples) + " samples, is ";
        all.push_back({1 / n, what + "there once too often"});
        all.push_back({n, what + "missing"});
    }
    all.push_back({0.5, "a factor of 2 is missing"});
    all.push_back({2, "a factor of 2 is there once too often"});
    return all;
}

/// One explanation of a claim: which of the possible gradients, what else was done to it.
struct explanation {
    std::size_t possible = 0, factor = 0;
    bool transposed = false, negated = false;

    std::size_t mistakes() const noexcept {
        return std::size_t{possible > 0} + std::size_t{factor > 0} + std::size_t{transposed} + std::size_t{negated};
    }
};

template <class T>
bool explains(const explanation& why, const std::vector<usual_factor>& factors, const trial<T>& one) {
    const matrix<T>& possible = one.possible[why.possible].gradient;
    const T by = static_cast<T>(factors[why.factor].by * (why.negated ? -1 : 1));
    const matrix<T> made = map(why.transposed ? transpose_of(possible) : possible, [&](T g_) { return by * g_; });
    if (!made.same_shape(one.claimed)) return false;
    const T size = largest_value(made), least = std::numeric_limits<T>::epsilon() * T(64);
    return largest_difference(made, one.claimed) <= (size > T(1) ? size : T(1)) * least;
}

/// The simplest explanation of all trials.
template <class T>
std::optional<explanation> simplest(const std::vector<trial<T>>& trials, const std::vector<usual_factor>& factors) {
    std::optional<explanation> best;
    for (std::size_t possible = 0; possible < trials[0].possible.size(); ++possible)
        for (std::size_t factor = 0; factor < factors.size(); ++factor)
            for (const bool transposed : {false, true})
                for (const bool negated : {false, true}) {
                    const explanation why{possible, factor, transposed, negated};
                    if (best && best->mistakes() <= why.mistakes()) continue;
                    bool all = true;
                    for (const trial<T>& one : trials) all = all && explains(why, factors, one);
                    if (all) best = why;
                }
    return best;
}

/// Where a claim is furthest from the right gradient, in words.
template <class T> std::string furthest(const std::vector<trial<T>>& trials, std::string_view name, double& largest) {
    std::string text;
    for (const trial<T>& one : trials) {
        const matrix<T>& right = one.possible[0].gradient;
        const auto shape = [](const matrix<T>& m_) {
            return std::to_string(m_.rows()) + "×" + std::to_string(m_.columns());
        };
        if (!right.same_shape(one.claimed)) {
            largest = std::numeric_limits<double>::infinity();
            return "It is " + shape(one.claimed) + ", and ∂ℓ/∂" + std::string{name} + " is " + shape(right) + " like " +
                   std::string{name} + ".";
        }
        for (std::size_t r = 0; r < right.rows(); ++r)
            for (std::size_t c = 0; c < right.columns(); ++c) {
                const auto claimed = static_cast<double>(one.claimed(r, c)), wanted = static_cast<double>(right(r, c));
                const double distance = claimed < wanted ? wanted - claimed : claimed - wanted;
                if (distance <= largest) continue;
                largest = distance;
                text = "At [" + std::to_string(r) + "][" + std::to_string(c) + "] it is " + short_number(claimed) +
                       ", and ∂ℓ/∂" + std::string{name} + " is " + short_number(wanted) + ".";
            }
    }
    return text;
}

template <class T>
gradient_verdict judge(const std::vector<trial<T>>& trials, std::string_view name,
                       const std::vector<usual_factor>& factors) {
    gradient_verdict verdict;
    const std::string where = furthest(trials, name, verdict.largest_difference);
    const std::optional<explanation> why = simplest(trials, factors);
    if (why && why->mistakes() == 0) {
        verdict.explanation =
            "Right: ∂ℓ/∂" + std::string{name} + ", to " + short_number(verdict.largest_difference) + ".";
        return verdict;
    }
    std::string how;
    const auto say = [&](mistake what_, const std::string& sentence_) {
        verdict.mistakes.push_back(what_);
        how += (how.empty() ? "" : "; ") + sentence_;
    };
    if (!why) {
        say(mistake::unknown, "none of the usual mistakes");
    } else {
        const auto& possible = trials[0].possible[why->possible];
        if (possible.what != mistake::none) say(possible.what, possible.how);
        if (why->transposed) say(mistake::transposed, "it is the transpose");
        if (why->negated) say(mistake::sign, "it is the negative");
        if (why->factor > 0) say(mistake::factor, factors[why->factor].how);
    }
    verdict.explanation = "Wrong: " + how + ". " + where;
    return verdict;
}

}  // namespace calculus
}  // namespace constprop::host

#endif  // CONSTPROP_HOST_DERIVATION_JUDGE_HPP
