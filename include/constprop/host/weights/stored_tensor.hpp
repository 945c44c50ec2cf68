#ifndef CONSTPROP_HOST_WEIGHTS_STORED_TENSOR_HPP
#define CONSTPROP_HOST_WEIGHTS_STORED_TENSOR_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/number_type.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {

/// A tensor as a file describes it, for any network.
struct stored_tensor {
    std::string name;    ///< "encoder.0.weight"
    std::string type;    ///< in the file's notation: "F32", "<f4" …
    tensor_shape shape;  ///< as in the file, unchecked
};

namespace detail {

/// The numbers in a file's bytes.
inline std::vector<double> numbers_of(number_type type, std::string_view bytes) {
    const std::size_t size = bytes_of(type);
    std::vector<double> values(bytes.size() / size);
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = read_number(type, bytes.data() + k * size);
    return values;
}

inline number_type checked_number_type(const std::string& where, const stored_tensor& one) {
    if (const auto type = number_type_named(one.type)) return *type;
    throw error(where, "tensor " + in_quotes(one.name) + " holds " + in_quotes(one.type),
                "float16, bfloat16, float32 or float64, little-endian", "Save it as one of those.");
}

/// The number of bytes of a tensor's values; nothing if its type is unknown or the number exceeds 64 bits.
inline std::optional<std::uint64_t> bytes_due(std::string_view type, const tensor_shape& shape) {
    const auto number = number_type_named(type);
    if (!number) return {};
    std::uint64_t due = bytes_of(*number);
    for (const std::uint64_t size : shape) {
        if (size != 0 && due > (std::numeric_limits<std::uint64_t>::max)() / size) return {};
        due *= size;
    }
    return due;
}

}  // namespace detail
}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_STORED_TENSOR_HPP
