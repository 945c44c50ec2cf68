#include "import/spelling.hpp"

#include <array>
#include <cstddef>

namespace constprop::tools {
namespace {

std::string text(std::size_t number) { return std::to_string(number); }

/// "<1>" if all numbers are equal, "<1, 2>" if rows and columns have one each, else all.
std::string sides_text(const std::array<std::size_t, 4>& sides, rank kind) {
    const auto [above, below, left, right] = sides;
    if (kind == rank::signal)
        return left == right ? "<" + text(left) + ">" : "<" + text(left) + ", " + text(right) + ">";
    if (above == below && left == right)
        return above == left ? "<" + text(above) + ">" : "<" + text(above) + ", " + text(left) + ">";
    return "<" + text(above) + ", " + text(below) + ", " + text(left) + ", " + text(right) + ">";
}

std::string option(const char* name, rank kind, std::size_t rows, std::size_t columns) {
    return std::string{", constprop::"} + name + "<" +
           (kind == rank::signal || rows == columns ? text(columns) : text(rows) + ", " + text(columns)) + ">";
}

/// Options of windows on an extent of this kind; those of convolutions and of pools.
std::string moves_text(const windows& over, rank kind) {
    std::string result;
    if (over.rows.dilation != 1 || over.columns.dilation != 1)
        result += option("dilation", kind, over.rows.dilation, over.columns.dilation);
    const std::array<std::size_t, 4> sides{over.rows.before, over.rows.after, over.columns.before, over.columns.after};
    if (sides != std::array<std::size_t, 4>{}) result += ", constprop::padding" + sides_text(sides, kind);
    return result;
}

const char* axes_text(rank kind) { return kind == rank::signal ? "1d<" : "2d<"; }

}  // namespace

std::string spelling(const layer_extent& of) {
    if (of.kind == rank::vector) return "constprop::vector<" + text(of.size()) + ">";
    return (of.kind == rank::signal ? "constprop::signal<" : "constprop::image<" + text(of.height) + ", ") +
           text(of.width) + (of.channels == 1 ? "" : ", " + text(of.channels)) + ">";
}

std::string spelling(const convolution_step& of) {
    const rank kind = of.takes.kind;
    const std::size_t inputs = of.takes.channels, outputs = of.gives.channels;
    const window &rows = of.over.rows, &columns = of.over.columns;
    const bool depthwise = of.goes == way::to_places && of.groups == inputs && inputs > 1;
    std::string result = std::string{"constprop::"} +
                         (of.goes == way::to_image ? "transposed_conv"
                          : depthwise              ? "depthwise_conv"
                                                   : "conv") +
                         axes_text(kind) + text(inputs) + (depthwise ? "" : ", " + text(outputs));
    if (rows.size != 1 || columns.size != 1) result += option("kernel", kind, rows.size, columns.size);
    if (rows.stride != 1 || columns.stride != 1) result += option("stride", kind, rows.stride, columns.stride);
    result += moves_text(of.over, kind);
    if (depthwise && outputs != inputs) result += ", constprop::multiplier<" + text(outputs / inputs) + ">";
    if (!depthwise && of.groups != 1) result += ", constprop::groups<" + text(of.groups) + ">";
    return result + (of.biases.empty() ? ", constprop::no_bias>" : ">");
}

std::string spelling(const pad_step& of) { return "constprop::pad" + sides_text(of.sides, of.takes.kind); }

std::string spelling(const recurrent_step& of) {
    const char* const name = of.kind == recurrent_kind::gru ? "gru" : of.kind == recurrent_kind::lstm ? "lstm" : "rnn";
    std::string result = std::string{"constprop::"} + name + "<" + text(of.inputs) + ", " + text(of.hidden);
    if (of.kind == recurrent_kind::rnn && of.activation != "tanh") result += ", constprop::" + of.activation;
    if (of.resets_before) result += ", constprop::reset_before";
    return result + (of.biases.empty() ? ", constprop::no_bias>" : ">");
}

std::string spelling(const bidirectional_step& of) {
    return "constprop::bidirectional<" + spelling(of.there) + (of.final_states ? ", constprop::final_states>" : ">");
}

std::string pool_spelling(const std::string& name, const layer_extent& takes, const windows& over,
                          const std::string& more) {
    const rank kind = takes.kind;
    const window &rows = over.rows, &columns = over.columns;
    const bool is_image = kind == rank::image;
    std::string result = "constprop::" + name + axes_text(kind) + text(is_image ? rows.size : columns.size);
    if (is_image && rows.size != columns.size) result += option("kernel", kind, rows.size, columns.size);
    if ((is_image && rows.stride != rows.size) || columns.stride != columns.size)
        result += option("stride", kind, rows.stride, columns.stride);
    result += moves_text(over, kind);
    if (rows.rounds_up || columns.rounds_up) result += ", constprop::ceil_mode";
    return result + (more.empty() ? ">" : ", " + more + ">");
}

}  // namespace constprop::tools
