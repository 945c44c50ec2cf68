#ifndef CONSTPROP_INT8_CHAIN_HPP
#define CONSTPROP_INT8_CHAIN_HPP

#include <constprop/chain/facts.hpp>
#include <constprop/chain/fold.hpp>
#include <constprop/chain/stages.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/pass.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/int8/form.hpp>
#include <constprop/int8/plan.hpp>
#include <constprop/int8/tables.hpp>
#include <constprop/kernels/int8/quantization.hpp>
#include <constprop/kernels/target.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

/// The integer forms of layers one after the other: a network's, or those inside of a layer.
namespace constprop::inline CONSTPROP_TARGET::int8 {

/// Layers inside of a layer, where they take the extent `In`. What follows asks this, or a network, for its layers.
template <extent In, class... Layers> struct layers_on {
    static constexpr std::size_t layer_count = sizeof...(Layers);
    static constexpr auto places = detail::places_of<Layers...>(In);
    template <std::size_t K> using layer_type = typename detail::element_at<K, Layers...>::type;
    [[nodiscard]] static constexpr extent taken_by(std::size_t k) noexcept { return places[k].takes; }
    [[nodiscard]] static constexpr extent given_by(std::size_t k) noexcept { return places[k].gives; }
};

/// Whether layer K clamps, and a layer before it can do that while it rounds.
template <class Chain, std::size_t K> [[nodiscard]] constexpr bool is_fused() noexcept {
    if constexpr (K == 0 || K >= Chain::layer_count) return false;
    else if constexpr (!bounds_of<typename Chain::template layer_type<K>>::exist) return false;
    else return can_clamp<typename Chain::template layer_type<K - 1>> || is_fused<Chain, K - 1>();
}

/// The last of the functions after layer K that clamp for it; K where there are none.
template <class Chain, std::size_t K> [[nodiscard]] constexpr std::size_t last_fused() noexcept {
    if constexpr (is_fused<Chain, K + 1>()) return last_fused<Chain, K + 1>();
    else return K;
}

/// What the functions after layer K leave of its integers.
template <class Chain, std::size_t K>
[[nodiscard]] constexpr limits limits_after(const limits& given, const quantization& gives) noexcept {
    if constexpr (is_fused<Chain, K + 1>()) {
        using next = typename Chain::template layer_type<K + 1>;
        return limits_after<Chain, K + 1>(clamped_by<next>(given, gives), gives);
    } else {
        return given;
    }
}
/// The same, as a type.
template <class Chain, std::size_t K> struct limits_behind {
    [[nodiscard]] static constexpr limits of(const quantization& gives) noexcept {
        return limits_after<Chain, K>({}, gives);
    }
};

template <class Chain, std::size_t K, class Scales> [[nodiscard]] constexpr auto find_form() noexcept {
    if constexpr (is_fused<Chain, K>()) {
        return std::type_identity<kept>{};
    } else {
        constexpr extent in = Chain::taken_by(K);
        return std::type_identity<typename form_of<typename Chain::template layer_type<K>, in, Scales>::type>{};
    }
}
template <class Chain, std::size_t K, class Scales>
using form_at = typename decltype(find_form<Chain, K, Scales>())::type;

/// The first layer that has no integer form; the number of layers where all have one.
template <class Chain, class Scales> [[nodiscard]] constexpr std::size_t first_without_form() noexcept {
    return []<std::size_t... K>(std::index_sequence<K...>) noexcept {
        std::size_t first_ = Chain::layer_count;
        ((first_ = std::is_void_v<form_at<Chain, K, Scales>> && K < first_ ? K : first_), ...);
        return first_;
    }(std::make_index_sequence<Chain::layer_count>{});
}

/// The integers of layer `Position`.
template <std::size_t Position, class Form> struct int8_stage : Form {
    static constexpr std::size_t index = Position;
};

/// Where the values that a form's layers give are kept; nowhere if it has none.
template <class Form> struct values_inside {
    [[nodiscard]] static constexpr std::nullptr_t data() noexcept { return nullptr; }
};
template <class Form>
requires Form::holds_layers
struct values_inside<Form> {
    typename Form::values values;
    constexpr values_inside() noexcept {}
    [[nodiscard]] constexpr auto* data() noexcept { return &values; }
    [[nodiscard]] constexpr const auto* data() const noexcept { return &values; }
};

template <class Chain, class Scales, class Positions = std::make_index_sequence<Chain::layer_count>> class form_chain;
template <class Chain, class Scales, std::size_t... K> class form_chain<Chain, Scales, std::index_sequence<K...>> {
    using tuple = boost::hana::tuple<int8_stage<K, form_at<Chain, K, Scales>>...>;

    static constexpr auto places =
        plan_of<sizeof...(K)>({facts{form_at<Chain, K, Scales>::is_kept, form_at<Chain, K, Scales>::in_place,
                                     Chain::given_by(K).size(), form_at<Chain, K, Scales>::scratch_bytes}...});

    tuple stages_{};

 public:
    static constexpr std::size_t sources = (form_at<Chain, K, Scales>::sources + ... + 0),
                                 parameter_bytes = (form_at<Chain, K, Scales>::parameter_bytes + ... + 0),
                                 value_bytes = places.bytes, peak_layer = places.peak;

    /// The states that the layers carry from one time step to the next.
    using states = detail::states_per_stage<detail::state_of<form_at<Chain, K, Scales>>...>;
    static constexpr bool has_state = (detail::has_state<form_at<Chain, K, Scales>> || ...);

    using trace = constprop::trace<detail::buffer_per_stage<detail::rows<std::int8_t, Chain::given_by(K).size(), 1>...>,
                                   detail::buffer_per_stage<values_inside<form_at<Chain, K, Scales>>...>, sizeof...(K)>;

    [[nodiscard]] constexpr const tuple& stages() const noexcept { return stages_; }

    /// What layer k gives, and the last one, where the first one takes this.
    template <std::size_t Position>
    [[nodiscard]] constexpr const quantization& gives(const quantization& takes) const noexcept {
        const auto& stage = boost::hana::at_c<Position>(stages_);
        if constexpr (!std::remove_cvref_t<decltype(stage)>::is_kept) return stage.gives;
        else if constexpr (Position == 0) return takes;
        else return gives<Position - 1>(takes);
    }
    [[nodiscard]] constexpr const quantization& gives(const quantization& takes) const noexcept {
        return gives<sizeof...(K) - 1>(takes);
    }

    /// What all layers are made from.
    [[nodiscard]] constexpr auto integers(const quantization& takes) const noexcept { return integers_from<0>(takes); }

    /// Sets all layers, one after the other. from.source<Chain, K, Form, At>(takes) is what a form is made from,
    /// from.inside<Chain, K, At>() the same for layers inside of layer K; before them, layers had `At` sources.
    template <class From> constexpr void set(const From& from, const quantization& takes) noexcept {
        set_from<0, 0>(from, takes);
    }

    /// The left fold of the layers over an input. pass.give<K>(values) is called after each. `memory` has `value_bytes`.
    template <class Pass>
    [[gnu::always_inline]] constexpr void forward(const std::int8_t* x, std::int8_t* y, std::int8_t* memory,
                                                  const Pass& pass) const noexcept {
        const std::int8_t* const last =
            detail::fold_left<tuple>(x, [&](const std::int8_t* x_, auto type_) CONSTPROP_INLINED {
                using stage_type_ = typename decltype(type_)::type;
                constexpr std::size_t k_ = stage_type_::index;
                const std::int8_t* given_ = x_;
                if constexpr (!stage_type_::is_kept) {
                    const auto& stage_ = boost::hana::at_c<k_>(stages_);
                    std::int8_t* const to_ = places.in_output[k_] ? y : memory + places.offset[k_];
                    if constexpr (stage_type_::takes_pass)
                        stage_.forward(x_, to_, memory + places.scratch[k_], pass.template into<k_>());
                    else stage_.forward(x_, to_, memory + places.scratch[k_]);
                    given_ = to_;
                }
                pass.template give<k_>(given_);
                return given_;
            });
        if (last != y)  // nothing was computed
            for (std::size_t k = 0; k < Chain::given_by(sizeof...(K) - 1).size(); ++k) y[k] = last[k];
    }

 private:
    template <std::size_t At, std::size_t Sources, class From>
    constexpr void set_from(const From& from, const quantization& takes) noexcept {
        if constexpr (At < sizeof...(K)) {
            auto& stage = boost::hana::at_c<At>(stages_);
            using type = std::remove_cvref_t<decltype(stage)>;
            if constexpr (type::is_kept) {
                set_from<At + 1, Sources>(from, takes);
            } else {
                if constexpr (type::holds_layers) {
                    stage.set(from.template inside<Chain, At, Sources>(), takes, limits_behind<Chain, At>{});
                } else {
                    using form = form_at<Chain, At, Scales>;
                    const auto& source = from.template source<Chain, At, form, Sources>(takes);
                    stage.set(source, takes, limits_behind<Chain, At>::of(given_by(source)));
                }
                set_from<At + 1, Sources + type::sources>(from, stage.gives);
            }
        }
    }
    template <std::size_t At> [[nodiscard]] constexpr auto integers_from(const quantization& takes) const noexcept {
        if constexpr (At == sizeof...(K)) {
            return std::tuple<>{};
        } else {
            const auto& stage = boost::hana::at_c<At>(stages_);
            if constexpr (std::remove_cvref_t<decltype(stage)>::is_kept) return integers_from<At + 1>(takes);
            else return std::tuple_cat(integers_of(stage, takes), integers_from<At + 1>(stage.gives));
        }
    }
    template <class Tensors> static constexpr quantization given_by(const Tensors& source) noexcept {
        return source.gives;
    }
    static constexpr quantization given_by(const quantization& source) noexcept { return source; }
};

}  // namespace constprop::inline CONSTPROP_TARGET::int8

#endif  // CONSTPROP_INT8_CHAIN_HPP
