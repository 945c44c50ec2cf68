// Branches that are one activation, or one linear layer.
#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "import/affine.hpp"
#include "import/chain_reader.hpp"
#include "import/functions.hpp"
#include "import/operators.hpp"
#include "import/scalar_functions.hpp"

namespace constprop::tools {

using host::detail::in_quotes;

void chain_reader::read_as_one(std::size_t begin) {
    const auto& nodes = g_.nodes();
    const std::size_t inputs = flow_.shape.sample();
    std::map<std::string, samples> functions{{current_, sampled_identity()}};
    std::map<std::string, affine> affines{{current_, affine::identity(flow_.shape, flow_.order)}};
    std::map<std::string, std::size_t> waiting{{current_, g_.uses(current_)}};  // with the number of remaining uses
    std::vector<std::size_t> read;
    for (std::size_t k = begin; k < nodes.size(); ++k) {
        if (done_[k] || (known_.is_constant(nodes[k]) && !known_.is_ready(nodes[k]))) continue;
        if (known_.read_constant(nodes[k], flow_.labels)) continue;
        const node n = with_constants(nodes[k]);
        const auto& taken = n.proto().input();
        const bool is_of_them = std::any_of(taken.begin(), taken.end(), [&](const std::string& name_) {
            return functions.contains(name_) || affines.contains(name_);
        });
        if (!is_of_them) continue;  // of another branch
        auto function = sampled(n, functions);
        auto made = flow_.columns ? std::vector<affine>{} : affine_of(n, affines);
        if (!function && made.empty()) {
            if (!is_read(n)) read_operator(n, flow_);  // reports it
            n.fail("it is on a branch, where " + in_quotes(current_) + " goes more than one way",
                   "a chain, or branches that come together",
                   "Let one value go around a layer, and join them again (x + layer(x), torch.cat).");
        }
        read.push_back(k);
        for (const std::string& name : taken)
            if (const auto found = waiting.find(name); found != waiting.end() && --found->second == 0)
                waiting.erase(found);
        for (const std::string& name : n.proto().output())
            if (const std::size_t uses = g_.uses(name)) waiting.insert_or_assign(name, uses);
        const std::string& gives = n.gives();
        const bool together = waiting.size() == 1 && waiting.begin()->first == gives;
        const auto activation = together && function ? activation_of(*function) : std::nullopt;
        if (activation || (together && n.result < made.size())) {
            std::vector<std::string> names;
            for (const std::size_t one : read) names.push_back(described(nodes[one]));
            flow_.layers.read(std::move(names));
        }
        if (activation) {
            flow_.layers.add(function_called(*activation));
        } else if (together && n.result < made.size()) {
            const affine& one = made[n.result];
            if (one.rows.size() > most_parameters / inputs)
                n.fail(
                    "its branches are a layer of " + std::to_string(inputs) + " by " + std::to_string(one.rows.size()),
                    "at most " + std::to_string(most_parameters) + " parameters", "Import a smaller model.");
            flow_.order = value_order(one.rows.size());
            if (!one.is_identity(inputs)) flow_.layers.add(one.layer(inputs));
            flow_.shape = one.shape;
        } else {
            if (function) functions.insert_or_assign(gives, *std::move(function));
            for (std::size_t o = 0; o < made.size() && o < static_cast<std::size_t>(n.proto().output_size()); ++o) {
                const std::string& name = n.proto().output(static_cast<int>(o));
                known_.note_shape(name, made[o].shape, flow_.columns);
                affines.insert_or_assign(name, std::move(made[o]));
            }
            continue;
        }
        flow_.sums_to_one = false;
        for (const std::size_t one : read) done_[one] = true;
        move_on(k, gives);
        return check_size(n);
    }
    nodes[begin].fail("the branches of " + in_quotes(current_) + " come together as nothing that is known",
                      "a chain, or branches that are Gelu, HardSwish, Softsign, x * Sigmoid(x), or a linear layer",
                      "Use one of those (nn.GELU, nn.Hardswish, nn.Softsign, nn.SiLU).");
}

}  // namespace constprop::tools
