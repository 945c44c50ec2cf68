#ifndef CONSTPROP_TOOLS_IMPORT_QUANTIZED_ITEM_HPP
#define CONSTPROP_TOOLS_IMPORT_QUANTIZED_ITEM_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/kernels/int8/quantization.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "import/extent.hpp"
#include "import/order.hpp"
#include "import/tflite/graph.hpp"

namespace constprop::tools::quantized {

/// The integers of a constant: value k stands for scales[c] · (values[k] − zero_points[c]), where c counts along `axis`.
struct integers {
    std::vector<std::int64_t> shape, values;
    std::vector<float> scales;
    std::vector<std::int64_t> zero_points;  ///< as many
    std::size_t axis = 0;
    bool is_real = false;  ///< whether the file counts them in real numbers here

    /// Which scale is that of value k.
    std::size_t scale_of(std::size_t k) const noexcept;
    /// What they stand for.
    std::vector<double> reals() const;
};

/// The real numbers of a constant.
struct real_constant {
    std::vector<std::int64_t> shape;
    std::vector<double> values;
};

/// What integers of a value stand for in the network, and what the file's are.
struct coding {
    quantization of{};
    bool has_sign = false;  ///< those without one are 128 more
};

/// What an operator computes, before it is known in which scale.
struct draft {
    tflite::operation op{};
    extent shape{};  ///< of what it gives, in the order of the file
    std::vector<double> biases{},
        steps{};  ///< of a layer with weights: for each output, real numbers, and a step of its sums
    std::optional<quantization> otherwise{};  ///< its scale if the file says none
};

/// A value of the file that depends on the input: integers, or, without a tensor, a draft of them or floats.
struct item {
    extent shape{};  ///< in the order of the file
    std::size_t tensor = tflite::no_tensor;
    quantization of{};                    ///< what the integers stand for
    bool has_sign = false;                ///< whether the file's integers have one
    std::shared_ptr<const draft> from{};  ///< what computes it, if an operator does
    std::vector<extent> reshaped{};       ///< of a draft: shapes that it is given then
    bool is_real = false;                 ///< whether the file counts it in real numbers here
    bool channels_last = false;           ///< whether channels are the last dimension of an image
    std::optional<layer_extent> image{};  ///< of a vector: the image that it was, whose channels come first

    bool is_quantized() const noexcept { return tensor != tflite::no_tensor; }
    bool is_draft() const noexcept { return !is_quantized() && from != nullptr; }
};

/// A value as an image: (batch, channels, rows, columns), of a signal one row of (batch, channels, positions); else a vector.
layer_extent extent_of(const item& of);

}  // namespace constprop::tools::quantized

#endif  // CONSTPROP_TOOLS_IMPORT_QUANTIZED_ITEM_HPP
