#include <constprop/constprop.hpp>
#include <constprop/host/progress_bar.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <sstream>
#include <string>

#include "catch.hpp"

namespace cp = constprop;
using cp::host::progress_bar, cp::host::progress_style;

/// What is left in the line of a terminal to which this was written.
static std::string on_screen(const std::string& written) {
    std::string line;
    std::size_t cursor = 0;
    for (const char c : written) {
        if (c == '\r') {
            cursor = 0;
        } else {
            if (cursor == line.size()) line += ' ';
            line[cursor++] = c;
        }
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

static std::size_t lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST_CASE("a bar shows how far training has come, and is wiped at the end") {
    std::ostringstream out;
    double now = 0;
    progress_bar bar(out, progress_style::bar, [&] { return now; });
    now = 1;
    bar.show({.epoch = 0, .epochs = 4, .loss = 0.5, .validation_loss = 0.75});
    CHECK(on_screen(out.str()) == "[####............] 1/4  loss 0.5000  validation 0.7500  1.0 s, 3.0 s left");
    now = 2;
    bar.show({.epoch = 1, .epochs = 4, .loss = 0.25});
    CHECK(on_screen(out.str()) == "[########........] 2/4  loss 0.2500  2.0 s, 2.0 s left");
    now = 4;
    bar.show({.epoch = 3, .epochs = 4, .loss = 0.125});
    CHECK(on_screen(out.str()).empty());
    CHECK(out.str().back() == '\r');
    CHECK(lines(out.str()) == 0);
}

TEST_CASE("a bar is drawn at most twenty times a second") {
    std::ostringstream out;
    double now = 0;
    progress_bar bar(out, progress_style::bar, [&] { return now; });
    for (std::size_t epoch = 0; epoch < 999; ++epoch) {
        now += 0.001;
        bar.show({.epoch = epoch, .epochs = 1000, .loss = 1});
    }
    const std::string text = out.str();
    const auto drawn = std::count(text.begin(), text.end(), '\r');
    CHECK(drawn > 15);
    CHECK(drawn <= 21);
}

TEST_CASE("a bar fits a line of 80 characters, whatever its numbers") {
    std::ostringstream out;
    double now = 0;
    progress_bar bar(out, progress_style::bar, [&] { return now; });
    now = 1e7;
    bar.show({.epoch = 99999, .epochs = 1000000, .loss = 1e30, .validation_loss = -1e30});
    CHECK(on_screen(out.str()).size() <= 79);
}

TEST_CASE("a bar is wiped where training stops early") {
    std::ostringstream out;
    {
        progress_bar bar(out, progress_style::bar);
        bar.show({.epoch = 0, .epochs = 10, .loss = 1});
        CHECK(!on_screen(out.str()).empty());
    }
    CHECK(on_screen(out.str()).empty());
}

TEST_CASE("where there is no terminal, there is a line for every tenth of the epochs") {
    std::ostringstream out;
    double now = 0;
    progress_bar bar(out, progress_style::automatic, [&] { return now; });
    for (std::size_t epoch = 0; epoch < 100; ++epoch) {
        now += 1;
        bar.show({.epoch = epoch, .epochs = 100, .loss = 1.0 / static_cast<double>(epoch + 1)});
    }
    CHECK(lines(out.str()) == 11);
    CHECK(out.str().find('\r') == std::string::npos);
    CHECK(out.str().starts_with("epoch   1/100  loss 1.0000  1.0 s\nepoch  10/100  loss 0.1000  10.0 s\n"));
    CHECK(out.str().ends_with("epoch 100/100  loss 0.0100  1 min 40 s\n"));
}

TEST_CASE("slow epochs have a line twice a minute, and the last one always has") {
    std::ostringstream out;
    double now = 0;
    {
        progress_bar bar(out, progress_style::lines, [&] { return now; });
        for (std::size_t epoch = 0; epoch < 6; ++epoch) {
            now += 20;
            bar.show({.epoch = epoch, .epochs = 1000, .loss = 1});
        }
        CHECK(lines(out.str()) == 3);  // after 20, 60 and 100 seconds
    }
    CHECK(lines(out.str()) == 4);
    CHECK(out.str().ends_with("epoch    6/1000  loss 1.0000  2 min 0 s\n"));
}

TEST_CASE("fit takes a progress bar as its callback") {
    using model = cp::network<cp::linear<1, 1>>;
    const std::array<model::input_type, 2> x{{{0.0F}, {1.0F}}};
    const std::array<model::output_type, 2> y{{{1.0F}, {3.0F}}};
    std::ostringstream out;
    progress_bar bar(out, progress_style::lines);

    static_cast<void>(cp::fit(model{}, cp::mse{}, cp::sgd{}, x, y, {.epochs = 3}, cp::validation(x, y), bar));
    CHECK(lines(out.str()) == 3);
    CHECK(out.str().starts_with("epoch 1/3  loss 5.0000  validation "));

    static_cast<void>(cp::fit(model{}, cp::mse{}, cp::sgd{}, x, y, {.epochs = 1}, bar));
    CHECK(lines(out.str()) == 4);
}
