#ifndef CONSTPROP_TESTS_HOST_WEIGHTS_STORED_HPP
#define CONSTPROP_TESTS_HOST_WEIGHTS_STORED_HPP

#include <constprop/host/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

/// A tensor for a file that a test writes.
struct stored {
    std::string name, type;  // "F32"
    std::vector<std::size_t> shape;
    std::string bytes;
};

/// `values` as the bytes of Number: float, double, or the bits of smaller formats.
template <class Number> std::string bytes_of(const std::vector<Number>& values) {
    std::string bytes;
    for (const Number value : values) constprop::host::detail::append_little_endian(bytes, value);
    return bytes;
}

inline stored floats(std::string name, std::vector<std::size_t> shape, const std::vector<float>& values) {
    return {std::move(name), "F32", std::move(shape), bytes_of(values)};
}

/// First, first + 1, …: as many as the shape holds.
inline stored counting(std::string name, std::vector<std::size_t> shape, float first) {
    std::size_t count = 1;
    for (const std::size_t size : shape) count *= size;
    std::vector<float> values;
    for (std::size_t k = 0; k < count; ++k) values.push_back(first + static_cast<float>(k));
    return floats(std::move(name), std::move(shape), values);
}

inline std::string safetensors_bytes(const std::vector<stored>& tensors) {
    std::string header = "{", data;
    for (const stored& one : tensors) {
        std::string shape;
        for (const std::size_t size : one.shape) shape += (shape.empty() ? "" : ",") + std::to_string(size);
        header += (data.empty() && header == "{" ? "\"" : ",\"") + one.name + R"(":{"dtype":")" + one.type +
                  R"(","shape":[)" + shape + R"(],"data_offsets":[)" + std::to_string(data.size()) + "," +
                  std::to_string(data.size() + one.bytes.size()) + "]}";
        data += one.bytes;
    }
    header += "}";
    std::string bytes;
    constprop::host::detail::append_little_endian(bytes, std::uint64_t{header.size()});
    return bytes + header + data;
}

#endif  // CONSTPROP_TESTS_HOST_WEIGHTS_STORED_HPP
