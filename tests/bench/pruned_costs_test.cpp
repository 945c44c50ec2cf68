#include "report/pruned_costs.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include "catch.hpp"
#include "throws.hpp"

static report::pruned_costs read(const std::string& text) {
    const scratch_folder folder("pruned");
    std::ofstream(folder / "pruned.json") << text;
    return report::read_pruned_costs(folder / "pruned.json");
}

static const std::string form =
    R"({"form":"a|b","percent":90,"right":9,"digits":12,"multiply_adds":237,"instructions":14400,"code":5021,)";

TEST_CASE("what pruning saves is a table, per inference") {
    const auto costs = read(R"({"compiler":"g++ 12","flags":"-O2","forms":[)" + form + R"("constants":1096}]})");
    const std::string text = report::pruned_section(costs);
    CAPTURE(text);
    CHECK(text.find("| a\\|b | 90 % | 75.0 % | 237 | 1,200 | 5,021 | 1,096 | 6,117 |") != std::string::npos);
    CHECK(text.find("g++ 12, `-O2`") != std::string::npos);
}

TEST_CASE("a file with something missing is refused, and says who writes it") {
    const std::string error =
        error_of([] { read(R"({"compiler":"g++ 12","flags":"-O2","forms":[)" + form + R"("bytes":1}]})"); });
    CAPTURE(error);
    CHECK(error.find("constants") != std::string::npos);
    CHECK(error.find("bench/pruned/count.cmake") != std::string::npos);
}
