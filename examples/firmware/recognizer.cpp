#include "recognizer.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <digits_model.hpp>

#include "board.h"

namespace cp = constprop;

namespace {

using digits_model::net;  // trained on a host: a constant, in flash

// Of linear<64, 32>, relu and linear<32, 10> the last layer learns, in RAM; the first stays in flash. The compiler checks
// these limits: the bytes of the parameters, and the RAM of an inference and of a learning step beside images and parameters,
// with an allowance for registers and return addresses. They are what a Cortex-M0+ needs, and a Cortex-M4F at -Os; at -O2 that
// needs 848 and 1,252. Put your own numbers here; in place of 1 the compiler's error names what is needed.
using rule = cp::plain_sgd;
using learner = cp::within<decltype(cp::freeze_before<net, 2>()), cp::parameter_bytes<1320>, cp::inference_ram<1104>,
                           cp::training_ram<1508, rule>>;

// The learning rate was chosen on digits of the training part, with the stray light of main.c.
constinit learner network = cp::freeze_before<net, 2>();
constinit auto optimizer = cp::make_optimizer(network, rule{.learning_rate = 0.02});

// RAM in use between calls: 330 parameters, and the learning rate with a count of steps. The rest is stack. Put your own
// numbers here, too: the first is parameter_bytes, the second is plain_sgd's.
static_assert(sizeof network == 1320 && sizeof optimizer == 20);

learner::input_type image(const std::uint8_t* pixels) noexcept {
    learner::input_type x;
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<float>(pixels[k]) / 16;
    return x;
}
static_assert(learner::input_size == RECOGNIZER_PIXELS);

// What is learned is written to the board's flash: to two pages in turn, so that one is whole at any time.
struct flash {
    static constexpr std::size_t page_bytes = BOARD_PAGE_BYTES, write_bytes = BOARD_WRITE_BYTES;

    static std::uint8_t read(std::size_t page, std::size_t at) noexcept {
        return board_page(static_cast<unsigned>(page))[at];
    }
    static void erase(std::size_t page) noexcept { board_erase(static_cast<unsigned>(page)); }
    static void write(std::size_t page, std::size_t at, const std::array<std::uint8_t, write_bytes>& bytes) noexcept {
        board_write(static_cast<unsigned>(page), static_cast<unsigned>(at), bytes.data());
    }
};
cp::two_pages<flash> pages{flash{}};

}  // namespace

unsigned recognizer_classify(const std::uint8_t* pixels) {
    return static_cast<unsigned>(cp::classify(network, image(pixels)));
}

float recognizer_learn(const std::uint8_t* pixels, unsigned digit) {
    return cp::train_step(network, optimizer, cp::cross_entropy{}, image(pixels), digit);
}

bool recognizer_save(unsigned images) { return pages.save(network, optimizer, images); }

unsigned recognizer_load() {
    unsigned images = 0;
    const cp::restore_result found = pages.load(network, optimizer, images);
    return found == cp::restore_result::restored ? images : 0;
}

void recognizer_reset() {
    network.layer<2>() = net.layer<2>();
    pages.clear();
}
