#ifndef CONSTPROP_HOST_DERIVATION_JUDGE_HPP
#define CONSTPROP_HOST_DERIVATION_JUDGE_HPP

#include <constprop/host/derivation/explanation.hpp>
#include <constprop/host/derivation/short_number.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_nan.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// The verdict on a claim: right or wrong; if wrong, the mistakes that together explain it, and a sentence with the
/// numbers.
struct gradient_verdict {
    std::vector<mistake> mistakes;  ///< empty if the claim is right
    std::string explanation;
    double largest_difference = 0;  ///< from the right gradient; infinite if the shape differs or a value is NaN

    [[nodiscard]] bool right() const noexcept { return mistakes.empty(); }
    [[nodiscard]] bool is(mistake what) const noexcept { return mistakes.size() == 1 && mistakes[0] == what; }
};

namespace calculus {

/// Where a claim is furthest from the right gradient, in words.
template <class T> std::string furthest(const std::vector<trial<T>>& trials, std::string_view name, double& largest) {
    std::string text;
    for (const trial<T>& one : trials) {
        const matrix<T>& right = one.right;
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
                double distance = (std::abs)(claimed - wanted);
                if (math::is_nan(distance)) distance = std::numeric_limits<double>::infinity();
                if (distance <= largest) continue;
                largest = distance;
                text = "At [" + std::to_string(r) + "][" + std::to_string(c) + "] it is " + short_number(claimed) +
                       ", and ∂ℓ/∂" + std::string{name} + " is " + short_number(wanted) + ".";
            }
    }
    return text;
}

template <class T>
gradient_verdict judge(std::vector<trial<T>> trials, std::string_view name, const std::vector<usual_factor>& factors) {
    gradient_verdict verdict;
    std::erase_if(trials, [](const trial<T>& one_) { return !one_.is_finite(); });
    if (std::all_of(trials.begin(), trials.end(),
                    [](const trial<T>& one_) { return largest_value(one_.right) == T(0); })) {
        verdict.mistakes.push_back(mistake::unknown);
        verdict.explanation = "Undecided: ∂ℓ/∂" + std::string{name} + " is 0, or not finite, in every network tried.";
        return verdict;
    }
    if (std::all_of(trials.begin(), trials.end(), [](const trial<T>& one_) {
            return one_.is_rounding(one_.right) && one_.right.same_shape(one_.claimed) &&
                   one_.is_rounding(one_.claimed);
        })) {
        verdict.explanation = "Right: ∂ℓ/∂" + std::string{name} + " is 0, up to rounding.";
        return verdict;
    }
    const std::string where = furthest(trials, name, verdict.largest_difference);
    explanation_search<T> search(trials, factors);
    const std::optional<explanation> why = search.simplest();
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
        const pass_start<T>& start = trials[0].chain.starts[why->start];
        const slip &way = search.ways[why->way], &end = search.ends[why->end];
        if (why->start > 0) say(start.what, start.how);
        if (why->way > 0) say(way.what, way.how);
        if (why->end > 0) say(end.what, end.how);
        if (why->with.transposed) say(mistake::transposed, "it is the transpose");
        if (why->with.negated) say(mistake::sign, "it is the negative");
        if (why->with.factor > 0) say(mistake::factor, factors[why->with.factor].how);
    }
    verdict.explanation = "Wrong: " + how + ". " + where;
    return verdict;
}

}  // namespace calculus
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_JUDGE_HPP
