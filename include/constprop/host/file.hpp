#ifndef CONSTPROP_HOST_FILE_HPP
#define CONSTPROP_HOST_FILE_HPP

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>

#include <filesystem>
#include <fstream>
#include <ios>
#include <random>
#include <string>
#include <string_view>
#include <system_error>

namespace constprop::inline CONSTPROP_TARGET::host::detail {

inline std::string path_text(const std::filesystem::path& path) { return printable(path.string()); }

/// Writes a file completely or not at all: writes to another name in the same folder, then renames it to `path`. Throws
/// `error`; an existing file is then unchanged.
inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
    namespace fs = std::filesystem;
    std::error_code code;
    const std::string where = path_text(path);
    const std::string remedy = "Look at the folder's existence, permissions and free space.";
    if (const auto status = fs::status(path, code); fs::exists(status) && !fs::is_regular_file(status))
        throw error(where, "this is no regular file", "the name of a file", "Choose another name.");
    // With a symbolic link, the target file is replaced, not the link.
    const fs::path target = fs::is_symlink(path, code) ? fs::weakly_canonical(path, code) : path;
    std::random_device random;
    fs::path temporary = target;
    temporary += "." + std::to_string(random()) + ".tmp";
    {
        std::ofstream out(temporary, std::ios::binary);
        if (!out) throw error(where, "cannot be created", "a folder that can be written to", remedy);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) {
            fs::remove(temporary, code);
            throw error(where, "could not be written", std::to_string(bytes.size()) + " bytes of room", remedy);
        }
    }
    fs::rename(temporary, target, code);
    if (code) {
        const std::string reason = code.message();
        fs::remove(temporary, code);
        throw error(where, "cannot be replaced (" + reason + ")", "a file that can be written to", remedy);
    }
}

inline void check_is_file(const std::filesystem::path& path) {
    std::error_code code;
    const auto status = std::filesystem::status(path, code);
    if (!std::filesystem::is_regular_file(status))
        throw error(path_text(path),
                    std::filesystem::exists(status) ? "this is no regular file" : "there is no such file",
                    "a file to read", "Look at the path and the permissions.");
}

/// The bytes of a file. Throws `error`.
inline std::string read_file(const std::filesystem::path& path) {
    check_is_file(path);
    std::error_code code;
    const auto size = std::filesystem::file_size(path, code);
    std::ifstream in(path, std::ios::binary);
    std::string bytes(code ? 0 : static_cast<std::size_t>(size), '\0');
    if (in) in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (code || !in)
        throw error(path_text(path), "cannot be read", "a file that can be read",
                    "Look at the path and the permissions.");
    return bytes;
}

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // CONSTPROP_HOST_FILE_HPP
