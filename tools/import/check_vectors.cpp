#include "import/check_vectors.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/npy.hpp>
#if __has_include(<zip.h>)
#include <constprop/host/samples/npz.hpp>
#endif

#include <cstddef>
#include <string_view>
#include <utility>

namespace constprop::tools {

using host::error;
using namespace host::detail;

namespace {

constant constant_of(host::number_array from) { return {std::move(from.shape), std::move(from.values), "DOUBLE"}; }

const std::vector<std::string> input_names{"x", "input", "inputs", "arr_0"},
    output_names{"y", "output", "outputs", "arr_1"};

constant array_of(const std::filesystem::path& path, const tensor_layout& layout, std::vector<std::string> names) {
    names.insert(names.begin(), layout.name);
    return read_array(path, names);
}

/// Rows with their values in the places of the network.
host::number_array in_places(constant from, const tensor_layout& layout) {
    const std::size_t size = layout.places.size();
    if (size > 0 && from.values.size() % size == 0) {
        std::vector<double> rows(from.values.size());
        for (std::size_t k = 0; k < rows.size(); ++k) rows[k / size * size + layout.places[k % size]] = from.values[k];
        from.values = std::move(rows);
    }
    return {std::move(from.shape), std::move(from.values)};
}

/// An array with a sample in each row.
host::number_array rows_from(const std::filesystem::path& path, const tensor_layout& layout,
                             const std::vector<std::string>& names) {
    constant from = array_of(path, layout, names);
    if (layout.columns && layout.size > 0 && from.values.size() % layout.size == 0) {
        const std::size_t count = from.values.size() / layout.size;
        std::vector<double> rows(from.values.size());
        for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = from.values[k % layout.size * count + k / layout.size];
        from.values = std::move(rows);
    }
    return in_places(std::move(from), layout);
}

/// How an array counts steps: `before` · `steps` · `after` rows, one for each step of before · after sequences.
struct counted {
    std::size_t before, steps, after;
};

std::size_t product(const std::vector<std::size_t>& sizes, std::size_t begin, std::size_t end) {
    std::size_t result = 1;
    for (std::size_t d = begin; d < end; ++d) result *= sizes[d];
    return result;
}

/// An array has the model's dimensions, perhaps with more in front, which count sequences. If it has fewer, such as raw
/// numbers, the model's must be known.
counted counted_in(const constant& from, const tensor_layout& layout, const std::string& where) {
    const extent& shape = layout.shape;
    std::vector<std::size_t> sizes(from.shape.begin(), from.shape.end());
    if (sizes.size() < shape.rank()) {
        sizes.clear();
        for (const std::int64_t size : shape.sizes) sizes.push_back(size < 0 ? 0 : static_cast<std::size_t>(size));
    }
    const std::size_t more = sizes.size() - shape.rank(), time = more + *shape.time, end = more + shape.batch;
    if (product(sizes, 0, sizes.size()) != from.values.size() || product(sizes, 0, end) == 0)
        throw error(where,
                    "it has shape " + host::detail::shape_text({from.shape.begin(), from.shape.end()}) +
                        ", for sequences of shape " + shape.text(),
                    "an array with these dimensions", "Save it as the model takes and gives it, with numpy.save.");
    return {product(sizes, 0, time), sizes[time], product(sizes, time + 1, end)};
}

/// The same for an output, whose steps are as many as the input's.
counted counted_like(const counted& input, const constant& from, const tensor_layout& layout,
                     const std::string& where) {
    if (layout.shape.merged.empty()) return counted_in(from, layout, where);
    const std::size_t all = input.before * input.after;
    return *layout.shape.time == 0 ? counted{1, input.steps, all} : counted{all, input.steps, 1};
}

/// Rows of all sequences, one sequence after the other. Arrays of another size stay, and are refused later.
constant by_sequences(constant from, const counted& count, std::size_t size) {
    const std::size_t rows = count.before * count.steps * count.after;
    if (rows == 0 || from.values.size() != rows * size) return from;
    std::vector<double> values;
    for (std::size_t b = 0; b < count.before; ++b)
        for (std::size_t a = 0; a < count.after; ++a)
            for (std::size_t t = 0; t < count.steps; ++t) {
                const auto row =
                    from.values.begin() + static_cast<std::ptrdiff_t>(((b * count.steps + t) * count.after + a) * size);
                values.insert(values.end(), row, row + static_cast<std::ptrdiff_t>(size));
            }
    from.values = std::move(values);
    return from;
}

/// Adds sequences, with the outputs of all steps, or of the last one.
void add_sequences(check_vectors& checks, const std::filesystem::path& input, const std::filesystem::path& output,
                   const tensor_layout& input_layout, const tensor_layout& output_layout) {
    const std::string from = path_text(input), to = path_text(output);
    constant x = array_of(input, input_layout, input_names), y = array_of(output, output_layout, output_names);
    const counted count = counted_in(x, input_layout, from);
    if (checks.steps != 0 && checks.steps != count.steps)
        throw error(from, "its sequences have " + std::to_string(count.steps) + " steps",
                    std::to_string(checks.steps) + ", as those of another file", "Give sequences of one length.");
    checks.steps = count.steps;
    x = by_sequences(std::move(x), count, input_layout.size);
    const bool is_of_all = output_layout.shape.time.has_value();
    if (is_of_all) {
        const counted rows = counted_like(count, y, output_layout, to);
        y = by_sequences(std::move(y), rows, output_layout.size);
    }
    add_samples(checks, in_places(std::move(x), input_layout), from, in_places(std::move(y), output_layout), to,
                count.steps * input_layout.size, (is_of_all ? count.steps : 1) * output_layout.size);
}

}  // namespace

constant read_array(const std::filesystem::path& path, const std::vector<std::string>& names) {
    if (path.extension() == ".npz") {
#if __has_include(<zip.h>)
        return constant_of(host::read_numbers_or_npz(path, names));
#else
        static_cast<void>(names);
        throw error(path_text(path), "this constprop-import was built without libzip", "an .npy file",
                    "Build it where libzip-dev is installed.");
#endif
    }
    const std::string bytes = read_file(path), where = path_text(path);
    if (std::string_view{bytes}.starts_with(npy_magic) || path.extension() == ".bin" || path.extension() == ".raw")
        return constant_of(host::read_numbers(path));
    onnx::TensorProto tensor;
    if (!tensor.ParseFromString(bytes) || !tensor.has_data_type())
        throw error(where, "this is no array", "ONNX's TensorProto (.pb), numpy's .npy or .npz, or raw float32 (.bin)",
                    "Save it with numpy.save, or with onnx.numpy_helper.from_array.");
    return read_constant(tensor, where);
}

void add_checks(check_vectors& checks, const std::filesystem::path& input, const std::filesystem::path& output,
                const tensor_layout& input_layout, const tensor_layout& output_layout) {
    if (input_layout.shape.time) return add_sequences(checks, input, output, input_layout, output_layout);
    const auto x = rows_from(input, input_layout, input_names), y = rows_from(output, output_layout, output_names);
    add_samples(checks, x, path_text(input), y, path_text(output), input_layout.size, output_layout.size);
}

}  // namespace constprop::tools
