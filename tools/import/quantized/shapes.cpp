// Operators that keep all integers.
#include <algorithm>
#include <string>
#include <utility>

#include "import/operators.hpp"
#include "import/quantized/operators.hpp"
#include "import/selection.hpp"

namespace constprop::tools::quantized {
namespace {

std::size_t as_shape(const node& n, const std::string& name, const item& from, const layer_extent& shape,
                     builder& made) {
    const auto& before = made.tensor(from.tensor).shape;
    const bool is_vector = before.size() == 2;
    if (is_vector && shape.kind == rank::vector) return from.tensor;
    return made.add({.kind = tflite::operation_kind::reshape, .name = n.op(), .inputs = {from.tensor}}, name, shape,
                    from.of);
}

}  // namespace

item reshaped(const node& n, const std::string& name, item from, const extent& shape, builder& made) {
    const layer_extent before = from.shape.rank() > 2 ? extent_of(from) : vector_of(from.shape.sample());
    from.shape = shape;
    from.from.reset();
    if (shape.rank() == 2) {
        const bool has_one_order =
            before.kind == rank::vector || before.channels == 1 || before.positions() == 1 || from.channels_last;
        if (!has_one_order) from.image = before;
        from.channels_last = false;
        from.tensor = as_shape(n, name, from, vector_of(shape.sample()), made);
        return from;
    }
    const layer_extent after = extent_of(from);
    if (shape.rank() > 4 || shape.rank() < 3 || from.channels_last)
        n.fail("it gives " + shape.text(), "a vector, a signal or an image", "Use Flatten (nn.Flatten).");
    if (after == before) return from;
    const auto has_one_order = [](const layer_extent& of) { return of.channels == 1 || of.positions() == 1; };
    const bool keeps = (after.channels == before.channels && before.kind != rank::vector) ||
                       (has_one_order(after) && (before.kind == rank::vector || has_one_order(before)));
    if (from.image || !keeps)
        n.fail("it makes " + shape.text() + " of other rows and columns", "as many channels as before it, or one",
               "Leave out the change of shape.");
    // One pixel is a vector, whatever the file calls it.
    from.tensor = as_shape(n, name, from, after.positions() == 1 ? vector_of(after.size()) : after, made);
    return from;
}

void read_reshape(const node& n, translation& to) {
    item one = to.any(n, 0);
    if (!one.is_quantized() && !one.is_draft()) n.fail("it takes floats", "integers, or a DequantizeLinear", again);
    const auto shape = one.shape.reshaped(wanted_by(n, one.shape.sizes));
    if (!shape || shape->batch != 1)
        n.fail("it takes samples of shape " + one.shape.text() + " apart", "the batch to stay as it is",
               "Reshape within a sample, or use Flatten (nn.Flatten).");
    if (one.is_quantized()) return to.give(n, reshaped(n, n.proto().output(0), std::move(one), *shape, to.made()));
    one.reshaped.push_back(*shape);
    one.shape = *shape;
    to.give(n, std::move(one));
}

void read_transpose(const node& n, translation& to) {
    item one = to.any(n, 0);
    const std::vector<std::int64_t> order = n.ints_attribute("perm");
    const std::size_t dimensions = one.shape.rank();
    const std::vector<std::int64_t> to_first = dimensions == 4 ? std::vector<std::int64_t>{0, 3, 1, 2}
                                                               : std::vector<std::int64_t>{0, 2, 1},
                                    to_last = dimensions == 4 ? std::vector<std::int64_t>{0, 2, 3, 1} : to_first;
    if ((dimensions != 3 && dimensions != 4) || !one.reshaped.empty() ||
        order != (one.channels_last ? to_first : to_last))
        n.fail("it is none between channels first and channels last", "one that is", "Leave it out.");
    const extent before = one.shape;
    for (std::size_t d = 0; d < dimensions; ++d) one.shape.sizes[d] = before.sizes[static_cast<std::size_t>(order[d])];
    one.channels_last = !one.channels_last;
    if (one.is_draft()) {
        draft turned = *one.from;
        turned.shape = one.shape;
        one.from = std::make_shared<const draft>(std::move(turned));
    }
    to.give(n, std::move(one));
}

void read_pad(const node& n, translation& to) {
    item one = to.taken(n, 0);
    const std::size_t dimensions = one.shape.rank();
    std::vector<std::int64_t> by = n.ints_attribute("pads");
    if (n.has_input(1)) by = tools::integers(n, n.constant_input(1, "the amounts"), "the amounts");
    const bool is_constant = n.string_attribute("mode", "constant") == "constant";
    const double with = n.has_input(2) ? n.number_input(2, "the number to pad with") : 0.0;
    // Integers without a sign are 128 more in the file.
    const bool is_zero = one.is_real ? with == 0 : with - (one.has_sign ? 0 : 128) == one.of.zero_point;
    const bool fits = by.size() == 2 * dimensions && dimensions >= 3 && dimensions <= 4 && !one.channels_last;
    if (!is_constant || !is_zero || !fits || n.has_input(3))
        n.fail("it does not pad rows and columns with zeros", "zeros around an image", "Use nn.ZeroPad2d.");
    std::vector<std::int32_t> sides;
    for (std::size_t d = 0; d < dimensions; ++d)
        for (const std::size_t k : {d, dimensions + d}) {
            if (by[k] < 0 || by[k] > 4096 || (d < 2 && by[k] != 0))
                n.fail("it pads dimension " + std::to_string(d) + " by " + std::to_string(by[k]),
                       "rows and columns alone, by 0 to 4096", "Use nn.ZeroPad2d.");
            sides.push_back(static_cast<std::int32_t>(by[k]));
            one.shape.sizes[d] += by[k];
        }
    // From (batch, channels, rows, columns) to (batch, rows, columns, channels).
    std::vector<std::int32_t> amounts{0, 0};
    if (dimensions == 3) amounts.insert(amounts.end(), {0, 0});
    amounts.insert(amounts.end(), sides.begin() + 4, sides.end());
    amounts.insert(amounts.end(), {0, 0});
    const std::string& name = n.proto().output(0);
    const std::size_t place = to.made().numbers(name + " amounts", {4, 2}, amounts);
    one.tensor = to.made().add({.kind = tflite::operation_kind::pad, .name = n.op(), .inputs = {one.tensor, place}},
                               name, extent_of(one), one.of);
    one.from.reset();
    to.give(n, std::move(one));
}

void read_identity(const node& n, translation& to) {
    const std::int64_t type = n.int_attribute("to", 0);
    const item& one = to.any(n, 0);
    const bool keeps = n.op() != "Cast" || type == (one.is_real    ? onnx::TensorProto::FLOAT
                                                    : one.has_sign ? onnx::TensorProto::INT8
                                                                   : onnx::TensorProto::UINT8);
    if (!keeps) n.fail("it converts to type " + type_text(type), "the type that there is", again);
    to.give(n, item(one));
}

}  // namespace constprop::tools::quantized
