// What the page digits.html computes, by the native program: for each digit that was held back, the bits of the outputs in floats and
// in int8.
//
//     live_native DIGITS.CSV
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

// Of examples/live/digits.cpp.
extern "C" {
char* room_for_text(std::size_t size);
int read_text();
int choose(std::size_t n);
void recognize();
const float* layer_values(std::size_t at);
std::size_t layer_size(std::size_t at);
std::size_t held_back();
}

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    std::ifstream file(argv[1], std::ios::binary);
    const std::string csv{std::istreambuf_iterator<char>(file), {}};
    csv.copy(room_for_text(csv.size()), csv.size());
    if (read_text() != 1) return 1;
    for (std::size_t n = 0; n < held_back(); ++n) {
        choose(n);
        recognize();
        for (const std::size_t outputs : {std::size_t{3}, std::size_t{6}})
            for (std::size_t k = 0; k < layer_size(outputs); ++k)
                std::printf("%08x", static_cast<unsigned>(std::bit_cast<std::uint32_t>(layer_values(outputs)[k])));
    }
}
