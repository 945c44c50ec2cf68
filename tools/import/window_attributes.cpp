#include "import/window_attributes.hpp"

#include <constprop/host/text.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace constprop::tools {
namespace {

/// The numbers of one axis.
struct along {
    std::size_t size, stride, dilation, before, after;
};

/// A list of numbers, of which none is too small or makes products that leave 64 bits.
std::vector<std::size_t> list(const node& n, const std::string& name, const std::vector<std::int64_t>& given,
                              std::size_t count, std::int64_t least) {
    constexpr std::int64_t most = 65'535;
    if (given.size() != count)
        n.fail("its " + name + " are " + std::to_string(given.size()) + " numbers", std::to_string(count), again);
    std::vector<std::size_t> result;
    for (const std::int64_t number : given) {
        if (number < least || number > most)
            n.fail("its " + name + " hold " + std::to_string(number),
                   "numbers from " + std::to_string(least) + " to " + std::to_string(most), again);
        result.push_back(static_cast<std::size_t>(number));
    }
    return result;
}

std::vector<std::size_t> attribute(const node& n, const char* name, std::size_t count, std::int64_t otherwise,
                                   std::int64_t least) {
    std::vector<std::int64_t> given = n.ints_attribute(name);
    if (given.empty()) given.assign(count, otherwise);
    return list(n, name, given, count, least);
}

std::size_t axes_of(const layer_extent& on) { return on.kind == rank::signal ? 1 : 2; }

std::size_t length_of(const layer_extent& on, std::size_t axis) {
    return axis + 1 == axes_of(on) ? on.width : on.height;
}

windows joined(const std::vector<along>& axes) {
    const auto one = [](const along& axis) {
        return window{.size = axis.size,
                      .stride = axis.stride,
                      .dilation = axis.dilation,
                      .before = axis.before,
                      .after = axis.after};
    };
    return {axes.size() == 1 ? window{} : one(axes.front()), one(axes.back())};
}

/// All but auto_pad.
std::vector<along> explicit_windows(const node& n, const layer_extent& on, const std::vector<std::int64_t>& sizes) {
    const std::size_t axes = axes_of(on);
    std::vector<std::int64_t> kernel = n.ints_attribute("kernel_shape");
    if (kernel.empty()) kernel = sizes;
    if (!sizes.empty() && kernel != sizes) n.fail("its kernel_shape is not that of its weights", "equal ones", again);
    const auto size = list(n, "kernel_shape", kernel, axes, 1), stride = attribute(n, "strides", axes, 1, 1),
               dilation = attribute(n, "dilations", axes, 1, 1), pads = attribute(n, "pads", 2 * axes, 0, 0);
    std::vector<along> result;
    for (std::size_t a = 0; a < axes; ++a) result.push_back({size[a], stride[a], dilation[a], pads[a], pads[axes + a]});
    return result;
}

enum class padded { as_given, valid, upper, lower };

padded auto_pad_of(const node& n) {
    const std::string text = n.string_attribute("auto_pad", "NOTSET");
    if (text == "NOTSET" || text.empty()) return padded::as_given;
    if (text == "VALID") return padded::valid;
    if (text == "SAME_UPPER") return padded::upper;
    if (text == "SAME_LOWER") return padded::lower;
    n.fail("its auto_pad is " + host::detail::in_quotes(text), "NOTSET, VALID, SAME_UPPER or SAME_LOWER", again);
}

/// Padding for both ends; an odd value goes to the end with SAME_UPPER, to the beginning with SAME_LOWER.
void divide(along& axis, std::size_t padding, padded how) {
    axis.before = how == padded::lower ? padding - padding / 2 : padding / 2;
    axis.after = padding - axis.before;
}

}  // namespace

windows windows_of(const node& n, const layer_extent& on, const std::vector<std::int64_t>& sizes) {
    std::vector<along> axes = explicit_windows(n, on, sizes);
    const padded how = auto_pad_of(n);
    for (std::size_t a = 0; a < axes.size(); ++a) {
        along& axis = axes[a];
        const std::size_t length = length_of(on, a), places = (length + axis.stride - 1) / axis.stride;
        const std::size_t covered = (places - 1) * axis.stride + (axis.size - 1) * axis.dilation + 1;
        if (how == padded::valid) axis.before = axis.after = 0;
        else if (how != padded::as_given) divide(axis, covered - std::min(covered, length), how);
    }
    return joined(axes);
}

transposed_windows transposed_windows_of(const node& n, const layer_extent& places,
                                         const std::vector<std::int64_t>& sizes) {
    const std::size_t count = axes_of(places);
    std::vector<along> axes = explicit_windows(n, places, sizes);
    std::vector<std::size_t> more = attribute(n, "output_padding", count, 0, 0), added(count, 0);
    const padded how = auto_pad_of(n);
    const bool is_given = !n.ints_attribute("output_shape").empty();
    std::vector<std::int64_t> shape = n.ints_attribute("output_shape");
    if (shape.size() == count + 2)
        shape.erase(shape.begin(), shape.begin() + 2);  // with batch and channels, in old files
    const auto wanted = is_given ? list(n, "output_shape", shape, count, 1) : std::vector<std::size_t>{};
    for (std::size_t a = 0; a < count; ++a) {
        along& axis = axes[a];
        const std::size_t length = length_of(places, a);
        const std::size_t covered = (length - 1) * axis.stride + (axis.size - 1) * axis.dilation + 1;
        const std::size_t gives = is_given ? wanted[a] : length * axis.stride;
        if (how == padded::valid) axis.before = axis.after = 0;
        if (is_given || how == padded::upper || how == padded::lower) {
            const std::size_t all = covered + more[a];
            divide(axis, all - std::min(all, gives), how == padded::upper ? padded::upper : padded::lower);
            if (gives > all) more[a] += gives - all;
        }
        // Less padding at the end; beyond that the window has more taps.
        const std::size_t less = std::min(axis.after, more[a]);
        axis.after -= less;
        if (more[a] > less) {
            added[a] = (more[a] - less + axis.dilation - 1) / axis.dilation;
            axis.size += added[a];
            axis.after += added[a] * axis.dilation - (more[a] - less);
        }
    }
    return {joined(axes), count == 1 ? 0 : added.front(), added.back()};
}

layer_extent checked(const node& n, const layer_extent& of) {
    std::size_t values = 1;
    for (const std::size_t size : {of.height, of.width, of.channels}) {
        if (size == 0) n.fail("its window is larger than what it moves over", "windows that fit", again);
        if (size > most_values_between / values)
            n.fail("it gives more than " + std::to_string(most_values_between) + " values", "at most so many",
                   "Import a smaller model.");
        values *= size;
    }
    return of;
}

}  // namespace constprop::tools
