#ifndef CONSTPROP_HOST_WEIGHTS_ARRAY_ORDER_HPP
#define CONSTPROP_HOST_WEIGHTS_ARRAY_ORDER_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// For each tensor of the network, the number of its array in the file. The arrays are named only "arr_0", "arr_1" …, as
/// numpy.savez does, and are in the network's order. The biases of a layer that was trained without them are `none`.
template <class Scalar>
std::vector<std::size_t> places_in_order(const std::string& where, const std::vector<tensor<Scalar>>& wanted,
                                         const std::vector<stored_tensor>& stored, bool turned) {
    std::vector<std::size_t> order(stored.size(), none);
    for (std::size_t k = 0; k < stored.size(); ++k) {
        std::size_t number = 0;
        for (const char digit : std::string_view{stored[k].name}.substr(4))
            number = (std::min)(10 * number + static_cast<std::size_t>(digit - '0'), stored.size());
        if (number >= stored.size() || order[number] != none)
            throw error(where, "array " + in_quotes(stored[k].name) + " is one of " + std::to_string(stored.size()),
                        "'arr_0' and so on, each once", "Save them with numpy.savez(path, *weights).");
        order[number] = k;
    }
    std::vector<std::size_t> places;
    std::size_t next = 0;
    for (const tensor<Scalar>& one : wanted) {
        tensor_shape expected = one.shape;
        if (turned && expected.size() == 2) std::reverse(expected.begin(), expected.end());
        const bool fits = next < order.size() && stored[order[next]].shape == expected;
        if (!fits && tensor_name(one.name).kind == "bias" &&
            (next == order.size() || stored[order[next]].shape.size() > 1)) {
            places.push_back(none);
            continue;
        }
        if (!fits)
            throw error(where,
                        next < order.size() ? "array " + in_quotes(stored[order[next]].name) + " has shape " +
                                                  shape_text(stored[order[next]].shape)
                                            : "it ends after " + std::to_string(next) + " arrays",
                        shape_text(expected) + ", for " + one.layer,
                        "Save the network's weights and biases in its order, and no others.");
        places.push_back(order[next++]);
    }
    if (next < order.size())
        throw error(where, "array " + in_quotes(stored[order[next]].name) + " has no place",
                    std::to_string(next) + " arrays, the network's weights and biases", "Save only these.");
    return places;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_WEIGHTS_ARRAY_ORDER_HPP
