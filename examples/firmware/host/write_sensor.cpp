// Writes the data of the emulated sensor, the held-back digits of examples/data/digits.csv, as constants in C:
//
//     write_sensor DIGITS.CSV SENSOR.H
#include <cstddef>
#include <cstdio>

#include "../../digits/digits_data.hpp"

static digits::data data;

static bool write(std::FILE* file) {
    std::fputs("/* Made of examples/data/digits.csv: its held-back digits. */\n#include <stdint.h>\n\n", file);
    std::fprintf(file, "static const uint8_t sensor_pixels[%zu][%zu] = {\n", digits::held_back_count,
                 digits::pixel_count);
    for (const digits::image& image : data.held_back.images) {
        const char* before = "    {";
        for (const float pixel : image) std::fprintf(file, "%s%d", before, static_cast<int>(pixel * 16)), before = ", ";
        std::fputs("},\n", file);
    }
    std::fprintf(file, "};\nstatic const uint8_t sensor_digits[%zu] = {", digits::held_back_count);
    for (const auto digit : data.held_back.classes) std::fprintf(file, "%d, ", digit);
    std::fputs("};\n", file);
    return std::ferror(file) == 0;
}

int main(int argc, char** argv) {
    if (argc != 3) return std::fputs("write_sensor DIGITS.CSV SENSOR.H\n", stderr), 1;
    if (!digits::read(argv[1], data)) return 1;
    std::FILE* file = std::fopen(argv[2], "w");
    if (file != nullptr && write(file) && std::fclose(file) == 0) return 0;
    return std::fprintf(stderr, "%s: cannot be written. Give another path.\n", argv[2]), 1;
}
