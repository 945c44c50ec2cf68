#ifndef CONSTPROP_INT8_PLAN_HPP
#define CONSTPROP_INT8_PLAN_HPP

#include <constprop/chain/extent.hpp>
#include <constprop/int8/forms.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// What the types of a network's layers say of its integers: the form of each layer, and where its values lie.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Whether layer K clamps, and a layer before it can do that while it rounds.
template <class Network, std::size_t K> [[nodiscard]] constexpr bool is_fused() noexcept {
    if constexpr (K == 0 || K >= Network::layer_count) return false;
    else if constexpr (!bounds_of<typename Network::template layer_type<K>>::exist) return false;
    else return can_clamp<typename Network::template layer_type<K - 1>> || is_fused<Network, K - 1>();
}

/// The last of the functions after layer K that clamp for it; K where there are none.
template <class Network, std::size_t K> [[nodiscard]] constexpr std::size_t last_fused() noexcept {
    if constexpr (is_fused<Network, K + 1>()) return last_fused<Network, K + 1>();
    else return K;
}

/// What the functions after layer K leave of its integers.
template <class Network, std::size_t K>
[[nodiscard]] constexpr limits limits_after(const limits& given, const quantization& gives) noexcept {
    if constexpr (is_fused<Network, K + 1>()) {
        using next = typename Network::template layer_type<K + 1>;
        return limits_after<Network, K + 1>(clamped_by<next>(given, gives), gives);
    } else {
        return given;
    }
}

template <class Network, std::size_t K, class Scales>
using form_at =
    typename std::conditional_t<is_fused<Network, K>(), std::type_identity<kept<Network::taken_by(K).size()>>,
                                form_of<typename Network::template layer_type<K>, Network::taken_by(K), Scales>>::type;

/// The first layer that has no integer form; the number of layers where all have one.
template <class Network, class Scales> [[nodiscard]] constexpr std::size_t first_without_form() noexcept {
    return []<std::size_t... K>(std::index_sequence<K...>) noexcept {
        std::size_t first = Network::layer_count;
        ((first = std::is_void_v<form_at<Network, K, Scales>> && K < first ? K : first), ...);
        return first;
    }
    (std::make_index_sequence<Network::layer_count>{});
}

/// The integers of layer `Position`.
template <std::size_t Position, class Form> struct int8_stage : Form { static constexpr std::size_t index = Position; };

/// Where values lie. A block is a layer that writes, and the layers right after it that work in place; the last block's
/// values are the output. Those of the others are at the one or the other end of `bytes`, so that what a layer reads is not
/// where it writes.
template <std::size_t Length> struct plan {
    std::array<bool, Length> in_output{};
    std::array<std::size_t, Length> offset{};
    std::size_t bytes = 0, scratch = 0;
};

struct facts {
    bool is_kept, in_place, copies_input;
    std::size_t outputs, scratch;
};
template <std::size_t Length>
[[nodiscard]] constexpr plan<Length> plan_of(const std::array<facts, Length>& layers) noexcept {
    plan<Length> result;
    std::size_t last = 0;  // where the last block begins: at the last that writes elsewhere, or first
    for (std::size_t k = 0, written = 0; k < Length; ++k) {
        if (layers[k].is_kept) continue;
        if (!layers[k].in_place || written == 0) last = k;
        ++written;
    }
    std::array<bool, Length> at_end{};
    std::size_t before = 0;  // bytes of the block before, 0 where that is the input
    bool end = false, any = false;
    for (std::size_t k = 0; k < Length; ++k) {
        result.scratch = layers[k].scratch > result.scratch ? layers[k].scratch : result.scratch;
        result.in_output[k] = k >= last;
        if (layers[k].is_kept || k >= last) continue;
        const bool begins = !layers[k].in_place || !any, apart = any && begins && !layers[k].copies_input;
        if (apart) end = !end;
        if (begins) {
            const std::size_t needed = layers[k].outputs + (apart ? before : 0);
            result.bytes = needed > result.bytes ? needed : result.bytes;
            before = layers[k].outputs;
        }
        at_end[k] = end;
        any = true;
    }
    result.bytes = (result.bytes + 15) / 16 * 16;  // so that the scratch after it lies as vectors want it
    for (std::size_t k = 0; k < Length; ++k)
        result.offset[k] = at_end[k] ? (result.bytes - layers[k].outputs) / 16 * 16 : 0;
    return result;
}

/// The integer forms of a network's layers, together.
template <class Network, class Scales, class Positions = std::make_index_sequence<Network::layer_count>>
struct int8_stages;
template <class Network, class Scales, std::size_t... K>
struct int8_stages<Network, Scales, std::index_sequence<K...>> {
    using tuple = boost::hana::tuple<int8_stage<K, form_at<Network, K, Scales>>...>;

    static constexpr auto places = plan_of<sizeof...(K)>(
        {facts{form_at<Network, K, Scales>::is_kept, form_at<Network, K, Scales>::in_place,
               form_at<Network, K, Scales>::copies_input, (Network::given_by(K).size() + 15) / 16 * 16,
               form_at<Network, K, Scales>::scratch_bytes}...});

    static constexpr std::size_t parameter_bytes =
        (sizeof(quantization) + ... + form_at<Network, K, Scales>::parameter_bytes);
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_PLAN_HPP
