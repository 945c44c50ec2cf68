#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "import/tflite/operators.hpp"

namespace constprop::tools::tflite {
namespace {

/// One number for each dimension of what the operator takes.
std::vector<std::int32_t> for_each_dimension(const call& op, std::size_t input, const char* what) {
    const tensor& from = op.constant(input, what);
    const std::size_t dimensions = op.input(0).shape.size();
    if (from.type != number_kind::int32 || from.size != dimensions)
        op.fail(std::string(what) + " are " + from.type_name + " of shape " + shape_text(from),
                "INT32, (" + std::to_string(dimensions) + ")", "Convert the model again.");
    return int32s(from);
}

/// What a SLICE takes: as many places as it says from the first on, all with −1.
std::vector<places_taken> taken_by_slice(const call& op) {
    const auto begin = for_each_dimension(op, 1, "begins"), size = for_each_dimension(op, 2, "sizes");
    std::vector<places_taken> result;
    for (std::size_t d = 0; d < begin.size(); ++d) {
        const auto length = static_cast<std::int64_t>(op.input(0).shape[d]);
        result.push_back({begin[d], size[d] == -1 ? length : std::int64_t{begin[d]} + size[d], 1});
    }
    return result;
}

/// What a STRIDED_SLICE takes. Places below 0 count from the end; those beyond an end stand for it.
std::vector<places_taken> taken_by_strides(const call& op) {
    const settings& with = op.with();
    if (with.moves_dimensions)
        op.fail("it adds dimensions, or leaves some unsaid", "a begin, an end and a stride of each dimension",
                "Convert the model again.");
    const auto begin = for_each_dimension(op, 1, "begins"), end = for_each_dimension(op, 2, "ends"),
               stride = for_each_dimension(op, 3, "strides");
    std::vector<places_taken> result;
    for (std::size_t d = 0; d < begin.size(); ++d) {
        const auto length = static_cast<std::int64_t>(op.input(0).shape[d]);
        const auto at = [&](std::int32_t place_) { return place_ < 0 ? place_ + length : std::int64_t{place_}; };
        const auto held = [&](std::int32_t place_) { return std::clamp(at(place_), std::int64_t{0}, length); };
        const auto is_set = [&](std::int32_t mask_) { return (static_cast<std::uint32_t>(mask_) >> d & 1U) != 0; };
        if (is_set(with.shrink_mask)) {
            result.push_back({at(begin[d]), at(begin[d]) + 1, 1});
            continue;
        }
        if (stride[d] < 1)
            op.fail("it goes by " + std::to_string(stride[d]) + " along dimension " + std::to_string(d),
                    "steps from the first place to the last", "Leave the order of values as it is.");
        result.push_back(
            {is_set(with.begin_mask) ? 0 : held(begin[d]), is_set(with.end_mask) ? length : held(end[d]), stride[d]});
    }
    return result;
}

/// The same for rows, columns and channels, and checked.
std::array<places_taken, 3> taken(const call& op, const layer_list& to) {
    std::vector<places_taken> stated = !op.with().part.empty()                 ? op.with().part
                                       : op.of().kind == operation_kind::slice ? taken_by_slice(op)
                                                                               : taken_by_strides(op);
    const std::vector<std::size_t>& shape = op.input(0).shape;
    for (std::size_t d = 0; d < stated.size(); ++d) {
        const places_taken& one = stated[d];
        if (one.first < 0 || one.end > static_cast<std::int64_t>(shape[d]) || one.first >= one.end)
            op.fail("it takes places " + std::to_string(one.first) + " to " + std::to_string(one.end - 1) +
                        " of dimension " + std::to_string(d) + ", of size " + std::to_string(shape[d]),
                    "some of its places", "Convert the model again.");
    }
    // A value has a shape that call::shape_of has seen: samples first, channels last.
    if (stated.front().first != 0 || stated.front().end != 1 || (op.with().shrink_mask & 1) != 0)
        op.fail("it takes the dimension of samples apart", "a part of one sample", "Slice behind the first dimension.");
    while (stated.size() < 4) stated.insert(stated.begin() + 1, {0, 1, 1});
    if (to.shape.kind == rank::vector && to.shape.positions() > 1 && to.shape.channels > 1)
        op.fail("it takes a part of an image that was flattened", "a part of the image, or of a vector",
                "Slice before Flatten.");
    return {stated[1], stated[2], stated[3]};
}

/// "row_range<0, 4>", or nothing where all is taken.
std::string range_text(const char* name, const places_taken& of, std::size_t length) {
    if (of.first == 0 && of.end == static_cast<std::int64_t>(length) && of.step == 1) return "";
    return "constprop::" + std::string(name) + "<" + std::to_string(of.first) + ", " + std::to_string(of.end) +
           (of.step == 1 ? "" : ", " + std::to_string(of.step)) + ">";
}

std::size_t count_of(const places_taken& of) {
    return static_cast<std::size_t>((of.end - of.first + of.step - 1) / of.step);
}

}  // namespace

void read_slice(const call& op, layer_list& to) {
    const extent takes = to.shape;
    const bool is_vector = takes.kind == rank::vector;
    const extent stated = op.shape_of(op.input(0));
    if (is_vector ? stated.channels != takes.size() : !(stated == takes))
        op.fail("it takes shape " + shape_text(op.input(0)), "that of what is before it", "Convert the model again.");
    const auto [rows, columns, channels] = taken(op, to);
    if (to.in_integers) op.check_same_quantization();
    const std::size_t all_channels = is_vector ? takes.size() : takes.channels;
    const extent part{takes.kind, count_of(rows), count_of(columns), count_of(channels)};
    const extent gives = is_vector ? vector_of(part.channels) : part;
    if (op.output().size != gives.size())
        op.fail("it gives shape " + shape_text(op.output()), std::to_string(gives.size()) + " values",
                "Convert the model again.");
    const bool is_step = !is_vector && takes.height == 1 && part.width == 1 && part.channels == takes.channels;
    if (is_step && !to.spelled.empty() && to.spelled.back().starts_with("constprop::over_time<") &&
        columns.first + 1 == static_cast<std::int64_t>(takes.width)) {
        to.add_option("last_step", vector_of(takes.channels));
    } else {
        std::string ranges;
        for (const std::string& one : {range_text("row_range", rows, is_vector ? 1 : takes.height),
                                       range_text("column_range", columns, is_vector ? 1 : takes.width),
                                       range_text("channel_range", channels, all_channels)})
            ranges += (ranges.empty() || one.empty() ? "" : ", ") + one;
        if (!ranges.empty()) to.add("slice<" + ranges + ">", gives);
    }
    reshape_to(op, op.shape_of(op.output()), to);
}

}  // namespace constprop::tools::tflite
