#ifndef CONSTPROP_CONCEPT_SCALED_PARAMETERS_HPP
#define CONSTPROP_CONCEPT_SCALED_PARAMETERS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/in_its_place.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/only_stored.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Where a tensor of a layer lies among the bytes of `scaled_int8`. Weights with two dimensions or more are integers, in the
/// order in which the layer stores them, and behind them a scale for each output; other tensors are floats.
struct scaled_tensor {
    std::size_t first = 0, count = 0;  ///< parameters of the layer
    std::size_t at = 0;                ///< its first byte, a multiple of 4
    std::size_t scales = 0;            ///< 0 for floats
    std::size_t of_one_output = 1;     ///< parameters in a row that have one output

    constexpr std::size_t bytes() const noexcept {
        return scales > 0 ? kernels::room_for_weights<scaled_int8>(count, scales)
                          : kernels::room_for_others<scaled_int8>(count);
    }
    constexpr std::size_t scales_at() const noexcept { return at + kernels::whole_words(count); }

    /// The scale of parameter k, counted from `first` in PyTorch's order.
    constexpr std::size_t scale_of(std::size_t k) const noexcept { return k / of_one_output % scales; }
};

/// A tensor of weights with dimensions such as (outputs, inputs); of fewer than two, one without scales.
template <class Dimensions>
constexpr scaled_tensor scaled_weights(const Dimensions& dimensions, std::size_t rank,
                                       std::size_t output_axis) noexcept {
    scaled_tensor one{.count = 1};
    for (std::size_t d = 0; d < rank; ++d) one.count *= static_cast<std::size_t>(dimensions[d]);
    if (rank < 2 || one.count == 0) return one;
    one.scales = static_cast<std::size_t>(dimensions[output_axis]);
    for (std::size_t d = output_axis + 1; d < rank; ++d) one.of_one_output *= static_cast<std::size_t>(dimensions[d]);
    return one;
}
constexpr scaled_tensor without_place(const tensor& of) noexcept {
    if (of.as == role::weight) return scaled_weights(of.dimensions, of.rank, of.output_axis);
    return {.count = of.is_trained() ? of.size() : 0};
}

/// Finds the scales and the integers of a tensor's weights, in PyTorch's order: calls weight_is(k, scale, integer), and scale_is(s,
/// scale). The scale of weights that are not all finite is NaN.
template <class WeightIs, class ScaleIs>
constexpr void scale_weights(const scaled_tensor& of, const float* weights, const WeightIs& weight_is,
                             const ScaleIs& scale_is) noexcept {
    const std::size_t stride = of.of_one_output * of.scales;
    for (std::size_t s = 0; s < of.scales; ++s) {
        const auto for_each_weight = [&](const auto& use_) noexcept {
            for (std::size_t row_ = s * of.of_one_output; row_ < of.count; row_ += stride)
                for (std::size_t k_ = row_; k_ < row_ + of.of_one_output; ++k_) use_(k_);
        };
        float magnitude = 0;
        for_each_weight([&](std::size_t k_) noexcept {
            const float size_ = weights[k_] < 0 ? -weights[k_] : weights[k_];
            if (!math::is_finite(size_)) magnitude = std::numeric_limits<float>::infinity();
            else if (size_ > magnitude) magnitude = size_;
        });
        const bool finite = math::is_finite(magnitude);
        const float scale = finite ? kernels::scale_of(magnitude) : std::numeric_limits<float>::quiet_NaN();
        for_each_weight([&](std::size_t k_) noexcept {
            weight_is(k_, scale, kernels::nearest_integer(weights[k_], finite ? scale : 0));
        });
        scale_is(s, scale);
    }
}

/// Bytes of a layer's parameters.
template <class Layer> constexpr std::size_t bytes_of_scaled(extent in) noexcept {
    std::size_t sum = 0;
    for (const tensor& one : tensors_of<Layer>(in)) sum += without_place(one).bytes();
    return sum;
}

/// The parameters of a layer in its place, stored in `scaled_int8`: tensor by tensor.
template <class Layer, class On, extent Input> struct scaled_parameters {
    static constexpr auto tensors = [] {
        constexpr auto all = tensors_of<Layer>(Input);
        std::array<scaled_tensor, all.size()> found{};
        std::size_t first = 0, at = 0;
        for (std::size_t k = 0; k < all.size(); ++k) {
            found[k] = without_place(all[k]);
            found[k].first = first, found[k].at = at;
            first += found[k].count, at += found[k].bytes();
        }
        return found;
    }();
    static constexpr std::size_t bytes = bytes_of_scaled<Layer>(Input);
    /// Without any, a network stores the layer's parameters as plain floats.
    static constexpr bool any_scales = [] {
        for (const scaled_tensor& one : tensors)
            if (one.scales > 0) return true;
        return false;
    }();

    /// Where parameter k of a tensor, counted from its first, lies in it.
    static constexpr std::size_t position(const scaled_tensor& in, std::size_t k) noexcept {
        return position_in<On>(in.first + k) - in.first;
    }
    static constexpr kernels::stored_floats scales(const scaled_int8* p, const scaled_tensor& of) noexcept {
        return {p + of.scales_at()};
    }

    /// What the kernels multiply: the integer of a weight, or the parameter itself.
    static constexpr float unscaled(const scaled_int8* p, const scaled_tensor& in, std::size_t k) noexcept {
        const std::size_t at = position(in, k);
        return in.scales > 0 ? float{p[in.at + at]} : kernels::stored_floats{p + in.at}[at];
    }
    static constexpr float value(const scaled_int8* p, const scaled_tensor& in, std::size_t k) noexcept {
        const float number = unscaled(p, in, k);
        if (in.scales == 0) return number;
        const float scale = scales(p, in)[in.scale_of(k)];
        return math::is_finite(scale) ? number * scale : scale;  // compilers compute no product that is NaN
    }
    static constexpr const scaled_tensor& tensor_with(std::size_t k) noexcept {
        std::size_t t = 0;
        while (k >= tensors[t].first + tensors[t].count) ++t;
        return tensors[t];
    }

    /// Parameter k in PyTorch's order; what kernels multiply in its place; and its scale.
    static constexpr float read(const scaled_int8* p, std::size_t k) noexcept {
        const scaled_tensor& in = tensor_with(k);
        return value(p, in, k - in.first);
    }
    static constexpr float factor(const scaled_int8* p, std::size_t k) noexcept {
        const scaled_tensor& in = tensor_with(k);
        return unscaled(p, in, k - in.first);
    }
    static constexpr float scale(const scaled_int8* p, std::size_t k) noexcept {
        const scaled_tensor& in = tensor_with(k);
        return scales(p, in)[in.scale_of(k - in.first)];
    }
    /// Writes all parameters as floats, in the layer's order of storage.
    static constexpr void expand(const scaled_int8* p, float* to) noexcept {
        for (const scaled_tensor& one : tensors)
            for (std::size_t k = 0; k < one.count; ++k) to[one.first + position(one, k)] = value(p, one, k);
    }
    /// How many integers there are, and how many floats.
    static constexpr std::size_t integer_count = [] {
        std::size_t sum = 0;
        for (const scaled_tensor& one : tensors) sum += one.scales > 0 ? one.count : 0;
        return sum;
    }();
    static constexpr std::size_t float_count = [] {
        std::size_t sum = 0;
        for (const scaled_tensor& one : tensors) sum += one.scales > 0 ? one.scales : one.count;
        return sum;
    }();

    /// Stores all parameters, given in PyTorch's order. A weight that is not finite makes NaN of all that share its scale.
    static constexpr void write(scaled_int8* p, const float* values) noexcept {
        integers listed{};
        std::array<float, float_count> floats{};
        std::size_t next = 0;
        for (const scaled_tensor& one : tensors) {
            for (std::size_t k = 0; one.scales == 0 && k < one.count; ++k) floats[next + k] = values[one.first + k];
            scale_weights(
                one, values + one.first,
                [&](std::size_t k_, float /*scale*/, scaled_int8 integer_) noexcept {
                    listed[one.first + k_] = integer_;
                },
                [&](std::size_t s_, float scale_) noexcept { floats[next + s_] = scale_; });
            next += one.scales > 0 ? one.scales : one.count;
        }
        write(p, listed, floats.data());
    }
    /// The same with integers that are given, and floats: scales in place of their weights. Moves both pointers on.
    static constexpr void write(scaled_int8* p, const std::int8_t*& given, const float*& floats) noexcept {
        integers listed{};
        for (const scaled_tensor& one : tensors) {
            scaled_int8* to = listed.data() + one.first;
            for (std::size_t s = 0; s < one.scales; ++s)
                for (std::size_t left = one.count / one.scales; left > 0; --left) (to++)->value = *given++;
        }
        write(p, listed, floats);
        floats += float_count;
    }

 private:
    /// An integer for each parameter; those without a scale have 0.
    using integers = std::array<scaled_int8, place_of<Layer>(Input).shape.parameters()>;

    /// In the layer's order of storage. Constant evaluation is limited in its steps, which a layer's `assign` saves.
    static constexpr integers in_storage(const integers& listed) noexcept {
        integers stored{};
        if constexpr (requires { On::assign(stored.data(), listed.data()); }) On::assign(stored.data(), listed.data());
        else
            for (std::size_t k = 0; k < stored.size(); ++k) stored[position_in<On>(k)] = listed[k];
        return stored;
    }
    /// Compilers limit the iterations of a loop, and count every call, in constant evaluation.
    static constexpr void copy(const scaled_tensor& of, const scaled_int8* from, scaled_int8* to) noexcept {
        for (std::size_t s = 0; s < of.scales; ++s) {
            const scaled_int8* const end = from + of.count / of.scales;
            while (from != end) *to++ = *from++;
        }
    }
    /// Writes from beginning to end: in constant evaluation, g++ takes long to store elements in another order.
    static constexpr void write(scaled_int8* p, const integers& listed, const float* floats) noexcept {
        const integers stored = in_storage(listed);
        for (const scaled_tensor& one : tensors) {
            scaled_int8* const to = p + one.at;
            copy(one, stored.data() + one.first, to);
            for (std::size_t s = 0; s < one.scales; ++s) kernels::write_float(p + one.scales_at() + 4 * s, *floats++);
            for (std::size_t k = 0; one.scales == 0 && k < one.count; ++k)
                kernels::write_float(to + 4 * position(one, k), *floats++);
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CONCEPT_SCALED_PARAMETERS_HPP
