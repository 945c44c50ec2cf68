#ifndef CONSTPROP_HOST_SAFETENSORS_HPP
#define CONSTPROP_HOST_SAFETENSORS_HPP

#if !__has_include(<nlohmann/json.hpp>)
#error "constprop/host/safetensors.hpp needs JSON for Modern C++: apt-get install nlohmann-json3-dev."
#else

#include <constprop/host/bytes.hpp>
#include <constprop/host/error.hpp>
#include <constprop/host/file.hpp>
#include <constprop/host/safetensors_header.hpp>
#include <constprop/host/tensors.hpp>
#include <constprop/host/text.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/network.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace constprop::inline CONSTPROP_TARGET::host {
namespace detail {

template <class Scalar> constexpr const char* safetensors_type() noexcept {
    return sizeof(Scalar) == 4 ? "F32" : "F64";
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

/// Checks that the tensors fill the data without overlap, gap or rest, as the format requires: nothing can hide in a file.
inline void check_layout(const std::string& where, std::vector<std::pair<std::size_t, std::size_t>> places,
                         std::size_t size) {
    std::sort(places.begin(), places.end());
    places.emplace_back(size, size);
    std::size_t reached = 0;
    for (const auto& [begin, end] : places) {
        if (begin != reached)
            throw error(where,
                        begin < reached ? "two tensors share bytes " + std::to_string(begin) + " to " +
                                              std::to_string((std::min)(reached, end))
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
    for (const std::string& name : header.names)
        if (counts_batches(tensors, name)) {
            const safetensors_entry entry = read_safetensors_entry(where, header, name);
            places.emplace_back(static_cast<std::size_t>(entry.begin), static_cast<std::size_t>(entry.end));
        }
    check_layout(where, places, header.data.size());
    check_loaded(where, tensors);
    assign(net, tensors);
}

}  // namespace detail

/// Writes a network's parameters as a .safetensors file: "0.weight" (outputs, inputs), "0.bias" (outputs) and so on. Names
/// contain the layer's position, counting activations, as in a state_dict of PyTorch's nn.Sequential. Weights that are no
/// matrix are one-dimensional.
///
/// Throws:      `error` for parameters that are NaN or infinite, a network without parameters, a file that cannot be
///              written; no file is then changed
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
/// networks of float, F64 for those of double; "__metadata__" is allowed.
///
/// Memory:      the file's size, its header as a tree, the parameters
/// Throws:      `error` for anything but the tensors of this network with finite values; the network is then unchanged
template <class Scalar, class... Layers>
void load_safetensors(const std::filesystem::path& path, basic_network<Scalar, Layers...>& net) {
    detail::load_safetensors_bytes(detail::path_text(path), detail::read_file(path), net);
}

}  // namespace constprop::inline CONSTPROP_TARGET::host

#endif  // __has_include(<nlohmann/json.hpp>)
#endif  // CONSTPROP_HOST_SAFETENSORS_HPP
