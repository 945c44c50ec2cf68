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

/// An array with a sample in each row.
host::number_array rows_from(const std::filesystem::path& path, const tensor_layout& layout,
                             std::vector<std::string> names) {
    names.insert(names.begin(), layout.name);
    constant from = read_array(path, names);
    if (layout.columns && layout.size > 0 && from.values.size() % layout.size == 0) {
        const std::size_t count = from.values.size() / layout.size;
        std::vector<double> rows(from.values.size());
        for (std::size_t k = 0; k < rows.size(); ++k) rows[k] = from.values[k % layout.size * count + k / layout.size];
        from.values = std::move(rows);
    }
    const std::size_t size = layout.places.size();
    if (size > 0 && from.values.size() % size == 0) {
        std::vector<double> rows(from.values.size());
        for (std::size_t k = 0; k < rows.size(); ++k) rows[k / size * size + layout.places[k % size]] = from.values[k];
        from.values = std::move(rows);
    }
    return {std::move(from.shape), std::move(from.values)};
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
    const auto x = rows_from(input, input_layout, {"x", "input", "inputs", "arr_0"}),
               y = rows_from(output, output_layout, {"y", "output", "outputs", "arr_1"});
    add_samples(checks, x, path_text(input), y, path_text(output), input_layout.size, output_layout.size);
}

}  // namespace constprop::tools
