// Any bytes as an .npz file, or, where they are no archive, as an array in one that is otherwise good: an archive has
// checksums, which random changes rarely keep.
#include <constprop/host/npz.hpp>
#include <constprop/host/weights/npz.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "loads.hpp"

namespace host = constprop::host;

namespace {

host::detail::zip_handle<zip_t> opened(std::string_view bytes) {
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (source == nullptr) return {};
    host::detail::zip_handle<zip_t> archive{zip_open_from_source(source, ZIP_RDONLY, nullptr)};
    if (!archive) zip_source_free(source);
    return archive;
}

std::string archive_around(const std::string& array) {
    host::tensor<float> bias{"0.bias", {2}, {}, {1, 2}}, weight{"2.weight", {1, 2}, {}, {3, 4}};
    host::tensor<float> last{"2.bias", {1}, {}, {5}};
    return host::detail::zip_bytes(
        "a file", {"0.weight", bias.name, weight.name, last.name},
        {array, host::detail::npy_bytes(bias), host::detail::npy_bytes(weight), host::detail::npy_bytes(last)});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (!bytes.starts_with("PK")) bytes = archive_around(bytes);
    if (!opened(bytes)) return 0;
    fuzzed_model strict, matched;
    const bool loaded = loads(strict, [&](auto& net) { host::detail::load_npz_archive("a file", opened(bytes), net); });
    const bool found = loads(matched, [&](auto& net) { load_weights(host::npz_file("a file", opened(bytes)), net); });
    // What the strict loader takes, the other takes as well, and as the same.
    if (loaded && !(found && strict == matched)) std::abort();
    return 0;
}
