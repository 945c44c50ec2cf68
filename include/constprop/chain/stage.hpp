#ifndef CONSTPROP_CHAIN_STAGE_HPP
#define CONSTPROP_CHAIN_STAGE_HPP

#include <constprop/chain/number_block.hpp>
#include <constprop/chain/parameter_runs.hpp>
#include <constprop/concept/extent.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/placed.hpp>
#include <constprop/concept/scaled_parameters.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/stop.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/kernels/vector.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace constprop::errors {

/// Not constexpr on purpose: a constant expression that calls this does not compile, and the compiler names it.
template <std::size_t Layer, std::size_t Outputs, std::size_t Inputs>
[[noreturn, gnu::always_inline]] inline void weight_index_is_out_of_range(long long output,
                                                                          std::size_t input) noexcept {
    detail::stop([=](const auto& say_) noexcept {
        say_("there is no weight(", output, ", ", input, ") in layer ", Layer, ", which has ", Outputs, " outputs and ",
             Inputs, " inputs, counted from 0");
    });
}
template <std::size_t Layer, std::size_t Outputs>
[[noreturn, gnu::always_inline]] inline void bias_index_is_out_of_range(long long output) noexcept {
    detail::stop([=](const auto& say_) noexcept {
        say_("there is no bias(", output, ") in layer ", Layer, ", which has ", Outputs, ", counted from 0");
    });
}

}  // namespace constprop::errors

namespace constprop::inline CONSTPROP_TARGET {

/// A layer in its place in a network, with its parameters: what `net.layer<Position>()` returns.
///
/// `weight(output, input)` and `bias(output)` read and write single parameters; inputs and outputs are counted in storage
/// order. `parameter(k)` counts in the order of `parameters()`. An index out of range stops a constant expression and traps
/// in a program.
template <std::size_t Position, class Layer, class Stored, extent Input, bool Statistics = true>
struct stage : detail::placed<Position, Layer, kernels::value_of<Stored>, Input,
                              detail::number_block<Position, Layer, Stored, Input, Statistics>> {
    using base = detail::placed<Position, Layer, kernels::value_of<Stored>, Input,
                                detail::number_block<Position, Layer, Stored, Input, Statistics>>;
    using base::place, base::shape;
    using typename base::on;
    using typename base::scalar;

    static constexpr auto tensors = detail::tensors_of<Layer>(Input);
    static constexpr const auto& runs = detail::parameter_runs<Layer, Input>;
    using weights = detail::layer_weights<Layer, Input>;
    static constexpr std::size_t statistic_count = Statistics ? place.statistics : 0;

    /// How many values of type `Stored` hold the parameters, and their bytes: whole words.
    static constexpr std::size_t stored_count = detail::count_stored<Layer, Stored, Input>(), parameter_bytes = [] {
        constexpr std::size_t alignment = detail::parameter_block<0, Stored, 1>::alignment;
        return (stored_count * sizeof(Stored) + alignment - 1) / alignment * alignment;
    }();
    using scaled = detail::scaled_in<Layer, Stored, Input>;

    /// Of parameters in `scaled_int8`: how many integers there are, and how many floats.
    static constexpr std::size_t integer_count = [] {
        if constexpr (kernels::is_scaled<Stored>) return scaled::integer_count;
        else return std::size_t{0};
    }();
    static constexpr std::size_t float_count = [] {
        if constexpr (kernels::is_scaled<Stored>) return scaled::float_count;
        else return shape.parameters();
    }();

    /// The position in storage of parameter k of the outside order.
    [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept { return detail::position_in<on>(k); }

    /// Parameter k in the order of `parameters()`: the weights, then the biases.
    /// In `scaled_int8` it is a product with a scale: it is read, and set only with all others.
    [[nodiscard]] constexpr Stored& parameter(std::size_t k) noexcept
    requires(!kernels::is_scaled<Stored>)
    {
        return this->data()[position(k)];
    }
    [[nodiscard]] constexpr decltype(auto) parameter(std::size_t k) const noexcept {
        if constexpr (kernels::is_scaled<Stored>) return scaled::read(this->data(), k);
        else return std::as_const(this->data()[position(k)]);
    }

    /// Sets all parameters from values in the order of `parameters()`; by the layer's `assign(to, from)` if it has one.
    constexpr void assign([[maybe_unused]] const scalar* from) noexcept {
        constexpr std::size_t count = shape.parameters();
        if constexpr (count > 0) {
            Stored* const to = this->data();
            if constexpr (kernels::is_scaled<Stored>) scaled::write(to, from);
            else if constexpr (requires { on::assign(to, from); }) on::assign(to, from);
            else
                for (std::size_t k = 0; k < count; ++k) to[position(k)] = Stored(from[k]);
        }
    }

    /// Sets all parameters of a network in `scaled_int8` from integers of weights and floats: scales, and what has none. Moves
    /// both pointers on.
    constexpr void assign([[maybe_unused]] const std::int8_t*& integers, const float*& floats) noexcept {
        if constexpr (kernels::is_scaled<Stored>) {
            scaled::write(this->data(), integers, floats);
        } else {
            assign(floats);
            floats += shape.parameters();
        }
    }

    /// Sets all numbers from those of the same layer in a network of another scalar.
    template <class Other> constexpr void convert(const Other& from) noexcept {
        if constexpr (kernels::is_scaled<Stored>) {
            std::array<scalar, shape.parameters()> numbers{};
            for (std::size_t k = 0; k < numbers.size(); ++k)
                numbers[k] = static_cast<scalar>(static_cast<typename Other::scalar>(from.parameter(k)));
            assign(numbers.data());
        } else {
            for (std::size_t k = 0; k < shape.parameters(); ++k)
                parameter(k) = as_stored(static_cast<typename Other::scalar>(from.parameter(k)));
        }
        for (std::size_t k = 0; k < statistic_count; ++k)
            this->statistics()[k] = static_cast<scalar>(from.statistics()[k]);
    }

    /// Copies the parameters and statistics of the same layer in another network.
    template <class Other> constexpr void copy(const Other& from) noexcept {
        if constexpr (!std::is_same_v<typename Other::stored, Stored>) {
            convert(from);
        } else {
            for (std::size_t k = 0; k < stored_count; ++k) this->data()[k] = from.data()[k];
            for (std::size_t k = 0; k < statistic_count; ++k) this->statistics()[k] = from.statistics()[k];
        }
    }

    /// The number among the parameters of the weight between an input and an output.
    [[nodiscard]] static constexpr std::size_t number_of_weight(std::size_t output, std::size_t input) noexcept {
        return output * shape.inputs + place.takes.to_channels_first(input);
    }

    /// The weight between an input and an output.
    template <class Size> [[nodiscard]] constexpr decltype(auto) weight(Size output, std::size_t input) noexcept {
        return weight_of(*this, output, input);
    }
    template <class Size> [[nodiscard]] constexpr decltype(auto) weight(Size output, std::size_t input) const noexcept {
        return weight_of(*this, output, input);
    }

    /// The bias of an output.
    template <class Size> [[nodiscard]] constexpr decltype(auto) bias(Size output) noexcept {
        return bias_of(*this, output);
    }
    template <class Size> [[nodiscard]] constexpr decltype(auto) bias(Size output) const noexcept {
        return bias_of(*this, output);
    }

 private:
    /// A number of another scalar as it is stored. 16 bits are made from double or float alone.
    template <class Number> static constexpr Stored as_stored(const Number& x) noexcept {
        if constexpr (kernels::is_short_float<Stored> && !std::is_floating_point_v<Number>)
            return static_cast<Stored>(static_cast<double>(x));
        else return static_cast<Stored>(x);
    }

    /// True if each output has one bias and the biases lie behind all other parameters. A branch has several biases.
    static constexpr bool has_one_bias = [] {
        std::size_t biases = 0;
        bool last_is_bias = false;
        for (const tensor& one : tensors)
            if (one.is_trained() && one.size() > 0) {
                last_is_bias = one.as == role::bias;
                biases += last_is_bias ? 1 : 0;
            }
        return biases == 1 && last_is_bias;
    }();

    // Templates on the index's type, so that asking a layer for a parameter that it lacks is an error only in a call.
    template <class Self, class Size>
    static constexpr decltype(auto) weight_of(Self& self, Size output, std::size_t input) noexcept {
        if constexpr (has<Size>(works_on_values<Layer> ? shape.weights : 0)) {  // other layers' weights are no matrix
            constexpr std::size_t inputs = shape.inputs, outputs = (shape.weights + inputs - 1) / inputs;
            const std::size_t k = number_of_weight(static_cast<std::size_t>(output), input);
            if (input >= inputs || static_cast<std::size_t>(output) >= outputs || k >= shape.weights)
                errors::weight_index_is_out_of_range<Position, outputs, inputs>(static_cast<long long>(output), input);
            return self.parameter(k);
        } else {
            using sentence = typename errors::layer<Position, said<Layer, Size>>::has_no_weights;
            static_assert(
                errors::layer_has_it<sentence>,
                "Only layers such as linear<Inputs, Outputs> have a weight for each input and output. Ask one of those, or "
                "for parameter(k).");
            return scalar{};
        }
    }
    template <class Self, class Size> static constexpr decltype(auto) bias_of(Self& self, Size output) noexcept {
        if constexpr (has<Size>(has_one_bias ? shape.biases : 0)) {
            if (static_cast<std::size_t>(output) >= shape.biases)
                errors::bias_index_is_out_of_range<Position, shape.biases>(static_cast<long long>(output));
            return self.parameter(shape.weights + static_cast<std::size_t>(output));
        } else {
            using sentence = typename errors::layer<Position, said<Layer, Size>>::has_no_biases;
            static_assert(
                errors::layer_has_it<sentence>,
                "Only layers such as linear<Inputs, Outputs> have a bias for each output. Ask one of those, or for "
                "parameter(k).");
            return scalar{};
        }
    }
    template <class> static constexpr bool has(std::size_t count) noexcept { return count > 0; }
    template <class Type, class> struct later {
        using type = Type;
    };
    template <class Type, class Dependent> using said = typename later<Type, Dependent>::type;
};

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_CHAIN_STAGE_HPP
