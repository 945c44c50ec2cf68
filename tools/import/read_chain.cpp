#include "import/read_chain.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "import/affine.hpp"
#include "import/constant_operators.hpp"
#include "import/functions.hpp"
#include "import/scalar_functions.hpp"

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;

namespace {

constexpr std::size_t most_values = 65'536, most_layers = 200, most_parameters = std::size_t{1} << 22;

class chain_reader {
    graph& g_;
    const external_data& data_;
    std::string file_, current_;
    flow flow_;
    std::map<std::string, value> computed_;   // constants that nodes compute
    std::map<std::string, extent> shapes_;    // shapes of values that depend on the input
    std::map<std::string, bool> in_columns_;  // true if their samples are columns

    /// A node with its constants. Nodes after a label are not examined; their constants may have any type.
    node with_constants(const node& from) {
        node n = from;
        for (const std::string& name : n.proto().input()) {
            const auto found = computed_.find(name);
            const bool none = name.empty() || flow_.labels;
            n.constants.push_back(none                       ? nullptr
                                  : found != computed_.end() ? &found->second
                                                             : g_.constant_called(name));
        }
        return n;
    }

    /// Reads a node that does not depend on the numbers of the input; false if the node is another one.
    bool read_constant_node(const node& from) {
        const bool flows = std::any_of(from.proto().input().begin(), from.proto().input().end(),
                                       [&](const std::string& name_) { return !name_.empty() && g_.flows(name_); });
        if (flows && !from.asks_for_shape()) return false;
        // A second output, such as Dropout's mask, is not needed here.
        if (flow_.labels) return true;
        const node n = with_constants(from);
        computed_.insert_or_assign(n.proto().output(0), flows ? shape_of_flow(n) : fold(n, data_));
        return true;
    }

    /// The Shape or Size of the flow; entries that count samples are NaN.
    value shape_of_flow(const node& n) const {
        const auto found = shapes_.find(n.proto().input(0));
        if (found == shapes_.end())
            n.fail("it asks for the shape of what has none here", "a value of the chain", "Export it again.");
        const extent& shape = found->second;
        std::vector<double> sizes;
        for (std::size_t d = 0; d < shape.rank(); ++d)
            sizes.push_back(d < shape.batch ? std::numeric_limits<double>::quiet_NaN()
                                            : static_cast<double>(shape.sizes[d]));
        if (in_columns_.at(n.proto().input(0)) && sizes.size() == 2) std::swap(sizes[0], sizes[1]);
        if (n.op() == "Size") {
            double product = 1;
            for (const double size : sizes) product *= size;
            return {{}, std::make_shared<const std::vector<double>>(1, product), true};
        }
        const auto rank = static_cast<std::int64_t>(sizes.size());
        const auto at = [&](std::int64_t k) { return std::clamp<std::int64_t>(k < 0 ? k + rank : k, 0, rank); };
        const std::int64_t begin = at(n.int_attribute("start", 0)),
                           end = std::max(begin, at(n.int_attribute("end", rank)));
        sizes = {sizes.begin() + begin, sizes.begin() + end};
        const auto count = static_cast<std::int64_t>(sizes.size());
        return {{count}, std::make_shared<const std::vector<double>>(std::move(sizes)), true};
    }

    void note_shape(const std::string& name, const extent& shape) {
        shapes_.insert_or_assign(name, shape);
        in_columns_.insert_or_assign(name, flow_.columns);
    }

    void check_size(const node& n) const {
        if (flow_.layers.steps().size() > most_layers)
            n.fail("it would be layer " + std::to_string(flow_.layers.steps().size()),
                   "at most " + std::to_string(most_layers) + " layers", "Import a smaller model.");
        if (flow_.layers.parameters() > most_parameters)
            n.fail("with it the network has " + std::to_string(flow_.layers.parameters()) + " parameters",
                   "at most " + std::to_string(most_parameters), "Import a smaller model.");
    }

    bool gives_several(const node& n) const {
        return std::count_if(n.proto().output().begin(), n.proto().output().end(),
                             [&](const std::string& name_) { return g_.uses(name_) > 0; }) > 1;
    }

    /// Reads nodes from `begin` on which together make one activation, or one linear layer, of a flow that branches. Returns
    /// the position after them.
    std::size_t read_branches(std::size_t begin) {
        const auto& nodes = g_.nodes();
        const std::size_t inputs = flow_.shape.sample();
        std::map<std::string, samples> functions{{current_, sampled_identity()}};
        std::map<std::string, affine> affines{{current_, affine::identity(flow_.shape, flow_.order)}};
        std::map<std::string, std::size_t> waiting{{current_, g_.uses(current_)}};  // with the number of remaining uses
        for (std::size_t k = begin; k < nodes.size(); ++k) {
            if (read_constant_node(nodes[k])) continue;
            const node n = with_constants(nodes[k]);
            auto function = sampled(n, functions);
            auto made = flow_.columns ? std::vector<affine>{} : affine_of(n, affines);
            if (!function && made.empty()) {
                if (!is_read(n)) read_operator(n, flow_);  // reports it
                n.fail("it is on a branch, where " + in_quotes(current_) + " goes more than one way",
                       "a chain, or branches that make up one activation or one linear layer",
                       "Leave out what goes around a layer: there are no residual connections.");
            }
            for (const std::string& name : n.proto().input())
                if (const auto found = waiting.find(name); found != waiting.end() && --found->second == 0)
                    waiting.erase(found);
            for (const std::string& name : n.proto().output())
                if (const std::size_t uses = g_.uses(name)) waiting.insert_or_assign(name, uses);
            const std::string& gives = n.gives();
            const bool together = waiting.size() == 1 && waiting.begin()->first == gives;
            if (together && function)
                if (auto activation = activation_of(*function)) {
                    flow_.layers.add(function_called(*activation));
                    flow_.sums_to_one = false;
                    current_ = gives;
                    note_shape(current_, flow_.shape);
                    return k + 1;
                }
            if (together && n.result < made.size()) {
                const affine& one = made[n.result];
                if (one.rows.size() > most_parameters / inputs)
                    n.fail("its branches are a layer of " + std::to_string(inputs) + " by " +
                               std::to_string(one.rows.size()),
                           "at most " + std::to_string(most_parameters) + " parameters", "Import a smaller model.");
                flow_.order = value_order(one.rows.size());
                if (!one.is_identity(inputs)) flow_.layers.add(one.layer(inputs));
                flow_.shape = one.shape;
                flow_.sums_to_one = false;
                current_ = gives;
                note_shape(current_, flow_.shape);
                return k + 1;
            }
            if (function) functions.insert_or_assign(gives, *std::move(function));
            for (std::size_t o = 0; o < made.size() && o < static_cast<std::size_t>(n.proto().output_size()); ++o) {
                note_shape(n.proto().output(static_cast<int>(o)), made[o].shape);
                affines.insert_or_assign(n.proto().output(static_cast<int>(o)), std::move(made[o]));
            }
        }
        nodes[begin].fail("the branches of " + in_quotes(current_) + " come together as nothing that is known",
                          "a chain, or branches that are Gelu, HardSwish, Softsign, x * Sigmoid(x), or a linear layer",
                          "Use one of those (nn.GELU, nn.Hardswish, nn.Softsign, nn.SiLU).");
    }

    void read_one(const node& from) {
        const node n = with_constants(from);
        const auto takes = [&](const std::string& name) { return name == current_; };
        if (std::none_of(n.proto().input().begin(), n.proto().input().end(), takes))
            n.fail("it takes " + in_quotes(n.proto().input(std::max(n.flowing(), 0))) +
                       ", which is not what the node before it gives",
                   "a chain of nodes", "Leave out what goes around a layer: there are no residual connections.");
        read_operator(n, flow_);
        current_ = n.gives();
        note_shape(current_, flow_.shape);
        check_size(n);
    }

 public:
    chain_reader(graph& g, const extent& shape, bool columns, std::string file, const external_data& data)
        : g_(g), data_(data), file_(std::move(file)), current_(g.input()), flow_(shape, columns) {
        note_shape(current_, shape);
    }

    /// Outputs that lie as in an image stay so; others are put in the model's order.
    void finish() {
        if (flow_.order != value_order::channels_first(flow_.layers.lies())) flow_.restore_order(g_.nodes().back());
        if (!flow_.order.is_as_in_model())
            flow_.notes.push_back(
                "The network's outputs lie row by row, channels last: the model's output is (channel, row, column).");
        flow_.layers.finish();
    }

    flow read() {
        const auto& nodes = g_.nodes();
        for (std::size_t k = 0; k < nodes.size();) {
            if (read_constant_node(nodes[k])) ++k;
            else if (!flow_.labels && (g_.uses(current_) > 1 || gives_several(nodes[k])))
                check_size(nodes[(k = read_branches(k)) - 1]);
            else read_one(nodes[k++]);
        }
        if (current_ != g_.output())
            throw error(file_, "the output is " + in_quotes(g_.output()),
                        in_quotes(current_) + ", the end of the chain",
                        "Export a model that returns what its last layer gives.");
        finish();
        return std::move(flow_);
    }
};

}  // namespace

flow read_chain(graph& g, const extent& shape, bool columns, const std::string& file, const external_data& data) {
    const std::string input = file + ": input " + in_quotes(g.input());
    for (std::size_t d = shape.batch; d < shape.rank(); ++d)
        if (shape.sizes[d] == extent::unknown)
            throw error(input, "the size of dimension " + std::to_string(d) + " is not fixed",
                        "fixed sizes in all dimensions but that of the batch",
                        "Export the model with dynamic_axes for dimension 0 only, or none.");
    if (shape.sample() == 0 || shape.sample() > most_values)
        throw error(input, "a sample has too many values", "at most " + std::to_string(most_values),
                    "Import a smaller model.");
    return chain_reader(g, shape, columns, file, data).read();
}

}  // namespace constprop::tools
