#include <cstddef>
#include <string>

#include "catch.hpp"
#include "compile_cost/command.hpp"
#include "compile_cost/compiler.hpp"
#include "compile_cost/limit.hpp"
#include "compile_cost/units.hpp"
#include "throws.hpp"

TEST_CASE("a command's success, output and costs are known, its children's included") {
    const scratch_folder folder("command");
    const std::string log = (folder / "log.txt").string();
    const auto good = compile_cost::run({"sh", "-c", "echo out; echo err >&2; (sh -c 'exit 0')"}, log);
    CHECK(good.succeeded);
    CHECK(good.output == "out\nerr\n");
    CHECK(good.megabytes > 0.1);
    CHECK(good.megabytes < 1000);
    CHECK(good.seconds < 10);
    CHECK(!compile_cost::run({"sh", "-c", "exit 3"}, log).succeeded);
    const auto none = compile_cost::run({"constprop-no-such-command"}, log);
    CHECK(!none.succeeded);
    CHECK(none.output.starts_with("constprop-no-such-command: "));
}

TEST_CASE("each unit of this library has one of Eigen beside it") {
    const auto both = compile_cost::units(true), ours = compile_cost::units(false);
    CHECK(ours.size() == 10);
    REQUIRE(both.size() == 2 * ours.size());
    for (std::size_t k = 0; k < ours.size(); ++k) {
        CHECK(both[2 * k].text == ours[k].text);
        CHECK(both[2 * k].library == "constprop");
        CHECK(both[2 * k + 1].library == "Eigen");
        CHECK(both[2 * k + 1].name == ours[k].name);
    }
    CHECK(ours[6].name == "64-64-64-10, training, batch 32");
}

TEST_CASE("whole networks are those of the library, and imported ones where their headers are") {
    const auto without = compile_cost::network_units({}), all = compile_cost::network_units("/models");
    REQUIRE(without.size() == 3);
    REQUIRE(all.size() == 6);
    for (const compile_cost::unit& each : all) CHECK(each.list == "networks");
    CHECK(all[0].name == "XOR, inference");
    CHECK(all[0].text.find("fit(") == std::string::npos);
    CHECK(all[1].text.find("fit(") != std::string::npos);
    CHECK(all[5].name == "resnet8, int8");
    CHECK(all[5].text.starts_with("#include \"/models/resnet8.hpp\"\n"));
    CHECK(all[5].text.find("resnet8_model::net(x)") != std::string::npos);
}

TEST_CASE("what the compiler trains says for how long") {
    for (const compile_cost::unit& each : compile_cost::trained_units()) {
        CAPTURE(each.name);
        CHECK(each.library == "constprop");
        CHECK(each.epochs > 0);
        CHECK(each.list == "trained");
        CHECK(each.text.find("{.epochs = EPOCHS}") != std::string::npos);
    }
    for (const compile_cost::unit& each : compile_cost::units(true)) {
        CHECK(each.epochs == 0);
        CHECK(each.list == "results");
    }
}

TEST_CASE("the least limit is found within 1/256, by few trials") {
    for (const std::size_t need : {std::size_t{1}, std::size_t{20'000}, std::size_t{45'000'000}}) {
        std::size_t trials = 0;
        const std::size_t least =
            compile_cost::least_limit(16384, [&](std::size_t limit) { return ++trials, limit >= need; });
        CAPTURE(need, least, trials);
        CHECK(least >= need);
        CHECK(least - need <= least / 256);
        CHECK(trials < 25);
    }
    CHECK(compile_cost::least_limit(16384, [](std::size_t) { return false; }) == 0);
    CHECK(compile_cost::limit_option("clang 14.0.6", 5) == "-fconstexpr-steps=5");
    CHECK(compile_cost::limit_option("g++ 12.2.0", 5) == "-fconstexpr-ops-limit=5");
}

TEST_CASE("of a compiler's messages the first error is kept, without its place") {
    CHECK(compile_cost::error_of("note: a\n/home/x.cpp:1:2: error: b\nerror: c\n") == "error: b");
    CHECK(compile_cost::error_of("what") == "what");
    CHECK(compile_cost::error_of("") == "");
}
