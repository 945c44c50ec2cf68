#ifndef CONSTPROP_KERNELS_EACH_SAMPLE_HPP
#define CONSTPROP_KERNELS_EACH_SAMPLE_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// Calls use(n) for n = 0 … count − 1. There is at least one sample. A loop that runs at least once shows compilers that
/// everything it writes is initialized.
template <class Use> [[gnu::always_inline]] constexpr void for_each_sample(std::size_t count, const Use& use) noexcept {
    std::size_t n = 0;
    do use(n);
    while (++n < count);
}

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_EACH_SAMPLE_HPP
