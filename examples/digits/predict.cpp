// The device's program: reads handwritten digits with the network that train.cpp wrote, and proves that its outputs have
// the bits of the training program's.
//
//     digits_predict [FOLDER] [DIGITS.CSV]
//
// FOLDER holds digits_expected.txt. Compile with FOLDER's digits_model.hpp in the include path, without exceptions and
// RTTI as a microcontroller would (-fno-exceptions -fno-rtti), and with -ffp-contract=off like train.cpp: fused
// multiply-adds round once instead of twice, and the last bits would depend on the machine.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <digits_model.hpp>

#include "digits_data.hpp"

// The network is a constant in flash; these numbers are known before the program runs.
using digits_model::cost, digits_model::model, digits_model::net;
static_assert(cost::parameter_bytes == 9640 && cost::inference_bytes == 128);
static_assert(sizeof(model::scalar) == sizeof(std::uint32_t));

static digits::data data;

/// The number of outputs with the bits that the file lists, or -1 if the file ends too early or has another format.
static int count_identical(std::FILE* expected) {
    int identical = 0;
    for (const digits::image& image : data.held_back.images) {
        bool same = true;
        for (const float output : net(image)) {
            unsigned bits = 0;
            if (std::fscanf(expected, "%8x", &bits) != 1) return -1;
            same = same && std::bit_cast<std::uint32_t>(output) == bits;
        }
        identical += same ? 1 : 0;
    }
    unsigned more = 0;
    return std::fscanf(expected, "%8x", &more) == EOF ? identical : -1;
}

int main(int argc, char** argv) {
    if (!digits::read(argc > 2 ? argv[2] : "examples/data/digits.csv", data)) return 1;

    char path[4096];
    std::snprintf(path, sizeof path, "%s/digits_expected.txt", argc > 1 ? argv[1] : ".");
    std::FILE* expected = std::fopen(path, "r");
    if (expected == nullptr) {
        std::fprintf(stderr, "%s: cannot be opened. Run the training program first, and give its folder.\n", path);
        return 1;
    }
    const int identical = count_identical(expected);
    std::fclose(expected);
    if (identical < 0) {
        std::fprintf(stderr, "%s: expected %zu lines of %zu outputs. Run the training program again.\n", path,
                     digits::held_back_count, model::output_size);
        return 1;
    }

    int right = 0;
    for (std::size_t n = 0; n < digits::held_back_count; ++n)
        right += constprop::classify(net, data.held_back.images[n]) == data.held_back.classes[n] ? 1 : 0;

    std::printf("%d of %zu held-back digits are right.\n", right, digits::held_back_count);
    std::printf("%d of %zu outputs are bit-identical.\n", identical, digits::held_back_count);
    return identical == static_cast<int>(digits::held_back_count) ? 0 : 1;
}
