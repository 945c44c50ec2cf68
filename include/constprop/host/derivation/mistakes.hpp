#ifndef CONSTPROP_HOST_DERIVATION_MISTAKES_HPP
#define CONSTPROP_HOST_DERIVATION_MISTAKES_HPP

#include <constprop/host/derivation/passed_chain.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <string>
#include <vector>

/// The usual mistakes in a backward pass, and the places where each is possible.
namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// One mistake, made in layers first … last wherever it is possible there, with its description.
struct slip {
    mistake what = mistake::none;
    std::size_t first = 1, last = 0, places = 0;
    std::string how{};

    bool is_made_in(std::size_t layer) const noexcept { return first <= layer && layer <= last; }
};

/// A kind of mistake, possible in one layer, in several or in all: where it is possible, and its words, which are a subject for
/// each place and a predicate for one or several of them.
struct slip_kind {
    mistake what;
    bool (*is_possible)(const layer_facts& layer);
    std::string (*subject)(const chain_facts& chain, std::size_t layer);
    std::string_view said_of_one, said_of_several;
};

namespace words {

inline std::string argument(const chain_facts& chain, std::size_t k) { return '(' + chain.z[k - 1] + ')'; }
inline std::string value(const chain_facts& chain, std::size_t k) { return chain.layers[k].name + argument(chain, k); }
inline std::string slope(const chain_facts& chain, std::size_t k) {
    return chain.layers[k].name + "′" + argument(chain, k);
}

inline std::string unbiased(const chain_facts& chain, std::size_t k) {
    return "n − 1 in place of n in the variance of " + chain.layers[k].name;
}
inline std::string outside(const chain_facts& chain, std::size_t k) {
    return "ε outside of the root in " + chain.layers[k].name;
}

}  // namespace words

/// True for mistakes in the gradient of a recurrent layer through time.
inline bool is_made_in_time(mistake what) {
    return mistake::stopped_at_step <= what && what <= mistake::state_after_step;
}

/// True for normalizations; for functions; for elementwise functions; for functions of a whole sample; for layers with square weights.
inline bool normalizes_values(const layer_facts& layer) { return layer.sort == layer_sort::normalizes; }
inline bool is_function(const layer_facts& layer) { return layer.sort == layer_sort::function; }
inline bool is_function_of_elements(const layer_facts& layer) { return is_function(layer) && layer.is_elementwise; }
inline bool is_function_of_sample(const layer_facts& layer) { return is_function(layer) && !layer.is_elementwise; }
inline bool is_over_time(const layer_facts& layer) { return layer.is_recurrent; }
inline bool is_gated(const layer_facts& layer) { return !layer.carry.empty(); }
inline bool is_square(const layer_facts& layer) {
    return layer.sort == layer_sort::weights && layer.inputs == layer.outputs;
}

/// The possible mistakes between the loss and a parameter. If two are equivalent, the first is preferred.
inline const std::vector<slip_kind>& slip_kinds() {
    using facts = chain_facts;
    using place = std::size_t;
    static const std::vector<slip_kind> kinds{
        {mistake::missing_slope, is_function, [](const facts& c_, place k_) { return words::slope(c_, k_); },
         " is missing", " are missing"},
        {mistake::value_for_slope, is_function,
         [](const facts& c_, place k_) { return words::value(c_, k_) + " in place of " + words::slope(c_, k_); }, "",
         ""},
        {mistake::slope_at_value, is_function,
         [](const facts& c_, place k_) {
             return c_.layers[k_].name + "′(" + c_.z[k_] + ") in place of " + words::slope(c_, k_);
         },
         "", ""},
        {mistake::input_for_value, is_function_of_elements,
         [](const facts& c_, place k_) {
             return c_.z[k_ - 1] + " in place of " + words::value(c_, k_) + " in " + words::slope(c_, k_);
         },
         "", ""},
        {mistake::logits_for_probabilities, is_function_of_sample,
         [](const facts& c_, place k_) {
             return c_.z[k_ - 1] + " in place of " + words::value(c_, k_) + " in " + words::slope(c_, k_);
         },
         "", ""},
        {mistake::diagonal_slope, is_function_of_sample, [](const facts& c_, place k_) { return words::slope(c_, k_); },
         " is taken for its diagonal", " are taken for their diagonals"},
        {mistake::weight_transposed, is_square, [](const facts& c_, place k_) { return c_.layers[k_].weight; },
         " and its transpose exchanged", " and their transposes exchanged"},
        {mistake::missing_weight, is_square, [](const facts& c_, place k_) { return c_.layers[k_].weight; },
         " is missing on the way back", " are missing on the way back"},
        {mistake::missing_gain, normalizes_values, [](const facts& c_, place k_) { return c_.layers[k_].weight; },
         " is missing on the way back", " are missing on the way back"},
        {mistake::missing_mean_term, normalizes_values,
         [](const facts& c_, place k_) { return "the mean's term of " + c_.layers[k_].name; }, " is missing",
         " are missing"},
        {mistake::missing_variance_term, normalizes_values,
         [](const facts& c_, place k_) { return "the variance's term of " + c_.layers[k_].name; }, " is missing",
         " are missing"},
        {mistake::constant_statistics, normalizes_values,
         [](const facts& c_, place k_) { return "mean and variance of " + c_.layers[k_].name; },
         " are taken for constants", " are taken for constants"},
        {mistake::unbiased_variance, normalizes_values, words::unbiased, "", ""},
        {mistake::epsilon_outside_root, normalizes_values, words::outside, "", ""},
        {mistake::stopped_at_step, is_over_time,
         [](const facts& c_, place k_) { return "the way to the step before in " + c_.layers[k_].name; }, " is missing",
         " are missing"},
        {mistake::missing_carry, is_gated,
         [](const facts& c_, place k_) { return c_.layers[k_].carry + " in " + c_.layers[k_].name; }, " is missing",
         " are missing"},
        {mistake::missing_recurrence, is_gated,
         [](const facts& c_, place k_) { return "the way to the step before through W_hh in " + c_.layers[k_].name; },
         " is missing", " are missing"},
        {mistake::recurrent_weight_transposed, is_over_time,
         [](const facts& c_, place k_) { return "W_hh of " + c_.layers[k_].name; }, " and its transpose exchanged",
         " and their transposes exchanged"}};
    return kinds;
}

/// "a", "a and b", "a, b and c".
inline std::string enumerated(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t k = 0; k < parts.size(); ++k)
        text += (k == 0 ? "" : k + 1 == parts.size() ? " and " : ", ") + parts[k];
    return text;
}

/// Adds a mistake in every run of neighbors among the places where it is possible: from single places to all of them.
inline void add_runs(std::vector<slip>& slips, const slip_kind& kind, const chain_facts& chain,
                     const std::vector<std::size_t>& places) {
    for (std::size_t first = 0; first < places.size(); ++first) {
        std::vector<std::string> subjects;
        for (std::size_t last = first; last < places.size(); ++last) {
            subjects.push_back(kind.subject(chain, places[last]));
            const bool one = subjects.size() == 1;
            slips.push_back({kind.what, places[first], places[last], subjects.size(),
                             enumerated(subjects) + std::string{one ? kind.said_of_one : kind.said_of_several}});
        }
    }
}

/// The possible mistakes on the way from the loss to layer K; the first is none.
inline std::vector<slip> slips_on_the_way(const chain_facts& chain, std::size_t to, std::size_t samples) {
    std::vector<slip> slips{{}};
    for (const slip_kind& kind : slip_kinds()) {
        std::vector<std::size_t> places;
        for (std::size_t k = to + 1; k <= chain.last(); ++k)
            if (kind.is_possible(chain.layers[k])) places.push_back(k);
        add_runs(slips, kind, chain, places);
    }
    std::vector<std::size_t> all;
    for (std::size_t k = to; k <= chain.last(); ++k) {
        all.push_back(k);
        if (k > to) slips.push_back({mistake::stopped_early, k, k, 1, chain.row[k] + " in place of " + chain.row[to]});
    }
    const slip_kind sum{mistake::summed, nullptr,
                        [](const chain_facts& c_, std::size_t k_) {
                            return c_.row[k_] + " is summed over its " + std::to_string(c_.layers[k_].outputs) +
                                   " elements";
                        },
                        "", ""};
    add_runs(slips, sum, chain, all);
    if (samples > 1)
        slips.push_back(
            {mistake::averaged_before, 0, chain.last(), 1, "the batch is averaged before the backward pass"});
    return slips;
}

/// The possible mistakes between δ of layer K and the gradient of its weights or biases; the first is none.
inline std::vector<slip> slips_at_the_end(const chain_facts& chain, std::size_t layer, bool biases,
                                          std::size_t samples) {
    std::vector<slip> slips{{}};
    const bool outer = chain.layers[layer].sort == layer_sort::weights, norm = normalizes_values(chain.layers[layer]);
    if (chain.layers[layer].is_recurrent) {
        for (const slip_kind& kind : slip_kinds())
            if (is_made_in_time(kind.what) && kind.is_possible(chain.layers[layer]))
                slips.push_back(
                    {kind.what, layer, layer, 1, kind.subject(chain, layer) + std::string{kind.said_of_one}});
        slips.push_back({mistake::state_after_step, layer, layer, 1,
                         chain.z[layer] + "[t] in place of " + chain.z[layer] + "[t − 1] in ∂ℓ/∂W_hh"});
    }
    if (!biases && norm) {
        slips.push_back({mistake::unbiased_variance, layer, layer, 1, words::unbiased(chain, layer)});
        slips.push_back({mistake::epsilon_outside_root, layer, layer, 1, words::outside(chain, layer)});
        slips.push_back({mistake::input_for_hidden, layer - 1, layer - 1, 1,
                         chain.z[layer - 1] + " in place of its normalized value"});
    }
    if (!biases)
        for (std::size_t k = 0; k <= chain.last(); ++k)
            if (k != layer - 1 && (outer || chain.layers[k].outputs == chain.layers[layer].inputs))
                slips.push_back(
                    {mistake::input_for_hidden, k, k, 1, chain.z[k] + " in place of " + chain.z[layer - 1]});
    if (samples > 1) {
        if (!biases)
            slips.push_back({mistake::product_of_means, 0, 0, 1,
                             "the product of the means of " + chain.delta[layer] + " and " + chain.z[layer - 1] +
                                 " in place of the mean of their products"});
        slips.push_back(
            {mistake::one_sample, samples - 1, samples - 1, 1, "the last sample alone, not the whole batch"});
        slips.push_back({mistake::one_sample, 0, 0, 1, "the first sample alone, not the whole batch"});
    }
    return slips;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_MISTAKES_HPP
