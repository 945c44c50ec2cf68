#ifndef CONSTPROP_HOST_SAMPLES_ARRAYS_HPP
#define CONSTPROP_HOST_SAMPLES_ARRAYS_HPP

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/npy.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/number_type.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/is_finite.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Inputs of a network, and their expected outputs, from files.
namespace constprop::inline CONSTPROP_TARGET::host {

/// An array of numbers from a file, row-major.
struct number_array {
    tensor_shape shape;
    std::vector<double> values;
};

/// Samples and their expected outputs, row by row.
struct samples {
    std::vector<std::vector<double>> inputs{}, outputs{};
    std::size_t steps = 0;  ///< of sequences: how many each has, one after the other; 0 for samples of one input
};

namespace detail {

/// Reads an array in numpy's format. `name` is that of its file or member; `read(bytes, count)` reads that many bytes or
/// throws. Memory grows with the bytes that are read, so no claimed shape can allocate more than the file has.
template <class Read> number_array read_npy_numbers(const std::string& where, const std::string& name, Read read) {
    const npy_header header = read_npy_header(where, name, npy_dictionary_text("<f4", {16, 4}), read);
    const auto type = number_type_named(header.type);
    const auto due = bytes_due(header.type, header.shape);
    if (!type || !due)
        throw error(where,
                    in_quotes(name) + " holds " + in_quotes(header.type) + " of shape " + shape_text(header.shape),
                    "float16, float32 or float64, little-endian", "Save it as one of those, with numpy.save.");
    number_array result{header.shape, {}};
    std::string bytes;
    constexpr std::uint64_t chunk = 1 << 16;
    for (std::uint64_t left = *due; left > 0; left -= (std::min)(left, chunk)) {
        bytes.assign(static_cast<std::size_t>((std::min)(left, chunk)), '\0');
        read(bytes.data(), bytes.size());
        for (const double value : numbers_of(*type, bytes)) result.values.push_back(value);
    }
    if (!header.column_major || header.shape.size() < 2) return result;
    if (header.shape.size() > 2)
        throw error(where, in_quotes(name) + " lies by columns (fortran_order)", "an array by rows",
                    "Save it with numpy.save(path, numpy.ascontiguousarray(x)).");
    std::vector<double> rows(result.values.size());
    for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = result.values[column_major_place(k, header.shape)];
    result.values = std::move(rows);
    return result;
}

/// Reads the array of an .npy file.
inline number_array npy_numbers(std::string_view bytes, const std::string& where) {
    return read_npy_numbers(where, where, [&](char* to, std::size_t size) {
        if (size > bytes.size())
            throw error(where, "it ends too early", "as many values as its shape says", "Save or copy it again.");
        bytes.copy(to, size);
        bytes.remove_prefix(size);
    });
}

/// Reads little-endian floats without a header: their shape is one row.
inline number_array raw_numbers(std::string_view bytes, const std::string& where) {
    if (bytes.size() % sizeof(float) != 0)
        throw error(where, "it holds " + std::to_string(bytes.size()) + " bytes", "float32, 4 bytes for each value",
                    "Write it with x.astype('float32').tofile(path).");
    return {{bytes.size() / sizeof(float)}, numbers_of(number_type::float32, bytes)};
}

/// The samples of an array, with `size` numbers each.
inline std::vector<std::vector<double>> rows_of(const number_array& all, std::size_t size, const std::string& what,
                                                const std::string& where) {
    if (all.values.empty() || all.values.size() % size != 0)
        throw error(where, "it holds " + std::to_string(all.values.size()) + " values",
                    "samples of " + std::to_string(size) + " values each, the network's " + what, "Save others.");
    std::vector<std::vector<double>> rows;
    for (std::size_t k = 0; k < all.values.size(); k += size) {
        const auto begin = all.values.begin() + static_cast<std::ptrdiff_t>(k);
        rows.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(size));
        for (const double number : rows.back())
            if (!math::is_finite(number))
                throw error(where, "a value is not finite", "finite numbers to compare with", "Save other samples.");
    }
    return rows;
}

/// The largest number of samples that are kept: a header contains all of them, and the compiler computes them.
inline constexpr std::size_t most_samples = 64;

/// Adds samples from two arrays, with `input_size` and `output_size` numbers each.
inline void add_samples(samples& all, const number_array& input, const std::string& input_file,
                        const number_array& output, const std::string& output_file, std::size_t input_size,
                        std::size_t output_size) {
    auto x = rows_of(input, input_size, "inputs", input_file), y = rows_of(output, output_size, "outputs", output_file);
    if (x.size() != y.size())
        throw error(output_file, "it has " + std::to_string(y.size()) + " samples",
                    std::to_string(x.size()) + ", as " + input_file + " has", "Save both from one run.");
    for (std::size_t k = 0; k < x.size() && all.inputs.size() < most_samples; ++k) {
        all.inputs.push_back(std::move(x[k]));
        all.outputs.push_back(std::move(y[k]));
    }
}

/// Adds sequences from an array of shape (sequences, steps, inputs), or (steps, inputs) of one sequence. Outputs are those of
/// all steps, or of the last step of each.
inline void add_sequences(samples& all, const number_array& input, const std::string& input_file,
                          const number_array& output, const std::string& output_file, std::size_t input_size,
                          std::size_t output_size) {
    const std::size_t rank = input.shape.size(), steps = rank < 2 ? 0 : static_cast<std::size_t>(input.shape[rank - 2]);
    if (rank < 2 || rank > 3 || input.shape.back() != input_size || steps == 0)
        throw error(input_file, "its array has shape " + shape_text(input.shape),
                    "(sequences, steps, " + std::to_string(input_size) + "), or (steps, " + std::to_string(input_size) +
                        ") of one sequence, for a network with a state",
                    "Save it so, with numpy.save.");
    if (all.steps != 0 && all.steps != steps)
        throw error(input_file, "its sequences have " + std::to_string(steps) + " steps",
                    std::to_string(all.steps) + ", as those of another file", "Give sequences of one length.");
    all.steps = steps;
    const bool is_of_all = output.values.size() == input.values.size() / input_size * output_size;
    add_samples(all, input, input_file, output, output_file, steps * input_size, (is_of_all ? steps : 1) * output_size);
}

}  // namespace detail

/// Reads one array from a file: numpy's .npy, or raw float32 (.bin). `names` is for files of several arrays.
///
/// Throws:      `error` for any other file
[[nodiscard]] inline number_array read_numbers(const std::filesystem::path& path,
                                               const std::vector<std::string>& /*names*/ = {}) {
    const std::string bytes = detail::read_file(path), where = detail::path_text(path);
    if (std::string_view{bytes}.starts_with(detail::npy_magic)) return detail::npy_numbers(bytes, where);
    if (path.extension() == ".bin" || path.extension() == ".raw") return detail::raw_numbers(bytes, where);
    throw error(where, "this is no array", "numpy's .npy, or raw float32 in a .bin",
                "Save it with numpy.save, or with x.astype('float32').tofile(path).");
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_SAMPLES_ARRAYS_HPP
