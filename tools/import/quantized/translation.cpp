#include "import/quantized/translation.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <memory>
#include <utility>

#include "import/quantized/constants.hpp"
#include "import/quantized/operators.hpp"

namespace constprop::tools::quantized {

using host::detail::in_quotes;

namespace {

const char* const quantize_all = "Quantize all operators, with static scales, and leave out none (nodes_to_exclude).";

std::string name_of(const node& n) { return n.proto().output(0); }

}  // namespace

translation::translation(graph& g, const std::string& where, const external_data& data)
    : g_(g), where_(where), known_(g, data) {
    item input{.shape = g.input_shape(), .is_real = true};
    input.shape.batch = 1;
    for (std::size_t d = 1; d < input.shape.rank(); ++d)
        if (input.shape.sizes[d] == extent::unknown)
            throw host::error(where + ": input " + in_quotes(g.input()),
                              "the size of dimension " + std::to_string(d) + " is not fixed",
                              "fixed sizes in all dimensions but that of the batch",
                              "Export the model with dynamic_axes for dimension 0 only, or none.");
    input.channels_last = begins_channels_last();
    known_.note_shape(g.input(), input.shape, false);
    items_.emplace(g.input(), std::move(input));
}

/// True if the model itself puts the channels of its input first.
bool translation::begins_channels_last() const {
    std::string at = g_.input();
    for (const node& n : g_.nodes()) {
        if (n.proto().input_size() == 0 || n.proto().input(0) != at) continue;
        if (n.op() == "Transpose") {
            const auto order = n.ints_attribute("perm");
            return order == std::vector<std::int64_t>{0, 3, 1, 2} || order == std::vector<std::int64_t>{0, 2, 1};
        }
        if (n.op() != "QuantizeLinear" && n.op() != "DequantizeLinear" && n.op() != "Cast") return false;
        at = name_of(n);
    }
    return false;
}

translation::result translation::read(const std::string& producer) && {
    for (const node& from : g_.nodes())
        if (!read_constant(from)) read_operator(known_.with_constants(from, false), *this);
    std::vector<item> gives;
    std::vector<std::size_t> places;
    for (const std::string& name : g_.outputs()) places.push_back(gives.emplace_back(output(name)).tensor);
    item takes = items_.at(g_.input());
    return {std::move(made_).finish(input_, std::move(places), producer), std::move(takes), std::move(gives),
            std::move(notes_)};
}

/// The integers of an output.
item translation::output(const std::string& name) {
    const std::string where = where_ + ": output " + in_quotes(name);
    if (name == g_.input())
        throw host::error(where, "it is the input itself", "a value that is computed",
                          "Choose another with --output-name.");
    const auto found = items_.find(name);
    if (found == items_.end())
        throw host::error(where, "the output is no value that depends on the input", "one that does",
                          "Export the model again.");
    const auto& nodes = g_.nodes();
    const node& n = *std::find_if(nodes.begin(), nodes.end(), [&](const node& one_) {
        const auto& all = one_.proto().output();
        return std::find(all.begin(), all.end(), name) != all.end();
    });
    item& one = found->second;
    if (one.is_draft() && one.from->otherwise) one = finished(n, name, one, *one.from->otherwise);
    if (!one.is_quantized())
        n.fail("what it gives at the end is not quantized", "a scale for the output, or a Softmax or Sigmoid",
               quantize_all);
    return one;
}

bool translation::read_constant(const node& from) {
    if (!known_.is_constant(from)) return false;
    const node n = known_.with_constants(from, false);
    const auto& inputs = n.proto().input();
    const bool is_of_integers =
        n.op() == "QuantizeLinear" || n.op() == "DequantizeLinear" ||
        std::any_of(inputs.begin(), inputs.end(), [&](const std::string& name_) { return integers_.contains(name_); });
    if (is_of_integers) read_constant_integers(n, *this);
    else known_.read_constant(from, false);
    return true;
}

bool translation::flows(const node& n, int k) const { return n.has_input(k) && items_.contains(n.proto().input(k)); }

const item& translation::any(const node& n, int k) const {
    if (!flows(n, k))
        n.fail("input " + std::to_string(k) + " does not depend on the model's input", "a value that does",
               "Export the model again.");
    return items_.at(n.proto().input(k));
}

item translation::taken(const node& n, int k) {
    const item& one = any(n, k);
    if (one.is_draft() && one.from->otherwise)
        items_.insert_or_assign(n.proto().input(k), finished(n, n.proto().input(k), one, *one.from->otherwise));
    const item& is = any(n, k);
    if (!is.is_quantized())
        n.fail("it takes " + in_quotes(n.proto().input(k)) + ", which is not quantized",
               "integers, or a DequantizeLinear", quantize_all);
    return is;
}

const integers* translation::constant(const node& n, int k) const {
    if (!n.has_input(k)) return nullptr;
    const auto found = integers_.find(n.proto().input(k));
    return found == integers_.end() ? nullptr : &found->second;
}

std::optional<real_constant> translation::reals(const node& n, int k) const {
    if (const integers* one = constant(n, k)) return real_constant{one->shape, one->reals()};
    if (!n.has_input(k) || n.constants[static_cast<std::size_t>(k)] == nullptr) return {};
    const value& one = *n.constants[static_cast<std::size_t>(k)];
    return real_constant{one.shape, *one.numbers};
}

void translation::give(const node& n, item one) {
    known_.note_shape(name_of(n), one.shape, false);
    items_.insert_or_assign(name_of(n), std::move(one));
}

void translation::give(const node& n, integers one) { integers_.insert_or_assign(name_of(n), std::move(one)); }

void translation::give(const node& n, draft one, bool channels_last) {
    item waits{.shape = one.shape, .is_real = true, .channels_last = channels_last};
    if (!one.op.inputs.empty() && one.steps.empty())  // values stay in the order of what it takes
        for (const auto& [name, from] : items_)
            if (from.tensor == one.op.inputs[0] && one.shape.rank() == 2) waits.image = from.image;
    one.op.name = n.op();
    waits.from = std::make_shared<const draft>(std::move(one));
    give(n, std::move(waits));
}

void translation::give(const node& n, draft one, const coding& gives, const item& takes) {
    give(n, std::move(one), takes.channels_last);
    item is = finished(n, name_of(n), items_.at(name_of(n)), gives.of);
    is.has_sign = gives.has_sign;
    is.is_real = false;
    give(n, std::move(is));
}

/// The input in integers: in the file's order, and, behind an operator, in the network's.
item translation::begin(item input, const quantization& takes, const std::string& name) {
    const layer_extent lies = extent_of(input);
    // What lies in memory is decided by the input, wherever a Transpose before the first integers puts channels.
    const bool turns =
        !items_.at(g_.input()).channels_last && lies.kind != rank::vector && lies.channels > 1 && lies.positions() > 1;
    input.of = takes;
    input_ = made_.value(g_.input(), lies, takes);
    input.tensor = turns ? made_.add({.kind = tflite::operation_kind::from_channels_first,
                                      .name = "FROM_CHANNELS_FIRST",
                                      .inputs = {input_}},
                                     name, lies, takes)
                         : input_;
    return input;
}

void translation::quantize(const node& n, const coding& as) {
    const quantization& gives = as.of;
    item one = any(n, 0);
    if (!one.is_quantized() && !one.is_draft()) {
        if (input_ != tflite::no_tensor)
            n.fail("it quantizes the input a second time, in another order", "one QuantizeLinear", "Quantize it once.");
        one = begin(std::move(one), gives, name_of(n));
        items_.insert_or_assign(n.proto().input(0), one);
    }
    if (one.is_draft()) {
        one = finished(n, name_of(n), one, gives);
        items_.insert_or_assign(n.proto().input(0), one);  // others may round it, too
    } else if (!(one.of == gives)) {
        one.tensor = made_.add({.kind = tflite::operation_kind::by_table,
                                .name = n.op(),
                                .inputs = {one.tensor},
                                .with = {.function = "own_scale<constprop::identity>"}},
                               name_of(n), extent_of(one), gives);
        one.of = gives;
        one.from.reset();
    }
    one.is_real = false;
    one.has_sign = as.has_sign;
    give(n, std::move(one));
}

item translation::finished(const node& n, const std::string& name, const item& waits, const quantization& gives) {
    item one = waits;
    one.shape = waits.from->shape;
    one.tensor = finish(n, name, *waits.from, waits.channels_last, gives, made_);
    one.of = gives;
    for (const extent& shape : waits.reshaped) one = reshaped(n, name, std::move(one), shape, made_);
    one.reshaped.clear();
    return one;
}

}  // namespace constprop::tools::quantized
