// Nodes that are together a layer normalization: (x − mean) / √(variance + ε).
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/chain_reader.hpp"
#include "import/operators.hpp"

namespace constprop::tools {
namespace {

/// What a node of a normalization gives.
enum class role {
    value,      ///< x
    mean,       ///< m, along the last dimensions
    centered,   ///< x − m
    square,     ///< (x − m)²
    variance,   ///< the mean of that
    shifted,    ///< variance + ε
    deviation,  ///< √(variance + ε)
    inverse,    ///< 1 / √(variance + ε)
    normalized
};

/// A value of that role, times gains where there are some; ε from `shifted` on. Means go over the last `dimensions`.
struct part {
    role is{};
    const value* gains = nullptr;
    double epsilon = 0;
    std::size_t dimensions = 0;
};

/// The one input that is a part, and the one that is a constant; or two parts.
struct operands {
    std::vector<const part*> parts;
    const value* constant = nullptr;

    bool are(role only) const { return parts.size() == 1 && parts[0]->is == only; }
    bool are(role first, role second) const {
        return parts.size() == 2 && parts[0]->is == first && parts[1]->is == second;
    }
    /// The constant, if it is one number; else NaN.
    double number() const {
        const bool is_one = constant != nullptr && constant->numbers->size() == 1;
        return is_one ? constant->numbers->front() : std::numeric_limits<double>::quiet_NaN();
    }
};

/// The inputs of a node; nothing if one of them is neither a part nor a constant, or there are several constants.
std::optional<operands> operands_of(const node& n, const std::map<std::string, part>& known) {
    operands result;
    for (int k = 0; k < n.proto().input_size(); ++k) {
        if (!n.has_input(k)) continue;
        if (const value* constant = n.constants[static_cast<std::size_t>(k)]) {
            if (result.constant != nullptr) return {};
            result.constant = constant;
        } else if (const auto found = known.find(n.proto().input(k)); found != known.end()) {
            result.parts.push_back(&found->second);
        } else {
            return {};
        }
    }
    return result;
}

/// How many last dimensions a mean goes over, and keeps as 1; 0 for another mean.
std::size_t last_dimensions(const node& n, std::size_t rank) {
    if (n.int_attribute("keepdims", 1) == 0) return 0;
    std::vector<std::int64_t> axes = n.ints_attribute("axes");
    if (n.has_input(1) && n.constants[1] != nullptr)  // from opset 18 on
        for (const double axis : *n.constants[1]->numbers) axes.push_back(static_cast<std::int64_t>(axis));
    for (std::int64_t& axis : axes) axis = axis < 0 ? axis + static_cast<std::int64_t>(rank) : axis;
    std::sort(axes.begin(), axes.end());
    for (std::size_t k = 0; k < axes.size(); ++k)
        if (axes[k] != static_cast<std::int64_t>(rank + k) - static_cast<std::int64_t>(axes.size())) return 0;
    return axes.size();
}

std::optional<part> mean_of(const node& n, const operands& of, std::size_t rank) {
    const std::size_t dimensions = last_dimensions(n, rank);
    if (dimensions == 0 || of.parts.size() != 1 || of.parts[0]->gains != nullptr) return {};
    if (of.are(role::value)) return part{.is = role::mean, .dimensions = dimensions};
    if (of.are(role::square) && of.parts[0]->dimensions == dimensions)
        return part{.is = role::variance, .dimensions = dimensions};
    return {};
}

/// The same part in its next role.
part becomes(role next, part from) {
    from.is = next;
    return from;
}

std::optional<part> square_of(const part& centered) {
    if (centered.gains != nullptr) return {};
    return becomes(role::square, centered);
}

std::optional<part> normalized(const part& centered, const part& deviation) {
    if (centered.dimensions != deviation.dimensions) return {};
    return part{role::normalized, centered.gains, deviation.epsilon, centered.dimensions};
}

std::optional<part> product_of(const operands& of) {
    if (of.are(role::centered, role::centered) && of.parts[0] == of.parts[1]) return square_of(*of.parts[0]);
    if (of.are(role::centered, role::inverse)) return normalized(*of.parts[0], *of.parts[1]);
    if (of.are(role::inverse, role::centered)) return normalized(*of.parts[1], *of.parts[0]);
    if (!of.are(role::centered) || of.constant == nullptr || of.parts[0]->gains != nullptr) return {};
    part scaled = *of.parts[0];
    scaled.gains = of.constant;
    return scaled;
}

std::optional<part> quotient_of(const node& n, const operands& of) {
    if (of.are(role::centered, role::deviation)) return normalized(*of.parts[0], *of.parts[1]);
    const bool inverts = of.are(role::deviation) && n.constants[0] != nullptr && of.number() == 1.0;
    return inverts ? std::optional(becomes(role::inverse, *of.parts[0])) : std::nullopt;
}

std::optional<part> power_of(const node& n, const operands& of) {
    if (n.constants[0] != nullptr) return {};
    const double exponent = of.number();
    if (of.are(role::centered) && exponent == 2.0) return square_of(*of.parts[0]);
    if (of.are(role::shifted) && exponent == 0.5) return becomes(role::deviation, *of.parts[0]);
    if (of.are(role::shifted) && exponent == -0.5) return becomes(role::inverse, *of.parts[0]);
    return {};
}

std::optional<part> sum_of(const operands& of) {
    if (!of.are(role::variance) || std::isnan(of.number())) return {};
    part shifted = becomes(role::shifted, *of.parts[0]);
    shifted.epsilon = of.number();
    return shifted;
}

/// What a node makes of parts; nothing if that is no part.
std::optional<part> part_of(const node& n, const operands& of, std::size_t rank) {
    if (n.op() == "ReduceMean") return mean_of(n, of, rank);
    if (n.op() == "Sub" && of.are(role::value, role::mean)) return becomes(role::centered, *of.parts[1]);
    if (n.op() == "Mul") return product_of(of);
    if (n.op() == "Div") return quotient_of(n, of);
    if (n.op() == "Pow") return power_of(n, of);
    if (n.op() == "Add") return sum_of(of);
    if (n.op() == "Sqrt" && of.are(role::shifted)) return becomes(role::deviation, *of.parts[0]);
    if (n.op() == "Reciprocal" && of.are(role::deviation)) return becomes(role::inverse, *of.parts[0]);
    return {};
}

}  // namespace

bool chain_reader::read_as_normalization(std::size_t begin, std::size_t others) {
    const auto& nodes = g_.nodes();
    std::map<std::string, part> parts{{current_, {role::value}}};
    std::map<std::string, std::size_t> waiting;  // parts other than x, with the number of remaining uses
    std::size_t taken = 0;                       // uses of x
    std::vector<std::size_t> read;
    for (std::size_t k = begin; k < nodes.size(); ++k) {
        if (done_[k] || (known_.is_constant(nodes[k]) && !known_.is_ready(nodes[k]))) continue;
        if (known_.read_constant(nodes[k], flow_.labels)) continue;
        const node n = with_constants(nodes[k]);
        const auto& inputs = n.proto().input();
        if (n.asks_for_shape() ||
            std::none_of(inputs.begin(), inputs.end(), [&](const std::string& name_) { return parts.contains(name_); }))
            continue;
        const auto of = operands_of(n, parts);
        const auto made = of ? part_of(n, *of, flow_.shape.rank()) : std::nullopt;
        if (!made) {
            if (takes(n, current_)) continue;  // another way of x
            return false;
        }
        read.push_back(k);
        for (const std::string& name : inputs) {
            if (name == current_) ++taken;
            else if (const auto found = waiting.find(name); found != waiting.end() && --found->second == 0)
                waiting.erase(found);
        }
        if (made->is != role::normalized) {
            waiting.insert_or_assign(n.gives(), g_.uses(n.gives()));
            parts.insert_or_assign(n.gives(), *made);
            continue;
        }
        if (!waiting.empty() || taken + others < g_.uses(current_)) return false;
        add_layer_normalization(n, made->dimensions, made->epsilon, flow_);
        if (made->gains != nullptr)
            flow_.layers.add(scale_step{flow_.order.lying(broadcast(n, *made->gains, flow_)), {0.0}});
        flow_.sums_to_one = false;
        for (const std::size_t one : read) done_[one] = true;
        move_on(k, n.gives());
        check_size(n);
        return true;
    }
    return false;
}

}  // namespace constprop::tools
