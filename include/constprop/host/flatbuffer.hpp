#ifndef CONSTPROP_HOST_FLATBUFFER_HPP
#define CONSTPROP_HOST_FLATBUFFER_HPP

#include <constprop/host/bytes.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Writes flatbuffers: objects that point to each other by distances, so that files are read where they lie.
///
/// An object is its bytes and those of all that it points to, so that objects join by concatenation. Each begins at a multiple
/// of 16, which is more than any number needs.
///
/// Source:      https://flatbuffers.dev/internals
namespace constprop::inline CONSTPROP_TARGET::host::detail {

struct flat_object {
    std::string bytes;
    std::size_t begin = 0;  ///< where it begins in `bytes`, for others that point to it
};

/// Appends an object, and writes the distance to it at `place`.
inline void append_flat(std::string& bytes, std::size_t place, const flat_object& object) {
    bytes.resize((bytes.size() + 15) / 16 * 16);
    std::string distance;
    append_little_endian(distance, static_cast<std::uint32_t>(bytes.size() + object.begin - place));
    bytes.replace(place, distance.size(), distance);
    bytes += object.bytes;
}

/// A vector's count. Its elements lie right behind it, at a multiple of 16.
inline flat_object flat_count(std::size_t count) {
    flat_object result{std::string(12, '\0'), 12};
    append_little_endian(result.bytes, static_cast<std::uint32_t>(count));
    return result;
}

/// A vector of numbers.
template <class Number> flat_object flat_numbers(const std::vector<Number>& numbers) {
    flat_object result = flat_count(numbers.size());
    result.bytes.reserve(result.bytes.size() + numbers.size() * sizeof(Number));
    for (const Number one : numbers) append_little_endian(result.bytes, one);
    return result;
}

/// A vector of bytes.
inline flat_object flat_bytes(std::string_view bytes) {
    flat_object result = flat_count(bytes.size());
    result.bytes += bytes;
    return result;
}

/// A text, which ends with a zero.
inline flat_object flat_text(std::string_view text) {
    flat_object result = flat_bytes(text);
    result.bytes += '\0';
    return result;
}

/// A vector of objects.
inline flat_object flat_list(const std::vector<flat_object>& objects) {
    flat_object result = flat_count(objects.size());
    const std::size_t first = result.bytes.size();
    result.bytes.resize(first + 4 * objects.size());
    for (std::size_t k = 0; k < objects.size(); ++k) append_flat(result.bytes, first + 4 * k, objects[k]);
    return result;
}

/// A table: some of the fields that a format numbers, each a number of at most four bytes or an object.
class flat_table {
    struct field {
        std::size_t number, size;
        std::string bytes;  ///< of a number
        flat_object object{};
    };
    std::vector<field> fields_;

 public:
    template <class Number>
    requires(sizeof(Number) <= 4)
    flat_table& number(std::size_t place, Number value) {
        fields_.push_back({place, sizeof(Number), {}, {}});
        append_little_endian(fields_.back().bytes, value);
        return *this;
    }
    flat_table& object(std::size_t place, flat_object value) {
        fields_.push_back({place, 4, std::string(4, '\0'), std::move(value)});
        return *this;
    }

    /// The fields, the largest first; a list of where each of them lies; then the objects.
    [[nodiscard]] flat_object written() const {
        flat_object result{std::string(4, '\0')};
        std::vector<std::uint16_t> places;
        for (const std::size_t size : {4U, 2U, 1U})
            for (const field& one : fields_) {
                if (one.size != size) continue;
                if (places.size() <= one.number) places.resize(one.number + 1, 0);
                places[one.number] = static_cast<std::uint16_t>(result.bytes.size());
                result.bytes += one.bytes;
            }
        const std::size_t size = result.bytes.size(), list = (size + 1) / 2 * 2;
        result.bytes.resize(list);
        append_little_endian(result.bytes, static_cast<std::uint16_t>(4 + 2 * places.size()));
        append_little_endian(result.bytes, static_cast<std::uint16_t>(size));
        for (const std::uint16_t place : places) append_little_endian(result.bytes, place);
        std::string back;  // a table points to its list by the way back
        append_little_endian(back, -static_cast<std::int32_t>(list));
        result.bytes.replace(0, back.size(), back);
        for (const field& one : fields_)
            if (!one.object.bytes.empty()) append_flat(result.bytes, places[one.number], one.object);
        return result;
    }
};

/// A file whose root is an object, with its format's identifier of four letters.
inline std::string flat_file(const flat_object& root, std::string_view identifier) {
    std::string bytes(4, '\0');
    bytes += identifier;
    append_flat(bytes, 0, root);
    return bytes;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_FLATBUFFER_HPP
