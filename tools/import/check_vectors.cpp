#include "import/check_vectors.hpp"

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/npy.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace constprop::tools {

using host::error;
using namespace host::detail;

namespace {

/// Numpy's format, version 1: a magic string, a version, the length of the header in 16 bits, the header, the values.
constant read_npy_array(std::string_view bytes, const std::string& where) {
    constexpr std::size_t before = 10;
    npy_header header;
    const std::string again = "Save it with numpy.save, from a float32 or float64 array.";
    const std::size_t length = bytes.size() < before ? 0 : read_little_endian<std::uint16_t>(bytes.data() + 8);
    if (bytes.size() < before + length || bytes[6] != 1 || !npy_dictionary(bytes.substr(before, length)).read(header))
        throw error(where, "this is no array of numpy's", "an .npy file of version 1.0", again);
    const bool single = header.type == npy_type<float>();
    if ((!single && header.type != npy_type<double>()) || (header.column_major && header.shape.size() > 1))
        throw error(where,
                    "its values are of type " + in_quotes(header.type) + (header.column_major ? ", by columns" : ""),
                    "'<f4' or '<f8', by rows", again);
    bytes.remove_prefix(before + length);
    constant result{header.shape, {}, header.type};
    const std::size_t size = single ? 4 : 8;
    for (; bytes.size() >= size; bytes.remove_prefix(size))
        result.values.push_back(single ? static_cast<double>(read_little_endian<float>(bytes.data()))
                                       : read_little_endian<double>(bytes.data()));
    return result;
}

std::vector<std::vector<double>> rows_of(const std::filesystem::path& path, std::size_t size, const char* what) {
    const constant all = read_array(path);
    const std::string where = path_text(path);
    if (all.values.empty() || all.values.size() % size != 0)
        throw error(where, "it holds " + std::to_string(all.values.size()) + " values",
                    "samples of " + std::to_string(size) + " values each, the network's " + what, "Save others.");
    std::vector<std::vector<double>> rows;
    for (std::size_t k = 0; k < all.values.size(); k += size) {
        const auto begin = all.values.begin() + static_cast<std::ptrdiff_t>(k);
        rows.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(size));
        for (const double number : rows.back())
            if (!std::isfinite(number))
                throw error(where, "a value is not finite", "finite numbers to compare with", "Save other samples.");
    }
    return rows;
}

}  // namespace

constant read_array(const std::filesystem::path& path) {
    const std::string bytes = read_file(path), where = path_text(path);
    if (std::string_view{bytes}.starts_with(npy_magic)) return read_npy_array(bytes, where);
    onnx::TensorProto tensor;
    if (!tensor.ParseFromString(bytes) || !tensor.has_data_type())
        throw error(where, "this is no array", "ONNX's TensorProto (.pb), or numpy's .npy",
                    "Save it with numpy.save, or with onnx.numpy_helper.from_array.");
    return read_constant(tensor, where);
}

void check_vectors::add(const std::filesystem::path& input, const std::filesystem::path& output, std::size_t input_size,
                        std::size_t output_size) {
    auto x = rows_of(input, input_size, "inputs"), y = rows_of(output, output_size, "outputs");
    if (x.size() != y.size())
        throw error(path_text(output), "it has " + std::to_string(y.size()) + " samples",
                    std::to_string(x.size()) + ", as " + path_text(input) + " has", "Save both from one run.");
    for (std::size_t k = 0; k < x.size() && inputs.size() < most; ++k) {
        inputs.push_back(std::move(x[k]));
        outputs.push_back(std::move(y[k]));
    }
}

}  // namespace constprop::tools
