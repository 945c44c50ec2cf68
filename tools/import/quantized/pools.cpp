// Pools, and means of channels.
#include <algorithm>
#include <string>
#include <utility>

#include "import/quantized/operators.hpp"
#include "import/selection.hpp"
#include "import/window_attributes.hpp"

namespace constprop::tools::quantized {
namespace {

struct pooled {
    windows over;
    layer_extent gives;
    extent shape;
};

pooled places_of(const node& n, const item& x) {
    if (x.shape.rank() < 3 || x.shape.rank() > 4 || x.channels_last || n.int_attribute("channels_last", 0) != 0)
        n.fail("it takes " + x.shape.text(), "an image or a signal with channels first", again);
    const layer_extent in = extent_of(x);
    layer_extent moves_on = in;
    if (x.shape.rank() == 3) moves_on.kind = rank::signal;
    pooled result{windows_of(n, moves_on), {}, x.shape};
    windows& over = result.over;
    const layer_extent floor = over.places(in, in.channels);
    over.rows.rounds_up = over.columns.rounds_up = n.int_attribute("ceil_mode", 0) != 0;
    result.gives = checked(n, over.places(in, in.channels));
    if (result.gives == floor) over.rows.rounds_up = over.columns.rounds_up = false;
    const auto too_much = [](const window& along) {
        return along.before > along.size / 2 || along.after > along.size / 2;
    };
    if (!over.always_see(in) || too_much(over.rows) || too_much(over.columns))
        n.fail("at some places its windows see nothing of the image, or it pads by more than half of them",
               "windows that do, and half at most", "Use smaller windows.");
    if (x.shape.rank() == 4) result.shape.sizes[2] = static_cast<std::int64_t>(result.gives.height);
    result.shape.sizes.back() = static_cast<std::int64_t>(result.gives.width);
    return result;
}

bool pads(const windows& over) {
    return over.rows.before + over.rows.after + over.columns.before + over.columns.after > 0;
}

}  // namespace

void read_max_pool(const node& n, translation& to) {
    item x = to.taken(n, 0);
    if (n.result != 0) n.fail("the places of its maxima are used", "the maxima alone", again);
    const pooled to_places = places_of(n, x);
    tflite::operation op{.kind = tflite::operation_kind::max_pool_2d, .name = n.op(), .inputs = {x.tensor}};
    op.with.has_windows = true;
    op.with.over = to_places.over;
    x.tensor = to.made().add(std::move(op), n.proto().output(0), to_places.gives, x.of);
    x.shape = to_places.shape;
    x.from.reset();
    to.give(n, std::move(x));
}

draft average_of(const node& n, const item& x) {
    const pooled to_places = places_of(n, x);
    if (to_places.over.rows.dilation != 1 || to_places.over.columns.dilation != 1)
        n.fail("it averages with dilation", "neighboring values", "Use a depthwise convolution.");
    draft result{.shape = to_places.shape};
    result.op.kind = tflite::operation_kind::average_pool_2d;
    result.op.inputs = {x.tensor};
    result.op.with.has_windows = true;
    result.op.with.over = to_places.over;
    result.op.with.counts_padding = pads(to_places.over) && n.int_attribute("count_include_pad", 0) != 0;
    result.otherwise = x.of;
    return result;
}

draft mean_of(const node& n, const item& x, bool keeps_dimensions) {
    if (x.shape.rank() < 3 || x.shape.rank() > 4 || x.channels_last || n.int_attribute("channels_last", 0) != 0)
        n.fail("it takes " + x.shape.text(), "an image or a signal with channels first", again);
    draft result{.shape = x.shape};
    if (keeps_dimensions) std::fill(result.shape.sizes.begin() + 2, result.shape.sizes.end(), 1);
    else result.shape.sizes.resize(2);
    result.op.kind = tflite::operation_kind::mean;
    result.op.inputs = {x.tensor};
    result.otherwise = x.of;
    return result;
}

void read_average_pool(const node& n, translation& to) { to.give(n, average_of(n, to.taken(n, 0))); }

void read_mean(const node& n, translation& to) {
    const item x = to.taken(n, 0);
    if (n.op() == "GlobalAveragePool") return to.give(n, mean_of(n, x, true));
    std::vector<std::int64_t> axes = n.ints_attribute("axes");
    if (n.has_input(1)) axes = tools::integers(n, n.constant_input(1, "the list of axes"), "the list of axes");
    std::vector<std::size_t> over;
    for (const std::int64_t axis : axes) over.push_back(axis_of(n, axis, x.shape.rank()));
    std::sort(over.begin(), over.end());
    std::vector<std::size_t> positions;
    for (std::size_t d = 2; d < x.shape.rank(); ++d) positions.push_back(d);
    if (over != positions)
        n.fail("it is not over all positions of an image", "the mean of each channel", "Use GlobalAveragePool.");
    to.give(n, mean_of(n, x, n.int_attribute("keepdims", 1) != 0));
}

}  // namespace constprop::tools::quantized
