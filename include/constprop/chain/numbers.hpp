#ifndef CONSTPROP_CHAIN_NUMBERS_HPP
#define CONSTPROP_CHAIN_NUMBERS_HPP

#include <constprop/chain/stage.hpp>
#include <constprop/chain/stages.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/stop.hpp>
#include <constprop/kernels/only_stored.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>

#include <boost/hana/at.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::errors {

/// Not constexpr on purpose: a constant expression that calls this does not compile, and the compiler names it.
[[noreturn, gnu::always_inline]] inline void parameter_is_too_large(std::size_t layer, std::size_t k,
                                                                    long long value) noexcept {
    detail::stop([=](const auto& say_) noexcept {
        say_("parameter ", k, " of layer ", layer, " is about ", value,
             ", which would be stored as infinity: a half ends at 65504, a bfloat16 where a float does");
    });
}
[[noreturn, gnu::always_inline]] inline void parameter_has_no_scale(std::size_t layer, std::size_t k,
                                                                    long long value) noexcept {
    detail::stop([=](const auto& say_) noexcept {
        say_("parameter ", k, " of layer ", layer, " is about ", value,
             ", but a weight with the same scale is infinite or NaN, and no scale stores both");
    });
}

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET {
namespace detail {

template <std::size_t Count, class Function, class... Pointers>
constexpr void for_each_of(Function& f, Pointers... numbers) noexcept {
    for (std::size_t k = 0; k < Count; ++k) f(numbers[k]...);
}

/// The whole part of a number, held within what a long long holds.
template <class Number> constexpr long long whole_part(Number x) noexcept {
    constexpr double most = 0x1p62;
    const auto value = static_cast<double>(x);
    return static_cast<long long>(value > most ? most : value < -most ? -most : value);
}

/// A finite parameter that is stored as infinity or NaN, if there is one.
struct lost_parameter {
    bool exists = false;
    std::size_t layer = 0, k = 0;
    long long value = 0;
};

/// The numbers of a chain's layers: their parameters, and, in a network, their statistics. A gradient has no statistics.
template <class Stored, class Chain, bool Statistics> class numbers {
    using stage_types = stages<Stored, Chain>;

    typename stage_types::template with_numbers<Statistics> stages_{};

 public:
    /// The type in which the network computes, and the type in which its parameters are stored.
    using scalar = kernels::value_of<Stored>;
    using stored = Stored;

    static constexpr std::size_t layer_count = Chain::length;
    static constexpr std::size_t parameter_count = Chain::parameter_count;
    static constexpr std::size_t statistic_count = Statistics ? Chain::statistic_count : 0;

    using parameter_type = std::array<scalar, parameter_count>;
    using statistic_type = std::array<scalar, statistic_count>;

    /// Bytes of the parameters and statistics, and of parameters that layer k converts on the stack in a forward pass.
    static constexpr std::size_t number_bytes =
        []<class... Stage_>(std::type_identity<boost::hana::tuple<Stage_...>>) noexcept {
            return ((statistic_count * sizeof(scalar)) + ... + Stage_::parameter_bytes);
        }(std::type_identity<typename stage_types::template with_numbers<Statistics>>{});
    [[nodiscard]] static constexpr std::size_t converted_by(std::size_t k) noexcept {
        return [k]<class... Stage_>(std::type_identity<boost::hana::tuple<Stage_...>>) noexcept {
            return std::array<std::size_t, layer_count>{Stage_::converted...}[k];
        }(std::type_identity<typename stage_types::template with_numbers<Statistics>>{});
    }

    /// In `scaled_int8`: the number of weights that are integers, and of floats, which are scales and what has none.
    static constexpr std::size_t integer_count =
        []<class... Stage_>(std::type_identity<boost::hana::tuple<Stage_...>>) noexcept {
            return (std::size_t{0} + ... + Stage_::integer_count);
        }(std::type_identity<typename stage_types::template with_numbers<Statistics>>{});
    static constexpr std::size_t float_count =
        []<class... Stage_>(std::type_identity<boost::hana::tuple<Stage_...>>) noexcept {
            return (std::size_t{0} + ... + Stage_::float_count);
        }(std::type_identity<typename stage_types::template with_numbers<Statistics>>{});

    /// Layer `Position` with its parameters, counted from 0; see `stage`.
    template <std::size_t Position> [[nodiscard]] constexpr auto& layer() noexcept { return layer_of<Position>(*this); }
    template <std::size_t Position> [[nodiscard]] constexpr const auto& layer() const noexcept {
        return layer_of<Position>(*this);
    }

    /// The stages as a hana::tuple, for folds that users write.
    [[nodiscard]] constexpr auto& all_stages() noexcept { return stages_; }
    [[nodiscard]] constexpr const auto& all_stages() const noexcept { return stages_; }

    /// All parameters as the network computes with them, in PyTorch's order: layer by layer the weights (outputs × inputs,
    /// row-major), then the biases.
    [[nodiscard]] constexpr const parameter_type parameters() const noexcept {
        parameter_type values{};
        std::size_t k = 0;
        boost::hana::for_each(stages_, [&](const auto& stage_) noexcept {
            for (std::size_t p_ = 0; p_ < stage_.shape.parameters(); ++p_) values[k++] = stage_.parameter(p_);
        });
        return values;
    }

    /// The statistics that the layers measured in training, such as means of activations: layer by layer, in PyTorch's order.
    [[nodiscard]] constexpr const statistic_type statistics() const noexcept {
        statistic_type values{};
        std::size_t k = 0;
        boost::hana::for_each(stages_, [&](const auto& stage_) noexcept {
            for (std::size_t s_ = 0; s_ < stage_.statistic_count; ++s_) values[k++] = stage_.statistics()[s_];
        });
        return values;
    }

    [[nodiscard]] friend constexpr bool operator==(const numbers& a, const numbers& b) noexcept {
        bool equal = true;
        const auto compare = [&](const auto& x_, const auto& y_) noexcept { equal = equal && x_ == y_; };
        boost::hana::for_each(a.stages_, [&](const auto& stage_) noexcept {
            using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
            const auto& other_ = boost::hana::at_c<stage_type_::index>(b.stages_);
            for_each_of<stage_type_::stored_count>(compare, stage_.data(), other_.data());
            for_each_of<stage_type_::statistic_count>(compare, stage_.statistics(), other_.statistics());
        });
        return equal;
    }

 protected:
    /// Sets all numbers from those of the same chain with another scalar.
    template <class Other> constexpr void convert(const Other& other) noexcept {
        boost::hana::for_each(stages_, [&](auto& to_) noexcept {
            const auto& from_ = boost::hana::at_c<std::remove_cvref_t<decltype(to_)>::index>(other.all_stages());
            to_.convert(from_);
        });
    }
    constexpr void assign_parameters(const scalar* values) noexcept {
        boost::hana::for_each(stages_, [&](auto& stage_) noexcept {
            stage_.assign(values);
            values += stage_.shape.parameters();
        });
    }
    constexpr void assign_integers(const std::int8_t* integers, const float* floats) noexcept {
        boost::hana::for_each(stages_, [&](auto& stage_) noexcept { stage_.assign(integers, floats); });
    }
    constexpr void assign_statistics(const scalar* values) noexcept {
        boost::hana::for_each(stages_, [&](auto& stage_) noexcept {
            for (std::size_t s_ = 0; s_ < stage_.statistic_count; ++s_) stage_.statistics()[s_] = *values++;
        });
    }

    /// Stops if a finite parameter is lost in storage; value(stage, k) is what it was before.
    template <class Value> constexpr void check_stored(const Value& value) const noexcept {
        if (const lost_parameter lost = find_lost(value); lost.exists) {
            if constexpr (kernels::is_scaled<Stored>) errors::parameter_has_no_scale(lost.layer, lost.k, lost.value);
            else errors::parameter_is_too_large(lost.layer, lost.k, lost.value);
        }
    }

 private:
    template <class Value>
    [[nodiscard]] constexpr lost_parameter find_lost([[maybe_unused]] const Value& value) const noexcept {
        lost_parameter lost{};
        if constexpr (kernels::is_only_stored<Stored>)
            boost::hana::for_each(stages_, [&](const auto& stage_) noexcept {
                for (std::size_t k_ = 0; k_ < stage_.shape.parameters() && !lost.exists; ++k_)
                    if (!math::is_finite(static_cast<scalar>(stage_.parameter(k_))))
                        if (const auto was_ = value(stage_, k_); math::is_finite(was_))
                            lost = {true, stage_.index, k_, whole_part(was_)};
            });
        return lost;
    }

    template <std::size_t Position, class Self> static constexpr auto& layer_of(Self& self) noexcept {
        if constexpr (Position < layer_count) {
            return boost::hana::at_c<Position>(self.stages_);
        } else {
            if constexpr (layer_count != 0) {
                using sentence = typename errors::network_with_layers<layer_count>::template has_no_layer<Position>;
                static_assert(errors::layer_exists<sentence>,
                              "Layers are counted from 0, activations included. Ask for one of those.");
                return boost::hana::at_c<0>(self.stages_);  // so that using the layer gives no second error
            } else {
                return self;
            }
        }
    }
};

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET

namespace constprop::inline CONSTPROP_TARGET {

/// Calls f(a, b, …) for each parameter a of the first network, b of the second, …, in storage order. The networks, or
/// gradients, have one type. Parameters in `scaled_int8` are values, in the order of `parameters()`.
template <class Function, class First, class... Others>
constexpr void for_each_parameter(Function&& f, First& first, Others&... others) noexcept {
    boost::hana::for_each(first.all_stages(), [&](auto& stage_) noexcept {
        using stage_type_ = std::remove_cvref_t<decltype(stage_)>;
        constexpr std::size_t count_ = stage_type_::shape.parameters(), at_ = stage_type_::index;
        if constexpr (kernels::is_scaled<typename stage_type_::stored>)
            for (std::size_t k_ = 0; k_ < count_; ++k_)
                f(stage_.parameter(k_), boost::hana::at_c<at_>(others.all_stages()).parameter(k_)...);
        else detail::for_each_of<count_>(f, stage_.data(), boost::hana::at_c<at_>(others.all_stages()).data()...);
    });
}

}  // namespace constprop::inline CONSTPROP_TARGET

namespace constprop {

/// A gradient with respect to the parameters of a network whose layers have statistics: it has no statistics. The gradient of
/// any other network has the network's own type.
template <class Scalar, class Chain>
class CONSTPROP_TAGGED gradient_of_chain : public detail::numbers<Scalar, Chain, false> {};

}  // namespace constprop

#endif  // CONSTPROP_CHAIN_NUMBERS_HPP
