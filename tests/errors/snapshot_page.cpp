// Pages of flash that are too small for a network.
// says: snapshot_fits_its_page<page_of<64>::but_snapshot_takes<168>>
// plainly: age of 64 but snapshot takes 168.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

namespace cp = constprop;

struct flash {
#ifdef WRONG
    static constexpr std::size_t page_bytes = 64, write_bytes = 8;
#else
    static constexpr std::size_t page_bytes = 256, write_bytes = 8;
#endif
    static unsigned char read(std::size_t /*page*/, std::size_t /*at*/) noexcept { return 0xFF; }
    static void erase(std::size_t /*page*/) noexcept {}
    static void write(std::size_t /*page*/, std::size_t /*at*/,
                      const std::array<unsigned char, 8>& /*bytes*/) noexcept {}
};

inline bool save() {
    cp::two_pages pages{flash{}};
    return pages.save(cp::network<cp::linear<4, 7>>{});
}
