#ifndef CONSTPROP_HOST_DERIVATION_NORMALIZATION_HPP
#define CONSTPROP_HOST_DERIVATION_NORMALIZATION_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/host/derivation/layer_kind.hpp>
#include <constprop/host/formula/matrix.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/gain_and_bias.hpp>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::calculus {

/// What a layer normalizes together, and by which ε. Values are rows, one for each sample.
struct normalization {
    std::vector<std::size_t> group, channel;  ///< of each value of a sample
    bool over_batch = false;                  ///< a group has values of all samples, else of one
    double epsilon = 0;

    /// The mean over each group, at each of its values.
    template <class T> matrix<T> mean(const matrix<T>& rows) const { return shared(rows, T(0)); }
    /// The mean of (a − mean(a))² over each group, by its number of values `less` some.
    template <class T> matrix<T> variance(const matrix<T>& rows, T less = T(0)) const {
        return shared(map(rows, mean(rows),
                          [](T a_, T mean_) {
                              const T d = a_ - mean_;
                              return d * d;
                          }),
                      less);
    }
    /// The sum over samples and positions, for each channel: a column.
    template <class T> matrix<T> sum(const matrix<T>& rows) const {
        matrix<T> sums(*std::max_element(channel.begin(), channel.end()) + 1, 1);
        for (std::size_t n = 0; n < rows.rows(); ++n)
            for (std::size_t k = 0; k < channel.size(); ++k) sums(channel[k], 0) += rows(n, k);
        return sums;
    }
    /// A column with a value for each channel, at every position of all samples.
    template <class T> matrix<T> spread(const matrix<T>& of_channels, std::size_t samples) const {
        matrix<T> rows(samples, channel.size());
        for (std::size_t n = 0; n < samples; ++n)
            for (std::size_t k = 0; k < channel.size(); ++k) rows(n, k) = of_channels(channel[k], 0);
        return rows;
    }

 private:
    template <class T> matrix<T> shared(const matrix<T>& rows, T less) const {
        const std::size_t groups = *std::max_element(group.begin(), group.end()) + 1;
        matrix<T> sums(over_batch ? 1 : rows.rows(), groups), counts = sums, shares = rows;
        const auto in = [&](std::size_t n_) { return over_batch ? 0 : n_; };
        for (std::size_t n = 0; n < rows.rows(); ++n)
            for (std::size_t k = 0; k < group.size(); ++k) {
                sums(in(n), group[k]) += rows(n, k);
                counts(in(n), group[k]) += T(1);
            }
        for (std::size_t n = 0; n < rows.rows(); ++n)
            for (std::size_t k = 0; k < group.size(); ++k)
                shares(n, k) = sums(in(n), group[k]) / (counts(in(n), group[k]) - less);
        return shares;
    }
};

/// What layer K of a network normalizes together.
template <class Network, std::size_t K> normalization normalization_of() {
    using layer = typename thawed<typename Network::template layer_type<K - 1>>::type;
    using traits = normalizes<layer>;
    constexpr extent in = Network::taken_by(K - 1);
    using channels = constprop::detail::channels_of<in>;
    normalization all;
    all.over_batch = traits::over_batch;
    all.epsilon = static_cast<double>(traits::epsilon::num) / static_cast<double>(traits::epsilon::den);
    all.group.resize(in.size());
    all.channel.resize(in.size());
    for (std::size_t position = 0; position < channels::positions; ++position)
        for (std::size_t c = 0; c < channels::count; ++c) {
            const std::size_t k = position * channels::count + channels::lies_at(c);
            all.channel[k] = c;
            all.group[k] = traits::group(position, c, channels::count);
        }
    return all;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::calculus

#endif  // CONSTPROP_HOST_DERIVATION_NORMALIZATION_HPP
