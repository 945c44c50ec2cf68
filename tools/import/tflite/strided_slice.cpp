#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {
namespace {

/// First place and end along each of three dimensions.
using ranges = std::vector<std::pair<std::int64_t, std::int64_t>>;

std::vector<std::int32_t> three(const call& op, std::size_t input, const char* what) {
    const tensor& from = op.constant(input, what);
    if (from.type != number_kind::int32 || from.size != 3)
        op.fail(std::string(what) + " are " + from.type_name + " of shape " + shape_text(from), "INT32, (3)",
                "Convert the model again.");
    return int32s(from);
}

ranges taken(const call& op) {
    const settings& with = op.with();
    const std::vector<std::int32_t> begin = three(op, 1, "begins"), end = three(op, 2, "ends"),
                                    stride = three(op, 3, "strides");
    ranges result;
    for (std::size_t d = 0; d < 3; ++d) {
        const auto size = static_cast<std::int64_t>(op.input(0).shape[d]);
        const auto at = [&](std::int32_t place_) { return place_ < 0 ? place_ + size : std::int64_t{place_}; };
        const auto is_set = [&](std::int32_t mask_) { return (static_cast<std::uint32_t>(mask_) >> d & 1U) != 0; };
        const std::int64_t first = is_set(with.begin_mask) ? 0 : at(begin[d]);
        const std::int64_t behind = is_set(with.shrink_mask) ? first + 1 : is_set(with.end_mask) ? size : at(end[d]);
        if (stride[d] != 1)
            op.fail("it takes every " + std::to_string(stride[d]) + "th place", "places side by side",
                    "Leave out the slice.");
        result.emplace_back(first, behind);
    }
    return result;
}

}  // namespace

void read_strided_slice(const call& op, layer_list& to) {
    constexpr const char *due = "the last step of an LSTM right before it",
                         *remedy = "Take an LSTM with return_sequences=False.";
    const bool is_behind_lstm =
        !to.spelled.empty() && to.spelled.back().starts_with("constprop::over_time<") && to.shape.kind == rank::image;
    if (!is_behind_lstm || op.input(0).shape.size() != 3) op.fail("it takes a part of a value", due, remedy);
    if (op.with().moves_dimensions) op.fail("it adds or leaves out dimensions", due, remedy);
    const auto steps = static_cast<std::int64_t>(to.shape.width), hidden = static_cast<std::int64_t>(to.shape.channels);
    if (const ranges of = taken(op); of != ranges{{0, 1}, {steps - 1, steps}, {0, hidden}})
        op.fail("it takes steps " + std::to_string(of[1].first) + " to " + std::to_string(of[1].second - 1) + " of " +
                    std::to_string(steps),
                due, remedy);
    if (to.in_integers) op.check_same_quantization();
    const extent gives = vector_of(to.shape.channels);
    op.check_gives(gives);
    to.add_option("last_step", gives);
}

}  // namespace constprop::tools::tflite
