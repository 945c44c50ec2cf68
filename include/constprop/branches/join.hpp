#ifndef CONSTPROP_BRANCHES_JOIN_HPP
#define CONSTPROP_BRANCHES_JOIN_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

/// Joins the outputs of several branches into one. A way of joining has
///
///     agree(a, b)             true if two outputs can be joined
///     out_of(given)           the extent of the joined output, from the extents of the branches' outputs
///     of<Given...>            for branches with these output extents, one sample at a time, with raw pointers:
///         join<K>(from, y)        adds the output of branch K to y; branch 0 begins y
///         split<K>(dy, given, to) the gradient with respect to the output of branch K; given[j] is the output of branch j
///
/// Vectors are joined in PyTorch's order. The vector that `flatten` makes of an image is stored in another order.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// For branches that give one extent. If only some of their vectors remember axes, the output does not.
struct joined_by_value {
    static constexpr bool agree(const extent& a, const extent& b) noexcept { return a.agrees_with(b); }

    template <std::size_t Count> static constexpr extent out_of(const std::array<extent, Count>& given) noexcept {
        for (const extent& one : given)
            if (given[0].kind == rank::vector && !(one == given[0])) return vector_of(given[0].size());
        return given[0];
    }

    template <extent... Given> struct values {
        static constexpr std::array<extent, sizeof...(Given)> given{Given...};
        static constexpr extent out = out_of(given);

        /// The position of the output's value i in the output of branch K.
        template <std::size_t K> static constexpr std::size_t lies_at(std::size_t i) noexcept {
            if constexpr (given[K] == out || given[K].positions() == 1) return i;
            else return given[K].from_channels_first(i);
        }
    };
};

/// y = Σ f_k.
template <extent... Given> struct sum_of_branches : joined_by_value::values<Given...> {
    using base = joined_by_value::values<Given...>;

    template <std::size_t K, class T> static constexpr void join(const T* from, T* y) noexcept {
        for (std::size_t i = 0; i < base::out.size(); ++i) {
            const T value = from[base::template lies_at<K>(i)];
            y[i] = K == 0 ? value : y[i] + value;
        }
    }
    template <std::size_t K, class T, class Outputs>
    static constexpr void split(const T* dy, const Outputs& /*given*/, T* to) noexcept {
        for (std::size_t i = 0; i < base::out.size(); ++i) to[base::template lies_at<K>(i)] = dy[i];
    }
};

/// y = f_0 − Σ f_k.
template <extent... Given> struct difference_of_branches : joined_by_value::values<Given...> {
    using base = joined_by_value::values<Given...>;

    template <std::size_t K, class T> static constexpr void join(const T* from, T* y) noexcept {
        for (std::size_t i = 0; i < base::out.size(); ++i) {
            const T value = from[base::template lies_at<K>(i)];
            y[i] = K == 0 ? value : y[i] - value;
        }
    }
    template <std::size_t K, class T, class Outputs>
    static constexpr void split(const T* dy, const Outputs& /*given*/, T* to) noexcept {
        for (std::size_t i = 0; i < base::out.size(); ++i) to[base::template lies_at<K>(i)] = K == 0 ? dy[i] : -dy[i];
    }
};

/// y = Π f_k.
template <extent... Given> struct product_of_branches : joined_by_value::values<Given...> {
    using base = joined_by_value::values<Given...>;

    template <std::size_t K, class T> static constexpr void join(const T* from, T* y) noexcept {
        for (std::size_t i = 0; i < base::out.size(); ++i) {
            const T value = from[base::template lies_at<K>(i)];
            y[i] = K == 0 ? value : y[i] * value;
        }
    }
    template <std::size_t K, class T, class Outputs>
    static constexpr void split(const T* dy, const Outputs& given, T* to) noexcept {
        for (std::size_t i = 0; i < base::out.size(); ++i) {
            T slope = dy[i];
            times<K, 0>(slope, given, i);
            to[base::template lies_at<K>(i)] = slope;
        }
    }

 private:
    template <std::size_t K, std::size_t Other, class T, class Outputs>
    static constexpr void times(T& slope, const Outputs& given, std::size_t i) noexcept {
        if constexpr (Other < sizeof...(Given)) {
            if constexpr (Other != K) slope *= given[Other][base::template lies_at<Other>(i)];
            times<K, Other + 1>(slope, given, i);
        }
    }
};

/// At each position, the channels of one branch after those of the one before; for vectors, the values.
struct joined_by_channel {
    static constexpr bool agree(const extent& a, const extent& b) noexcept {
        return a.kind == b.kind && (a.kind == rank::vector || (a.height == b.height && a.width == b.width));
    }
    static constexpr std::size_t channels_of(const extent& of) noexcept {
        return of.kind == rank::vector ? of.size() : of.channels;
    }
    template <std::size_t Count> static constexpr extent out_of(const std::array<extent, Count>& given) noexcept {
        std::size_t channels = 0;
        for (const extent& one : given) channels += channels_of(one);
        if (given[0].kind == rank::vector) return vector_of(channels);
        return {given[0].kind, given[0].height, given[0].width, channels};
    }
};
template <extent... Given> struct side_by_side {
    static constexpr std::array<extent, sizeof...(Given)> given{Given...};
    static constexpr extent out = joined_by_channel::out_of(given);

    template <std::size_t K, class T> static constexpr void join(const T* from, T* y) noexcept {
        for_each<K>([&](std::size_t in_branch_, std::size_t in_y_) noexcept { y[in_y_] = from[in_branch_]; });
    }
    template <std::size_t K, class T, class Outputs>
    static constexpr void split(const T* dy, const Outputs& /*given*/, T* to) noexcept {
        for_each<K>([&](std::size_t in_branch_, std::size_t in_y_) noexcept { to[in_branch_] = dy[in_y_]; });
    }

 private:
    static constexpr std::size_t first_of(std::size_t k) noexcept {
        return k == 0 ? 0 : first_of(k - 1) + joined_by_channel::channels_of(given[k - 1]);
    }
    /// Calls use(i, j): value i of branch K is value j of the output.
    template <std::size_t K, class Use> static constexpr void for_each(const Use& use) noexcept {
        constexpr std::size_t channels = joined_by_channel::channels_of(given[K]), first = first_of(K);
        for (std::size_t p = 0; p < out.positions(); ++p)
            for (std::size_t c = 0; c < channels; ++c) {
                std::size_t lies = p * channels + c;
                if constexpr (out.kind == rank::vector && given[K].positions() > 1)
                    lies = given[K].from_channels_first(c);
                use(lies, p * out.channels + first + c);
            }
    }
};

/// The four ways of joining.
struct added : joined_by_value {
    template <extent... Given> using of = sum_of_branches<Given...>;
};
struct subtracted : joined_by_value {
    template <extent... Given> using of = difference_of_branches<Given...>;
};
struct multiplied : joined_by_value {
    template <extent... Given> using of = product_of_branches<Given...>;
};
struct concatenated : joined_by_channel {
    template <extent... Given> using of = side_by_side<Given...>;
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_BRANCHES_JOIN_HPP
