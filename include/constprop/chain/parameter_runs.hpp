#ifndef CONSTPROP_CHAIN_PARAMETER_RUNS_HPP
#define CONSTPROP_CHAIN_PARAMETER_RUNS_HPP

#include <constprop/concept/extent.hpp>
#include <constprop/concept/place.hpp>
#include <constprop/concept/tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <array>
#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::detail {

/// Parameters of a layer from `begin` to before `end` that are either all weights, or all biases and gains.
///
/// A layer stores its tensors one after the other, in the order in which it names them. So a run is the same in storage and in
/// `parameters()`, whatever the order of values within a tensor.
struct parameter_run {
    std::size_t begin, end;
    bool are_weights;
};

/// Calls f(run) for each trained tensor of a layer.
template <class Layer, extent Input, class Function> constexpr void for_each_trained_tensor(Function f) noexcept {
    std::size_t begin = 0;
    for (const tensor& one : tensors_of<Layer>(Input))
        if (one.is_trained() && one.size() > 0) {
            f(parameter_run{begin, begin + one.size(), one.as == role::weight});
            begin += one.size();
        }
}
template <class Layer, extent Input> constexpr std::size_t count_runs() noexcept {
    std::size_t count = 0;
    bool last = false;
    for_each_trained_tensor<Layer, Input>([&](const parameter_run& next_) noexcept {
        if (count == 0 || last != next_.are_weights) ++count;
        last = next_.are_weights;
    });
    return count;
}

/// All parameters of a layer in the fewest runs. `linear` has two, its weights and its biases; a branch has two for each
/// such layer in it.
template <class Layer, extent Input>
inline constexpr auto parameter_runs = [] {
    std::array<parameter_run, count_runs<Layer, Input>()> runs_{};
    std::size_t count_ = 0;
    for_each_trained_tensor<Layer, Input>([&](const parameter_run& next_) noexcept {
        if (count_ > 0 && runs_[count_ - 1].are_weights == next_.are_weights) runs_[count_ - 1].end = next_.end;
        else runs_[count_++] = next_;
    });
    return runs_;
}();

/// The weights of a layer among its parameters.
template <class Layer, extent Input> struct layer_weights {
    static constexpr const auto& runs = parameter_runs<Layer, Input>;
    static constexpr std::size_t count = [] {
        std::size_t sum = 0;
        for (const parameter_run& run : runs) sum += run.are_weights ? run.end - run.begin : 0;
        return sum;
    }();
    static constexpr bool contains(std::size_t k) noexcept {
        for (const parameter_run& run : runs)
            if (k < run.end) return run.are_weights;
        return false;
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::detail

#endif  // CONSTPROP_CHAIN_PARAMETER_RUNS_HPP
