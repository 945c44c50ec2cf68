#include "import/external_data.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <fstream>
#include <ios>
#include <limits>
#include <optional>
#include <system_error>

namespace constprop::tools {

namespace fs = std::filesystem;
using host::error;
using host::detail::in_quotes;

namespace {

const char* const with_its_data = "Export the model again, or copy its data file beside it.";

std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return {};
    return number;
}

/// A tensor's description of its place.
struct place {
    std::string location;
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> length;

    place(const onnx::TensorProto& tensor, const std::string& where) {
        for (const auto& entry : tensor.external_data()) {
            const auto number = [&] {
                if (const auto read = number_in(entry.value())) return *read;
                throw error(where, "its " + in_quotes(entry.key()) + " is " + in_quotes(entry.value()),
                            "a number of bytes", with_its_data);
            };
            if (entry.key() == "location") location = entry.value();
            else if (entry.key() == "offset") offset = number();
            else if (entry.key() == "length") length = number();
        }
    }
};

}  // namespace

bool stays_inside(std::string_view location) noexcept {
    if (location.empty() || location.find('\0') != std::string_view::npos) return false;
    if (location.find_first_of("\\:") != std::string_view::npos || location[0] == '/') return false;
    while (!location.empty()) {
        const std::size_t slash = location.find('/');
        const std::string_view part = location.substr(0, slash);
        if (part == "..") return false;
        if (slash == std::string_view::npos) return true;
        location.remove_prefix(slash + 1);
    }
    return false;
}

fs::path external_data::place_of(const std::string& location, const std::string& where) const {
    const auto leaves = [&] {
        return error(where, "its values lie in " + in_quotes(location) + ", outside of the model's folder",
                     "a file beside the model", with_its_data);
    };
    if (!stays_inside(location)) throw leaves();
    std::error_code code;
    const fs::path folder = fs::canonical(folder_.empty() ? fs::path(".") : folder_, code);
    const fs::path file = code ? fs::path{} : fs::canonical(folder / fs::path(location), code);
    if (code || !fs::is_regular_file(file, code))
        throw error(where, "its values lie in " + in_quotes(location) + ", which is not there, or no regular file",
                    "that file beside the model", with_its_data);
    // Also after resolving links.
    const auto [left, rest] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    if (left != folder.end() || rest == file.end()) throw leaves();
    return file;
}

std::string external_data::read(const onnx::TensorProto& tensor, std::uint64_t count, const std::string& where) const {
    const place at(tensor, where);
    const std::string name = in_quotes(at.location);
    if (at.length && *at.length != count)
        throw error(where, "it has " + std::to_string(*at.length) + " bytes in " + name,
                    std::to_string(count) + ", as its type and dimensions say", with_its_data);
    const fs::path file = place_of(at.location, where);
    std::error_code code;
    const std::uintmax_t size = fs::file_size(file, code);
    if (code || at.offset > size || count > size - at.offset)
        throw error(
            where,
            "its values lie at bytes " + std::to_string(at.offset) + " to " +
                (at.offset > std::numeric_limits<std::uint64_t>::max() - count ? "beyond any file's"
                                                                               : std::to_string(at.offset + count)) +
                " of " + name,
            "bytes of that file, which has " + std::to_string(code ? 0 : size), with_its_data);
    std::string bytes(static_cast<std::size_t>(count), '\0');
    std::ifstream in(file, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(at.offset));
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in) throw error(where, name + " cannot be read", "a file that can be read", "Look at its permissions.");
    return bytes;
}

}  // namespace constprop::tools
