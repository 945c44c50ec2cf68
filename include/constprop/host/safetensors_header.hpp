#ifndef CONSTPROP_HOST_SAFETENSORS_HEADER_HPP
#define CONSTPROP_HOST_SAFETENSORS_HEADER_HPP

#if !__has_include(<nlohmann/json.hpp>)
#error "constprop/host/safetensors_header.hpp needs JSON for Modern C++: apt-get install nlohmann-json3-dev."
#else

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The part of a .safetensors file before the values: 8 bytes of length, and JSON.
namespace constprop::inline CONSTPROP_TARGET::host::detail {

// About a hundred thousand tensors. The reference implementation's limit is ten times as high, and takes gigabytes as a tree.
inline constexpr std::uint64_t safetensors_longest_header = 10'000'000;
inline constexpr const char* safetensors_again = "Save it again with save_safetensors or safetensors' save_file.";

/// Reads what a header's tree does not keep: the order of keys, and duplicate keys. Stops the parser if anything is nested
/// more deeply than in any valid header, before a tree grows that deep.
struct safetensors_keys : nlohmann::json_sax<nlohmann::json> {
    std::vector<std::string> names;  ///< names of the tensors
    std::string repeated;            ///< a duplicate key of an entry
    std::string entry;               ///< the last entry
    bool nested = false;

    bool key(string_t& name) override {
        if (depth_ == 1) entry = name;
        if (depth_ == 1 && name != "__metadata__") names.push_back(name);
        if (depth_ == 2 && !keys_.insert(name).second) repeated = name;
        return true;
    }
    bool start_object(std::size_t /*size*/) override {
        if (depth_ == 1) keys_.clear();
        return descend();
    }
    bool start_array(std::size_t /*size*/) override { return descend(); }
    bool end_object() override { return ascend(); }
    bool end_array() override { return ascend(); }

    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(number_integer_t /*value*/) override { return true; }
    bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
    bool string(string_t& /*value*/) override { return true; }
    bool binary(binary_t& /*value*/) override { return true; }
    bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                     const nlohmann::json::exception& /*reason*/) override {
        return false;
    }

 private:
    std::size_t depth_ = 0;
    std::set<std::string> keys_;  // keys of one entry

    bool descend() {
        nested = ++depth_ > 3;
        return !nested;
    }
    bool ascend() {
        --depth_;
        return true;
    }
};

/// The header of a file, as JSON, and the names of its tensors, in order and with duplicates.
struct safetensors_header {
    nlohmann::json entries;
    std::vector<std::string> names;
    std::string_view data;  ///< the part of the file behind it
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
    const std::string object = "a JSON object in UTF-8";
    if (!text.starts_with('{'))
        throw error(where, "the header begins with " + in_quotes(text.substr(0, 12)), object, safetensors_again);
    // The parser treats NUL as the end. Valid JSON has none, and the parser would not see what follows.
    if (const std::size_t end = text.find('\0'); end != std::string_view::npos)
        throw error(where, "the header is no JSON from its byte " + std::to_string(end + 1) + " on", object,
                    safetensors_again);
    safetensors_keys keys;
    nlohmann::json::sax_parse(text.begin(), text.end(), &keys);  // ignores bad JSON, which the parser below reports
    if (keys.nested)
        throw error(where,
                    (keys.entry == "__metadata__" ? "" : "tensor ") + in_quotes(keys.entry) +
                        " is described by lists within lists",
                    "a dtype, a shape and two data_offsets", safetensors_again);
    header.names = std::move(keys.names);
    try {
        header.entries = nlohmann::json::parse(text.begin(), text.end());
    } catch (const nlohmann::json::parse_error& reason) {
        throw error(where, "the header is no JSON from its byte " + std::to_string(reason.byte) + " on", object,
                    safetensors_again);
    } catch (const nlohmann::json::exception&) {
        throw error(where, "the header holds a number too large for any", object, safetensors_again);
    }
    if (!keys.repeated.empty())
        throw error(where, "the header says " + in_quotes(keys.repeated) + " twice of one entry", "each key once",
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

/// Reads an array of nonnegative numbers from JSON; false if the value is something else.
inline bool read_sizes(const nlohmann::json& entry, const char* key, tensor_shape& sizes) {
    const auto found = entry.find(key);
    if (found == entry.end() || !found->is_array()) return false;
    for (const auto& size : *found) {
        if (!size.is_number_unsigned()) return false;
        sizes.push_back(size.get<std::uint64_t>());
    }
    return true;
}

/// A header's description of a tensor: its bytes are those from `begin` to `end` of the data.
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

/// The bytes of one tensor; `due` is their expected number.
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

}  // namespace constprop::inline CONSTPROP_TARGET::host::detail

#endif  // __has_include(<nlohmann/json.hpp>)
#endif  // CONSTPROP_HOST_SAFETENSORS_HEADER_HPP
