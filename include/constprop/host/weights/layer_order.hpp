#ifndef CONSTPROP_HOST_WEIGHTS_LAYER_ORDER_HPP
#define CONSTPROP_HOST_WEIGHTS_LAYER_ORDER_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/host/weights/both_sides.hpp>
#include <constprop/host/weights/layer_tensors.hpp>
#include <constprop/host/weights/options.hpp>
#include <constprop/host/weights/stored_tensor.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

/// Sorts the layers of a file into the order of a network's layers.
template <class Scalar> class layer_order {
    both_sides<Scalar>& sides_;
    const weights_options& options_;

    void check_count(std::size_t count, const std::string& names, const std::string& remedy) const {
        if (count == sides_.layers.size()) return;
        for (const layer_tensors& one : sides_.found)
            if (one.is_batch_norm()) sides_.refuse_batch_norm(one);
        throw error(
            sides_.where, std::to_string(count) + " layers have parameters, " + names,
            std::to_string(sides_.layers.size()) + ", as in the network, the first for " + sides_.wanted[0].layer,
            remedy);
    }

    /// By the list of names that the user gives.
    void order_as_listed() {
        check_count(options_.layers.size(), "as listed: " + some_of(options_.layers),
                    "List the file's layers with parameters, each once, in the network's order.");
        check_count(sides_.found.size(), names_of(sides_.found), "Load the file into a network of its own layers.");
        std::vector<layer_tensors> ordered;
        for (const std::string& name : options_.layers) {
            const auto at = std::find_if(sides_.found.begin(), sides_.found.end(),
                                         [&](const auto& one_) { return one_.name == name; });
            if (at == sides_.found.end())
                throw error(
                    sides_.where,
                    "layer " + in_quotes(name) + " is missing or listed twice, left are " + names_of(sides_.found),
                    "each layer of the file once", "Look at the names that are listed.");
            ordered.push_back(*at);
            sides_.found.erase(at);
        }
        sides_.found = ordered;
    }

    /// By the names of `tensors_of`. False if the names differ.
    bool order_by_exact_names() {
        std::vector<layer_tensors> ordered;
        for (const layer_tensors& layer : sides_.layers) {
            const auto at = std::find_if(sides_.found.begin(), sides_.found.end(),
                                         [&](const auto& one_) { return one_.name == layer.name; });
            if (at == sides_.found.end()) return false;
            ordered.push_back(*at);
        }
        sides_.found = ordered;
        return true;
    }

    /// By the numbers in names with one stem: fc1, fc2, fc10. Other names by shapes, if only one order fits.
    void order_by_numbers_and_shapes() {
        std::vector<numbered_name> names;
        for (const layer_tensors& one : sides_.found) names.emplace_back(one.name);
        std::vector<std::size_t> order(sides_.found.size());
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
        std::sort(order.begin(), order.end(), [&](std::size_t a_, std::size_t b_) {
            return names[a_].stem != names[b_].stem ? names[a_].stem < names[b_].stem : names[a_].before(names[b_]);
        });
        std::vector<layer_tensors> sorted, ordered;
        std::vector<std::string> stems;  // stems of the file's layers, sorted
        for (const std::size_t k : order) {
            sorted.push_back(sides_.found[k]);
            stems.push_back(names[k].stem);
        }
        sides_.found = sorted;
        if (stems.front() == stems.back()) return;

        std::vector<bool> taken(sorted.size());
        for (const layer_tensors& layer : sides_.layers) {
            std::size_t place = sorted.size();
            for (std::size_t k = 0; k < sorted.size(); ++k) {
                if (taken[k] || !sides_.fits(layer, sorted[k])) continue;
                if (place == sorted.size()) place = k;
                else if (stems[k] != stems[place]) ambiguous(sorted[place], sorted[k]);
            }
            if (place == sorted.size()) place = only_one_left(layer, sorted, taken);
            if (place > 0 && !taken[place - 1] && stems[place - 1] == stems[place])
                ambiguous(sorted[place - 1], sorted[place]);  // order by shapes and order by numbers differ
            taken[place] = true;
            ordered.push_back(sorted[place]);
        }
        sides_.found = ordered;
    }

    /// The last layer that is not assigned, whose shape will be reported as wrong. If there are several, none fits, and all are
    /// reported.
    std::size_t only_one_left(const layer_tensors& layer, const std::vector<layer_tensors>& sorted,
                              const std::vector<bool>& taken) const {
        if (std::count(taken.begin(), taken.end(), false) == 1)
            return static_cast<std::size_t>(std::find(taken.begin(), taken.end(), false) - taken.begin());
        std::string found;
        bool any_turned = false;
        const tensor_shape expected = layer.has("weight") ? sides_.wanted_shape(layer["weight"]) : tensor_shape{};
        for (std::size_t k = 0; k < sorted.size(); ++k) {
            if (taken[k] || !sorted[k].has("weight")) continue;
            const stored_tensor& one = sides_.stored[sorted[k]["weight"]];
            found += (found.empty() ? "" : ", ") + in_quotes(one.name) + " " + shape_text(one.shape);
            any_turned = any_turned || sides_.fits_turned(expected, one.shape);
        }
        throw error(sides_.where, "the weights are " + found,
                    shape_text(expected) + " among them, for " + sides_.layer_text(layer),
                    any_turned ? sides_.turn_remedy() : "Load the file into a network of its own shapes.");
    }

    [[noreturn]] void ambiguous(const layer_tensors& a, const layer_tensors& b) const {
        throw error(sides_.where,
                    "layers " + in_quotes(a.name) + " and " + in_quotes(b.name) + " may stand in either order",
                    "names or shapes that tell, because such a file is sorted by names",
                    "List the file's layers in the network's order.");
    }

 public:
    layer_order(both_sides<Scalar>& sides, const weights_options& options) : sides_(sides), options_(options) {}

    void find(bool file_keeps_order) {
        if (!options_.layers.empty()) {
            order_as_listed();
        } else {
            check_count(sides_.found.size(), names_of(sides_.found), "Load the file into a network of its own layers.");
            if (!order_by_exact_names() && !file_keeps_order) order_by_numbers_and_shapes();
        }
    }
};

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_WEIGHTS_LAYER_ORDER_HPP
