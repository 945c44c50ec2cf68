#include "import/tflite/layers.hpp"

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

void layer_list::add(const std::string& layer, const extent& gives, std::size_t products) {
    rows.push_back({.position = position(),
                    .layer = "constprop::" + layer,
                    .takes = shape,
                    .gives = gives,
                    .multiply_accumulates = products,
                    .from = reading});
    multiply_accumulates += products;
    if (gives.size() > most_values) most_values = gives.size(), gives_most = spelled.size();
    spelled.push_back("constprop::" + layer);
    shape = gives;
    clamps = false;
    padded.reset();
}

void layer_list::take_back() {
    reading = rows.back().from + ", " + reading;
    rows.pop_back();
    spelled.pop_back();
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
