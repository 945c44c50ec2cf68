#include "import/tflite/report.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include "import/layer_tree.hpp"

namespace constprop::tools::tflite {
namespace {

/// What integers can stand for.
number_range range_of_integers(const quantization& of) {
    const auto real = [&](int q_) { return static_cast<double>(of.scale) * (q_ - of.zero_point); };
    return {real(-128), real(127)};
}

/// The ranges of what layers give: their own, known ones, or that of what they take, cut off by what clamps.
class value_ranges {
    const std::map<std::string, quantization>& own_;
    std::map<std::string, number_range> found_{};

    number_range of(const layer_branch& chain, number_range at) {
        for (const layer_node& node : chain) at = of(node, at);
        return at;
    }
    number_range of(const layer_node& node, number_range at) {
        const number_range taken = at;
        for (const layer_branch& branch : node.branches) at = of(branch, taken);
        const std::string name = name_of(*node.row);
        const auto own = own_.find(node.row->position);
        if (own != own_.end()) at = range_of_integers(own->second);
        else if (name == "softmax" || name == "sigmoid") at = range_of_integers({1.0F / 256, -128});
        else if (name == "tanh") at = range_of_integers({1.0F / 128, 0});
        if (const auto& bounds = node.row->clamps)
            at = {std::clamp(at.least, bounds->least, bounds->greatest),
                  std::clamp(at.greatest, bounds->least, bounds->greatest)};
        return found_[node.row->position] = at;
    }

 public:
    explicit value_ranges(const std::map<std::string, quantization>& own) : own_(own) {}

    std::map<std::string, number_range> of_all(const std::vector<layer_row>& rows, number_range input) {
        of(tree_of(rows), input);
        return found_;
    }
};

/// The numbers that weights, or slopes, stand for.
std::vector<double> real_weights(const integers& from) {
    std::vector<double> weights;
    weights.reserve(from.weights.size());
    const std::size_t per_scale = from.of_slopes ? 1 : from.weights.size() / from.scales.size();
    for (std::size_t k = 0; k < from.weights.size(); ++k)
        weights.push_back(from.of_slopes ? static_cast<double>(from.of_slopes->scale) *
                                               (from.weights[k] - from.of_slopes->zero_point)
                                         : static_cast<double>(from.scales[k / per_scale]) * from.weights[k]);
    return weights;
}

void add_integers(const network& net, report& to) {
    std::map<std::string, quantization> own;
    std::map<std::string, const integers*> weighted;
    for (const integers& one : net.layers.sources) {
        own[one.position] = one.gives;
        if (!one.weights.empty()) weighted[one.position] = &one;
    }
    to.input = range_of_integers(net.takes);
    const auto values = value_ranges(own).of_all(to.rows, *to.input);
    for (layer_row& row : to.rows) {
        row.values = values.at(row.position);
        const auto found = weighted.find(row.position);
        if (found == weighted.end()) continue;
        const integers& from = *found->second;
        row.weights = range_of(real_weights(from));
        row.parameters = from.weights.size() + from.biases.size();
        if (from.of_gates) row.parameters += from.of_gates->hidden_weights.size();
    }
}

void add_floats(const network& net, report& to) {
    for (layer_row& row : to.rows)
        for (const auto& one : net.layers.tensors) {
            if (one.name.substr(0, one.name.rfind('.')) != row.position) continue;
            row.parameters += one.values.size();
            if (one.name.ends_with(".weight")) row.weights = range_of(one.values);
        }
}

}  // namespace

report report_of(const network& net, const std::string& name, const std::vector<std::string>& provenance) {
    const bool is_of_integers = net.layers.in_integers;
    report result{.name = name,
                  .provenance = provenance,
                  .numbers = is_of_integers             ? "int8"
                             : net.layers.integers_stay ? "float, with weights in int8"
                                                        : "float",
                  .bytes_of_value = is_of_integers ? 1U : 4U,
                  .bytes_of_weight = is_of_integers || net.layers.integers_stay ? 1U : 4U,
                  .takes = net.input,
                  .rows = net.layers.rows,
                  .operators = net.operators,
                  .folded = net.layers.folded,
                  .lost = net.layers.notes};
    if (is_of_integers) add_integers(net, result);
    else add_floats(net, result);
    return result;
}

}  // namespace constprop::tools::tflite
