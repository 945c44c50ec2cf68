// Branches that are joined: added, multiplied or concatenated.
#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "import/chain_reader.hpp"
#include "import/operators.hpp"

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;

bool chain_reader::joins(const node& n) const {
    const auto& inputs = n.proto().input();
    return is_join(n) && std::any_of(inputs.begin(), inputs.end(),
                                     [&](const std::string& name_) { return name_ != current_ && g_.flows(name_); });
}

std::vector<std::size_t> chain_reader::ways_from(std::size_t begin) const {
    std::vector<std::size_t> ways;
    for (std::size_t k = begin; k < g_.nodes().size(); ++k)
        if (!done_[k] && takes(g_.nodes()[k], current_)) ways.push_back(k);
    return ways;
}

std::size_t chain_reader::follow(std::size_t k, const std::string& fork) {
    const auto& nodes = g_.nodes();
    for (;;) {
        while (k < nodes.size() && (done_[k] || !takes(nodes[k], current_))) ++k;
        if (k == nodes.size())
            throw error(file_, "a branch ends at " + in_quotes(current_), "branches that come together",
                        "Export a model with one output, or choose one: --output-name.");
        if (joins(nodes[k])) return k;
        for (std::size_t c = 0; c < k; ++c)
            if (!done_[c] && known_.is_constant(nodes[c]) && known_.is_ready(nodes[c]))
                done_[c] = known_.read_constant(nodes[c], flow_.labels);
        if (current_ != fork) advance(k);
        else if (!read_as_normalization(k, g_.uses(fork))) read_one(k);
    }
}

std::vector<flow> chain_reader::take_ends(std::size_t at, std::vector<end>& ends, const std::string& fork) {
    const node& n = g_.nodes()[at];
    std::vector<flow> result;
    for (const std::string& name : n.proto().input()) {
        const auto one =
            std::find_if(ends.begin(), ends.end(), [&](const end& one_) { return one_.at == at && one_.name == name; });
        if (one == ends.end())
            n.fail("its input " + in_quotes(name) + " is on no branch from " + in_quotes(fork),
                   "what branches of one value give", "Join branches in pairs, one inside of another.");
        result.push_back(std::move(one->value));
        ends.erase(one);
    }
    return result;
}

void chain_reader::read_joined(std::size_t begin) {
    const auto& nodes = g_.nodes();
    const std::vector<std::size_t> ways = ways_from(begin);
    for (const std::size_t k : ways)
        if (nodes[k].op() == "Conv" || nodes[k].op() == "MaxPool" || nodes[k].op() == "AveragePool") {
            flow_.as_image(nodes[k]);  // for all branches
            break;
        }
    const std::string fork = current_;
    flow before = std::move(flow_);
    std::vector<end> ends;
    const auto follow_from = [&](std::size_t k_, const std::string& name_, flow value_) {
        flow_ = std::move(value_);
        current_ = name_;
        const std::size_t at_ = follow(k_, fork);
        if (flow_.labels) nodes[at_].fail("it takes the label of a class", "numbers", "End the model before it.");
        ends.push_back({current_, std::move(flow_), at_});
    };
    for (const std::size_t way : ways)
        if (!done_[way]) follow_from(way, fork, before.branch());
    for (;;) {
        const auto first =
            std::min_element(ends.begin(), ends.end(), [](const end& a_, const end& b_) { return a_.at < b_.at; });
        const std::size_t at = first->at;
        std::vector<flow> branches = take_ends(at, ends, fork);
        flow joined = ends.empty() ? std::move(before) : before.branch();
        joined.layers.read({described(nodes[at])});
        join(nodes[at], std::move(branches), joined);
        flow_ = std::move(joined);
        move_on(at, nodes[at].gives());
        if (ends.empty()) return check_size(nodes[at]);
        follow_from(at + 1, nodes[at].gives(), std::move(flow_));
    }
}

void chain_reader::read_branches(std::size_t begin) {
    constexpr std::size_t most_depth = 16;
    if (read_as_normalization(begin, 0)) return;
    try {
        return read_as_one(begin);
    } catch (const error&) {
        if (ways_from(begin).size() < 2 || flow_.columns || depth_ == most_depth) throw;
    }
    ++depth_;
    read_joined(begin);
    --depth_;
}

}  // namespace constprop::tools
