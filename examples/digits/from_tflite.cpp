// Reads handwritten digits with the network in integers that train.cpp wrote as digits.tflite, and constprop_add_model imported:
//
//     digits_from_tflite [DIGITS.CSV]
#include <constprop/constprop.hpp>

#include <cstddef>
#include <cstdio>

#include "digits.hpp"
#include "digits_data.hpp"

static digits::data data;

int main(int argc, char** argv) {
    if (!digits::read(argc > 1 ? argv[1] : "examples/data/digits.csv", data)) return 1;
    std::size_t right = 0;
    for (std::size_t n = 0; n < digits::held_back_count; ++n)
        right +=
            constprop::classify(digits_model::net, data.held_back.images[n]) == data.held_back.classes[n] ? 1U : 0U;
    std::printf("%zu of %zu digits are right, in integers, with %zu bytes of parameters\n", right,
                digits::held_back_count, digits_model::cost::parameter_bytes);
    return 100 * right >= 97 * digits::held_back_count ? 0 : 1;
}
