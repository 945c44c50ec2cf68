// Writes a model header for each of some names: write_names FOLDER NAME...
#include <constprop/constprop.hpp>
#include <constprop/host/model_header.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

int main(int count, char** arguments) {
    using network = constprop::network<constprop::linear<3, 2>, constprop::relu>;
    const auto net = constprop::initialized<network>(constprop::kaiming_uniform{.seed = 1});
    const std::filesystem::path folder = arguments[1];
    try {
        for (int k = 2; k < count; ++k)
            constprop::host::write_model_header(folder / (arguments[k] + std::string{".hpp"}), net,
                                                {.name = arguments[k]});
    } catch (const std::exception& error) {
        return std::fprintf(stderr, "%s\n", error.what()), 1;
    }
    return 0;
}
