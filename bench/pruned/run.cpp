// Calls `infer` with all held-back digits, and prints how many it reads right.
//
//     run DIGITS.CSV
#include <constprop/constprop.hpp>

#include <cstddef>
#include <cstdio>

#include "../../examples/digits/digits_data.hpp"
#include "infer.hpp"

static digits::data data;

int main(int argc, char** argv) {
    if (argc != 2 || !digits::read(argv[1], data)) return 1;
    std::size_t right = 0;
    for (std::size_t n = 0; n < digits::held_back_count; ++n) {
        model::output_type y{};
        infer(data.held_back.images[n], y);
        right += constprop::predicted_class<model>(y) == data.held_back.classes[n] ? 1U : 0U;
    }
    std::printf("%zu of %zu, %zu multiply-adds\n", right, digits::held_back_count, multiply_adds);
}
