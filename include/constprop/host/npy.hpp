#ifndef CONSTPROP_HOST_NPY_HPP
#define CONSTPROP_HOST_NPY_HPP

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

/// Numpy's format of one array: a magic string, a version, the length of the header, the header (a Python dictionary),
/// the values. Source: numpy.lib.format, versions 1.0 and 2.0.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

inline constexpr std::string_view npy_magic = "\x93NUMPY";
inline constexpr std::size_t npy_longest_header = 65535;  // the limit of version 1.0; 2.0 is for structured types

struct npy_header {
    std::string type;           ///< "<f4" …
    bool column_major = false;  ///< 'fortran_order'
    tensor_shape shape;
};

template <class Scalar> constexpr const char* npy_type() noexcept { return sizeof(Scalar) == 4 ? "<f4" : "<f8"; }

/// An .npy file's dictionary.
inline std::string npy_dictionary_text(const char* type, const tensor_shape& shape) {
    return std::string("{'descr': '") + type + "', 'fortran_order': False, 'shape': " + shape_text(shape) + ", }";
}

/// A tensor as the bytes of an .npy file, version 1.0.
template <class Scalar> std::string npy_bytes(const tensor<Scalar>& one) {
    std::string header = npy_dictionary_text(npy_type<Scalar>(), one.shape);
    const std::size_t before = npy_magic.size() + 4;  // version and length
    while ((before + header.size() + 1) % 64 != 0) header += ' ';
    header += '\n';
    std::string bytes{npy_magic};
    bytes += std::string_view{"\x01\x00", 2};
    append_little_endian(bytes, static_cast<std::uint16_t>(header.size()));
    bytes += header;
    bytes.reserve(bytes.size() + one.values.size() * sizeof(Scalar));
    for (const Scalar value : one.values) append_little_endian(bytes, value);
    return bytes;
}

/// Reads the kind of dictionary that numpy writes; rejects everything else.
class npy_dictionary {
    std::string_view rest_;
    bool good_ = true;

    void skip_spaces() {
        while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n')) rest_.remove_prefix(1);
    }
    bool accept(std::string_view word) {
        skip_spaces();
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    void expect(std::string_view word) { good_ = good_ && accept(word); }

    std::string_view text() {
        const char quote = accept("'") ? '\'' : accept("\"") ? '"' : '\0';
        const std::size_t end = rest_.find(quote);
        good_ = good_ && quote != '\0' && end != std::string_view::npos;
        if (!good_) return {};
        const std::string_view inside = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return inside;
    }
    std::uint64_t number() {
        skip_spaces();
        std::uint64_t value = 0;
        std::size_t digits = 0;
        for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits) {
            const auto digit = static_cast<std::uint64_t>(rest_[digits] - '0');
            if (value > ((std::numeric_limits<std::uint64_t>::max)() - digit) / 10) return good_ = false, 0;
            value = 10 * value + digit;
        }
        good_ = good_ && digits > 0;
        rest_.remove_prefix(digits);
        accept("L");  // written by Python 2
        return value;
    }
    tensor_shape shape() {
        tensor_shape sizes;
        expect("(");
        while (good_ && !accept(")")) {
            sizes.push_back(number());
            if (!accept(",")) {
                good_ = good_ && sizes.size() > 1;  // (3) is not a tuple
                expect(")");
                break;
            }
        }
        return sizes;
    }

 public:
    explicit npy_dictionary(std::string_view text) : rest_(text) {}

    bool read(npy_header& header) {
        bool type = false, order = false, size = false;
        expect("{");
        while (good_ && !accept("}")) {
            const std::string_view key = text();
            expect(":");
            if (key == "descr" && !std::exchange(type, true)) {
                header.type = std::string{text()};
            } else if (key == "fortran_order" && !std::exchange(order, true)) {
                header.column_major = accept("True");
                if (!header.column_major) expect("False");
            } else if (key == "shape" && !std::exchange(size, true)) {
                header.shape = shape();
            } else {
                good_ = false;
            }
            if (!accept(",")) {
                expect("}");
                break;
            }
        }
        skip_spaces();
        return good_ && type && order && size && rest_.empty();
    }
};

/// The position in a column-major matrix of value k of a row-major one.
inline std::size_t column_major_place(std::size_t k, const tensor_shape& shape) {
    return static_cast<std::size_t>(k % shape[1] * shape[0] + k / shape[1]);
}

/// Reads the part of an array before its values. `name` is that of its file or member, and `example` a header, for
/// messages. `read(bytes, count)` reads that many bytes or throws.
template <class Read>
npy_header read_npy_header(const std::string& where, const std::string& name, const std::string& example, Read read) {
    const std::string member = in_quotes(name);
    const std::string again = "Save it again with numpy.savez.";
    std::string bytes(npy_magic.size() + 2, '\0');
    read(bytes.data(), bytes.size());
    if (!bytes.starts_with(npy_magic))
        throw error(where, member + " is no array of numpy's", "a member that begins with \\x93NUMPY", again);
    const int version = static_cast<unsigned char>(bytes[6]), minor = static_cast<unsigned char>(bytes[7]);
    if ((version != 1 && version != 2) || minor != 0)
        throw error(where, member + " is of version " + std::to_string(version) + "." + std::to_string(minor),
                    "version 1.0 or 2.0 of the .npy format", again);

    char length[4] = {};
    read(length, version == 1 ? 2 : 4);
    const std::size_t size = read_little_endian<std::uint32_t>(length);
    if (size > npy_longest_header)
        throw error(where, member + " has a header of " + std::to_string(size) + " bytes",
                    "at most " + std::to_string(npy_longest_header), again);
    bytes.assign(size, '\0');
    read(bytes.data(), size);

    npy_header header;
    if (!npy_dictionary(bytes).read(header))
        throw error(where, member + " has the header " + in_quotes(bytes), "one such as " + example, again);
    return header;
}

/// Reads one array into a tensor with the expected name and shape. It reads and allocates no more than this shape
/// needs.
template <class Scalar, class Read> void read_npy(const std::string& where, tensor<Scalar>& one, Read read) {
    const npy_header header =
        read_npy_header(where, one.name + ".npy", npy_dictionary_text(npy_type<Scalar>(), one.shape), read);
    check_type(where, one, header.type, npy_type<Scalar>());
    check_shape(where, one, header.shape);

    std::string bytes(one.values.size() * sizeof(Scalar), '\0');
    read(bytes.data(), bytes.size());
    const bool transposed = header.column_major && one.shape.size() == 2;
    for (std::size_t k = 0; k < one.values.size(); ++k) {
        const auto from = transposed ? column_major_place(k, one.shape) : k;
        one.values[k] = read_little_endian<Scalar>(bytes.data() + from * sizeof(Scalar));
    }
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_NPY_HPP
