#include "import/directions.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "import/constant.hpp"

namespace constprop::tools {
namespace {

using integer_list = std::vector<std::int64_t>;

template <class Node> auto attribute(Node& n, const char* name) -> decltype(&*n.attribute().begin()) {
    for (const auto& one : n.attribute())
        if (one.name() == name) return &one;
    return nullptr;
}
std::int64_t integer(const onnx::NodeProto& n, const char* name) {
    const auto* const found = attribute(n, name);
    return found == nullptr ? 0 : found->i();
}

class directions {
    onnx::GraphProto& graph_;
    std::string file_;
    std::map<std::string, const onnx::TensorProto*> constants_{};
    /// Values with directions before the sequences: the place of each dimension once directions stand last.
    std::map<std::string, integer_list> places_{};
    std::set<std::string> used_{};  ///< the names of all values that something takes
    std::vector<onnx::NodeProto> nodes_{};

    [[noreturn]] void refuse(const onnx::NodeProto& n) const {
        const std::string name = n.name().empty() ? n.output(0) : n.name();
        throw host::error(
            file_ + ": node " + host::detail::in_quotes(name) + " (" + host::detail::printable(n.op_type()) + ")",
            "it takes the directions of a bidirectional layer otherwise than side by side",
            "a Transpose that puts them beside the values, or one direction",
            "Export what nn.GRU or nn.LSTM returns, or tf.keras.layers.Bidirectional.");
    }
    /// A list of integers: an input that is a constant, or an attribute as in older opsets.
    integer_list list(const onnx::NodeProto& n, int input, const char* name) const {
        if (const auto* const found = attribute(n, name)) return {found->ints().begin(), found->ints().end()};
        return list(n, input);
    }
    /// The same of an input alone.
    integer_list list(const onnx::NodeProto& n, int input) const {
        if (n.input_size() <= input) return {};
        const auto found = constants_.find(n.input(input));
        if (found == constants_.end()) return {};
        integer_list result;
        for (const double one : read_constant(*found->second, file_ + ": " + n.input(input)).values)
            result.push_back(static_cast<std::int64_t>(one));
        return result;
    }
    /// The axis of the directions in a value, and whether a number is that axis.
    static std::int64_t axis_in(const integer_list& places) { return static_cast<std::int64_t>(places.size()) - 3; }
    static bool is_axis(std::int64_t given, const integer_list& places) {
        return given == axis_in(places) || given == -3;
    }

    /// The same Transpose, of a value with its directions last.
    void turn(onnx::NodeProto n, const integer_list& places) {
        for (auto& one : *n.mutable_attribute())
            if (one.name() == "perm" && one.ints_size() == static_cast<int>(places.size())) {
                for (auto& from : *one.mutable_ints()) {
                    if (from < 0 || from >= static_cast<std::int64_t>(places.size())) refuse(n);
                    from = places[static_cast<std::size_t>(from)];
                }
                nodes_.push_back(std::move(n));
                return;
            }
        refuse(n);
    }
    /// Gives the value of an output of the graph another name, and the output a Transpose of it.
    void name_anew(const std::string& output) {
        const std::string inside = output + ", a value";
        for (auto& n : *graph_.mutable_node()) {
            for (auto& name : *n.mutable_input())
                if (name == output) name = inside;
            for (auto& name : *n.mutable_output())
                if (name == output) name = inside;
        }
        auto& turned = *graph_.add_node();
        turned.set_op_type("Transpose");
        turned.set_name(output);
        turned.add_input(inside);
        turned.add_output(output);
        auto& perm = *turned.add_attribute();
        perm.set_name("perm");
        perm.set_type(onnx::AttributeProto::INTS);
        auto moved = places_.extract(output);
        for (std::size_t d = 0; d < moved.mapped().size(); ++d) perm.add_ints(static_cast<std::int64_t>(d));
        moved.key() = inside;
        places_.insert(std::move(moved));
    }
    std::string add_integer(std::int64_t value, bool in_list) {
        onnx::TensorProto* const one = graph_.add_initializer();
        one->set_name("constprop: direction " + std::to_string(graph_.initializer_size()));
        one->set_data_type(onnx::TensorProto::INT64);
        if (in_list) one->add_dims(1);
        one->add_int64_data(value);
        return one->name();
    }
    void add_node(const char* operation, const std::string& from, const std::string& with, const std::string& to,
                  std::int64_t axis) {
        auto& one = nodes_.emplace_back();
        one.set_op_type(operation);
        one.set_name(to);
        one.add_input(from);
        one.add_input(with);
        one.add_output(to);
        if (axis == 0) return;
        auto& attribute = *one.add_attribute();
        attribute.set_name("axis");
        attribute.set_type(onnx::AttributeProto::INT);
        attribute.set_i(axis);
    }
    /// One direction of a value, of which a dimension of size 1 is kept or not.
    void select(const std::string& from, std::int64_t direction, bool keeps, const std::string& to,
                const integer_list& places) {
        const std::string alone = keeps ? to + ", values alone" : to;
        add_node("Gather", from, add_integer(direction, false), alone,
                 places[static_cast<std::size_t>(axis_in(places))]);
        if (keeps) add_node("Unsqueeze", alone, add_integer(axis_in(places), true), to, 0);
    }

    void rewrite(const onnx::NodeProto& n, const integer_list& places) {
        if (n.op_type() == "Transpose") return turn(n, places);
        if (n.op_type() == "Gather" && is_axis(integer(n, "axis"), places)) {
            const auto index = n.input_size() < 2 ? constants_.end() : constants_.find(n.input(1));
            const integer_list at = list(n, 1);
            if (index == constants_.end() || at.size() != 1 || at[0] < -2 || at[0] > 1) refuse(n);
            return select(n.input(0), at[0], index->second->dims_size() == 1, n.output(0), places);
        }
        if (n.op_type() == "Slice") {
            const integer_list starts = list(n, 1, "starts"), ends = list(n, 2, "ends"), axes = list(n, 3, "axes");
            if (starts.size() != 1 || ends.size() != 1 || axes.size() != 1 || !is_axis(axes[0], places)) refuse(n);
            const std::int64_t first = starts[0] < 0 ? starts[0] + 2 : starts[0],
                               end = ends[0] < 0 ? ends[0] + 2 : ends[0];
            if (first < 0 || first > 1 || (end != first + 1 && !(first == 1 && end > 1))) refuse(n);
            return select(n.input(0), first, true, n.output(0), places);
        }
        if (n.op_type() != "Split" || !is_axis(integer(n, "axis"), places) || n.output_size() != 2) refuse(n);
        for (int k = 0; k < 2; ++k) select(n.input(0), k, true, n.output(k), places);
    }

 public:
    directions(onnx::GraphProto& graph, std::string file) : graph_(graph), file_(std::move(file)) {
        for (const auto& one : graph.initializer()) constants_.emplace(one.name(), &one);
        for (const auto& one : graph.output()) used_.insert(one.name());
        for (const auto& n : graph.node()) {
            used_.insert(n.input().begin(), n.input().end());
            if (n.op_type() == "Constant" && n.output_size() == 1)
                if (const auto* const value = attribute(n, "value")) constants_.emplace(n.output(0), &value->t());
            if (directions_of(n) != 2 || integer(n, "layout") != 0) continue;
            if (n.output_size() > 0 && !n.output(0).empty()) places_[n.output(0)] = {0, 2, 1, 3};
            if (n.output_size() > 1 && !n.output(1).empty()) places_[n.output(1)] = {1, 0, 2};
        }
    }

    void put_last() {
        if (places_.empty()) return;
        for (const auto& one : graph_.output())
            if (places_.contains(one.name())) name_anew(one.name());
        const std::vector<onnx::NodeProto> before(graph_.node().begin(), graph_.node().end());
        for (const auto& n : before) {
            const auto found = n.input_size() == 0 ? places_.end() : places_.find(n.input(0));
            const bool is_idle = std::none_of(n.output().begin(), n.output().end(),
                                              [&](const auto& one_) { return used_.contains(one_); });
            if (found == places_.end() || is_idle) nodes_.push_back(n);
            else rewrite(n, found->second);
        }
        graph_.clear_node();
        for (auto& n : nodes_) *graph_.add_node() = std::move(n);
    }
};

}  // namespace

int directions_of(const onnx::NodeProto& n) {
    if (n.op_type() != "RNN" && n.op_type() != "GRU" && n.op_type() != "LSTM") return 0;
    const auto* const direction = attribute(n, "direction");
    return direction != nullptr && direction->s() == "bidirectional" ? 2 : 1;
}

void put_directions_last(onnx::GraphProto& graph, const std::string& file) { directions(graph, file).put_last(); }

}  // namespace constprop::tools
