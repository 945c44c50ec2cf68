#include "import/chain_reader.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

#include "import/operators.hpp"
#include "import/time.hpp"

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;

namespace {

constexpr std::size_t most_layers = 200;

bool gives_several(const graph& g, const node& n) {
    return std::count_if(n.proto().output().begin(), n.proto().output().end(),
                         [&](const std::string& name_) { return g.uses(name_) > 0; }) > 1;
}

}  // namespace

chain_reader::chain_reader(graph& g, const extent& shape, bool columns, std::string file, const external_data& data)
    : g_(g),
      known_(g, data),
      file_(std::move(file)),
      current_(g.input()),
      flow_(shape, columns),
      done_(g.nodes().size()) {
    known_.note_shape(current_, shape, columns);
}

chain_reader::chain_reader(graph& g, const std::string& value, const flow& given, std::string file,
                           const external_data& data)
    : g_(g), known_(g, data), file_(std::move(file)), current_(value), flow_(given.behind()), done_(g.nodes().size()) {
    known_.note_shape(current_, flow_.shape, flow_.columns);
    // What does not depend on the value comes before it.
    std::set<std::string> behind{value};
    for (std::size_t k = 0; k < done_.size(); ++k) {
        const auto& proto = g.nodes()[k].proto();
        if (std::any_of(proto.input().begin(), proto.input().end(),
                        [&](const std::string& name_) { return behind.contains(name_); }))
            behind.insert(proto.output().begin(), proto.output().end());
        else done_[k] = !known_.is_constant(g.nodes()[k]);
    }
}

void chain_reader::move_on(std::size_t k, const std::string& name) {
    done_[k] = true;
    current_ = name;
    known_.note_shape(current_, flow_.shape, flow_.columns);
}

void chain_reader::check_size(const node& n) const {
    if (flow_.layers.steps().size() > most_layers)
        n.fail("it would be layer " + std::to_string(flow_.layers.steps().size()),
               "at most " + std::to_string(most_layers) + " layers", "Import a smaller model.");
    if (flow_.layers.parameters() > most_parameters)
        n.fail("with it the network has " + std::to_string(flow_.layers.parameters()) + " parameters",
               "at most " + std::to_string(most_parameters), "Import a smaller model.");
}

bool chain_reader::takes(const node& n, const std::string& name) const {
    const auto& inputs = n.proto().input();
    return !n.asks_for_shape() && std::find(inputs.begin(), inputs.end(), name) != inputs.end();
}

void chain_reader::read_one(std::size_t k) {
    const node n = with_constants(g_.nodes()[k]);
    if (!takes(n, current_))
        n.fail("it takes " + in_quotes(n.proto().input(std::max(n.flowing(), 0))) +
                   ", which is not what the node before it gives",
               "a chain of nodes, or branches that come together",
               "Join branches of one value, one inside of another.");
    flow_.layers.read({described(n)});
    read_operator(n, flow_);
    move_on(k, n.gives());
    check_size(n);
}

void chain_reader::advance(std::size_t k) {
    const node& n = g_.nodes()[k];
    if (is_recurrent(n) && gives_several(g_, n))
        n.fail("more than one of its outputs is used", "its outputs, or its last state",
               "The last output is the last state: use out[:, -1] in place of h_n[-1].");
    if (!flow_.labels && (g_.uses(current_) > 1 || gives_several(g_, n))) read_branches(k);
    else read_one(k);
}

void chain_reader::finish() {
    if (flow_.order != value_order::channels_first(flow_.layers.lies())) flow_.restore_order(g_.nodes().back());
    if (!flow_.order.is_as_in_model())
        flow_.notes.push_back(
            "The network's outputs lie row by row, channels last: the model's output is (channel, row, column).");
    flow_.layers.finish();
}

void chain_reader::read_nodes() {
    const auto& nodes = g_.nodes();
    for (std::size_t k = 0; k < nodes.size(); ++k)
        if (!done_[k] && !known_.read_constant(nodes[k], flow_.labels)) advance(k);
    if (current_ != g_.output())
        throw error(file_, "the output is " + in_quotes(g_.output()), in_quotes(current_) + ", the end of the chain",
                    "Export a model that returns what its last layer gives.");
}

flow chain_reader::read() {
    read_nodes();
    finish();
    return std::move(flow_);
}

flow chain_reader::read_shared() {
    read_nodes();
    flow_.layers.finish();
    return std::move(flow_);
}

}  // namespace constprop::tools
