#ifndef CONSTPROP_KERNELS_CONVOLUTION_GRADIENT_HPP
#define CONSTPROP_KERNELS_CONVOLUTION_GRADIENT_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/pieces.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// The gradient of a convolution's weights on vectors; see `convolution`.
namespace constprop::inline CONSTPROP_TARGET::kernels {

/// Adds dW = Σ dy xᵀ to `gradient`, tap by tap: a tile of its weights is in registers while the places go by whose windows have
/// that tap on the image.
template <convolution_sizes Sizes> class convolution_gradient {
    static constexpr std::size_t inputs = Sizes.inputs, outputs = Sizes.outputs, depth = Sizes.group_inputs(),
                                 group_outputs = Sizes.group_outputs(), width = Sizes.columns.length;
    static constexpr bool by_channel = depth == 1 && group_outputs == 1;
    static constexpr std::size_t groups = by_channel ? 1 : Sizes.groups,
                                 channels = by_channel ? outputs : group_outputs;

    /// The places that have a tap on the image, and what it sees at the first of them.
    struct region {
        taps rows, columns;

        /// add(x of a pixel, dy of a place).
        template <class T, class Add>
        [[gnu::always_inline]] void for_each(const T* x, const T* dy, std::size_t r, std::size_t c,
                                             const Add& add) const noexcept {
            for (std::size_t row = rows.first; row < rows.last; ++row) {
                const T* pixel =
                    x + (Sizes.rows.value(row, r) * width + Sizes.columns.value(columns.first, c)) * inputs;
                const T* place = dy + (row * Sizes.columns.places + columns.first) * outputs;
                for (std::size_t k = columns.first; k < columns.last; ++k) {
                    add(pixel, place);
                    pixel += Sizes.columns.stride * inputs, place += outputs;
                }
            }
        }
    };

    /// Rows of so many input channels that few are left over.
    static constexpr std::size_t rows_for(std::size_t vectors) noexcept {
        const std::size_t room = accumulators / vectors == 0 ? 1 : accumulators / vectors;
        const std::size_t tiles = (depth + room - 1) / room;
        return (depth + tiles - 1) / tiles;
    }

    template <std::size_t Rows, std::size_t Vectors, std::size_t Lanes, class T>
    static void tile(const region& where, std::size_t r, std::size_t c, const T* x, const T* dy, T* gradient) noexcept {
        vector<T, Lanes> sum[Rows * Vectors];
        unroll<Rows * Vectors>([&](std::size_t k_) CONSTPROP_INLINED {
            sum[k_] = load<Lanes>(gradient + k_ / Vectors * outputs + k_ % Vectors * Lanes);
        });
        where.for_each(x, dy, r, c, [&](const T* pixel_, const T* place_) CONSTPROP_INLINED {
            vector<T, Lanes> slope_[Vectors];
            unroll<Vectors>([&](std::size_t v_) CONSTPROP_INLINED { slope_[v_] = load<Lanes>(place_ + v_ * Lanes); });
            unroll<Rows * Vectors>([&](std::size_t k_) CONSTPROP_INLINED {
                if constexpr (by_channel) sum[k_] += load<Lanes>(pixel_ + k_ * Lanes) * slope_[k_];
                else sum[k_] += slope_[k_ % Vectors] * pixel_[k_ / Vectors];
            });
        });
        unroll<Rows * Vectors>([&](std::size_t k_) CONSTPROP_INLINED {
            store<Lanes>(gradient + k_ / Vectors * outputs + k_ % Vectors * Lanes, sum[k_]);
        });
    }

 public:
    template <class T> static void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t r = 0; r < Sizes.rows.size; ++r)
            for (std::size_t c = 0; c < Sizes.columns.size; ++c, gradient += depth * outputs) {
                const region where{Sizes.rows.places_of(r), Sizes.columns.places_of(c)};
                if (where.columns.first == where.columns.last) continue;
                for (std::size_t g = 0; g < groups; ++g)
                    for_pieces<channels, by_channel ? 8 : 4, false, T>(
                        [&](auto lanes_, auto vectors_, std::size_t channel_) CONSTPROP_INLINED {
                            constexpr std::size_t rows_ = by_channel ? 1 : rows_for(vectors_()), rest_ = depth % rows_;
                            const std::size_t to_ = g * group_outputs + channel_;
                            const T* from_ = x + (by_channel ? channel_ : g * depth);
                            std::size_t i = 0;
                            for (; i + rows_ <= depth; i += rows_)
                                tile<rows_, vectors_(), lanes_()>(where, r, c, from_ + i, dy + to_,
                                                                  gradient + i * outputs + to_);
                            if constexpr (rest_ != 0)
                                tile<rest_, vectors_(), lanes_()>(where, r, c, from_ + i, dy + to_,
                                                                  gradient + i * outputs + to_);
                        });
            }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_CONVOLUTION_GRADIENT_HPP
