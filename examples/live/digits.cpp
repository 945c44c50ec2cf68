// What digits.html calls: the demo's network reads a drawn digit, in floats and in int8. Functions with C names, which a page
// finds in the WebAssembly, and a test in the native program.
#include <constprop/constprop.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <span>
#include <vector>

#include "../digits/digits_data.hpp"
#include "../firmware/digits_model.hpp"
#include "strokes.hpp"

namespace cp = constprop;

namespace {

using int8_model = decltype(cp::quantize(digits_model::net, digits::data{}.training.images));

digits::data data;
std::unique_ptr<const int8_model> in_int8;  // made of the training images
std::vector<char> text;
std::vector<strokes::point> path;
digits::image image;

/// What each layer gives: the image, then linear, relu and linear in floats, the same in int8, as the numbers that the
/// integers stand for, and the probabilities of the classes by both.
enum place { input, floats, integers = 4, probabilities = 7, places = 9 };
std::array<std::vector<float>, places> values;

void keep(std::size_t at, const auto& row) { values[at].assign(row.begin(), row.end()); }

void keep_integers(std::size_t at, const auto& row, const cp::quantization& by) {
    values[at].clear();
    for (const std::int8_t q : row) values[at].push_back(cp::int8::dequantize_value(q, by));
}

std::array<float, 10> shares(const std::vector<float>& logits) {
    std::array<float, 10> row{};
    std::copy(logits.begin(), logits.end(), row.begin());
    return cp::network<cp::vector<10>, cp::softmax>{}(row);
}

}  // namespace

extern "C" {

/// Room for the text of digits.csv, which `read_text` reads. Returns 1, or 0 if it is not that.
[[gnu::used]] char* room_for_text(std::size_t size) {
    text.resize(size);
    return text.data();
}
[[gnu::used]] int read_text() {
    std::FILE* file = ::fmemopen(text.data(), text.size(), "r");
    const bool good = file != nullptr && digits::parse(file, "digits.csv", data);
    if (file != nullptr) std::fclose(file);
    if (good) in_int8 = std::make_unique<const int8_model>(cp::quantize(digits_model::net, data.training.images));
    return good ? 1 : 0;
}

/// The image, 8×8 pixels from 0, paper, to 1, ink: to be written, or held-back digit n, whose class is returned.
[[gnu::used]] float* image_pixels() { return image.data(); }
[[gnu::used]] int choose(std::size_t n) {
    image = data.held_back.images[n % digits::held_back_count];
    return data.held_back.classes[n % digits::held_back_count];
}

/// Room for the points of strokes, three floats each, of which `draw` makes the image.
[[gnu::used]] strokes::point* room_for_points(std::size_t count) {
    path.resize(count);
    return path.data();
}
[[gnu::used]] void draw() { image = strokes::drawn(std::span<const strokes::point>(path)); }

/// Reads the image, and keeps what each layer gives.
[[gnu::used]] void recognize() {
    const auto exact = digits_model::net.trace(image);
    keep(input, image);
    keep(floats, exact.output<0>());
    keep(floats + 1, exact.output<1>());
    keep(floats + 2, exact.output<2>());
    keep(probabilities, shares(values[floats + 2]));
    const auto rounded = in_int8->trace(in_int8->quantize_input(image));
    keep_integers(integers, rounded.output<0>(), in_int8->gives<0>());
    keep_integers(integers + 1, rounded.output<1>(), in_int8->gives<1>());
    keep_integers(integers + 2, rounded.output<2>(), in_int8->gives<2>());
    keep(probabilities + 1, shares(values[integers + 2]));
}
[[gnu::used]] const float* layer_values(std::size_t at) { return values[at].data(); }
[[gnu::used]] std::size_t layer_size(std::size_t at) { return values[at].size(); }

/// The number of held-back digits that are read right, of `held_back`.
[[gnu::used]] std::size_t held_back() { return digits::held_back_count; }
[[gnu::used]] std::size_t right_in_floats() {
    return static_cast<std::size_t>(
        0.5 + digits::held_back_count *
                  double(cp::accuracy(digits_model::net, data.held_back.images, data.held_back.classes)));
}
[[gnu::used]] std::size_t right_in_int8() {
    return static_cast<std::size_t>(
        0.5 + digits::held_back_count * double(cp::accuracy(*in_int8, data.held_back.images, data.held_back.classes)));
}
}
