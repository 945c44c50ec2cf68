#ifndef CONSTPROP_INT8_PASS_HPP
#define CONSTPROP_INT8_PASS_HPP

#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

/// What a pass over a network of integers has beside them: who sees the values between layers, and the states.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Takes the values of layers where no trace is kept, and drops them.
struct unseen {
    template <std::size_t K, class Values> constexpr void give(const Values& /*values*/) const noexcept {}
    template <std::size_t K> [[nodiscard]] constexpr unseen into() const noexcept { return {}; }
};

/// Writes down what layers give.
template <class Trace> struct recorder {
    Trace& all;

    template <std::size_t K> constexpr void give(const std::int8_t* values) const noexcept {
        auto& row = *all.outputs.template data<K>();
        for (std::size_t k = 0; k < row.size(); ++k) row[k] = values[k];
    }
    template <std::size_t K> [[nodiscard]] constexpr auto into() const noexcept {
        if constexpr (std::is_null_pointer_v<decltype(all.caches.template data<K>())>) return unseen{};
        else return all.caches.template data<K>()->recorder();
    }
};
template <class Trace> recorder(Trace&) -> recorder<Trace>;

/// The pass over a chain, or over branches side by side. `carried` points to the states of its layers, which move on by one
/// step; it is nullptr where no layer has one. A layer gets the pass inside of it, of which `*carried` is its own state.
template <class Seen, class Carried = std::nullptr_t> struct pass {
    [[no_unique_address]] Seen seen;
    [[no_unique_address]] Carried carried{};

    template <std::size_t K> constexpr void give(const std::int8_t* values) const noexcept {
        seen.template give<K>(values);
    }
    template <std::size_t K> [[nodiscard, gnu::always_inline]] constexpr auto into() const noexcept {
        return pass<decltype(seen.template into<K>()), decltype(carried_in<K>())>{seen.template into<K>(),
                                                                                  carried_in<K>()};
    }

 private:
    template <std::size_t K> [[nodiscard, gnu::always_inline]] constexpr auto carried_in() const noexcept {
        if constexpr (std::is_null_pointer_v<Carried>) return nullptr;
        else return carried->template data<K>();
    }
};
template <class Seen, class Carried> pass(Seen, Carried) -> pass<Seen, Carried>;

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_PASS_HPP
