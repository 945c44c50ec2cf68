#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {
namespace {

/// Whether `unflatten` after `flatten` keeps all values where they are: PyTorch's order of both is the same.
bool keeps_order(const extent& from, const extent& to) {
    const auto is_both = [](const extent& of) { return of.positions() == 1 || of.channels == 1; };
    return from.positions() == to.positions() || (is_both(from) && is_both(to));
}

}  // namespace

void read_reshape(const call& op, layer_list& to) {
    const extent wanted = op.shape_of(op.output());
    if (wanted.size() != to.shape.size())
        op.fail("it gives shape " + shape_text(op.output()), std::to_string(to.shape.size()) + " values, as before it",
                "Convert the model again.");
    if (to.in_integers) op.check_same_quantization();
    reshape_to(op, wanted, to);
}

void reshape_to(const call& op, const extent& wanted, layer_list& to) {
    if (wanted.kind == rank::vector) return to.flatten();
    if (wanted == to.shape) return;
    to.flatten();
    if (!keeps_order(to.shape, wanted))
        op.fail("it makes shape " + shape_text(op.output()) + " of " + shape_text(op.input(0)),
                "as many channels behind it as before it, or one", "Leave out the change of shape.");
    to.add("unflatten<" + spelling(wanted) + ">", wanted);
}

void read_pad(const call& op, layer_list& to) {
    const tensor& amounts = op.constant(1, "amounts");
    const std::size_t dimensions = op.input(0).shape.size();
    if (amounts.type != number_kind::int32 || amounts.size != 2 * dimensions || dimensions < 3 ||
        to.shape.kind != rank::image)
        op.fail("it pads by " + amounts.type_name + " of shape " + shape_text(amounts), "rows and columns of an image",
                "Convert the model again.");
    std::vector<std::int32_t> by = int32s(amounts);
    if (dimensions == 3) by.insert(by.begin() + 2, {0, 0});
    for (std::size_t k = 0; k < by.size(); ++k)
        if (by[k] < 0 || by[k] > 4096 || ((k < 2 || k > 5) && by[k] != 0))
            op.fail("it pads dimension " + std::to_string(k / 2) + " by " + std::to_string(by[k]),
                    "rows and columns alone, by 0 to 4096", "Use ZeroPadding2D.");
    if (to.in_integers) op.check_same_quantization();
    std::array<std::size_t, 4> sides{};
    for (std::size_t k = 0; k < 4; ++k) sides[k] = static_cast<std::size_t>(by[k + 2]);
    extent padded = to.shape;
    padded.height += sides[0] + sides[1];
    padded.width += sides[2] + sides[3];
    op.check_gives(padded);
    if (padded == to.shape) return;
    to.add("pad<" + std::to_string(sides[0]) + ", " + std::to_string(sides[1]) + ", " + std::to_string(sides[2]) +
               ", " + std::to_string(sides[3]) + ">",
           padded);
    to.padded = sides;
}

/// By a whole factor, half-pixel centers choose the same pixels as corners do.
void read_resize(const call& op, layer_list& to) {
    constexpr const char* remedy = "Use UpSampling2D with interpolation='nearest'.";
    if (to.shape.kind != rank::image) op.fail("it takes a vector", "an image", remedy);
    if (op.with().aligns_corners) op.fail("it aligns corners", "pixels that are repeated", remedy);
    const extent gives = op.shape_of(op.output()), takes = to.shape;
    if (gives.kind != rank::image || gives.height % takes.height != 0 || gives.width % takes.width != 0 ||
        gives.size() == 0)
        op.fail("it makes shape " + shape_text(op.output()) + " of " + shape_text(op.input(0)), "whole factors",
                remedy);
    const std::size_t rows = gives.height / takes.height, columns = gives.width / takes.width;
    extent resized = takes;
    resized.height = gives.height;
    resized.width = gives.width;
    op.check_gives(resized);
    if (to.in_integers) op.check_same_quantization();
    if (resized == takes) return;
    to.add("upsample<" + std::to_string(rows) + (rows == columns ? "" : ", " + std::to_string(columns)) + ">", resized);
}

void read_from_channels_first(const call& op, layer_list& to) {
    op.check_gives(to.shape);
    op.check_same_quantization();
    to.add("from_channels_first", to.shape);
}

}  // namespace constprop::tools::tflite
