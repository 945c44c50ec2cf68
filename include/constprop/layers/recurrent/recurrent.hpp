#ifndef CONSTPROP_LAYERS_RECURRENT_RECURRENT_HPP
#define CONSTPROP_LAYERS_RECURRENT_RECURRENT_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/layer.hpp>
#include <constprop/concept/sink.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/concept/trace.hpp>
#include <constprop/diagnostics/errors.hpp>
#include <constprop/kernels/linear.hpp>
#include <constprop/kernels/order.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/layers/recurrent/units.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

/// The common parts of recurrent layers. A step computes from the input x and the hidden state h the products
///
///     a = W_ih x + b_ih,  b = W_hh h + b_hh
///
/// of all gates at once; from these a cell computes the next state, unit by unit. A cell has
///
///     gates, carried, kept
///         how many numbers a unit has in a (and in b), in the state, whose first is h, and in the cache for the backward pass
///     splits
///         true if ∂ℓ/∂a and ∂ℓ/∂b differ; they do not if b is only added to a
///     forward(a, b, carried, kept)
///         writes the next state over the previous one
///     backward(kept, h, carried, da, db)
///         h is the hidden state before the step; computes, from ∂ℓ/∂state after the step, ∂ℓ/∂a, ∂ℓ/∂b, and, over it,
///         ∂ℓ/∂state before the step, without the part that goes through b
///
/// for scalars and, where `takes_vectors`, for vectors.
namespace constprop::inline CONSTPROP_TARGET::detail {

/// The layout of a recurrent layer's numbers: tensors in PyTorch's order, each matrix as its products need it.
template <extent In, std::size_t Hidden, std::size_t Gates, bool HasBias> struct recurrent_parameters {
    static constexpr std::size_t inputs = In.size(), rows = Gates * Hidden;
    using from_input = kernels::linear<inputs, rows, kernels::unroll_budget>;
    using from_hidden = kernels::linear<Hidden, rows, kernels::unroll_budget>;

    static constexpr std::size_t hidden_weights = inputs * rows, input_bias = hidden_weights + Hidden * rows,
                                 hidden_bias = input_bias + rows, count = HasBias ? hidden_bias + rows : input_bias;

    /// Behind `flatten`, columns of W_ih are in the order of PyTorch's flattening.
    static constexpr std::size_t position(std::size_t k) noexcept {
        if (k >= input_bias) return k;
        if (k >= hidden_weights) return hidden_weights + at<from_hidden>(k - hidden_weights, Hidden, rows);
        const std::size_t i = In.positions() == 1 ? k % inputs : In.from_channels_first(k % inputs);
        return at<from_input>(k / inputs * inputs + i, inputs, rows);
    }

    /// The matrices and biases of parameters that are stored in `Stored`.
    template <class Stored> static constexpr const Stored* weights_of_hidden(const Stored* p) noexcept {
        return p + kernels::room_for_weights<Stored>(inputs * rows, rows);
    }
    template <class Stored> static constexpr auto bias_of_input(const Stored* p) noexcept {
        return kernels::with_scales<inputs * rows>(p, bias<0>(p));
    }
    template <class Stored> static constexpr auto bias_of_hidden(const Stored* p) noexcept {
        return kernels::with_scales<Hidden * rows>(weights_of_hidden(p), bias<rows>(p));
    }
    template <std::size_t First, class Stored> static constexpr auto bias([[maybe_unused]] const Stored* p) noexcept {
        if constexpr (HasBias)
            return kernels::others_at(weights_of_hidden(p) + kernels::room_for_weights<Stored>(Hidden * rows, rows)) +
                   First;
        else return kernels::no_bias{};
    }
    /// The position of element k of a row-major matrix.
    template <class Products>
    static constexpr std::size_t at(std::size_t k, std::size_t columns, std::size_t of_rows) noexcept {
        return Products::rows_are_outputs ? k : k % columns * of_rows + k / columns;
    }
};

/// `footprint` adds this for the product of a layer in a batch, for registers and return addresses. A recurrent layer has a
/// second product.
inline constexpr std::size_t bytes_of_another_product = 144;

/// A recurrent layer in its place. The rows of a pass are consecutive steps: the state moves on from row to row, and the
/// backward pass begins at the last one.
template <class Cell, class T, extent In, std::size_t Hidden, bool HasBias> struct recurrent_on {
    using numbers = recurrent_parameters<In, Hidden, Cell::gates, HasBias>;
    using from_input = typename numbers::from_input;
    using from_hidden = typename numbers::from_hidden;
    static constexpr std::size_t rows_of_gates = numbers::rows, carried = Cell::carried * Hidden;

    using input_row = std::array<T, In.size()>;
    using output_row = std::array<T, Hidden>;

    static constexpr bool takes_pass = true, reads_stored = true, reads_scales = true;
    using state = std::array<T, carried>;

    /// The hidden state before each step, and the cell's cache.
    template <std::size_t Batch> struct cache {
        rows<T, Hidden, Batch> before;
        rows<T, Cell::kept * Hidden, Batch> kept;
    };

    [[nodiscard]] static constexpr std::size_t position(std::size_t k) noexcept { return numbers::position(k); }

    // Never inlined, so that the stack frames of the two passes are not merged.
    template <std::size_t Batch, class Weight, class Pass>
    [[gnu::noinline]] static constexpr void forward(const Weight* p, const input_row* x, output_row* y,
                                                    std::size_t count, const Pass& pass) noexcept {
        rows<T, rows_of_gates, Batch> a;
        const auto bias = numbers::bias_of_input(p);
        if constexpr (Batch == 1) from_input::forward(p, bias, x->data(), a.data()->data(), as_it_is{});
        else from_input::template forward<Batch>(p, bias, x, a.data(), count, as_it_is{});
        for (std::size_t n = 0; n < count; ++n) {
            if constexpr (Pass::keeps) copy_row<Hidden>(pass.state->data(), pass.cache->before.data()[n].data());
            T* kept = nullptr;
            if constexpr (Pass::keeps) kept = pass.cache->kept.data()[n].data();
            step<Pass::keeps>(p, a.data()[n].data(), pass.state->data(), kept, y[n].data());
        }
    }

    template <std::size_t Batch, class Dx, class Sink, class Pass>
    [[gnu::noinline]] static constexpr void backward(const T* p, const input_row* x, const output_row* /*y*/,
                                                     const output_row* dy, [[maybe_unused]] Dx dx, std::size_t count,
                                                     [[maybe_unused]] Sink sink, const Pass& pass) noexcept {
        if constexpr (!is_asked<Dx> && !is_asked<Sink>) return;  // frozen, and no layer before it learns
        rows<T, rows_of_gates, Batch> to_input;
        rows<T, rows_of_gates, Cell::splits ? Batch : 0> apart;
        std::array<T, rows_of_gates>*da = to_input.data(), *db = da;
        if constexpr (Cell::splits) db = apart.data();

        T carried_back[carried];
        for (T& value : carried_back) value = T(0);
        for (std::size_t n = count; n-- > 0;) {
            const auto& kept = *pass.cache;
            step_back(kept.kept.data()[n].data(), kept.before.data()[n].data(), dy[n].data(), carried_back,
                      da[n].data(), db[n].data());
            if (n == 0) break;
            T through[Hidden];
            from_hidden::backward(p + numbers::hidden_weights, db[n].data(), through);
            for (std::size_t k = 0; k < Hidden; ++k) carried_back[k] += through[k];
        }

        da = kernels::written(da), db = kernels::written(db);

        if constexpr (is_asked<Dx>) {
            if constexpr (Batch == 1) from_input::backward(p, da->data(), dx->data());
            else from_input::template backward<Batch>(p, da, dx, count);
        }
        if constexpr (is_asked<Sink>) {
            const auto* before = pass.cache->before.data();
            from_input::template differentiate_weights<Batch>(x, da, count, sink_from{sink, 0});
            from_hidden::template differentiate_weights<Batch>(before, db, count,
                                                               sink_from{sink, numbers::hidden_weights});
            if constexpr (HasBias) {
                from_input::template differentiate_bias<Batch>(da, count, sink_from{sink, numbers::input_bias});
                from_hidden::template differentiate_bias<Batch>(db, count, sink_from{sink, numbers::hidden_bias});
            }
        }
    }

    /// The gates of all steps, and the products of one step; in the backward pass, in their place, the gradients of both.
    template <std::size_t Batch> [[nodiscard]] static constexpr layer_scratch scratch() noexcept {
        constexpr std::size_t gates = sizeof(rows<T, rows_of_gates, Batch>), one = rows_of_gates * sizeof(T);
        constexpr std::size_t there = gates + one + from_hidden::template forward_sum_bytes<T, 1>(),
                              back = (Cell::splits ? 2 : 1) * gates + (carried + Hidden) * sizeof(T);
        return {.forward = there, .gradient = (back > there ? back - there : 0) + bytes_of_another_product};
    }

 private:
    template <bool Keeps, class Weight>
    static constexpr void step(const Weight* p, const T* a, T* state, [[maybe_unused]] T* kept, T* y) noexcept {
        T b[rows_of_gates];
        from_hidden::forward(numbers::weights_of_hidden(p), numbers::bias_of_hidden(p), state, b, as_it_is{});
        for_units<Hidden, T, Cell::takes_vectors, rows_of_gates>([&](std::size_t k_, auto type_) CONSTPROP_INLINED {
            using value_ = typename decltype(type_)::type;
            of_unit<value_, Cell::gates, Hidden> of_input_, of_hidden_;
            of_unit<value_, Cell::carried, Hidden> of_state_;
            of_unit<value_, Cell::kept, Hidden> of_cache_;
            of_input_.read(a + k_);
            of_hidden_.read(b + k_);
            of_state_.read(state + k_);
            Cell::forward(of_input_.values, of_hidden_.values, of_state_.values, of_cache_.values);
            of_state_.write(state + k_);
            if constexpr (Keeps) of_cache_.write(kept + k_);
            kernels::put(y + k_, of_state_.values[0]);
        });
    }

    static constexpr void step_back(const T* kept, const T* before, const T* dy, T* carried_back, T* da,
                                    T* db) noexcept {
        for_units<Hidden, T, Cell::takes_vectors, rows_of_gates>([&](std::size_t k_, auto type_) CONSTPROP_INLINED {
            using value_ = typename decltype(type_)::type;
            of_unit<value_, Cell::kept, Hidden> of_cache_;
            of_unit<value_, Cell::carried, Hidden> of_state_;
            of_unit<value_, Cell::gates, Hidden> to_input_, to_hidden_;
            of_cache_.read(kept + k_);
            of_state_.read(carried_back + k_);
            of_state_.values[0] += kernels::get<value_>(dy + k_);
            Cell::backward(of_cache_.values, kernels::get<value_>(before + k_), of_state_.values, to_input_.values,
                           to_hidden_.values);
            of_state_.write(carried_back + k_);
            to_input_.write(da + k_);
            if constexpr (Cell::splits) to_hidden_.write(db + k_);
        });
    }
};

/// The tensors of a recurrent layer, as nn.GRU and nn.LSTM have them.
template <std::size_t Hidden, std::size_t Gates, bool HasBias>
constexpr auto recurrent_tensors(std::size_t inputs) noexcept {
    constexpr std::size_t rows = Gates * Hidden;
    const tensor weight_ih{.name = "weight_ih",
                           .as = role::weight,
                           .dimensions = {rows, inputs},
                           .rank = 2,
                           .fan_in = inputs,
                           .fan_out = rows,
                           .default_fan = Hidden};
    const tensor weight_hh{.name = "weight_hh",
                           .as = role::weight,
                           .dimensions = {rows, Hidden},
                           .rank = 2,
                           .fan_in = Hidden,
                           .fan_out = rows,
                           .default_fan = Hidden};
    tensor bias_ih{.name = "bias_ih",
                   .as = role::bias,
                   .dimensions = {rows},
                   .rank = 1,
                   .fan_in = inputs,
                   .fan_out = rows,
                   .default_fan = Hidden};
    tensor bias_hh = bias_ih;
    bias_hh.name = "bias_hh";
    bias_hh.fan_in = Hidden;
    if constexpr (HasBias) return std::array<tensor, 4>{weight_ih, weight_hh, bias_ih, bias_hh};
    else return std::array<tensor, 2>{weight_ih, weight_hh};
}

/// A recurrent layer from `Inputs` values to `Hidden`, with one product of x and one of h for all gates.
template <class Layer, class Cell, std::size_t Inputs, std::size_t Hidden, bool HasBias> struct recurrent_layer {
    using final_type = Layer;
    using needs = typename Cell::needs;

    [[nodiscard]] static constexpr answer shape(extent offered) noexcept {
        const extent takes = vector_of(Inputs);  // the offered extent remembers its axes
        return {takes.agrees_with(offered) ? offered : takes, vector_of(Hidden)};
    }
    [[nodiscard]] static constexpr auto tensors(extent in) noexcept {
        return recurrent_tensors<Hidden, Cell::gates, HasBias>(in.size());
    }
    [[nodiscard]] static constexpr std::size_t multiply_accumulates(extent in) noexcept {
        return Cell::gates * Hidden * (in.size() + Hidden);
    }
    template <class T, extent In> using on = recurrent_on<Cell, T, In, Hidden, HasBias>;
};

template <class Option, class... Options> inline constexpr bool is_among = (std::is_same_v<Option, Options> || ...);

/// A sentence about the first option that a recurrent layer does not take, or that is given twice.
template <class Layer, class... Taken> struct recurrent_options {
    template <class First, class... Rest> static constexpr auto say_of() noexcept {
        if constexpr (!is_among<First, Taken...>)
            return std::type_identity<typename errors::type<First>::template is_no_option_of<Layer>>{};
        else if constexpr (is_among<First, Rest...>)
            return std::type_identity<typename errors::type<First>::template is_given_beside<First>>{};
        else return say_of_all<Rest...>();
    }
    template <class... Options> static constexpr auto say_of_all() noexcept {
        if constexpr (sizeof...(Options) == 0) return std::type_identity<errors::nothing>{};
        else return say_of<Options...>();
    }
};
}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_LAYERS_RECURRENT_RECURRENT_HPP
