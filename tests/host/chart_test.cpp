#include <constprop/host/bar_chart.hpp>
#include <constprop/host/chart.hpp>
#include <constprop/host/heat_map.hpp>
#include <constprop/host/image_grid.hpp>
#include <constprop/host/svg_page.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "balanced.hpp"
#include "catch.hpp"

namespace host = constprop::host;

static const double no_value = std::numeric_limits<double>::quiet_NaN();

/// The picture on a page, as text; well-formed, and without a number that is none.
static std::string drawn(host::svg_element picture) {
    const std::string text = host::svg_document(host::svg_page(600, 400, "test").add(std::move(picture)));
    CHECK(is_balanced_xml(text));
    CHECK(text.find("nan") == std::string::npos);
    CHECK(text.find("inf") == std::string::npos);
    return text;
}

static std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

TEST_CASE("a line chart names its axes and curves") {
    const std::string text =
        drawn(draw(host::line_chart{.title = "Loss & more",
                                    .x = {.label = "epoch"},
                                    .y = {.label = "loss", .scale = host::axis_scale::log},
                                    .series = {{.name = "training", .x = {1, 2, 3}, .y = {1, 0.1, 0.01}},
                                               {.name = "a < b", .x = {1, 2, 3}, .y = {1, 1, 0.5}}}}));
    for (const char* part :
         {"Loss &amp; more", ">epoch<", ">loss<", ">training<", ">a &lt; b<", ">0.01<", ">0.1<", ">1<"}) {
        CAPTURE(part);
        CHECK(count(text, part) >= 1);
    }
    CHECK(count(text, "class=\"curve stroke series-0\"") == 1);
    CHECK(count(text, "class=\"curve stroke series-1\"") == 1);
}

TEST_CASE("values without a place on a line chart interrupt the curve") {
    const std::string text = drawn(draw(host::line_chart{
        .series = {{.name = "s", .x = {0, 1, 2, 3, 4}, .y = {1, 2, no_value, 3, 4}, .colour = 6, .dashed = true}}}));
    const std::size_t begin = text.find(" d=\"") + 4;
    const std::string path = text.substr(begin, text.find('"', begin) - begin);
    CHECK(count(path, "M") == 2);
    CHECK(count(path, "L") == 2);
    CHECK(count(text, "curve stroke series-1 dashed") == 1);
}

TEST_CASE("charts without data are empty, not broken") {
    CHECK(count(drawn(draw(host::line_chart{})), "curve stroke") == 0);
    CHECK(count(drawn(draw(host::line_chart{.y = {.scale = host::axis_scale::log}, .series = {{.name = "none"}}})),
                ">none<") == 1);
    drawn(draw(host::bar_chart{}));
    drawn(draw(host::heat_map{}));
    drawn(draw(host::image_grid{}));
    drawn(draw(host::image_grid{.images = {{.pixels = {}, .columns = 0, .caption = "nothing"}}}));
}

TEST_CASE("curves' names keep their distance and their order") {
    const auto placed = host::detail::spread({100, 99, 98, 200}, 16, 0, 200);
    CHECK(placed[2] + 16 <= placed[1] + 1e-9);
    CHECK(placed[1] + 16 <= placed[0] + 1e-9);
    CHECK(placed[0] + 16 <= placed[3] + 1e-9);
    for (const double at : host::detail::spread({198, 199, 200}, 16, 0, 200)) {
        CHECK(at >= 0);
        CHECK(at <= 200);
    }
}

TEST_CASE("bars have their values beside them") {
    const host::bar_chart chart{.title = "Time",
                                .x = {.label = "ns"},
                                .series = {"ours", "theirs"},
                                .groups = {{"small", {12, 40.5}}, {"large", {-3, no_value}}}};
    const std::string text = drawn(draw(chart));
    for (const char* part : {">small<", ">large<", ">ours<", ">theirs<", ">ns<", ">12<", ">40.5<", ">-3<"}) {
        CAPTURE(part);
        CHECK(count(text, part) == 1);
    }
    CHECK(count(text, "class=\"fill series-0\"") == 3);  // one of them in the legend
    CHECK(count(text, "class=\"fill series-1\"") == 2);
    CHECK(height_of(chart) > height_of(host::bar_chart{.groups = {{"one", {1}}}}));
}

TEST_CASE("bars of ratios begin at their origin, and may be of another colour, or hollow") {
    const host::bar_chart chart{.x = {.scale = host::axis_scale::log, .least = 0.1, .greatest = 10},
                                .groups = {{.name = "slower", .values = {10}, .colour = 1},
                                           {.name = "faster", .values = {0.1}},
                                           {.name = "limit", .values = {0.1}, .colour = 2, .outlined = true}},
                                .origin = 1};
    const std::string text = drawn(draw(chart));
    CHECK(count(text, "class=\"fill series-1\"") == 1);
    CHECK(count(text, "class=\"fill series-0\"") == 1);
    CHECK(count(text, "class=\"stroke series-2\"") == 1);
    CHECK(count(text, "text-anchor=\"end\">0.1<") == 2);  // to the left of what reaches to the left
    const auto width_of = [&](std::string_view role) {
        const std::string bar = text.substr(0, text.find(role));
        return bar.substr(bar.rfind(" width="));
    };
    CHECK(width_of("\"fill series-1\"") == width_of("\"fill series-0\""));
    CHECK(height_of(chart) > height_of(host::bar_chart{.groups = chart.groups, .gap = 2}));
}

TEST_CASE("a heat map sets the diagonal apart and leaves zeros empty") {
    const std::string text = drawn(draw(host::heat_map{
        .values = {{36, 1}, {0, 18}}, .rows = {"cat", "dog"}, .columns = {"c"}, .diagonal_apart = true}));
    CHECK(count(text, "class=\"empty\"") == 1);
    CHECK(count(text, "class=\"fill series-0\"") == 2);
    CHECK(count(text, "class=\"fill series-1\"") == 1);
    CHECK(count(text, "fill-opacity=\"1\"") == 2);  // the greatest of each colour
    CHECK(count(text, "fill-opacity=\"0.6\"") == 1);
    for (const char* part : {">36<", ">18<", ">cat<", ">dog<", ">c<"}) {
        CAPTURE(part);
        CHECK(count(text, part) == 1);
    }
}

TEST_CASE("images are drawn pixel by pixel, in rows") {
    host::image_grid grid{.width = 200, .image = 40, .spacing = 20};
    for (int k = 0; k < 4; ++k)
        grid.images.push_back({.pixels = {0, 0.5, 1, 2}, .columns = 2, .caption = std::to_string(k), .note = "n"});
    const std::string text = drawn(draw(grid));
    CHECK(count(text, "fill-opacity=\"0.5\"") == 4);
    CHECK(count(text, "fill-opacity=\"1\"") == 8);
    CHECK(count(text, "translate(0 ") == 2);  // three fit beside each other, the fourth begins a row
    CHECK(height_of(grid) > 200);
}
