#ifndef CONSTPROP_LAYERS_RECURRENT_HISTORY_HPP
#define CONSTPROP_LAYERS_RECURRENT_HISTORY_HPP

#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/units.hpp>

#include <array>
#include <cstddef>
#include <tuple>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// The last `Steps` rows of a stream, zeros at first: a ring buffer, in which the next row overwrites the oldest.
template <class T, std::size_t Size, std::size_t Steps> struct history {
    std::array<std::array<T, Size>, Steps> rows{};
    std::size_t oldest = 0;

    /// The row `ago` steps back, 1 ≤ ago ≤ Steps.
    [[nodiscard]] constexpr const T* operator()(std::size_t ago) const noexcept {
        const std::size_t at = oldest + Steps - ago;
        return rows.data()[at < Steps ? at : at - Steps].data();
    }
    constexpr void push(const T* row) noexcept {
        copy_row<Size>(row, rows.data()[oldest].data());
        oldest = oldest + 1 == Steps ? 0 : oldest + 1;
    }
    [[nodiscard]] friend constexpr bool operator==(const history&, const history&) noexcept = default;

    template <class Self> [[nodiscard]] static constexpr auto saved(Self& self) noexcept {
        return std::tie(self.rows, self.oldest);
    }
};

/// For a layer without history.
template <class T, std::size_t Size> struct history<T, Size, 0> {
    [[nodiscard]] constexpr const T* operator()(std::size_t /*ago*/) const noexcept { return nullptr; }
    static constexpr void push(const T* /*row*/) noexcept {}
    [[nodiscard]] friend constexpr bool operator==(const history&, const history&) noexcept = default;

    template <class Self> [[nodiscard]] static constexpr std::tuple<> saved(Self& /*self*/) noexcept { return {}; }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_RECURRENT_HISTORY_HPP
