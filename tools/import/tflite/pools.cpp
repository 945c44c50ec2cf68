#include <constprop/layers/window.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "import/spelling.hpp"
#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {

void read_pool(const call& op, layer_list& to) {
    const settings& with = op.with();
    if (to.shape.kind != rank::image) op.fail("it takes a vector", "an image", "Convert the model again.");
    if (!with.has_windows) op.fail("its options are left out", "a window and strides", "Convert the model again.");
    if (with.over) {
        op.check_gives(with.over->places(to.shape, to.shape.channels));
        if (to.in_integers) op.check_same_quantization();
        const std::string name = op.of().kind == operation_kind::max_pool_2d ? "max_pool" : "average_pool";
        std::string layer = pool_spelling(name, to.shape, *with.over, "");
        layer.erase(0, std::string("constprop::").size());
        return to.add(layer, with.over->places(to.shape, to.shape.channels));
    }
    windows over;
    over.rows = {.size = with.filter_rows, .stride = with.stride_rows, .same = with.same};
    over.columns = {.size = with.filter_columns, .stride = with.stride_columns, .same = with.same};
    if (!over.always_see(to.shape) || over.places(to.shape, 1).size() == 0)
        op.fail("its windows are larger than the image", "windows on it", "Convert a model with smaller windows.");
    std::string layer = (op.of().kind == operation_kind::max_pool_2d ? "max_pool2d<" : "average_pool2d<") +
                        std::to_string(with.filter_rows);
    if (with.filter_rows != with.filter_columns)
        layer += ", " + option_text("kernel", with.filter_rows, with.filter_columns);
    const extent gives = over.places(to.shape, to.shape.channels);
    const bool moves =
        gives.positions() > 1 && (with.stride_rows != with.filter_rows || with.stride_columns != with.filter_columns);
    if (moves) layer += ", " + option_text("stride", with.stride_rows, with.stride_columns);
    if (with.same) layer += ", constprop::same";
    op.check_gives(gives);
    if (to.in_integers) op.check_same_quantization();
    to.add(layer + ">", gives);
    add_fused(op, to);
}

void read_mean(const call& op, layer_list& to) {
    const tensor& axes = op.constant(1, "axes");
    std::vector<std::int32_t> list;
    if (axes.type == number_kind::int32) list = int32s(axes);
    const auto rank_of_input = static_cast<std::int32_t>(op.input(0).shape.size());
    for (std::int32_t& axis : list) axis = axis < 0 && axis >= -rank_of_input ? axis + rank_of_input : axis;
    std::sort(list.begin(), list.end());
    const bool all = rank_of_input == 4 ? list == std::vector{1, 2} : rank_of_input == 3 && list == std::vector{1};
    if (!all || to.shape.kind != rank::image)
        op.fail("it is not over rows and columns", "the mean of each channel", "Use GlobalAveragePooling2D.");
    if (to.in_integers)
        to.sources.push_back({.position = to.position(),
                              .layer = "constprop::global_average_pool",
                              .gives = op.quantization_of(op.output())});
    op.check_gives(vector_of(to.shape.channels));
    to.add("global_average_pool", vector_of(to.shape.channels));
}

}  // namespace constprop::tools::tflite
