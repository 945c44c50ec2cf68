#ifndef CONSTPROP_KERNELS_LINEAR_HPP
#define CONSTPROP_KERNELS_LINEAR_HPP

#include <constprop/kernels/batch.hpp>
#include <constprop/kernels/dot_of_rows.hpp>
#include <constprop/kernels/helium.hpp>
#include <constprop/kernels/outer_product.hpp>
#include <constprop/kernels/plain.hpp>
#include <constprop/kernels/scaled_sums.hpp>
#include <constprop/kernels/sum_of_rows.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET::kernels {

/// The products of a linear layer y = W x + b. `outputs_are_rows` determines the layout: the weights, with the weights of one
/// input contiguous or those of one output, then the biases.
///
/// Either way there is a row-major matrix M. If its rows belong to inputs, y is a sum of rows, and dx are dot products
/// with rows; if they belong to outputs, it is the reverse. Products of up to `Budget` multiply-adds are unrolled
/// completely.
template <std::size_t Inputs, std::size_t Outputs, std::size_t Budget> struct linear {
    static constexpr bool rows_are_outputs = outputs_are_rows(Inputs, Outputs), unrolled = Inputs * Outputs <= Budget;
    template <class T> static constexpr bool sums_in_memory(std::size_t columns) noexcept {
        return !has_vectors<T> || (register_lanes<T> == 1 && !unrolled && !helium::computes<T>(columns));
    }

    /// The number of partial sums of a value of y for a single sample, and the one to which the product with x[i] is added.
    template <class T>
    static constexpr std::size_t partial_sums_of_one =
        rows_are_outputs ? lanes_of_dot<T>(Inputs) : partial_sums<T>(Inputs, Outputs);
    template <class T> static constexpr std::size_t partial_sum_with(std::size_t i) noexcept {
        constexpr std::size_t sums = partial_sums_of_one<T>;
        return rows_are_outputs && i >= Inputs / sums * sums ? i - (Inputs - sums) : i % sums;
    }

    /// Bytes of memory that products use, beside inputs and outputs. For one sample they are partial sums: plain loops keep
    /// all of them; kernels with one float in a register keep those of 16 columns or of one row; with vectors they are in
    /// registers. For a batch they are the sums of one row, or a transposed block of the weights.
    template <class T, std::size_t Rows, std::size_t Columns, std::size_t Batch>
    static constexpr std::size_t bytes_to_sum_rows() noexcept {
        const std::size_t width = has_vectors<T> && Columns > 16 ? 16 : Columns;
        if (Batch > 1) return has_vectors<T> ? 0 : Columns * sizeof(sum_of<T>);
        return sums_in_memory<T>(Columns) ? partial_sums<T>(Rows, Columns) * width * sizeof(sum_of<T>) : 0;
    }
    template <class T, std::size_t Rows, std::size_t Columns, std::size_t Batch>
    static constexpr std::size_t bytes_of_dots() noexcept {
        if constexpr (Batch > 1 && has_vectors<T>) return transposed_block<T, Rows, Columns>::bytes;
        else return Batch == 1 ? bytes_of_sample_dots<T>(Columns) : 0;
    }
    template <class T> static constexpr std::size_t bytes_of_sample_dots(std::size_t columns) noexcept {
        return sums_in_memory<T>(columns) ? lanes_of_dot<T>(columns) * sizeof(sum_of<T>) : 0;
    }
    template <class T, std::size_t Batch> static constexpr std::size_t forward_sum_bytes() noexcept {
        if constexpr (rows_are_outputs) return bytes_of_sample_dots<T>(Inputs);
        else return bytes_to_sum_rows<T, Inputs, Outputs, Batch>();
    }
    template <class T, std::size_t Batch> static constexpr std::size_t backward_sum_bytes() noexcept {
        if constexpr (rows_are_outputs) return bytes_to_sum_rows<T, Outputs, Inputs, Batch>();
        else return bytes_of_dots<T, Inputs, Outputs, Batch>();
    }
    template <class T, std::size_t Batch> static constexpr std::size_t gradient_sum_bytes() noexcept {
        const std::size_t columns = rows_are_outputs ? Inputs : Outputs;
        return Batch > 1 && !has_vectors<T> ? plain::columns_at_once<T>(columns) * sizeof(sum_of<T>) : 0;
    }

    /// y = then(W x + b), elementwise; parameters may be of a type that is only stored. b lies behind W, or at `bias`, which may
    /// be `no_bias`, or `scales_and` either.
    template <class Weight, class T, class Then>
    [[gnu::always_inline]] static constexpr void forward(const Weight* parameters, const T* x, T* y,
                                                         Then then) noexcept {
        forward(parameters, bias_behind(parameters), x, y, then);
    }
    template <class Weight, class T, class Bias, class Then>
    [[gnu::always_inline]] static constexpr void forward(const Weight* parameters, scales_and<Bias> by, const T* x,
                                                         T* y, Then then) noexcept {
        forward(parameters, no_bias{}, x, y, unscaled{});
        scale_sums<Outputs>(by, y, then);
    }
    template <class Weight, class T, class Bias, class Then>
    [[gnu::always_inline]] static constexpr void forward(const Weight* parameters, Bias bias, const T* x, T* y,
                                                         Then then) noexcept {
        if constexpr (has_vectors<T>) {
            if (!std::is_constant_evaluated()) {
                if constexpr (rows_are_outputs)
                    return dot_of_rows<Outputs, Inputs, unrolled>(parameters, bias, x, y, then);
                else return sum_of_rows<Inputs, Outputs, unrolled>(parameters, bias, x, y, then);
            }
        }
        forward_plainly(parameters, bias, x, y, then);
    }
    template <class Weight, class T, class Bias, class Then>
    [[gnu::always_inline]] static constexpr void forward_plainly(const Weight* parameters, Bias bias, const T* x, T* y,
                                                                 Then then) noexcept {
        if constexpr (rows_are_outputs) plain::dot_of_rows<Outputs, Inputs>(parameters, bias, x, y);
        else plain::sum_of_rows<Inputs, Outputs>(parameters, bias, x, y);
        for (std::size_t o = 0; o < Outputs; ++o) y[o] = then(y[o]);
    }

    /// For `count` ≤ Batch samples. Dot products fill their vectors by themselves, so samples are computed one after the other.
    template <std::size_t Batch, class Weight, class T, class Then>
    static constexpr void forward(const Weight* parameters, const std::array<T, Inputs>* x, std::array<T, Outputs>* y,
                                  std::size_t count, Then then) noexcept {
        forward<Batch>(parameters, bias_behind(parameters), x, y, count, then);
    }
    template <std::size_t Batch, class Weight, class T, class Bias, class Then>
    static constexpr void forward(const Weight* parameters, scales_and<Bias> by, const std::array<T, Inputs>* x,
                                  std::array<T, Outputs>* y, std::size_t count, Then then) noexcept {
        forward<Batch>(parameters, no_bias{}, x, y, count, unscaled{});
        for (std::size_t n = 0; n < count; ++n) scale_sums<Outputs>(by, y[n].data(), then);
    }
    template <std::size_t Batch, class Weight, class T, class Bias, class Then>
    static constexpr void forward(const Weight* parameters, Bias bias, const std::array<T, Inputs>* x,
                                  std::array<T, Outputs>* y, std::size_t count, Then then) noexcept {
        if constexpr (rows_are_outputs) {
            if constexpr (has_vectors<T>)
                if (!std::is_constant_evaluated())
                    return dot_of_rows_each<Outputs, Inputs, unrolled>(parameters, bias, x->data(), y->data(), count,
                                                                       then);
            for (std::size_t n = 0; n < count; ++n) forward_plainly(parameters, bias, x[n].data(), y[n].data(), then);
        } else {
            if constexpr (has_vectors<T>)
                if (!std::is_constant_evaluated())
                    return sum_of_rows<Inputs, Outputs, Batch>(parameters, bias, x->data(), y->data(), count, then);
            plain::sum_of_rows<Inputs, Outputs>(parameters, bias, x, y, count, then);
        }
    }

    /// dx = Wᵀ dy.
    template <class T>
    [[gnu::always_inline]] static constexpr void backward(const T* parameters, const T* dy, T* dx) noexcept {
        constexpr no_bias none{};
        if constexpr (has_vectors<T>) {
            if (!std::is_constant_evaluated()) {
                const auto as_it_is = [](const auto& sum_) CONSTPROP_INLINED { return sum_; };
                if constexpr (rows_are_outputs)
                    return sum_of_rows<Outputs, Inputs, unrolled>(parameters, none, dy, dx, as_it_is);
                else return dot_of_rows<Inputs, Outputs, unrolled>(parameters, none, dy, dx, as_it_is);
            }
        }
        if constexpr (rows_are_outputs) plain::sum_of_rows<Outputs, Inputs>(parameters, none, dy, dx);
        else plain::dot_of_rows<Inputs, Outputs>(parameters, none, dy, dx);
    }

    /// dx = Wᵀ dy for `count` ≤ Batch samples.
    template <std::size_t Batch, class T>
    static constexpr void backward(const T* parameters, const std::array<T, Outputs>* dy, std::array<T, Inputs>* dx,
                                   std::size_t count) noexcept {
        constexpr no_bias none{};
        const auto as_it_is = [](const auto& sum_) CONSTPROP_INLINED { return sum_; };
        if constexpr (has_vectors<T>) {
            if (!std::is_constant_evaluated()) {
                if constexpr (rows_are_outputs)
                    return sum_of_rows<Outputs, Inputs, Batch>(parameters, none, dy->data(), dx->data(), count,
                                                               as_it_is);
                else
                    return dot_of_rows<Inputs, Outputs, Batch>(parameters, none, dy->data(), dx->data(), count,
                                                               as_it_is);
            }
        }
        if constexpr (rows_are_outputs) plain::sum_of_rows<Outputs, Inputs>(parameters, none, dy, dx, count, as_it_is);
        else plain::dot_of_rows<Inputs, Outputs>(parameters, none, dy, dx, count, as_it_is);
    }

    /// Calls each(k, gradient) for the parameters, in storage order k: dW = Σ dy xᵀ, db = Σ dy over `count` ≤ Batch samples.
    /// At run time a gradient is the vector of the gradients of parameters k, k + 1, …
    template <std::size_t Batch, class T, class Each>
    [[gnu::always_inline]] static constexpr void differentiate(const std::array<T, Inputs>* x,
                                                               const std::array<T, Outputs>* dy, std::size_t count,
                                                               Each each) noexcept {
        differentiate_weights<Batch>(x, dy, count, each);
        differentiate_bias<Batch>(dy, count, [&](std::size_t o_, const auto& value_) CONSTPROP_INLINED {
            each(Inputs * Outputs + o_, value_);
        });
    }
    /// The gradients of the weights alone, and of the bias alone, each counted from 0.
    template <std::size_t Batch, class T, class Each>
    [[gnu::always_inline]] static constexpr void differentiate_weights(const std::array<T, Inputs>* x,
                                                                       const std::array<T, Outputs>* dy,
                                                                       std::size_t count, Each each) noexcept {
        if constexpr (has_vectors<T>) {
            if (!std::is_constant_evaluated()) {
                if constexpr (rows_are_outputs)
                    return sum_of_outer_products<Outputs, Inputs, Batch, unrolled>(dy->data(), x->data(), count, each);
                else return sum_of_outer_products<Inputs, Outputs, Batch, unrolled>(x->data(), dy->data(), count, each);
            }
        }
        if constexpr (rows_are_outputs) plain::sum_of_outer_products<Outputs, Inputs, Batch>(dy, x, count, each);
        else plain::sum_of_outer_products<Inputs, Outputs, Batch>(x, dy, count, each);
    }
    template <std::size_t Batch, class T, class Each>
    [[gnu::always_inline]] static constexpr void differentiate_bias(const std::array<T, Outputs>* dy, std::size_t count,
                                                                    Each each) noexcept {
        if constexpr (has_vectors<T>)
            if (!std::is_constant_evaluated()) return sum_of_samples<Outputs, unrolled>(dy->data(), count, each);
        plain::sum_of_samples<Outputs>(dy, count, each);
    }

 private:
    template <class Weight>
    [[gnu::always_inline]] static constexpr auto bias_behind(const Weight* parameters) noexcept {
        constexpr std::size_t weights = Inputs * Outputs;
        return with_scales<weights>(parameters, others_at(parameters + room_for_weights<Weight>(weights, Outputs)));
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::kernels

#endif  // CONSTPROP_KERNELS_LINEAR_HPP
