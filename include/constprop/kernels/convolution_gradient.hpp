#ifndef CONSTPROP_KERNELS_CONVOLUTION_GRADIENT_HPP
#define CONSTPROP_KERNELS_CONVOLUTION_GRADIENT_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/dot_of_rows.hpp>
#include <constprop/kernels/strips.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// The gradient of a convolution's weights on vectors; see `convolution`.
namespace constprop::inline CONSTPROP_TARGET::kernels {

/// Adds dW = Σ dy xᵀ to `gradient`. A tile of weights stays in registers for all places whose windows have these weights on
/// the image.
///
/// A tile is a number of rows, each for a tap and an input channel, by vectors of outputs. If neighboring taps see neighboring
/// values, its rows come from all taps of a line; places at a border then have only some of the rows. Otherwise they come
/// from one tap. If each channel is a group, a tile is one row, and vectors are multiplied.
template <convolution_sizes Sizes> class convolution_gradient {
    static constexpr axis rows = Sizes.rows, columns = Sizes.columns;
    static constexpr std::size_t inputs = Sizes.inputs, outputs = Sizes.outputs, depth = Sizes.group_inputs(),
                                 group_outputs = Sizes.group_outputs();
    static constexpr bool by_channel = depth == 1 && group_outputs == 1 && inputs > 1,
                          in_a_row = !by_channel && Sizes.groups == 1 && columns.dilation == 1;
    static constexpr std::size_t groups = by_channel ? 1 : Sizes.groups,
                                 channels = by_channel ? outputs : group_outputs,
                                 taps_together = in_a_row ? columns.size : 1, height = taps_together * depth;

    /// The places in a line: those in `whole` have all rows of a tile, the others have some or none.
    struct line {
        std::size_t row_tap, column_tap;
        taps down, whole;
    };
    /// The places of a line for which no tap lies on padding.
    static constexpr taps all_whole = [] {
        const std::size_t first_ = columns.places_of(0).first, last_ = columns.places_of(columns.size - 1).last;
        return taps{first_, last_ < first_ ? first_ : last_};
    }();

    /// The number of rows: as many as there are registers for, with few rows left over.
    static constexpr std::size_t rows_for(std::size_t vectors) noexcept {
        const std::size_t room = accumulators / vectors == 0 ? 1 : accumulators / vectors;
        const std::size_t tiles = (height + room - 1) / room;
        return (height + tiles - 1) / tiles;
    }

    /// Rows from `first` on. `channel` is the first input channel of the group or of the vectors. The first `Known` columns
    /// belong to another tile and are not changed.
    template <std::size_t Rows, class Strip, std::size_t Lanes, std::size_t Known, class T>
    static void tile(const line& of, std::size_t first, std::size_t channel, const T* x, const T* dy,
                     T* gradient) noexcept {
        constexpr std::size_t width = Strip::vectors;
        vector<T, Lanes> sum[Rows * width];
        unroll<Rows * width>([&](std::size_t k_) CONSTPROP_INLINED {
            sum[k_] = load<Lanes>(gradient + k_ / width * outputs + Strip::column(k_ % width));
        });
        for (std::size_t row = of.down.first; row < of.down.last; ++row) {
            // Unsigned numbers: if the first tap of a window lies before the image, adding a row's offset wraps back onto it.
            const std::size_t start =
                (rows.value(row, of.row_tap) * columns.length + of.column_tap * columns.dilation - columns.before) *
                    inputs +
                channel + first;
            const T* const slopes = dy + row * columns.places * outputs;
            const auto add = [&](std::size_t place_, std::size_t from_, std::size_t to_, auto all_) CONSTPROP_INLINED {
                vector<T, Lanes> slope_[width];
                unroll<width>([&](std::size_t v_) CONSTPROP_INLINED {
                    slope_[v_] = load<Lanes>(slopes + place_ * outputs + Strip::column(v_));
                });
                const std::size_t at_ = start + place_ * columns.stride * inputs;
                unroll<Rows>([&](std::size_t r_) CONSTPROP_INLINED {
                    if (!all_() && (first + r_ < from_ || first + r_ >= to_)) return;
                    unroll<width>([&](std::size_t v_) CONSTPROP_INLINED {
                        if constexpr (by_channel) sum[v_] += load<Lanes>(x + at_ + Strip::column(v_)) * slope_[v_];
                        else sum[r_ * width + v_] += slope_[v_] * x[at_ + r_];
                    });
                });
            };
            const auto border = [&](std::size_t place_) noexcept {
                const taps seen_ = columns.at(place_);
                add(place_, seen_.first * depth, seen_.last * depth, std::false_type{});
            };
            if constexpr (in_a_row)
                for (std::size_t place = 0; place < of.whole.first; ++place) border(place);
            for (std::size_t place = of.whole.first; place < of.whole.last; ++place)
                add(place, 0, height, std::true_type{});
            if constexpr (in_a_row)
                for (std::size_t place = of.whole.last; place < columns.places; ++place) border(place);
        }
        unroll<Rows * width>([&](std::size_t k_) CONSTPROP_INLINED {
            T* const to_ = gradient + k_ / width * outputs + Strip::column(k_ % width);
            if (Known > 0 && k_ % width == 0)
                store<Lanes>(to_, detail::replace_first<Known, Lanes, T>(sum[k_], load<Lanes>(to_)));
            else store<Lanes>(to_, sum[k_]);
        });
    }

    /// All rows of a strip of columns.
    template <class Strip, std::size_t Lanes, std::size_t Known, class T>
    static void strip_of_all(const line& of, std::size_t channel, const T* x, const T* dy, T* gradient) noexcept {
        constexpr std::size_t together = by_channel ? 1 : rows_for(Strip::vectors), rest = height % together;
        std::size_t k = 0;
        for (; k + together <= height; k += together)
            tile<together, Strip, Lanes, Known>(of, k, channel, x, dy, gradient + k * outputs);
        if constexpr (rest != 0) tile<rest, Strip, Lanes, Known>(of, k, channel, x, dy, gradient + k * outputs);
    }

 public:
    template <class T> static void accumulate(const T* x, const T* dy, T* gradient) noexcept {
        for (std::size_t r = 0; r < rows.size; ++r)
            for (std::size_t c = 0; c < columns.size; c += taps_together, gradient += height * outputs) {
                const line of{r, c, rows.places_of(r), in_a_row ? all_whole : columns.places_of(c)};
                for (std::size_t g = 0; g < groups; ++g) {
                    using all = strips<T, channels, by_channel ? 8 : 4>;
                    constexpr std::size_t size = all::wide * all::lanes, last = all::first_of_last,
                                          known = all::before * size - (all::before == 0 ? 0 : last);
                    const std::size_t to = g * group_outputs, from = by_channel ? 0 : g * depth,
                                      step = by_channel ? 1 : 0;
                    for (std::size_t k = 0; k < all::before * size; k += size)
                        strip_of_all<typename all::inner, all::lanes, 0>(of, from + step * k, x, dy + to + k,
                                                                         gradient + to + k);
                    strip_of_all<typename all::last, all::lanes, known>(of, from + step * last, x, dy + to + last,
                                                                        gradient + to + last);
                }
            }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_CONVOLUTION_GRADIENT_HPP
