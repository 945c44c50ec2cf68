#ifndef CONSTPROP_HOST_SAFETENSORS_HPP
#define CONSTPROP_HOST_SAFETENSORS_HPP

#if !__has_include(<nlohmann/json.hpp>)
#error "constprop/host/safetensors.hpp needs JSON for Modern C++: apt-get install nlohmann-json3-dev."
#else

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/network.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::host {
namespace detail {

template <class Scalar> constexpr const char* safetensors_type() noexcept {
    return sizeof(Scalar) == 4 ? "F32" : "F64";
}

inline constexpr std::uint64_t safetensors_longest_header = 100'000'000;  // the reference implementation's own limit
inline constexpr const char* safetensors_again = "Save it again with save_safetensors or safetensors' save_file.";

/// The header of a file, as JSON, and the names of its tensors, in the order and as often as they stand there.
struct safetensors_header {
    nlohmann::json entries;
    std::vector<std::string> names;
    std::string_view data;  ///< what follows it in the file
};

inline safetensors_header read_safetensors_header(const std::string& where, std::string_view bytes) {
    if (bytes.size() < 8)
        throw error(where, "this file has " + std::to_string(bytes.size()) + " bytes",
                    "at least 8, the length of the header", safetensors_again);
    const auto size = read_little_endian<std::uint64_t>(bytes.data());
    bytes.remove_prefix(8);
    if (size > bytes.size() || size > safetensors_longest_header)
        throw error(where, "the header's length is " + std::to_string(size) + " bytes",
                    "at most " + std::to_string(std::min<std::uint64_t>(bytes.size(), safetensors_longest_header)) +
                        " in a file of this size",
                    safetensors_again);
    const std::string_view text = bytes.substr(0, static_cast<std::size_t>(size));

    safetensors_header header{{}, {}, bytes.substr(text.size())};
    std::set<std::string> keys;
    std::string repeated;
    // The parser keeps the last of equal keys and says nothing: it is watched. What lies deeper than any header does is
    // left out, and then missed.
    const auto watch = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& value) {
        using happens = nlohmann::json::parse_event_t;
        if (event == happens::object_start || event == happens::array_start) {
            if (depth == 1) keys.clear();
            return depth <= 2;
        }
        if (event != happens::key) return true;
        const auto& key = value.get_ref<const std::string&>();
        if (depth == 1 && key != "__metadata__") header.names.push_back(key);
        if (depth == 2 && !keys.insert(key).second) repeated = key;
        return true;
    };
    const std::string object = "a JSON object in UTF-8";
    if (!text.starts_with('{'))
        throw error(where, "the header begins with " + in_quotes(text.substr(0, 12)), object, safetensors_again);
    try {
        header.entries = nlohmann::json::parse(text.begin(), text.end(), watch);
    } catch (const nlohmann::json::parse_error& reason) {
        throw error(where, "the header is no JSON from its byte " + std::to_string(reason.byte) + " on", object,
                    safetensors_again);
    } catch (const nlohmann::json::exception&) {
        throw error(where, "the header holds a number too large for any", object, safetensors_again);
    }
    if (!repeated.empty())
        throw error(where, "the header says " + in_quotes(repeated) + " twice of one entry", "each key once",
                    safetensors_again);
    if (const auto metadata = header.entries.find("__metadata__"); metadata != header.entries.end()) {
        bool good = metadata->is_object();
        if (good)
            for (const auto& value : *metadata) good = good && value.is_string();
        if (!good)
            throw error(where, "'__metadata__' is " + in_quotes(metadata->dump()), "an object of strings",
                        safetensors_again);
    }
    return header;
}

/// An array of numbers that are not negative, from JSON; false where the value is something else.
inline bool read_sizes(const nlohmann::json& entry, const char* key, tensor_shape& sizes) {
    const auto found = entry.find(key);
    if (found == entry.end() || !found->is_array()) return false;
    for (const auto& size : *found) {
        if (!size.is_number_unsigned()) return false;
        sizes.push_back(size.get<std::uint64_t>());
    }
    return true;
}

/// What a header says of one tensor: its bytes are those from `begin` to `end` of the data.
struct safetensors_entry {
    std::string type;
    tensor_shape shape;
    std::uint64_t begin, end;
};

inline safetensors_entry read_safetensors_entry(const std::string& where, const safetensors_header& header,
                                                const std::string& name) {
    const nlohmann::json& entry = header.entries.at(name);
    tensor_shape shape, offsets;
    const bool typed = entry.is_object() && entry.contains("dtype") && entry.at("dtype").is_string();
    if (!typed || !read_sizes(entry, "shape", shape) || !read_sizes(entry, "data_offsets", offsets) ||
        offsets.size() != 2)
        throw error(where, "tensor " + in_quotes(name) + " is described by " + in_quotes(entry.dump()),
                    "a dtype, a shape and two data_offsets", safetensors_again);
    return {entry.at("dtype").get<std::string>(), shape, offsets[0], offsets[1]};
}

/// The bytes of one tensor; `due` is how many there should be.
inline std::string_view bytes_of_entry(const std::string& where, const safetensors_header& header,
                                       const std::string& name, const safetensors_entry& entry, std::uint64_t due) {
    if (entry.begin > entry.end || entry.end > header.data.size() || entry.end - entry.begin != due)
        throw error(where,
                    "tensor " + in_quotes(name) + " lies at bytes " + std::to_string(entry.begin) + " to " +
                        std::to_string(entry.end) + " of " + std::to_string(header.data.size()),
                    std::to_string(due) + " bytes of the file",
                    "The file may be cut off: copy it again, or save it again.");
    return header.data.substr(static_cast<std::size_t>(entry.begin), static_cast<std::size_t>(due));
}

/// Reads one tensor and returns where its bytes begin and end.
template <class Scalar>
std::pair<std::size_t, std::size_t> read_safetensor(const std::string& where, const safetensors_header& header,
                                                    tensor<Scalar>& one) {
    const safetensors_entry entry = read_safetensors_entry(where, header, one.name);
    check_type(where, one, entry.type, safetensors_type<Scalar>());
    check_shape(where, one, entry.shape);
    const std::string_view bytes = bytes_of_entry(where, header, one.name, entry, one.values.size() * sizeof(Scalar));
    for (std::size_t k = 0; k < one.values.size(); ++k)
        one.values[k] = read_little_endian<Scalar>(bytes.data() + k * sizeof(Scalar));
    return {static_cast<std::size_t>(entry.begin), static_cast<std::size_t>(entry.end)};
}

/// That the tensors fill the data without overlap, gap or rest, as the format asks: nothing can hide in a file.
inline void check_layout(const std::string& where, std::vector<std::pair<std::size_t, std::size_t>> places,
                         std::size_t size) {
    std::sort(places.begin(), places.end());
    places.emplace_back(size, size);
    std::size_t reached = 0;
    for (const auto& [begin, end] : places) {
        if (begin != reached)
            throw error(where,
                        begin < reached ? "two tensors share bytes " + std::to_string(begin) + " to " +
                                              std::to_string(std::min(reached, end))
                                        : "bytes " + std::to_string(reached) + " to " + std::to_string(begin) +
                                              " belong to no tensor",
                        "tensors side by side from the first byte of the data to the last", safetensors_again);
        reached = end;
    }
}

template <class Network> void load_safetensors_bytes(const std::string& where, std::string_view bytes, Network& net) {
    auto tensors = tensors_of(net);
    const auto header = read_safetensors_header(where, bytes);
    check_names(where, tensors, header.names);
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (auto& one : tensors) places.push_back(read_safetensor(where, header, one));
    check_layout(where, places, header.data.size());
    check_loaded(where, tensors);
    assign(net, tensors);
}

}  // namespace detail

/// Writes a network's parameters as a .safetensors file: "0.weight" (outputs, inputs), "0.bias" (outputs) and so on,
/// named after the layer's position, activations counted, as in a state_dict of PyTorch's nn.Sequential. Weights that
/// are no such matrix lie in one dimension.
///
/// Throws:      `error` for parameters that are NaN or infinite, a network without parameters, a file that cannot be
///              written; then no file changes
/// Source:      https://huggingface.co/docs/safetensors: 8 bytes length, JSON padded to 8 bytes, little-endian values
template <class Scalar, class... Layers>
void save_safetensors(const std::filesystem::path& path, const basic_network<Scalar, Layers...>& net) {
    const auto tensors = tensors_of(net);
    detail::check_savable(detail::path_text(path), tensors);
    nlohmann::ordered_json header;
    header["__metadata__"] = {{"format", "pt"}};
    std::size_t end = 0;
    for (const auto& one : tensors) {
        const std::size_t begin = end;
        end += one.values.size() * sizeof(Scalar);
        header[one.name] = {
            {"dtype", detail::safetensors_type<Scalar>()}, {"shape", one.shape}, {"data_offsets", {begin, end}}};
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    std::string bytes;
    bytes.reserve(8 + text.size() + end);
    detail::append_little_endian(bytes, static_cast<std::uint64_t>(text.size()));
    bytes += text;
    for (const auto& one : tensors)
        for (const Scalar value : one.values) detail::append_little_endian(bytes, value);
    detail::write_file(path, bytes);
}

/// Reads a network's parameters from a .safetensors file with the tensors that `save_safetensors` writes, F32 for
/// networks of float, F64 for those of double; "__metadata__" may be there.
///
/// Memory:      the file's size, its header as a tree, the parameters
/// Throws:      `error` for anything but the tensors of this network with finite values; the network is then as before
template <class Scalar, class... Layers>
void load_safetensors(const std::filesystem::path& path, basic_network<Scalar, Layers...>& net) {
    detail::load_safetensors_bytes(detail::path_text(path), detail::read_file(path), net);
}

}  // namespace constprop::host

#endif  // __has_include(<nlohmann/json.hpp>)
#endif  // CONSTPROP_HOST_SAFETENSORS_HPP
