#include <constprop/numbers/crc32.hpp>

#include <cstdint>
#include <string_view>

#include "catch.hpp"

namespace {

constexpr std::uint32_t crc32_of(std::string_view text) noexcept {
    constprop::detail::crc32 sum;
    for (const char letter : text) sum.add(static_cast<unsigned char>(letter));
    return sum.value();
}

// The check value that the standard's catalogues give, and values by zlib's crc32.
static_assert(crc32_of("123456789") == 0xCBF43926U);
static_assert(crc32_of("") == 0);
static_assert(crc32_of("\xFF\xFF\xFF\xFF") == 0xFFFFFFFFU);

}  // namespace

TEST_CASE("CRC-32 is zlib's") {
    CHECK(crc32_of("123456789") == 0xCBF43926U);
    CHECK(crc32_of("The quick brown fox jumps over the lazy dog") == 0x414FA339U);
}
