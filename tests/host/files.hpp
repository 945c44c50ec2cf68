#ifndef CONSTPROP_TESTS_HOST_FILES_HPP
#define CONSTPROP_TESTS_HOST_FILES_HPP

#include <constprop/constprop.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include "throws.hpp"

/// The network of data/make.py, and files for it.
using file_model = constprop::network<constprop::linear<3, 2>, constprop::relu, constprop::linear<2, 1>>;

constexpr file_model expected_model() {
    file_model::parameter_type p{};
    for (std::size_t k = 0; k < 6; ++k) p[k] = static_cast<float>(static_cast<double>(k) / 127 - 0.25);
    p[6] = 0.5F;
    p[7] = static_cast<float>(-1 / 127.0);
    p[8] = static_cast<float>(3 / 127.0);
    p[9] = -0.125F;
    p[10] = static_cast<float>(1e-40);
    return file_model::from_parameters(p);
}

template <class Network> bool same_bits(const Network& a, const Network& b) {
    using bits = std::conditional_t<sizeof(typename Network::scalar) == 4, std::uint32_t, std::uint64_t>;
    const auto p = a.parameters(), q = b.parameters();
    for (std::size_t k = 0; k < p.size(); ++k)
        if (std::bit_cast<bits>(p[k]) != std::bit_cast<bits>(q[k])) return false;
    return true;
}

inline std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
inline void write(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// What `load(path, network)` says of a file, without the path; and that it left the network alone.
template <class Network = file_model, class Load> std::string refusal(const std::filesystem::path& path, Load load) {
    Network net{};
    for (std::size_t k = 0; k < Network::output_size; ++k) net.template layer<0>().bias(k) = 7;
    const Network before = net;
    const std::string text = error_of([&] { load(path, net); });
    if (!same_bits(net, before)) return "(the network changed)";
    const std::string start = path.string() + ": ";
    return text.starts_with(start) ? text.substr(start.size()) : text;
}

#endif
