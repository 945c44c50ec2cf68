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

/// A file that is written beside its place, under another name in the same folder, and takes its place at the end. If it never
/// does, it is removed, and an existing file is unchanged. Throws `error`.
class file_in_waiting {
    static constexpr const char* remedy = "Look at the folder's existence, permissions and free space.";
    std::string where_;
    std::filesystem::path target_, temporary_;

 public:
    file_in_waiting(const std::filesystem::path& path, std::string_view bytes) : where_(path_text(path)) {
        namespace fs = std::filesystem;
        std::error_code code;
        if (const auto status = fs::status(path, code); fs::exists(status) && !fs::is_regular_file(status))
            throw error(where_, "this is no regular file", "the name of a file", "Choose another name.");
        // With a symbolic link, the target file is replaced, not the link.
        target_ = fs::is_symlink(path, code) ? fs::weakly_canonical(path, code) : path;
        std::random_device random;
        temporary_ = target_;
        temporary_ += "." + std::to_string(random()) + ".tmp";
        std::ofstream out(temporary_, std::ios::binary);
        if (!out) throw error(where_, "cannot be created", "a folder that can be written to", remedy);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) {
            fs::remove(temporary_, code);
            throw error(where_, "could not be written", std::to_string(bytes.size()) + " bytes of room", remedy);
        }
    }
    file_in_waiting(const file_in_waiting&) = delete;
    file_in_waiting& operator=(const file_in_waiting&) = delete;
    ~file_in_waiting() {
        std::error_code code;
        if (!temporary_.empty()) std::filesystem::remove(temporary_, code);
    }

    void take_place() {
        std::error_code code;
        std::filesystem::rename(temporary_, target_, code);
        if (code)
            throw error(where_, "cannot be replaced (" + code.message() + ")", "a file that can be written to", remedy);
        temporary_.clear();
    }
};

/// Writes a file completely or not at all. Throws `error`; an existing file is then unchanged.
inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
    file_in_waiting(path, bytes).take_place();
}

/// Whether two paths are those of one file, which need not exist.
inline bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
    namespace fs = std::filesystem;
    std::error_code code;
    return fs::equivalent(a, b, code) || fs::weakly_canonical(fs::absolute(a)) == fs::weakly_canonical(fs::absolute(b));
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
