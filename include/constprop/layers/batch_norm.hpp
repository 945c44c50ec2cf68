#ifndef CONSTPROP_LAYERS_BATCH_NORM_HPP
#define CONSTPROP_LAYERS_BATCH_NORM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/normalization.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/gain_and_bias.hpp>

#include <array>
#include <cstddef>
#include <ratio>

namespace constprop::inline CONSTPROP_TARGET::detail {

template <class Self, class Epsilon, class Momentum> struct batch_norm_layer {
    using final_type = Self;
    using needs = errors::functions<errors::sqrt>;
    using normalizes_batches_with = Epsilon;
    static constexpr bool in_place = true;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept { return {offered, offered}; }
    [[nodiscard]] static constexpr std::array<tensor, 4> tensors(extent in) noexcept {
        tensor mean = shift_tensor(in), variance = gain_tensor(in);
        mean.name = "running_mean";
        variance.name = "running_var";
        mean.as = variance.as = role::statistic;
        return {gain_tensor(in), shift_tensor(in), mean, variance};
    }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept { return in.size(); }

    template <class T, extent In> class on {
        using channel = channels_of<In>;
        static constexpr std::size_t channels = channel::count;
        using kernel = kernels::batch_normalization<channel::positions, channels>;
        using row = std::array<T, In.size()>;
        using per_channel = std::array<T, channels>;

        static constexpr T epsilon =
                               static_cast<T>(static_cast<double>(Epsilon::num) / static_cast<double>(Epsilon::den)),
                           momentum =
                               static_cast<T>(static_cast<double>(Momentum::num) / static_cast<double>(Momentum::den));

        /// A single value has no variance: the pass then uses the running statistics.
        static constexpr bool has_variance(std::size_t count) noexcept { return count * channel::positions > 1; }

     public:
        static constexpr bool takes_pass = true, whole_batch = true;

        /// With one sample, a training pass would have one value for each channel.
        static constexpr std::size_t fewest_samples = channel::positions > 1 ? 1 : 2;

        template <std::size_t /*Batch*/> struct cache {
            per_channel mean, variance;
        };

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* p, const row* x, row* y, std::size_t count, const Pass& pass) noexcept {
            per_channel mean{}, variance{}, factor{}, shift{};
            if (Pass::trains && has_variance(count)) {
                kernel::measure(x, count, mean.data(), variance.data());
            } else {
                for (std::size_t k = 0; k < channels; ++k) {
                    mean[channel::lies_at(k)] = pass.statistics[k];
                    variance[channel::lies_at(k)] = pass.statistics[channels + k];
                }
            }
            for (std::size_t k = 0; k < channels; ++k) {
                const std::size_t c = channel::lies_at(k);
                factor[c] = p[k] * kernels::inverse_deviation(variance[c], epsilon);
                shift[c] = p[channels + k];
            }
            kernel::apply(x, y, count, mean.data(), factor.data(), shift.data());
            if constexpr (Pass::keeps) {
                pass.cache->mean = mean;
                pass.cache->variance = variance;
            }
        }

        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T* p, const row* x, const row* /*y*/, const row* dy,
                                       [[maybe_unused]] Dx dx, std::size_t count, [[maybe_unused]] Sink sink,
                                       const Pass& pass) noexcept {
            const per_channel &mean = pass.cache->mean, &variance = pass.cache->variance;
            per_channel along{}, sum{};
            // ∂ℓ/∂gain and ∂ℓ/∂bias. ∂ℓ/∂x through mean and variance is computed from them, too.
            kernel::sum(x, dy, count, mean.data(), along.data(), sum.data());
            if constexpr (is_asked<Dx>) {
                per_channel factor{}, by_variance{}, by_mean{};
                const T share = T(1) / static_cast<T>(count * channel::positions);
                for (std::size_t k = 0; k < channels; ++k) {
                    const std::size_t c = channel::lies_at(k);
                    const T inverse = kernels::inverse_deviation(variance[c], epsilon);
                    factor[c] = p[k] * inverse;
                    by_variance[c] = along[c] * inverse * inverse * share;
                    by_mean[c] = sum[c] * share;
                }
                if (Pass::trains && has_variance(count))
                    kernel::backward(x, dy, dx, count, mean.data(), factor.data(), by_variance.data(), by_mean.data());
                else kernel::scale(dy, dx, count, factor.data());
            }
            if constexpr (is_asked<Sink>) {
                for (std::size_t k = 0; k < channels; ++k) {
                    const std::size_t c = channel::lies_at(k);
                    sink(k, along[c] * kernels::inverse_deviation(variance[c], epsilon));
                }
                for (std::size_t k = 0; k < channels; ++k) sink(channels + k, sum[channel::lies_at(k)]);
            }
        }

        /// running += momentum (measured − running), with the unbiased variance.
        template <std::size_t Batch>
        static constexpr void measure(T* statistics, const cache<Batch>& kept, std::size_t count) noexcept {
            if (!has_variance(count)) return;
            const std::size_t values = count * channel::positions;
            const T unbiased = static_cast<T>(values) / static_cast<T>(values - 1);
            for (std::size_t k = 0; k < channels; ++k) {
                const std::size_t c = channel::lies_at(k);
                T &mean = statistics[k], &variance = statistics[channels + k];
                mean += momentum * (kept.mean[c] - mean);
                variance += momentum * (kept.variance[c] * unbiased - variance);
            }
        }

        template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
            return {.forward = 4 * sizeof(per_channel),
                    .backward = 3 * sizeof(per_channel),
                    .gradient = 2 * sizeof(per_channel)};
        }
    };
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

namespace constprop {

/// Batch normalization: y = g (x − μ) / √(σ² + ε) + b, each channel with its own μ, σ², g and b.
///
/// In training, μ and σ² are the batch's mean and biased variance over samples and positions, and gradients go through them.
/// A training step moves the running statistics a tenth of the way to the batch's, with the unbiased variance. Inference, and
/// a training pass in which a channel has one value, use the running statistics and do not change them.
///
/// Shapes:      y like x, any extent; each value of a vector is a channel
/// backward:    dx = g/√(σ² + ε) (dy − mean(dy) − x̂ mean(dy x̂)) with x̂ = (x − μ)/√(σ² + ε), dg = Σ dy x̂, db = Σ dy
/// Parameters:  Channels gains "weight", 1 at first, then Channels biases, 0 at first
/// Statistics:  Channels means "running_mean", 0 at first, then Channels variances "running_var", 1 at first
/// Memory:      a training pass keeps a mean and a variance for each channel; works in place
/// Rejects:     training with batches of one value per channel, if the type tells the batch size
/// Source:      PyTorch's nn.BatchNorm1d and 2d; Ioffe, Szegedy, arXiv:1502.03167
struct CONSTPROP_TAGGED batch_norm : detail::batch_norm_layer<batch_norm, std::ratio<1, 100'000>, std::ratio<1, 10>> {};

/// Batch normalization with another ε and momentum, each a std::ratio. Keras' defaults are 1/1000 and 1/100; Keras calls the
/// latter 0.99.
template <class Epsilon, class Momentum>
struct CONSTPROP_TAGGED batch_norm_with
    : detail::batch_norm_layer<batch_norm_with<Epsilon, Momentum>, Epsilon, Momentum> {};

}  // namespace constprop

namespace constprop::inline CONSTPROP_TARGET::detail {
/// True if a layer normalizes batches.
template <class Layer> inline constexpr bool is_batch_norm = requires { typename Layer::normalizes_batches_with; };
}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_BATCH_NORM_HPP
