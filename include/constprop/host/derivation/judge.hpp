#ifndef CONSTPROP_HOST_DERIVATION_JUDGE_HPP
#define CONSTPROP_HOST_DERIVATION_JUDGE_HPP

#include <constprop/host/derivation/mistakes.hpp>
#include <constprop/host/derivation/short_number.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// What there is to say of a claim: whether it is right, else in which ways at once it is wrong, and a sentence with the
/// numbers.
struct gradient_verdict {
    std::vector<mistake> mistakes;  ///< none of a right one
    std::string explanation;
    double largest_difference =
        0;  ///< to the right gradient; infinite where the shape is another, or what is no number

    bool right() const noexcept { return mistakes.empty(); }
    bool is(mistake what) const noexcept { return mistakes.size() == 1 && mistakes[0] == what; }
};

namespace calculus {

/// A claim beside what may have been meant, for a network and samples drawn at random. Those of one `spread` have
/// gradients of about one size.
template <class T> struct trial {
    matrix<T> claimed;
    std::vector<mistaken_gradient<T>> possible;
    bool is_flat = false;  ///< claimed value by value, without rows
    double spread = 1;
    bool is_mean = false;  ///< whether the loss is a mean over outputs

    /// Whether there is something to hold the claim against: parameters drawn widely may overflow.
    bool is_finite() const { return largest_value(possible[0].gradient) <= (std::numeric_limits<T>::max)(); }
};

/// A number by which a gradient may have been multiplied, and how that comes about.
struct usual_factor {
    double by;
    std::string how;
};
/// `is_mean`: whether the loss is a mean over outputs, with 1/K in it.
inline std::vector<usual_factor> usual_factors(std::size_t outputs, std::size_t samples, bool is_mean) {
    const auto k = static_cast<double>(outputs), n = static_cast<double>(samples);
    std::vector<usual_factor> all{{1, ""}};
    // Where K, N or 2 are equal, either may be meant.
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

/// One explanation of a claim: which of the possible gradients, what else was done to it.
struct explanation {
    std::size_t possible = 0, factor = 0;
    bool transposed = false, negated = false;

    std::size_t mistakes() const noexcept {
        return std::size_t{possible > 0} + std::size_t{factor > 0} + std::size_t{transposed} + std::size_t{negated};
    }
};

/// The gradient by an explanation, of one trial.
template <class T>
matrix<T> made_by(const explanation& why, const std::vector<usual_factor>& factors, const trial<T>& one) {
    const matrix<T>& possible = one.possible[why.possible].gradient;
    const T by = static_cast<T>(factors[why.factor].by * (why.negated ? -1 : 1));
    return map(why.transposed ? transpose_of(possible) : possible, [&](T g_) { return by * g_; });
}

/// Whether the claims of all trials are what an explanation makes, to what is lost by rounding. That is measured by the
/// greatest gradient of all trials that are spread as widely or less: in a single one, what is subtracted may all but
/// cancel, and softmax that is spread widely leaves nothing but rounding.
template <class T>
bool explains(const explanation& why, const std::vector<usual_factor>& factors, const std::vector<trial<T>>& trials) {
    std::map<double, T> sizes;
    for (const trial<T>& one : trials) {
        const T size = largest_value(made_by(why, factors, one));
        if (!(size <= (std::numeric_limits<T>::max)())) return false;
        sizes[one.spread] = (std::max)(sizes[one.spread], size);
    }
    return std::all_of(trials.begin(), trials.end(), [&](const trial<T>& one_) {
        const matrix<T> made = made_by(why, factors, one_);
        T size = T(0);
        for (const auto& [spread, largest] : sizes)
            if (spread <= one_.spread) size = (std::max)(size, largest);
        const bool fits =
            one_.is_flat ? made.values().size() == one_.claimed.values().size() : made.same_shape(one_.claimed);
        return fits && largest_difference(made, one_.claimed) <= size * std::numeric_limits<T>::epsilon() * T(1024);
    });
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
                    if (explains(why, factors, trials)) best = why;
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
                double distance = (std::abs)(claimed - wanted);
                if ((std::isnan)(distance)) distance = std::numeric_limits<double>::infinity();
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
                    [](const trial<T>& one_) { return largest_value(one_.possible[0].gradient) == T(0); })) {
        verdict.mistakes.push_back(mistake::unknown);
        verdict.explanation = "Undecided: ∂ℓ/∂" + std::string{name} + " is 0, or not finite, in every network tried.";
        return verdict;
    }
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
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_DERIVATION_JUDGE_HPP
