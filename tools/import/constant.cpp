#include "import/constant.hpp"

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>

namespace constprop::tools {
namespace {

using proto = onnx::TensorProto;
using host::error;
using host::detail::read_little_endian;

const char* const remedy = "Export the model again, with its weights inside.";

/// Half precision: sign, 5 bits of exponent, 10 of mantissa.
double from_float16(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31, mantissa = bits & 1023;
    double magnitude = 0;
    if (exponent == 31)
        magnitude = mantissa == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    else if (exponent == 0) magnitude = std::ldexp(mantissa, -24);
    else magnitude = std::ldexp(1024 + mantissa, exponent - 25);
    return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

/// The upper half of a float.
double from_bfloat16(std::uint16_t bits) {
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16));
}

/// The number of elements of a shape; throws if it is invalid.
std::uint64_t count_of(const proto& tensor, const std::string& where) {
    std::uint64_t count = 1;
    for (const std::int64_t size : tensor.dims()) {
        if (size < 0)
            throw error(where, "a dimension is " + std::to_string(size), "sizes that are not negative", remedy);
        const auto factor = static_cast<std::uint64_t>(size);
        if (factor != 0 && count > std::numeric_limits<std::uint64_t>::max() / factor)
            throw error(where, "its dimensions multiply to more than any file holds", "an array of the file's size",
                        remedy);
        count *= factor;
    }
    return count;
}

void check_count(std::uint64_t found, std::uint64_t expected, const std::string& where) {
    if (found != expected)
        throw error(where, "it holds " + std::to_string(found) + " values",
                    std::to_string(expected) + ", as its dimensions say", remedy);
}

template <class Stored, class Convert>
std::vector<double> from_raw(std::string_view raw, std::uint64_t count, const std::string& where, Convert convert) {
    if (raw.size() % sizeof(Stored) != 0 || raw.size() / sizeof(Stored) != count)
        throw error(
            where, "it holds " + std::to_string(raw.size()) + " bytes",
            std::to_string(count) + " values of " + std::to_string(sizeof(Stored)) + " bytes, by its dimensions",
            remedy);
    std::vector<double> values;
    values.reserve(raw.size() / sizeof(Stored));
    for (std::size_t k = 0; k < raw.size(); k += sizeof(Stored))
        values.push_back(convert(read_little_endian<Stored>(raw.data() + k)));
    return values;
}

/// Reads raw bytes, or the typed field for this type.
template <class Stored, class Field, class Convert>
std::vector<double> from_either(const proto& tensor, const Field& field, std::uint64_t count, const std::string& where,
                                const external_data* data, Convert convert) {
    if (data != nullptr) {
        if (count > std::numeric_limits<std::uint64_t>::max() / sizeof(Stored))
            throw error(where, "its dimensions multiply to more than any file holds", "an array of the file's size",
                        remedy);
        return from_raw<Stored>(data->read(tensor, count * sizeof(Stored), where), count, where, convert);
    }
    if (tensor.has_raw_data()) return from_raw<Stored>(tensor.raw_data(), count, where, convert);
    check_count(static_cast<std::uint64_t>(field.size()), count, where);
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(field.size()));
    for (const auto value : field) values.push_back(convert(static_cast<Stored>(value)));
    return values;
}

}  // namespace

std::string type_text(std::int64_t type) {
    const auto known = static_cast<std::int32_t>(type);
    return known == type && onnx::TensorProto_DataType_IsValid(known)
               ? onnx::TensorProto_DataType_Name(static_cast<onnx::TensorProto_DataType>(known))
               : "number " + std::to_string(type);
}

bool is_floating(std::int32_t type) noexcept {
    return type == proto::FLOAT || type == proto::DOUBLE || type == proto::FLOAT16 || type == proto::BFLOAT16;
}

constant read_constant(const onnx::TensorProto& tensor, const std::string& where, const external_data* data) {
    const bool elsewhere = tensor.data_location() == proto::EXTERNAL || tensor.external_data_size() > 0;
    if (!elsewhere) data = nullptr;
    if (elsewhere && data == nullptr)
        throw error(where, "its values lie in another file", "values inside of the model",
                    "Save it as one file: onnx.save_model(…, save_as_external_data=False).");
    const std::uint64_t count = count_of(tensor, where);
    const auto as_it_is = [](auto value) { return static_cast<double>(value); };
    constant result;
    for (const std::int64_t size : tensor.dims()) result.shape.push_back(static_cast<std::uint64_t>(size));
    result.type = type_text(tensor.data_type());
    switch (tensor.data_type()) {
        case proto::FLOAT:
            result.values = from_either<float>(tensor, tensor.float_data(), count, where, data, as_it_is);
            break;
        case proto::DOUBLE:
            result.values = from_either<double>(tensor, tensor.double_data(), count, where, data, as_it_is);
            break;
        case proto::FLOAT16:
            result.values = from_either<std::uint16_t>(tensor, tensor.int32_data(), count, where, data, from_float16);
            break;
        case proto::BFLOAT16:
            result.values = from_either<std::uint16_t>(tensor, tensor.int32_data(), count, where, data, from_bfloat16);
            break;
        case proto::INT64:
            result.values = from_either<std::int64_t>(tensor, tensor.int64_data(), count, where, data, as_it_is);
            break;
        case proto::INT32:
            result.values = from_either<std::int32_t>(tensor, tensor.int32_data(), count, where, data, as_it_is);
            break;
        case proto::INT8:
            result.values = from_either<std::int8_t>(tensor, tensor.int32_data(), count, where, data, as_it_is);
            break;
        case proto::UINT8:
        case proto::BOOL:
            result.values = from_either<std::uint8_t>(tensor, tensor.int32_data(), count, where, data, as_it_is);
            break;
        default:
            throw error(where, "its values are of type " + result.type,
                        "a floating type, INT64, INT32, INT8, UINT8 or BOOL",
                        "Convert it before the export, for example with .float() in PyTorch.");
    }
    return result;
}

}  // namespace constprop::tools
