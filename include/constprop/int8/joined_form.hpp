#ifndef CONSTPROP_INT8_JOINED_FORM_HPP
#define CONSTPROP_INT8_JOINED_FORM_HPP

#include <constprop/branches/join.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/int8/branches_form.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/join.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

/// Branches whose outputs are joined: added, multiplied, or put side by side.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// What several branches give becomes one value by value, by `Rule<count>`: a sum, or a product. `Values` says where a value of
/// the output lies in each of them; `Kept` is what a trace keeps, and `Carried` gives the layer its state.
template <template <std::size_t> class Rule, class Values, class Kept, class Carried, bool IntoBranches, class Scales,
          class... Chains>
struct combined_form : branches_form<Scales, Chains...>, Carried {
    using base = branches_form<Scales, Chains...>;
    using values = Kept;
    using base::count;
    static constexpr std::size_t size = Values::out.size();

    /// The branch that writes to y; what the others give lies in memory, and before it is combined nothing is read twice.
    template <std::size_t K>
    static constexpr bool keeps_order = Values::given[K] == Values::out || Values::given[K].positions() == 1;
    [[nodiscard]] static constexpr std::size_t first_in_order() noexcept {
        return []<std::size_t... K>(std::index_sequence<K...>) noexcept {
            std::size_t first_ = count;
            ((first_ = keeps_order<K> && !base::template is_input<K> && K < first_ ? K : first_), ...);
            return first_;
        }(std::index_sequence_for<Chains...>{});
    }
    static constexpr std::size_t in_output = first_in_order(), room = (size + 15) / 16 * 16;
    template <std::size_t K> static constexpr bool is_apart = K != in_output && !base::template is_input<K>;
    template <std::size_t K> [[nodiscard]] static constexpr std::size_t offset() noexcept {
        if constexpr (K == 0) return 0;
        else return offset<K - 1>() + (is_apart<K - 1> ? room : 0);
    }
    static constexpr std::size_t scratch_bytes = offset<count>() + base::most_bytes();
    static constexpr std::size_t parameter_bytes = sizeof(quantization) + sizeof(limits) + sizeof(Rule<count>) +
                                                   (branch_form<Chains, Scales>::type::parameter_bytes + ...);

    Rule<count> combine{};
    limits between{};

    template <class From, class Limits>
    constexpr void set(const From& from, const quantization& takes, const Limits& behind) noexcept {
        const auto given = this->set_branches(from, takes);
        combine = Rule<count>(given, this->gives);
        between = behind.of(this->gives);
    }

    template <class Pass>
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Pass& pass) const noexcept {
        forward_all(x, y, memory, pass, std::index_sequence_for<Chains...>{});
    }

 private:
    template <class Pass, std::size_t... K>
    constexpr void forward_all(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Pass& pass,
                               std::index_sequence<K...>) const noexcept {
        combine_all(y, {give<K>(x, y, memory, pass)...}, std::index_sequence<K...>{});
    }
    /// The rule is copied, so that compilers see that y is no part of it.
    template <std::size_t... K>
    constexpr void combine_all(std::int8_t* y, const std::array<const std::int8_t*, count>& from,
                               std::index_sequence<K...>) const noexcept {
        const auto rule = combine;
        const std::int32_t zero_point = this->gives.zero_point, low = between.low, high = between.high;
        if constexpr ((keeps_order<K> && ...))
            if (rule.template run<size>(from, y, zero_point, low, high)) return;
        for (std::size_t i = 0; i < size; ++i) {
            const std::int32_t sum = rule(std::int32_t{from[K][Values::template lies_at<K>(i)]}...) + zero_point;
            y[i] = static_cast<std::int8_t>(kernels::int8::held_between(sum, low, high));
        }
    }
    template <std::size_t K, class Pass>
    constexpr const std::int8_t* give(const std::int8_t* x, std::int8_t* y, std::int8_t* memory,
                                      const Pass& pass) const noexcept {
        if constexpr (base::template is_input<K>) {
            return x;
        } else {
            std::int8_t* const to = K == in_output ? y : memory + offset<K>();
            std::int8_t* const rest = memory + offset<count>();
            if constexpr (IntoBranches) this->template run<K>(x, to, rest, pass.template into<K>());
            else this->template run<K>(x, to, rest, pass);
            return to;
        }
    }
};

/// What several branches give, side by side. Where their scales differ from that of the output, they are rescaled by tables.
///
/// Source:      TensorFlow Lite's CONCATENATION, which wants one scale, behind its QUANTIZE, which rescales
template <class Side, class Scales, class... Chains>
struct concatenated_form : branches_form<Scales, Chains...>,
                           carried_by_branches<typename branch_form<Chains, Scales>::type...> {
    using base = branches_form<Scales, Chains...>;
    using values = values_of_branches<typename branch_form<Chains, Scales>::type::trace...>;
    using base::count;
    static constexpr std::size_t room = [] {
        std::size_t most = 0;
        for (const extent& one : Side::given) most = one.size() > most ? one.size() : most;
        return (most + 15) / 16 * 16;
    }();
    static constexpr std::size_t scratch_bytes = room + base::most_bytes();
    static constexpr std::size_t parameter_bytes =
        sizeof(quantization) + count * sizeof(table) + (branch_form<Chains, Scales>::type::parameter_bytes + ...);

    std::array<table, count> rescale{};
    std::array<bool, count> is_rescaled{};

    template <class From, class Limits>
    constexpr void set(const From& from, const quantization& takes, const Limits& /*behind*/) noexcept {
        const auto given = this->set_branches(from, takes);
        for (std::size_t k = 0; k < count; ++k) {
            is_rescaled[k] = !(given[k] == this->gives);
            rescale[k] = rescaled(given[k], this->gives);
        }
    }
    template <class Pass>
    constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Pass& pass) const noexcept {
        forward_all(x, y, memory, pass, std::index_sequence_for<Chains...>{});
    }

 private:
    template <class Pass, std::size_t... K>
    constexpr void forward_all(const std::int8_t* x, std::int8_t* y, std::int8_t* memory, const Pass& pass,
                               std::index_sequence<K...>) const noexcept {
        (forward_one<K>(x, y, memory, pass), ...);
    }
    template <std::size_t K, class Pass>
    constexpr void forward_one(const std::int8_t* x, std::int8_t* y, std::int8_t* memory,
                               const Pass& pass) const noexcept {
        this->template run<K>(x, memory, memory + room, pass.template into<K>());
        if (is_rescaled[K])
            for (std::size_t i = 0; i < Side::given[K].size(); ++i) memory[i] = rescale[K][table_index(memory[i])];
        Side::template join<K>(memory, y);
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_JOINED_FORM_HPP
