#ifndef CONSTPROP_HOST_WEIGHTS_KERAS_HPP
#define CONSTPROP_HOST_WEIGHTS_KERAS_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/npz.hpp>
#include <constprop/host/weights/hdf5.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

/// The file of weights in a .keras archive.
inline std::string weights_in_keras(const std::filesystem::path& path) {
    const std::string where = path_text(path);
    constexpr std::uint64_t most = std::uint64_t{1} << 28;
    const auto archive = open_zip(path, where);
    const auto entries = zip_entries(archive.get());
    const auto weights = std::find_if(entries.begin(), entries.end(),
                                      [](const zip_entry& one_) { return one_.member == "model.weights.h5"; });
    if (weights == entries.end())
        throw error(where, "it holds no model.weights.h5", "a file of Keras 3",
                    "Save it again: model.save('net.keras').");
    zip_stat_t status;
    if (zip_stat_index(archive.get(), weights->index, 0, &status) != 0 || (status.valid & ZIP_STAT_SIZE) == 0 ||
        status.size > most)
        throw error(where, "its model.weights.h5 is too large", "at most 256 MB", "Save a smaller model.");
    std::string bytes(static_cast<std::size_t>(status.size), '\0');
    zip_member member{archive.get(), *weights, where};
    member.read(bytes.data(), bytes.size());
    return bytes;
}

}  // namespace detail

/// A .keras file of Keras 3, for `load_weights`: an archive that contains a .weights.h5 file.
///
/// Memory:      the size of the contained file, at most 256 MB
/// Throws:      `error` for a file that has another format or is damaged
class keras_file : public hdf5_file {
 public:
    explicit keras_file(const std::filesystem::path& path)
        : hdf5_file(detail::path_text(path), detail::weights_in_keras(path)) {}
};

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // CONSTPROP_HOST_WEIGHTS_KERAS_HPP
