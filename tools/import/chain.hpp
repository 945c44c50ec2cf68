#ifndef CONSTPROP_TOOLS_IMPORT_CHAIN_HPP
#define CONSTPROP_TOOLS_IMPORT_CHAIN_HPP

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "import/steps.hpp"

namespace constprop::tools {

/// The layers of a network, in order. A scale is folded into the layer before it, or else into the one after it, in double; if
/// neither can take it, it stays a layer.
///
/// Note:        W(s x + t) + b = (W diag s) x + (W t + b), and s(W x + b) + t = (diag s W) x + (s b + t)
class chain {
    layer_extent input_, lies_;
    std::vector<step> steps_;
    std::vector<std::vector<std::string>> origins_;  ///< of each step: the nodes that it is made of
    std::vector<std::string> absorbed_;              ///< nodes of a step that the next one takes in
    std::vector<std::string> reading_;
    bool is_branch_ = false;

    void settle();
    void push(step next);
    void insert(std::size_t at, step next);
    void pop_into_next();
    void note_origin();
    bool fold_last_into(step& next);

 public:
    explicit chain(std::size_t inputs) : input_(vector_of(inputs)), lies_(input_) {}

    /// A branch of another chain, which takes what that gives.
    static chain branch_of(const chain& other);

    /// A chain by itself, which takes what that gives: values of a vector are counted as they lie.
    static chain behind(const chain& other);

    /// The numbers of inputs, and of outputs so far.
    std::size_t inputs() const noexcept { return input_.size(); }
    std::size_t outputs() const noexcept { return lies_.size(); }
    /// The extents of the input, and of the output so far.
    const layer_extent& input() const noexcept { return input_; }
    const layer_extent& lies() const noexcept { return lies_; }
    /// The number of parameters of its layers.
    std::size_t parameters() const noexcept;
    const std::vector<step>& steps() const noexcept { return steps_; }
    /// The nodes that step k is made of, "Conv 'y'".
    const std::vector<std::string>& origins(std::size_t k) const noexcept { return origins_[k]; }
    /// The nodes of which the next steps are made.
    void read(std::vector<std::string> nodes) { reading_ = std::move(nodes); }

    /// The output of the layers so far for an input, in double.
    std::vector<double> operator()(std::vector<double> x) const;
    /// The outputs for the steps of a sequence, from a state of zeros, in double.
    steps_of_sequence over_time(steps_of_sequence x) const;

    /// Adds a layer. A linear or recurrent one behind an image sees it flattened, a convolution pads by what a layer before it pads.
    void add(linear_step next);
    void add(scale_step next);
    void add(function_step next);
    void add(convolution_step next);
    void add(recurrent_step next);
    void add(bidirectional_step next);
    void add(time_step next) { push(std::move(next)); }
    void add(pad_step next) { push(std::move(next)); }
    void add(normalization_step next) { push(std::move(next)); }
    void add(slope_step next) { push(std::move(next)); }
    void add(layer_step next) { push(std::move(next)); }
    void add(join_step next) { push(std::move(next)); }

    /// Makes a vector of an image or a signal; values stay where they lie.
    void flatten();
    /// Makes an image or a signal of what the model counts as (channel, row, column). So must the network, up to here:
    /// its values lie in that order, or are a flattened image.
    void unflatten(const layer_extent& to);

    /// True if it is no branch, and there are only layers so far that do not care in which order values lie.
    bool is_beginning() const noexcept;
    /// Then: the input is an image or a signal, whose values lie as this extent says, or as (channel, row, column).
    void begin_with(const layer_extent& input);
    void begin_with_channels_first(const layer_extent& input);

    /// Changes rows of the last linear layer so that value places[k] becomes value k; false if another layer is in between.
    bool reorder(const std::vector<std::size_t>& places);

    /// Call it after the last layer: folds the last scale.
    void finish() { settle(); }
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CHAIN_HPP
