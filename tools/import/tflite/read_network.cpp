#include "import/tflite/read_network.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/tflite/ends.hpp"
#include "import/tflite/join.hpp"
#include "import/tflite/needed.hpp"
#include "import/tflite/operators.hpp"
#include "import/tflite/read_graph.hpp"
#include "import/tflite/reasons.hpp"
#include "import/tflite/tensors.hpp"

namespace constprop::tools::tflite {

using host::error;
using host::detail::in_quotes;

namespace {

constexpr std::size_t none = no_tensor;

class network_reader {
    const graph& g_;
    const std::string& where_;
    std::size_t output_;
    std::vector<std::vector<std::size_t>> takers_;  ///< of each tensor: operators, once for each time that one takes it
    std::vector<bool> is_read_;                     ///< of each operator
    std::vector<error> reasons_;                    ///< all that is in the way

    static constexpr std::size_t most_layers = 200;

    /// Where a chain ends: at an operator that joins it with others, or, with `none`, at the output.
    struct end {
        std::size_t join, tensor;
    };

    call called(std::size_t k) const { return {g_, g_.operations[k], where_}; }
    const tensor& at(std::size_t t) const { return g_.tensors[t]; }

    bool joins(std::size_t k) const {
        const operation& op = g_.operations[k];
        const bool may = op.kind == operation_kind::add || op.kind == operation_kind::mul ||
                         op.kind == operation_kind::concatenation ||
                         (op.kind == operation_kind::sub && op.inputs.size() == 2);
        return may && std::all_of(op.inputs.begin(), op.inputs.end(),
                                  [&](std::size_t t_) { return t_ != none && !at(t_).is_constant; });
    }

    /// "RESHAPE 'flat'", for a list of what became no layer.
    std::string described(const operation& op) const { return op.name + " " + in_quotes(at(op.outputs[0]).name); }

    /// Integers that are made to stand for what those of a concatenation do, which sees to that by itself.
    bool rescales_for_concatenation(const operation& op) const {
        const auto& takers = takers_[op.outputs[0]];
        if (op.kind != operation_kind::quantize || takers.size() != 1) return false;
        const operation& next = g_.operations[takers[0]];
        const tensor &before = at(op.inputs[0]), &here = at(op.outputs[0]), &behind = at(next.outputs[0]);
        return next.kind == operation_kind::concatenation && before.type == number_kind::int8 &&
               here.type == number_kind::int8 && here.scales == behind.scales && here.zero_points == behind.zero_points;
    }

    /// Reads operators from a tensor on, to where they meet others or end.
    end read_chain(std::size_t tensor, layer_list& to) {
        while (tensor != output_) {
            const auto& takers = takers_[tensor];
            if (takers.empty())
                throw error(where_, in_quotes(at(tensor).name) + " leads nowhere", "the output",
                            "Convert the model again.");
            if (to.spelled.size() > most_layers)
                throw error(where_, "it has more than " + std::to_string(most_layers) + " layers", "at most so many",
                            "Import a smaller model.");
            if (takers.size() > 1) {
                tensor = read_branches(tensor, to);
                continue;
            }
            if (joins(takers[0])) return {takers[0], tensor};
            const operation& op = g_.operations[takers[0]];
            if (to.in_integers && converts_at_end(g_, op, output_)) {
                check_conversion(called(takers[0]), at(tensor), at(op.outputs[0]));
                to.folded.push_back(described(op) + ": the network gives other numbers than integers by itself");
                return {none, op.outputs[0]};
            }
            read_one(takers[0], tensor, to);
            tensor = op.outputs[0];
        }
        return {none, tensor};
    }

    /// Goes on behind an operator that no layer does, to find what else is in the way.
    void read_one(std::size_t k, std::size_t tensor, layer_list& to) {
        const call op = called(k);
        if (is_read_[k]) op.fail("it takes a value twice", "operators that take it once", "Convert the model again.");
        is_read_[k] = true;
        try {
            const std::size_t place = place_of_value(op.of().kind);
            const bool is_there = place < op.of().inputs.size() && op.of().inputs[place] == tensor;
            if (!is_there && !is_arithmetic(op.of().kind))
                op.fail("it takes " + in_quotes(at(tensor).name) + " in another place than it does",
                        "the value that flows where the operator takes one", "Convert the model again.");
            to.reading = op.of().name;
            if (rescales_for_concatenation(op.of())) {
                to.folded.push_back(described(op.of()) + " is part of the concatenation behind it");
                return op.check_gives(to.shape);
            }
            if (op.of().kind != operation_kind::other) {
                const std::size_t before = to.rows.size();
                read_operation(op, to);
                if (to.rows.size() == before && to.reading == op.of().name)
                    to.folded.push_back(described(op.of()) + " changes no value, or joins the layer before it");
                return;
            }
        } catch (const error& reason) {
            reasons_.push_back(reason);
        }
        to.add("identity", op.shape_of(op.output()));
    }

    /// Branches from a tensor to the operator that joins them all. Returns what that gives.
    std::size_t read_branches(std::size_t tensor, layer_list& to) {
        const auto& takers = takers_[tensor];
        std::vector<layer_list> branches;
        std::vector<end> ends;
        std::size_t joined = 0;
        for (std::size_t b = 0; b < takers.size(); ++b) {
            layer_list branch{.in_integers = to.in_integers,
                              .shape = to.shape,
                              .path = to.position() + "." + std::to_string(b) + "."};
            if (joins(takers[b])) ends.push_back({takers[b], tensor});
            else {
                read_one(takers[b], tensor, branch);
                ends.push_back(read_chain(g_.operations[takers[b]].outputs[0], branch));
            }
            branches.push_back(std::move(branch));
        }
        // Some of them may meet before they meet the others.
        for (;;) {
            const std::size_t join = complete_join(ends);
            if (join == none)
                throw error(
                    where_,
                    in_quotes(at(tensor).name) +
                        " goes more than one way, and the ways do not meet at one ADD, SUB, MUL or CONCATENATION",
                    "branches that do", "Leave out connections across layers.");
            const call op = called(join);
            std::vector<layer_list> ordered = taken_by(join, ends, branches);
            if (ends.empty()) {
                to.reading = op.of().name;
                add_joined(op, ordered, to);
                return op.of().outputs[0];
            }
            layer_list met{.in_integers = to.in_integers,
                           .shape = to.shape,
                           .path = to.position() + "." + std::to_string(takers.size() + joined++) + "."};
            met.reading = op.of().name;
            add_joined(op, ordered, met);
            ends.push_back(read_chain(op.of().outputs[0], met));
            branches.push_back(std::move(met));
        }
    }

    /// An operator at which some of the branches end, and all that it takes; `none` if there is no such.
    std::size_t complete_join(const std::vector<end>& ends) const {
        for (const end& one : ends) {
            const auto meets = [&](const end& other_) { return other_.join == one.join; };
            const auto count = static_cast<std::size_t>(std::count_if(ends.begin(), ends.end(), meets));
            if (one.join != none && g_.operations[one.join].inputs.size() == count) return one.join;
        }
        return none;
    }

    /// Takes the branches out that end at an operator, in the order in which it takes them; of a tensor that it takes twice,
    /// both.
    std::vector<layer_list> taken_by(std::size_t join, std::vector<end>& ends,
                                     std::vector<layer_list>& branches) const {
        std::vector<layer_list> ordered;
        for (const std::size_t t : g_.operations[join].inputs) {
            const auto next = std::find_if(ends.begin(), ends.end(),
                                           [&](const end& one_) { return one_.join == join && one_.tensor == t; });
            const auto branch = branches.begin() + (next - ends.begin());
            ordered.push_back(std::move(*branch));
            branches.erase(branch);
            ends.erase(next);
        }
        return ordered;
    }

 public:
    network_reader(const graph& g, const std::string& where, std::size_t output)
        : g_(g), where_(where), output_(output), takers_(g.tensors.size()), is_read_(g.operations.size(), false) {
        for (std::size_t k = 0; k < g.operations.size(); ++k)
            for (const std::size_t t : g.operations[k].inputs)
                if (t != none && !g.tensors[t].is_constant) takers_[t].push_back(k);
    }

    network read() {
        if (const auto reason = unread_operators(g_, where_, output_)) reasons_.push_back(*reason);
        network result;
        try {
            result = read_from(find_input());
        } catch (const error& reason) {
            reasons_.push_back(reason);
        }
        if (!reasons_.empty()) throw all_reasons(reasons_, where_);
        return result;
    }

 private:
    /// The one input that the output depends on.
    std::size_t find_input() const {
        std::size_t input = none;
        for (const std::size_t t : g_.inputs) {
            if (takers_[t].empty()) continue;
            if (input != none)
                throw error(
                    where_,
                    "its output depends on two inputs, " + in_quotes(at(input).name) + " and " + in_quotes(at(t).name),
                    "one", "Concatenate them outside of the model.");
            input = t;
        }
        if (input == none) throw error(where_, "its output depends on no input", "one", "Convert the model again.");
        return input;
    }

    bool only_changes_shape(std::size_t tensor) const {
        if (takers_[tensor].size() != 1) return false;
        const operation_kind kind = g_.operations[takers_[tensor][0]].kind;
        return kind == operation_kind::reshape || kind == operation_kind::squeeze ||
               kind == operation_kind::expand_dims;
    }

    network read_from(std::size_t tensor) {
        network result;
        result.input_name = at(tensor).name;
        result.output_name = at(output_).name;
        result.producer = g_.description;
        // A network of integers takes floats, and uint8, by itself.
        const call first = called(takers_[tensor][0]);
        if (first.of().kind == operation_kind::quantize && takers_[tensor].size() == 1) {
            check_conversion(first, first.output(), at(tensor));
            result.layers.folded.push_back(described(first.of()) +
                                           ": the network takes other numbers than integers by itself");
            tensor = first.of().outputs[0];
        }
        layer_list& layers = result.layers;
        layers.in_integers = at(tensor).type == number_kind::int8;
        if (!layers.in_integers && at(tensor).type != number_kind::float32)
            throw error(where_, "its input is " + at(tensor).type_name, "FLOAT32 or INT8",
                        "Convert the model again: inference_input_type = tf.int8.");
        layers.shape = first.shape_of(at(tensor));
        if (layers.in_integers) result.takes = first.quantization_of(at(tensor));
        // The network takes the shape that its first layer works on.
        while (tensor != output_ && only_changes_shape(tensor)) {
            const call op = called(takers_[tensor][0]);
            if (op.output().size != at(tensor).size)
                op.fail("it gives shape " + shape_text(op.output()), "as many values as before it",
                        "Convert the model again.");
            if (layers.in_integers) op.check_same_quantization();
            layers.folded.push_back(described(op.of()) + " is the shape that the network takes");
            layers.shape = op.shape_of(op.output());
            tensor = op.of().outputs[0];
        }
        result.input = layers.shape;
        const end last = read_chain(tensor, layers);
        if (layers.in_integers && at(last.tensor).scales.size() == 1)
            result.gives = {at(last.tensor).scales[0], static_cast<std::int32_t>(at(last.tensor).zero_points[0])};
        if (layers.spelled.empty())
            throw error(where_, "what its operators do is nothing that a layer does", "layers",
                        "Convert a model that has some.");
        if (last.join != none)
            called(last.join).fail("its inputs have no common origin", "branches of one value",
                                   "Leave out connections across layers.");
        return result;
    }
};

}  // namespace

network read_network(graph g, const std::string& where, const std::string& output) {
    const std::size_t place = find_output(g, where, output);
    const std::size_t all = g.operations.size();
    std::map<std::string, std::size_t> operators;
    for (const operation& op : g.operations) ++operators[op.name];
    keep_needed(g, place);
    network result = network_reader(g, where, place).read();
    settle_integers(result.layers);
    if (const std::size_t left_out = all - g.operations.size(); left_out > 0)
        result.layers.folded.push_back(std::to_string(left_out) +
                                       " operators that compute shapes, convert constants, or do not reach the output");
    for (const auto& [name, count] : operators) result.operators.push_back(name + " × " + std::to_string(count));
    return result;
}

}  // namespace constprop::tools::tflite
