#ifndef CONSTPROP_TOOLS_IMPORT_CHAIN_HPP
#define CONSTPROP_TOOLS_IMPORT_CHAIN_HPP

#include <cstddef>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace constprop::tools {

/// A vector, or one number for all of its positions.
using per_value = std::vector<double>;

/// y = W x + b, W row-major of outputs × inputs.
struct linear_step {
    std::size_t inputs = 0, outputs = 0;
    std::vector<double> weights, biases;
    bool derived = false;  ///< made of selections and sums: multiplied into the next layer if that has fewer weights
};

/// yⱼ = wⱼ xⱼ + bⱼ; `factors` and `shifts` have one value for all j, or one for each j.
struct scale_step {
    per_value factors, shifts;
};

/// A function without parameters, for any number of values: its C++ name, such as "constprop::relu", and its code.
struct function_step {
    std::string spelling;
    std::function<void(std::vector<double>&)> apply{};
};

using step = std::variant<linear_step, scale_step, function_step>;

/// The layers of a network, in order. A scale is folded into the linear layer before it, or else into the one after it, in
/// double; if there is neither, it stays a layer.
///
/// Note:        W(s x + t) + b = (W diag s) x + (W t + b), and s(W x + b) + t = (diag s W) x + (s b + t)
class chain {
    std::size_t inputs_, outputs_;
    std::vector<step> steps_;

    void settle();

 public:
    explicit chain(std::size_t inputs) : inputs_(inputs), outputs_(inputs) {}

    /// The numbers of inputs, and of outputs so far.
    std::size_t inputs() const noexcept { return inputs_; }
    std::size_t outputs() const noexcept { return outputs_; }
    /// The number of parameters of its layers.
    std::size_t parameters() const noexcept;
    const std::vector<step>& steps() const noexcept { return steps_; }

    /// The output of the layers so far for an input, in double.
    std::vector<double> operator()(std::vector<double> x) const;

    void add(linear_step next);
    void add(scale_step next);
    void add(function_step next);

    /// Call it after the last layer: folds the last scale.
    void finish() { settle(); }
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CHAIN_HPP
