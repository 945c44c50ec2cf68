#include <constprop/activations/relu.hpp>
#include <constprop/deploy/two_pages.hpp>
#include <constprop/initializers/initialize.hpp>
#include <constprop/layers/linear.hpp>
#include <constprop/optimizers/adam.hpp>
#include <constprop/optimizers/optimizer.hpp>

#include <array>
#include <cstddef>

#include "catch.hpp"

namespace {

namespace cp = constprop;
using cp::restore_result;

/// What is left of two pages when the current fails. Erasing sets bytes to 0xFF, writing clears bits, both byte by byte; after
/// `budget` bytes nothing happens anymore.
struct memory {
    static constexpr std::size_t size = 512;
    std::array<std::array<unsigned char, size>, 2> pages{};
    std::size_t budget = ~std::size_t{0}, used = 0;

    constexpr bool works() noexcept { return used < budget ? ++used, true : false; }
};
template <std::size_t WriteBytes> struct flash {
    static constexpr std::size_t page_bytes = memory::size, write_bytes = WriteBytes;
    memory* bytes;

    constexpr unsigned char read(std::size_t page, std::size_t at) const noexcept { return bytes->pages[page][at]; }
    constexpr void erase(std::size_t page) noexcept {
        for (auto& byte : bytes->pages[page])
            if (bytes->works()) byte = 0xFF;
    }
    constexpr void write(std::size_t page, std::size_t at,
                         const std::array<unsigned char, WriteBytes>& several) noexcept {
        for (std::size_t k = 0; k < WriteBytes; ++k)
            if (bytes->works()) bytes->pages[page][at + k] = bytes->pages[page][at + k] & several[k];
    }
};

using model = cp::network<cp::linear<3, 4>, cp::relu, cp::linear<4, 2>>;
constexpr model drawn(unsigned seed) noexcept { return cp::initialized<model>(cp::torch_default{.seed = seed}); }

/// Two saves and a load, in a constant expression.
static_assert([] {
    memory bytes;
    cp::two_pages pages(flash<8>{&bytes});
    model net{};
    if (pages.load(net) != restore_result::no_snapshot) return false;
    if (!pages.save(drawn(1)) || !pages.save(drawn(2))) return false;
    return pages.load(net) == restore_result::restored && net == drawn(2);
}());

}  // namespace

TEST_CASE("the newest of many saves is loaded, and pages are written in turn") {
    memory bytes;
    cp::two_pages pages(flash<8>{&bytes});
    model net{};
    for (unsigned seed = 1; seed < 20; ++seed) {
        const auto before = bytes.pages;
        REQUIRE(pages.save(drawn(seed), seed));
        CHECK((bytes.pages[0] == before[0]) == (seed % 2 == 0));
        CHECK((bytes.pages[1] == before[1]) == (seed % 2 != 0));
        unsigned number = 0;
        REQUIRE(pages.load(net, number) == restore_result::restored);
        REQUIRE((number == seed && net == drawn(seed)));
    }
}

// The current may fail at any byte that is erased or written. What is loaded then is what was saved before, or, if all of it
// was written, what was being saved; and saving goes on.
TEST_CASE("a reset at any byte of a save leaves a whole snapshot") {
    std::size_t old_ones = 0, new_ones = 0;
    for (std::size_t budget = 0;; ++budget) {
        memory bytes;
        cp::two_pages pages(flash<16>{&bytes});
        REQUIRE((pages.save(drawn(1)) && pages.save(drawn(2)) && pages.save(drawn(3))));
        bytes.budget = bytes.used + budget;
        const bool saved = pages.save(drawn(4));
        const bool failed = bytes.used == bytes.budget;

        bytes.budget = ~std::size_t{0};
        cp::two_pages again(flash<16>{&bytes});
        model net{};
        REQUIRE(again.load(net) == restore_result::restored);
        REQUIRE((net == drawn(3) || net == drawn(4)));
        if (saved) REQUIRE(net == drawn(4));
        ++(net == drawn(3) ? old_ones : new_ones);
        REQUIRE(again.save(drawn(5)));
        REQUIRE(again.load(net) == restore_result::restored);
        REQUIRE(net == drawn(5));
        if (!failed) break;
    }
    CHECK(old_ones > memory::size);
    CHECK(new_ones > 1);
}

TEST_CASE("a reset in the first save leaves the network as it is in the program") {
    for (std::size_t budget = 0; budget < memory::size + 60; ++budget) {
        memory bytes;
        bytes.budget = budget;
        cp::two_pages pages(flash<4>{&bytes});
        CHECK(!pages.save(drawn(1)));
        model net = drawn(9);
        REQUIRE(pages.load(net) != restore_result::restored);
        REQUIRE(net == drawn(9));
    }
}

TEST_CASE("cleared pages have nothing") {
    memory bytes;
    cp::two_pages pages(flash<8>{&bytes});
    REQUIRE((pages.save(drawn(1)) && pages.save(drawn(2))));
    pages.clear();
    model net = drawn(9);
    CHECK(pages.load(net) == restore_result::no_snapshot);
    CHECK(net == drawn(9));
}

// As where a board's header has `char`: 200 saves count further than its sign lets it.
TEST_CASE("flash may read signed bytes") {
    struct of_chars : flash<8> {
        using flash<8>::write_bytes;
        char read(std::size_t page, std::size_t at) const noexcept {
            return static_cast<char>(flash<8>::read(page, at));
        }
    };
    memory bytes;
    cp::two_pages pages(of_chars{{&bytes}});
    for (unsigned seed = 0; seed < 200; ++seed) REQUIRE(pages.save(drawn(seed)));
    model net{};
    REQUIRE(pages.load(net) == restore_result::restored);
    CHECK(net == drawn(199));
}

TEST_CASE("load refuses the snapshots of another program, and save overwrites them") {
    memory bytes;
    cp::two_pages pages(flash<8>{&bytes});
    model net = drawn(1);
    auto optimizer = cp::make_optimizer(net, cp::adam{});
    REQUIRE((pages.save(net) && pages.save(net)));
    CHECK(pages.load(net, optimizer) == restore_result::other_type);
    REQUIRE(pages.save(net, optimizer));
    CHECK(pages.load(net, optimizer) == restore_result::restored);
    REQUIRE(pages.save(net, optimizer));
    CHECK(pages.load(net) == restore_result::other_type);
}

TEST_CASE("flash that does not keep what is written is noticed") {
    struct worn : flash<8> {
        using flash<8>::write_bytes;
        void write(std::size_t page, std::size_t at, std::array<unsigned char, 8> several) noexcept {
            if (at == 32) several[3] = several[3] & 0xFEU;
            flash<8>::write(page, at, several);
        }
    };
    memory bytes;
    cp::two_pages good(flash<8>{&bytes});
    REQUIRE(good.save(drawn(1)));
    std::size_t refused = 0;
    for (unsigned seed = 2; seed < 6; ++seed) {
        cp::two_pages pages(worn{{&bytes}});
        refused += pages.save(drawn(seed)) ? 0U : 1U;
    }
    CHECK(refused > 0);
}
