#include "import/normalized_steps.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "import/constant.hpp"

namespace constprop::tools {
namespace {

using dimensions = std::vector<std::int64_t>;

/// The order of dimensions that a Transpose of three makes; empty for other nodes.
dimensions order_of(const onnx::NodeProto& n) {
    if (n.op_type() != "Transpose" || n.input_size() != 1 || n.output_size() != 1) return {};
    for (const auto& one : n.attribute())
        if (one.name() == "perm") {
            dimensions order(one.ints().begin(), one.ints().end()), sorted = order;
            std::sort(sorted.begin(), sorted.end());
            return sorted == dimensions{0, 1, 2} ? order : dimensions{};
        }
    return {};
}

/// True for a Transpose that puts the last of three dimensions behind the first, where a normalization has channels.
bool puts_channels_first(const onnx::NodeProto& n) {
    const dimensions order = order_of(n);
    return !order.empty() && order[1] == 2;
}

double epsilon_of(const onnx::NodeProto& n) {
    for (const auto& one : n.attribute())
        if (one.name() == "epsilon") return static_cast<double>(one.f());
    return 1e-5;
}

/// False for a normalization by a batch's own mean and variance, which may give them, too.
bool has_known_numbers(const onnx::NodeProto& n) {
    return n.output_size() == 1 && std::none_of(n.attribute().begin(), n.attribute().end(), [](const auto& one_) {
               return one_.name() == "training_mode" && one_.i() != 0;
           });
}

class normalized_steps {
    onnx::GraphProto& graph_;
    std::string file_;
    std::map<std::string, const onnx::NodeProto*> makers_{};
    std::multimap<std::string, const onnx::NodeProto*> takers_{};
    std::map<std::string, const onnx::TensorProto*> constants_{};
    std::set<std::string> outputs_{};

    std::vector<const onnx::NodeProto*> takers_of(const std::string& name) const {
        std::vector<const onnx::NodeProto*> result;
        for (auto [at, end] = takers_.equal_range(name); at != end; ++at) result.push_back(at->second);
        return result;
    }
    /// The Transpose in front of a normalization, if others are behind it and its numbers are constants; nullptr otherwise.
    const onnx::NodeProto* transpose_before(const onnx::NodeProto& n) const {
        if (n.op_type() != "BatchNormalization" || n.input_size() != 5 || !has_known_numbers(n)) return nullptr;
        for (int k = 1; k < 5; ++k)
            if (!constants_.contains(n.input(k))) return nullptr;
        const auto before = makers_.find(n.input(0));
        const auto behind = takers_of(n.output(0));
        if (before == makers_.end() || !puts_channels_first(*before->second) || behind.empty() ||
            outputs_.contains(n.output(0)) ||
            !std::all_of(behind.begin(), behind.end(), [](const auto* one_) { return !order_of(*one_).empty(); }))
            return nullptr;
        return before->second;
    }
    std::vector<double> numbers(const onnx::NodeProto& n, int input) const {
        return read_constant(*constants_.at(n.input(input)), file_ + ": " + n.input(input)).values;
    }
    std::string add_constant(const std::string& name, const std::vector<double>& values) {
        onnx::TensorProto& one = *graph_.add_initializer();
        one.set_name(name);
        one.set_data_type(onnx::TensorProto::DOUBLE);
        one.add_dims(static_cast<std::int64_t>(values.size()));
        for (const double value : values) one.add_double_data(value);
        return name;
    }
    static onnx::NodeProto joined(const char* operation, const std::string& a, const std::string& b,
                                  const std::string& gives) {
        onnx::NodeProto n;
        n.set_op_type(operation);
        n.set_name(gives);
        n.add_input(a);
        n.add_input(b);
        n.add_output(gives);
        return n;
    }

 public:
    normalized_steps(onnx::GraphProto& graph, std::string file) : graph_(graph), file_(std::move(file)) {
        for (const auto& one : graph.initializer()) constants_.emplace(one.name(), &one);
        for (const auto& one : graph.output()) outputs_.insert(one.name());
        for (const auto& n : graph.node()) {
            for (const std::string& name : n.output()) makers_.emplace(name, &n);
            for (const std::string& name : n.input()) takers_.emplace(name, &n);
        }
    }

    void put_in_place() {
        std::vector<onnx::NodeProto> nodes;
        std::set<const onnx::NodeProto*> replaced;
        std::map<std::string, std::string> same;  // values that need no Transpose any more
        std::set<std::string> idle;               // what nothing takes any more
        for (const auto& n : graph_.node()) {
            if (replaced.contains(&n)) continue;
            const onnx::NodeProto* const before = transpose_before(n);
            if (before == nullptr) {
                nodes.push_back(n);
                continue;
            }
            const auto scale = numbers(n, 1), bias = numbers(n, 2), mean = numbers(n, 3), variance = numbers(n, 4);
            const std::size_t size = std::min({scale.size(), bias.size(), mean.size(), variance.size()});
            std::vector<double> factors(size), shifts(size);
            for (std::size_t k = 0; k < size; ++k) {
                factors[k] = scale[k] / std::sqrt(variance[k] + epsilon_of(n));
                shifts[k] = bias[k] - mean[k] * factors[k];
            }
            const std::string& name = n.output(0);
            nodes.push_back(
                joined("Mul", before->input(0), add_constant(name + ", factors", factors), name + ", scaled"));
            const std::string given = name + ", channels last";
            nodes.push_back(joined("Add", name + ", scaled", add_constant(name + ", shifts", shifts), given));
            const dimensions first = order_of(*before);
            if (takers_of(n.input(0)).size() == 1 && !outputs_.contains(n.input(0))) idle.insert(n.input(0));
            for (const onnx::NodeProto* const behind : takers_of(name)) {
                onnx::NodeProto& turned = nodes.emplace_back(*behind);
                turned.set_input(0, given);
                for (auto& attribute : *turned.mutable_attribute())
                    if (attribute.name() == "perm")
                        for (auto& one : *attribute.mutable_ints()) one = first[static_cast<std::size_t>(one)];
                replaced.insert(behind);
                const dimensions order = order_of(turned);
                if (order == dimensions{0, 1, 2} && !outputs_.contains(turned.output(0))) {
                    same[turned.output(0)] = given;
                    nodes.pop_back();
                }
            }
        }
        if (replaced.empty()) return;
        graph_.clear_node();
        for (auto& n : nodes)
            for (auto& name : *n.mutable_input())
                if (const auto found = same.find(name); found != same.end()) name = found->second;
        for (auto& n : nodes)
            if (n.output_size() != 1 || !idle.contains(n.output(0))) *graph_.add_node() = std::move(n);
    }
};

}  // namespace

void normalize_steps_in_place(onnx::GraphProto& graph, const std::string& file) {
    normalized_steps(graph, file).put_in_place();
}

}  // namespace constprop::tools
