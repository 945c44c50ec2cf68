#ifndef CONSTPROP_KERNELS_CONVOLUTION_TILES_HPP
#define CONSTPROP_KERNELS_CONVOLUTION_TILES_HPP

#include <constprop/kernels/convolution_sizes.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/runs.hpp>
#include <constprop/kernels/strip_values.hpp>
#include <constprop/kernels/strips.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <cstddef>
#include <type_traits>

/// The sums of a convolution in tiles of registers; see `convolution`.
///
/// A tile is a number of positions in a row or in a column, times a number of output channels. Each loaded weight serves all
/// positions, each loaded value all channels. Nothing is copied: the inputs of neighboring positions lie at a constant
/// distance. Positions whose windows reach beyond a border have fewer taps, and tiles of their own.
namespace constprop::inline CONSTPROP_TARGET::kernels {

/// y = then(W ⋆ x + b); with `Backward`, from places to the image, by reversed weights. If each channel is a group, vectors of
/// channels are multiplied; otherwise a value of x by a vector of weights.
template <convolution_sizes Sizes, bool Backward> class convolution_tiles {
    using down = runs<Sizes.rows, Backward>;
    using across = runs<Sizes.columns, Backward>;

    static constexpr std::size_t in = Backward ? Sizes.outputs : Sizes.inputs,
                                 out = Backward ? Sizes.inputs : Sizes.outputs, depth = in / Sizes.groups,
                                 group_out = out / Sizes.groups,
                                 in_width = Backward ? Sizes.columns.places : Sizes.columns.length,
                                 out_width = Backward ? Sizes.columns.length : Sizes.columns.places, tap = depth * out;

    static constexpr std::size_t row_taps = Sizes.columns.size;
    static constexpr bool by_channel = depth == 1 && group_out == 1;
    static constexpr std::size_t groups = by_channel ? 1 : Sizes.groups, channels = by_channel ? out : group_out;

    /// The most sums of a tile, and the most vectors of a strip: the sums, a strip's weights and one value fill the registers.
    /// Registers of a single lane are loaded several at once, the more the better.
    template <class T>
    static constexpr std::size_t most_sums = register_lanes<T> != 1 && vector_registers >= 32 ? 26 : accumulators;
    template <class T>
    static constexpr std::size_t most_vectors = register_lanes<T> == 1 ? 8
                                                : by_channel           ? 2
                                                                       : vector_registers - most_sums<T> - 1;
    /// True if each channel is a group, and windows side by side see neighboring values.
    static constexpr bool slides = by_channel && channels > 1 && row_taps > 1 && across::source_step == 1 &&
                                   across::tap_step == 1 && across::tap_source == 1;
    /// True if then a vector of values is loaded once for all positions of a row whose windows cover it. Meanwhile the weights of
    /// a row of windows are in registers that sums need, too. On vectors of 16 bytes arithmetic takes longer than loads.
    template <class T>
    static constexpr bool shares_values =
        slides && vector_bytes >= 32 && row_taps <= most_sums<T> / most_vectors<T> / 2;
    template <class T> using strips_of = strips_with_rest<T, channels, most_vectors<T>>;

    /// True if the strips of all groups begin at even channels.
    template <class T> static constexpr bool even = out % 2 == 0 && channels % 2 == 0 && strips_of<T>::wide % 2 == 0;

    // Distances between values that a tile reads and writes, for positions in a row and in a column.
    static constexpr std::size_t x_step[] = {across::source_step * in, down::source_step* in_width* in},
                                 y_step[] = {across::step * out, down::step* out_width* out};

    /// The number of positions for which there are registers. Where several values are loaded at once, those of a position take
    /// registers, too; where values are shared, the weights of more than one tap do.
    template <class T> static constexpr std::size_t room_for_positions(std::size_t vectors) noexcept {
        const std::size_t all = most_sums<T> / vectors, loaded = by_channel && register_lanes<T> == 1 ? 1 : 0,
                          taken = shares_values<T> ? row_taps - 1 : loaded;
        return all > taken + 1 ? all - taken : 1;
    }

    /// The number of positions: as many as there is room for, at most the longest run, with few positions left over. On vectors
    /// a further tile takes little time, that of a quarter of a position, so that smaller tiles may leave fewer over; but at
    /// least eight sums hide the latency of additions.
    template <class T, class Runs> static constexpr std::size_t positions_for(std::size_t vectors) noexcept {
        const auto tiles = [](std::size_t positions_) noexcept {
            return (Runs::longest + positions_ - 1) / positions_;
        };
        const auto time = [&](std::size_t positions_) noexcept {
            const std::size_t sums_ = positions_ * vectors;
            return tiles(positions_) * (4 * (sums_ < 8 ? 8 : sums_) + vectors);
        };
        std::size_t best = tiles(tiles(room_for_positions<T>(vectors)));
        if constexpr (register_lanes<T> != 1)
            for (std::size_t fewer = best; fewer > 0; --fewer)
                if (time(fewer) < time(best)) best = fewer;
        return best;
    }

    /// The cost of all lines along an axis, in positions: a tile takes the time of one more position than it has.
    template <class T, class Along, class Across> static constexpr std::size_t cost(std::size_t vectors) noexcept {
        const std::size_t together = positions_for<T, Along>(vectors);
        std::size_t sum = 0;
        for (const run& one : Along::all)
            sum += one.count < together ? 2 * one.count : (one.count + together - 1) / together * (together + 1);
        return sum * Across::positions;
    }

    /// Returns `values`; with vector registers it hides where they point. Otherwise g++ sees that neighboring positions read the
    /// same values, and keeps them for the next iteration in registers that the sums need.
    template <class T> [[gnu::always_inline]] static const T* hidden(const T* values) noexcept {
        if constexpr (register_lanes<T> != 1) return written(values);
        else return values;
    }

    /// Not inlined: among the variables of all lines and strips, compilers find no registers for those of the inner loop.
    template <std::size_t Positions, bool Down, class Strip, std::size_t Lanes, class Weight, class T, class Bias,
              class Then>
    [[gnu::noinline]] static void tile(const Weight* weight, Bias bias, const T* x, T* y, const run& rows,
                                       const run& columns, const Then& then) noexcept {
        using values = strip_values<T, Strip, Lanes>;
        values sum[Positions];
        values::begin(sum, bias);
        const auto add = [&](const Weight* factors_, const T* at_) CONSTPROP_INLINED {
            values factor_;
            factor_.template load<even<T>>(factors_);
            factor_.keep();
            unroll<Positions>([&](std::size_t p_) CONSTPROP_INLINED {
                if constexpr (by_channel) {
                    values value_;
                    value_.template load<even<T>>(at_ + p_ * x_step[Down]);
                    sum[p_].add(factor_, value_);
                } else {
                    sum[p_].add(factor_, at_[p_ * x_step[Down]]);
                }
            });
        };
        // All taps of a row of windows: each loaded value serves all positions whose windows cover it.
        const auto add_row = [&](const Weight* factors_, const T* at_) CONSTPROP_INLINED {
            values factor_[row_taps];
            unroll<row_taps>([&](std::size_t t_) CONSTPROP_INLINED {
                factor_[t_].template load<even<T>>(factors_ + t_ * out);
                factor_[t_].keep();
            });
            unroll<Positions + row_taps - 1>([&](std::size_t k_) CONSTPROP_INLINED {
                values value_;
                value_.template load<even<T>>(at_ + k_ * in);
                value_.keep();
                unroll<row_taps>([&](std::size_t t_) CONSTPROP_INLINED {
                    if (t_ <= k_ && k_ - t_ < Positions) sum[k_ - t_].add(factor_[t_], value_);
                });
            });
        };
        // If neighboring taps see neighboring values, one loop runs over taps and channels.
        constexpr bool in_a_row = across::tap_step == 1 && across::tap_source == 1 && depth == in;
        for (std::size_t r = 0; r < rows.taps; ++r) {
            const Weight* factors = weight + r * down::tap_step * row_taps * tap;
            const T* from = x + r * down::tap_source * in_width * in;
            if constexpr (shares_values<T> && !Down)
                if (columns.taps == row_taps) {
                    add_row(factors, from);
                    continue;
                }
            if constexpr (in_a_row) {
                const std::size_t count = columns.taps * depth;
                for (std::size_t k = 0; k < count; ++k) add(factors + k * out, hidden(from + k));
            } else {
                for (std::size_t c = 0; c < columns.taps; ++c)
                    for (std::size_t i = 0; i < depth; ++i)
                        add(factors + (c * across::tap_step * depth + i) * out, from + c * across::tap_source * in + i);
            }
        }
        unroll<Positions>([&](std::size_t p_) CONSTPROP_INLINED { sum[p_].store(y + p_ * y_step[Down], then); });
    }

    /// A line of `count` positions: in tiles, the last of which may overlap the one before, or one by one.
    template <bool Down, class Strip, std::size_t Lanes, class Weight, class T, class Bias, class Then>
    static void line(const Weight* weight, Bias bias, const T* x, T* y, const run& rows, const run& columns,
                     std::size_t count, const Then& then) noexcept {
        constexpr std::size_t together = positions_for<T, std::conditional_t<Down, down, across>>(Strip::registers);
        std::size_t k = 0;
        if (count >= together)
            for (; k < count; k += together) {
                const std::size_t from = k + together <= count ? k : count - together;
                tile<together, Down, Strip, Lanes>(weight, bias, x + from * x_step[Down], y + from * y_step[Down], rows,
                                                   columns, then);
            }
        if constexpr (together > 1)
            for (; k < count; ++k)
                tile<1, Down, Strip, Lanes>(weight, bias, x + k * x_step[Down], y + k * y_step[Down], rows, columns,
                                            then);
    }

    /// True if the lines of a block of positions are columns: the longer lines, unless those of rows share their values.
    template <class T> static constexpr bool goes_down(const run& rows, const run& columns) noexcept {
        return rows.count > columns.count && !(shares_values<T> && columns.taps == row_taps);
    }

    /// All positions, for one strip of channels.
    template <class Strip, std::size_t Lanes, class Weight, class T, class Bias, class Then>
    static void strip_of_all(const Weight* weight, Bias bias, const T* x, T* y, const Then& then) noexcept {
        // Lines follow the axis of lower cost; at a border they follow the border, unless code is scarce.
        constexpr bool go_down = !shares_values<T> &&
                                 cost<T, down, across>(Strip::registers) < cost<T, across, down>(Strip::registers),
                       both = !code_is_scarce && down::longest > 1 && across::longest > 1 && across::all.size() > 1;
        const auto go = [&](auto down_, const run& rows_, const run& columns_) noexcept {
            const T* const from_ = x + (rows_.source * in_width + columns_.source) * in;
            const Weight* const factors_ = weight + (rows_.tap * row_taps + columns_.tap) * tap;
            T* const to_ = y + (rows_.first * out_width + columns_.first) * out;
            const std::size_t lines_ = down_() ? columns_.count : rows_.count,
                              count_ = down_() ? rows_.count : columns_.count;
            for (std::size_t k_ = 0; k_ < lines_; ++k_)
                line<down_(), Strip, Lanes>(factors_, bias, from_ + k_ * x_step[!down_()], to_ + k_ * y_step[!down_()],
                                            rows_, columns_, count_, then);
        };
        for (const run& rows : down::all)
            for (const run& columns : across::all) {
                if constexpr (both) {
                    if (goes_down<T>(rows, columns)) go(std::true_type{}, rows, columns);
                    else go(std::false_type{}, rows, columns);
                } else {
                    go(std::bool_constant<go_down>{}, rows, columns);
                }
            }
    }

 public:
    template <class Weight, class T, class Bias, class Then>
    static void compute(const Weight* weight, Bias bias, const T* x, T* y, const Then& then) noexcept {
        using all = strips_of<T>;
        for (std::size_t g = 0; g < groups; ++g)
            all::template for_each<false>([&](auto strip_, std::size_t channel_) noexcept {
                const std::size_t from_ = g * group_out + channel_;
                strip_of_all<decltype(strip_), all::lanes>(weight + from_, bias + from_,
                                                           x + (by_channel ? channel_ : g * depth), y + from_, then);
            });
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_CONVOLUTION_TILES_HPP
