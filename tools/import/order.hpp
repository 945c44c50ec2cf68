#ifndef CONSTPROP_TOOLS_IMPORT_ORDER_HPP
#define CONSTPROP_TOOLS_IMPORT_ORDER_HPP

#include <constprop/concept/extent.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace constprop::tools {

/// The extent of a network's layer; `extent` is the shape of a value in a file.
using layer_extent = constprop::extent;

/// The order in which the values of a sample lie in the network. A model counts them row by row, whatever its shape: its value
/// k lies at `place(k)`. So a change of shape leaves the order as it is, and a transposition is a change of the order alone.
///
/// k is a number of several digits (mixed radix). Each digit has a stride in the network.
class value_order {
    struct digit {
        std::size_t size, stride;
        friend bool operator==(const digit&, const digit&) = default;
    };
    std::vector<digit> digits_;  ///< most significant first; as few as possible, so that equal orders are equal lists

    void add(digit next);

 public:
    /// As in the model.
    value_order() = default;
    explicit value_order(std::size_t size) { add({size, 1}); }
    /// The model counts (channel, row, column); the network's values lie as (row, column, channel).
    static value_order channels_first(const layer_extent& of);

    std::size_t size() const noexcept;
    bool is_as_in_model() const noexcept;
    std::size_t place(std::size_t k) const noexcept;
    /// All places, for k = 0, 1 …
    std::vector<std::size_t> places() const;

    /// The order after a transposition of a sample's dimensions. Nothing if no digits make up the dimensions.
    std::optional<value_order> transposed(const std::vector<std::int64_t>& sizes,
                                          const std::vector<std::size_t>& dimensions) const;

    /// Numbers that the model counts, in the network's order. One number for all values stays one.
    std::vector<double> lying(const std::vector<double>& numbers) const;

    friend bool operator==(const value_order&, const value_order&) = default;
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_ORDER_HPP
