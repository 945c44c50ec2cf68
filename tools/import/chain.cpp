#include "import/chain.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "import/spelling.hpp"

namespace constprop::tools {
namespace {

/// True for layers that treat values alike wherever they lie, or whose numbers may move with them.
bool is_free_of_order(const step& one) {
    return std::holds_alternative<scale_step>(one) || std::holds_alternative<function_step>(one);
}

/// Numbers in the order of values that have moved from places[k] to k.
void move(std::vector<double>& numbers, const std::vector<std::size_t>& places, std::size_t width = 1) {
    if (numbers.size() == 1) return;
    std::vector<double> moved;
    moved.reserve(places.size() * width);
    for (const std::size_t place : places)
        for (std::size_t i = 0; i < width; ++i) moved.push_back(at(numbers, place * width + i));
    numbers = std::move(moved);
}

void move(step& one, const std::vector<std::size_t>& places) {
    if (auto* scale = std::get_if<scale_step>(&one)) {
        move(scale->factors, places);
        move(scale->shifts, places);
    } else if (auto* linear = std::get_if<linear_step>(&one)) {
        move(linear->weights, places, linear->inputs);
        move(linear->biases, places);
    }
}

std::vector<double> as_it_is(const std::vector<double>& x) { return x; }

}  // namespace

chain chain::branch_of(const chain& other) {
    chain result(0);
    result.input_ = result.lies_ = other.lies();
    result.is_branch_ = true;
    return result;
}

chain chain::behind(const chain& other) {
    chain result = branch_of(other);
    if (other.lies().kind == rank::vector) result.input_ = result.lies_ = vector_of(other.outputs());
    return result;
}

std::size_t chain::parameters() const noexcept {
    std::size_t count = 0;
    for (const step& one : steps_) count += parameters_of(one);
    return count;
}

std::vector<double> chain::operator()(std::vector<double> x) const {
    for (const step& one : steps_) x = output_of(one, std::move(x));
    return x;
}

steps_of_sequence chain::over_time(steps_of_sequence x) const {
    for (const step& one : steps_) x = outputs_of(one, std::move(x));
    return x;
}

// Scales are collected first and folded once, so that a long sequence of them costs only one pass over the weights.
void chain::settle() {
    if (steps_.size() < 2) return;
    const auto* scale = std::get_if<scale_step>(&steps_.back());
    if (scale != nullptr && fold_after(steps_[steps_.size() - 2], *scale)) {
        auto &from = origins_.back(), &to = origins_[origins_.size() - 2];
        for (const std::string& one : from)
            if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
        steps_.pop_back();
        origins_.pop_back();
    }
}

/// The last step is made of the nodes that are being read, too.
void chain::note_origin() {
    auto& of = origins_.back();
    for (const std::string& one : reading_)
        if (std::find(of.begin(), of.end(), one) == of.end()) of.push_back(one);
}

/// Takes the last step out, whose nodes the next one is made of, too.
void chain::pop_into_next() {
    absorbed_.insert(absorbed_.begin(), origins_.back().begin(), origins_.back().end());
    steps_.pop_back();
    origins_.pop_back();
}

void chain::insert(std::size_t at, step next) {
    steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(at), std::move(next));
    origins_.emplace(origins_.begin() + static_cast<std::ptrdiff_t>(at));
}

void chain::push(step next) {
    settle();
    lies_ = extent_after(next, lies_);
    steps_.push_back(std::move(next));
    origins_.push_back(std::move(absorbed_));
    absorbed_.clear();
    note_origin();
}

bool chain::fold_last_into(step& next) {
    settle();
    if (steps_.empty()) return false;
    const auto* scale = std::get_if<scale_step>(&steps_.back());
    const bool folds = scale != nullptr && fold_before(*scale, next);
    if (folds) pop_into_next();
    return folds;
}

void chain::add(linear_step next) {
    flatten();
    step folded = std::move(next);
    fold_last_into(folded);
    auto& layer = std::get<linear_step>(folded);
    if (!steps_.empty())
        if (const auto* before = std::get_if<linear_step>(&steps_.back()); before != nullptr && before->derived) {
            const std::size_t joined = (before->inputs + 1) * layer.outputs;
            if (joined <= (before->inputs + 1) * before->outputs + (layer.inputs + 1) * layer.outputs) {
                layer = product(*before, layer);
                pop_into_next();
            }
        }
    push(std::move(folded));
}

void chain::add(scale_step next) {
    auto* before = steps_.empty() ? nullptr : std::get_if<scale_step>(&steps_.back());
    if (before != nullptr) join(*before, next);
    else insert(steps_.size(), std::move(next));
    note_origin();
    auto& last = std::get<scale_step>(steps_.back());
    if (lies_.kind == rank::vector || last.factors.size() * last.shifts.size() == 1) return;
    if (scale_step channels = in_channels(last, lies_); !channels.factors.empty()) last = std::move(channels);
}

void chain::add(function_step next) { push(std::move(next)); }

void chain::add(convolution_step next) {
    settle();
    if (!steps_.empty() && next.goes == way::to_places)
        if (const auto* before = std::get_if<pad_step>(&steps_.back())) {
            next.takes = before->takes;
            next.over.rows.before += before->sides[0], next.over.rows.after += before->sides[1];
            next.over.columns.before += before->sides[2], next.over.columns.after += before->sides[3];
            pop_into_next();
        }
    step folded = std::move(next);
    fold_last_into(folded);
    push(std::move(folded));
}

void chain::add(recurrent_step next) {
    flatten();
    step folded = std::move(next);
    fold_last_into(folded);
    push(std::move(folded));
}

void chain::add(bidirectional_step next) {
    flatten();
    step folded = std::move(next);
    fold_last_into(folded);
    push(std::move(folded));
}

void chain::flatten() {
    if (lies_.kind == rank::vector) return;
    settle();
    layer_step flat{"constprop::flatten", lies_, lies_, as_it_is};
    lies_.kind = flat.gives.kind = rank::vector;
    // A scale stays the last layer, so that the next one can take it.
    const bool scales = !steps_.empty() && std::holds_alternative<scale_step>(steps_.back());
    insert(steps_.size() - (scales ? 1 : 0), std::move(flat));
}

void chain::unflatten(const layer_extent& to) {
    flatten();
    const layer_extent from = lies_;
    push(layer_step{"constprop::unflatten<" + spelling(to) + ">", from, to, [from, to](const std::vector<double>& x) {
                        std::vector<double> y(x.size());
                        for (std::size_t k = 0; k < x.size(); ++k)
                            y[to.from_channels_first(k)] = x[from.from_channels_first(k)];
                        return y;
                    }});
}

bool chain::is_beginning() const noexcept {
    return !is_branch_ && std::all_of(steps_.begin(), steps_.end(), is_free_of_order);
}

void chain::begin_with(const layer_extent& input) { input_ = lies_ = input; }

void chain::begin_with_channels_first(const layer_extent& input) {
    begin_with(input);
    std::vector<std::size_t> places(input.size());
    for (std::size_t k = 0; k < places.size(); ++k) places[k] = input.to_channels_first(k);
    bool moves = false;
    for (std::size_t k = 0; k < places.size(); ++k) moves = moves || places[k] != k;
    if (!moves) return;
    for (step& one : steps_) move(one, places);
    insert(0, layer_step{"constprop::from_channels_first", input, input, [places](std::vector<double> x) {
                             move(x, places);
                             return x;
                         }});
}

bool chain::reorder(const std::vector<std::size_t>& places) {
    std::size_t first = steps_.size();
    while (first > 0 && is_free_of_order(steps_[first - 1])) --first;
    if (first == 0 || !std::holds_alternative<linear_step>(steps_[first - 1])) return false;
    for (std::size_t k = first - 1; k < steps_.size(); ++k) move(steps_[k], places);
    return true;
}

}  // namespace constprop::tools
