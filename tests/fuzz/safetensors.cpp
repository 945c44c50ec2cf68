// Any bytes as a .safetensors file, for both ways of loading one.
#include <constprop/host/safetensors.hpp>
#include <constprop/host/weights/safetensors.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

#include "loads.hpp"

namespace host = constprop::host;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    fuzzed_model strict, matched, turned;
    const bool loaded = loads(strict, [&](auto& net) { host::detail::load_safetensors_bytes("a file", bytes, net); });
    const bool found = loads(matched, [&](auto& net) { load_weights(host::safetensors_file("a file", bytes), net); });
    loads(turned, [&](auto& net) {
        load_weights(host::safetensors_file("a file", bytes), net, {.orientation = host::orientation::in_out});
    });
    // What the strict loader takes, the other takes as well, and as the same.
    if (loaded && !(found && strict == matched)) std::abort();
    return 0;
}
