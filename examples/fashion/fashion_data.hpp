#ifndef CONSTPROP_EXAMPLES_FASHION_DATA_HPP
#define CONSTPROP_EXAMPLES_FASHION_DATA_HPP

#include <constprop/host/error.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>
#include <zlib.h>

/// Fashion-MNIST: 70,000 pictures of clothing, 28 × 28 shades of gray, in ten classes.
///
/// Source: Xiao, Rasul, Vollgraf, Fashion-MNIST, arXiv:1708.07747; the four files of Debian's dataset-fashion-mnist
namespace fashion {

inline constexpr std::size_t side = 28, pixel_count = side * side, class_count = 10;
inline constexpr std::array<const char*, class_count> class_names{"T-shirt", "trousers", "pullover", "dress", "coat",
                                                                  "sandal",  "shirt",    "sneaker",  "bag",   "boot"};

/// A picture, row by row: 0 is the background.
using image = std::array<float, pixel_count>;

struct samples {
    std::vector<image> images;
    std::vector<std::uint8_t> classes;
};

struct data {
    samples training;  ///< 60,000
    samples test;      ///< 10,000, for the evaluation
};

/// The uncompressed bytes of a gzip file.
inline std::vector<std::uint8_t> unzipped(const std::filesystem::path& path) {
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
    if (!file)
        throw constprop::host::error(path.string(), "cannot be opened", "a file of Fashion-MNIST",
                                     "Install Debian's dataset-fashion-mnist, or give the folder of the four files.");
    std::vector<std::uint8_t> bytes;
    std::array<std::uint8_t, 1 << 16> part{};
    int count = 0;
    while ((count = gzread(file.get(), part.data(), part.size())) > 0)
        bytes.insert(bytes.end(), part.begin(), part.begin() + count);
    if (count < 0)
        throw constprop::host::error(path.string(), "its compressed data are damaged", "a file that gzip has made",
                                     "Install Debian's dataset-fashion-mnist anew.");
    return bytes;
}

/// The bytes behind the header of an IDX file: two zeros, 8 for bytes, the number of dimensions, and each dimension in
/// four bytes, big-endian.
inline std::vector<std::uint8_t> idx_values(const std::filesystem::path& path,
                                            const std::vector<std::size_t>& dimensions) {
    std::vector<std::uint8_t> due{0, 0, 8, static_cast<std::uint8_t>(dimensions.size())};
    std::size_t count = 1;
    for (const std::size_t dimension : dimensions) {
        for (int shift = 24; shift >= 0; shift -= 8) due.push_back(static_cast<std::uint8_t>(dimension >> shift));
        count *= dimension;
    }
    std::vector<std::uint8_t> bytes = unzipped(path);
    if (bytes.size() != due.size() + count || !std::equal(due.begin(), due.end(), bytes.begin()))
        throw constprop::host::error(path.string(), "is another file, of " + std::to_string(bytes.size()) + " bytes",
                                     "an IDX file of " + std::to_string(count) + " bytes behind its header",
                                     "Take the files of Debian's dataset-fashion-mnist.");
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(due.size()));
    return bytes;
}

/// Reads `count` pictures and their classes from FOLDER/NAME-images-idx3-ubyte.gz and FOLDER/NAME-labels-idx1-ubyte.gz.
inline samples read(const std::filesystem::path& folder, const std::string& name, std::size_t count) {
    const auto pixels = idx_values(folder / (name + "-images-idx3-ubyte.gz"), {count, side, side});
    samples result{std::vector<image>(count), idx_values(folder / (name + "-labels-idx1-ubyte.gz"), {count})};
    for (std::size_t k = 0; k < pixels.size(); ++k)
        result.images[k / pixel_count][k % pixel_count] = static_cast<float>(pixels[k]) / 255.0F;
    return result;
}

inline data read(const std::filesystem::path& folder) {
    return {read(folder, "train", 60'000), read(folder, "t10k", 10'000)};
}

}  // namespace fashion

#endif  // CONSTPROP_EXAMPLES_FASHION_DATA_HPP
