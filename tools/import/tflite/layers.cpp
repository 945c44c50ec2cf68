#include "import/tflite/layers.hpp"

#include <algorithm>

namespace constprop::tools::tflite {

std::size_t layer_list::parameters() const noexcept {
    std::size_t count = 0;
    for (const integers& one : sources) {
        count += one.weights.size() + one.biases.size();
        if (one.of_gates) count += one.of_gates->hidden_weights.size();
    }
    for (const auto& one : tensors) count += one.values.size();
    return count;
}

std::size_t layer_list::gives_most() const noexcept {
    return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

void layer_list::add(const std::string& layer, const extent& gives, std::size_t products) {
    rows.push_back({.position = position(),
                    .layer = "constprop::" + layer,
                    .takes = shape,
                    .gives = gives,
                    .multiply_accumulates = products,
                    .from = reading});
    multiply_accumulates += products;
    values.push_back(gives.size());
    spelled.push_back("constprop::" + layer);
    shape = gives;
    clamps = false;
    padded.reset();
}

void layer_list::take_back() {
    reading = rows.back().from + ", " + reading;
    rows.pop_back();
    spelled.pop_back();
    values.pop_back();
}

void layer_list::add_option(const std::string& option, const extent& gives) {
    const auto add_to = [&](std::string& layer) { layer.insert(layer.size() - 1, ", constprop::" + option); };
    add_to(spelled.back());
    add_to(rows.back().layer);
    if (in_integers) add_to(sources.back().layer);
    rows.back().from += ", " + reading;
    rows.back().gives = gives;
    values.back() = gives.size();
    shape = gives;
}

void layer_list::move(const std::string& from, const std::string& to) {
    const auto rename = [&](std::string& name) {
        if (name.starts_with(from)) name = to + name.substr(from.size());
    };
    for (integers& one : sources) rename(one.position);
    for (auto& one : tensors) rename(one.name);
    for (std::string& one : notes) rename(one);
    for (layer_row& one : rows) rename(one.position);
}

void layer_list::flatten() {
    extent as_vector = shape;
    as_vector.kind = rank::vector;
    if (shape.kind != rank::vector) add("flatten", as_vector);
}

std::string joined(const std::vector<std::string>& layers) {
    std::string text;
    for (const std::string& one : layers) text += (text.empty() ? "" : ", ") + one;
    return text;
}

std::string option_text(const std::string& name, std::size_t rows, std::size_t columns) {
    return "constprop::" + name + "<" + std::to_string(rows) + (rows == columns ? "" : ", " + std::to_string(columns)) +
           ">";
}

std::string spelling(const extent& of) {
    if (of.kind == rank::vector) return "constprop::vector<" + std::to_string(of.size()) + ">";
    return "constprop::image<" + std::to_string(of.height) + ", " + std::to_string(of.width) +
           (of.channels == 1 ? "" : ", " + std::to_string(of.channels)) + ">";
}

}  // namespace constprop::tools::tflite
