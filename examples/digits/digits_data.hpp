#ifndef CONSTPROP_EXAMPLES_DIGITS_DATA_HPP
#define CONSTPROP_EXAMPLES_DIGITS_DATA_HPP

#include <constprop/training/shuffle.hpp>

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <system_error>

/// The handwritten digits of examples/data/digits.csv, in arrays of fixed size. Like the networks, they need neither the
/// heap nor exceptions, so the program with the finished model can read them, too.
namespace digits {

inline constexpr std::size_t side = 8, pixel_count = side * side, class_count = 10;
inline constexpr std::size_t sample_count = 1797, held_back_count = 360,
                             training_count = sample_count - held_back_count;

/// An image, row by row: 0 is paper, 1 is ink.
using image = std::array<float, pixel_count>;

template <std::size_t Count> struct samples {
    std::array<image, Count> images;
    std::array<std::uint8_t, Count> classes;
};

/// Four fifths for training, and a held-back fifth for the evaluation.
struct data {
    samples<training_count> training;
    samples<held_back_count> held_back;
};

/// Parses a row of the file. On an error, prints it to standard error and returns false.
inline bool parse(const char* row, const char* path, std::size_t number, image& pixels, std::uint8_t& digit) {
    const char* const end = row + std::strlen(row);
    for (std::size_t column = 0; column <= pixel_count; ++column) {
        const bool last = column == pixel_count;
        int value = -1;
        const auto [next, wrong] = std::from_chars(row, end, value);
        const bool separated = last ? *next == '\n' || *next == '\r' || *next == '\0' : *next == ',';
        if (wrong != std::errc{} || value < 0 || value > (last ? 9 : 16) || !separated) {
            std::fprintf(stderr, "%s:%zu: value %zu is '%.*s'; expected %s. Take the file from examples/data.\n", path,
                         number, column + 1, static_cast<int>(std::strcspn(row, ",\r\n")), row,
                         last ? "a digit, 0 to 9, as the last of 65 values" : "a pixel, 0 to 16, and a comma");
            return false;
        }
        if (last) digit = static_cast<std::uint8_t>(value);
        else pixels[column] = static_cast<float>(value) / 16.0F;
        row = next + (last ? 0 : 1);
    }
    return true;
}

/// Reads all rows and splits them at random, but equally in every run. On an error, prints it to standard error and
/// returns false.
inline bool parse(std::FILE* file, const char* path, data& into) {
    const constprop::permutation place(sample_count, 0, 0);
    char row[512];
    std::size_t count = 0;
    for (; std::fgets(row, sizeof row, file) != nullptr && count < sample_count; ++count) {
        const std::size_t to = place[count];
        const bool held = to < held_back_count;
        const std::size_t index = held ? to : to - held_back_count;
        image& pixels = held ? into.held_back.images[index] : into.training.images[index];
        std::uint8_t& digit = held ? into.held_back.classes[index] : into.training.classes[index];
        if (!parse(row, path, count + 1, pixels, digit)) return false;
    }
    if (count == sample_count && std::feof(file) != 0) return true;
    std::fprintf(stderr, "%s: has %s than %zu rows; expected exactly those. Take the file from examples/data.\n", path,
                 count < sample_count ? "fewer" : "more", sample_count);
    return false;
}

/// Reads digits.csv. On an error, prints it to standard error and returns false.
inline bool read(const char* path, data& into) {
    std::FILE* file = std::fopen(path, "r");
    if (file == nullptr) {
        std::fprintf(stderr,
                     "%s: cannot be opened; expected the digits of examples/data. Run this program in the top folder "
                     "of the repository, or give the path of digits.csv as its second argument.\n",
                     path);
        return false;
    }
    const bool good = parse(file, path, into);
    std::fclose(file);
    return good;
}

}  // namespace digits

#endif  // CONSTPROP_EXAMPLES_DIGITS_DATA_HPP
