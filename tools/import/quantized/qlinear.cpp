// Operators on integers, with scales and zero points as inputs.
#include <optional>
#include <string>
#include <utility>

#include "import/quantized/operators.hpp"

namespace constprop::tools::quantized {
namespace {

/// Input k, whose integers stand for what the inputs behind it say.
item integers_taken(const node& n, int k, translation& to) {
    item x = to.taken(n, k);
    if (!(x.of == coding_at(n, k + 1, x.has_sign).of))
        n.fail("its scale or zero point is not that with which " + n.proto().input(k) + " was quantized", "equal ones",
               "Quantize the model again.");
    return x;
}

/// Adds the layer, and its integers, which lie as those of `takes`.
void give(const node& n, draft one, int scale, const item& takes, translation& to) {
    to.give(n, std::move(one), coding_at(n, scale, takes.has_sign), takes);
}

/// Biases in steps of the sums, as real numbers.
std::optional<real_constant> biases_at(const node& n, int k, const item& x, const integers& weights) {
    if (!n.has_input(k)) return {};
    const value& given = n.constant_input(k, "the biases");
    real_constant biases{given.shape, *given.numbers};
    if (biases.values.size() == 1 && weights.scales.size() > 1)  // one integer, which stands for other numbers
        biases = {{static_cast<std::int64_t>(weights.scales.size())},
                  std::vector<double>(weights.scales.size(), biases.values[0])};
    for (std::size_t o = 0; o < biases.values.size(); ++o)
        biases.values[o] *=
            static_cast<double>(x.of.scale) *
            static_cast<double>(weights.scales[weights.scales.size() > 1 ? o % weights.scales.size() : 0]);
    return biases;
}

}  // namespace

void read_qlinear_convolution(const node& n, translation& to) {
    const item x = integers_taken(n, 0, to);
    const integers weights = integers_at(n, 3, 4, 0);
    give(n, convolution_of(n, x, weights, biases_at(n, 8, x, weights), to), 6, x, to);
}

void read_qlinear_product(const node& n, translation& to) {
    const item x = integers_taken(n, 0, to);
    give(n, product_of(n, x, integers_at(n, 3, 4, 1), false, {}, to), 6, x, to);
}

void read_qlinear_gemm(const node& n, translation& to) {
    if (n.float_attribute("alpha", 1) != 1 || n.int_attribute("transA", 0) != 0 || !n.has_input(7))
        n.fail("it multiplies by alpha, transposes its input or gives floats",
               "alpha 1, transA 0 and a scale of its output", "Quantize the model again.");
    const item x = integers_taken(n, 0, to);
    const bool turned = n.int_attribute("transB", 0) != 0;
    const integers weights = integers_at(n, 3, 4, turned ? 0 : 1);
    give(n, product_of(n, x, weights, turned, biases_at(n, 6, x, weights), to), 7, x, to);
}

void read_qlinear_sum(const node& n, translation& to) {
    const bool adds = n.op() == "QLinearAdd";
    const int flowing = to.flows(n, 0) ? 0 : 3, other = 3 - flowing;
    if (!to.flows(n, other)) {
        const item x = integers_taken(n, flowing, to);
        if (!adds) n.fail("with a constant it has no integer form", "two values", "Fold it into the layer before it.");
        const integers added = integers_at(n, other, other + 1, 0);
        return give(n, shifted(n, x, {added.shape, added.reals()}, to), 6, x, to);
    }
    const std::vector<item> branches{integers_taken(n, 0, to), integers_taken(n, 3, to)};
    give(n, joined(n, branches, adds ? tflite::operation_kind::add : tflite::operation_kind::mul), 6, branches[0], to);
}

void read_qlinear_concatenation(const node& n, translation& to) {
    std::vector<item> branches;
    for (int k = 2; k < n.proto().input_size(); k += 3) branches.push_back(integers_taken(n, k, to));
    if (branches.empty()) n.fail("it joins nothing", "two values", "Quantize the model again.");
    give(n, joined(n, branches, tflite::operation_kind::concatenation), 0, branches[0], to);
}

void read_qlinear_pool(const node& n, translation& to) {
    const item x = integers_taken(n, 0, to);
    give(n, average_of(n, x), 3, x, to);
}

void read_qlinear_mean(const node& n, translation& to) {
    const item x = integers_taken(n, 0, to);
    give(n, mean_of(n, x, true), 3, x, to);
}

void read_qlinear_function(const node& n, translation& to) {
    constexpr std::size_t before = std::string_view("QLinear").size();
    const item x = integers_taken(n, 0, to);
    give(n, function_of(n, x, std::string_view(n.op()).substr(before)), 3, x, to);
}

void read_qlinear_softmax(const node& n, translation& to) {
    const item x = integers_taken(n, 0, to);
    give(n, softmax_of(n, x), 3, x, to);
}

}  // namespace constprop::tools::quantized
