// Writes networks as headers to the folder that is given; use_models.cpp includes them.
#include <constprop/host/int8_header.hpp>
#include <constprop/host/mixed_header.hpp>
#include <constprop/host/model_header.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>

#include "models.hpp"

int main(int count, char** arguments) {
    using constprop::host::write_model_header;
    if (count != 2) return std::puts("write_models FOLDER"), 2;
    const std::filesystem::path folder = arguments[1];
    try {
        write_model_header(
            folder / "floats.hpp", models::filled<models::floats>(),
            {.name = "floats",
             .provenance = {"Not trained: k/127.", "*/ #error \\", "two\nlines ?\?/\r\nthree \xFF\x01 \\ "}});
        write_model_header(folder / "doubles.hpp", models::filled<models::doubles>(),
                           {.name = "doubles", .check_input = {0.25, -1, 3}});
        write_model_header(folder / "images.hpp", models::filled<models::images>(), {.name = "images"});
        write_model_header(folder / "users.hpp", models::filled<models::users>(),
                           {.name = "users", .includes = {"scale_layer.hpp"}});
        write_model_header(folder / "branches.hpp", models::filled<models::branches>(),
                           {.name = "branches", .includes = {"chain/measuring_layers.hpp"}});
        write_model_header(folder / "both_ways.hpp", models::filled<models::both_ways>(), {.name = "both_ways"});
        write_model_header(folder / "stream.hpp", models::in_integers<models::stream>(), {.name = "stream"});
        write_model_header(folder / "signals.hpp", models::in_integers<models::signals>(), {.name = "signals"});
        write_model_header(folder / "mixed.hpp", models::mixed(), {.name = "mixed"});
        write_model_header(folder / "mixed_stream.hpp", models::mixed_stream(), {.name = "mixed_stream"});
    } catch (const std::exception& error) {
        return std::puts(error.what()), 1;
    }
    return 0;
}
