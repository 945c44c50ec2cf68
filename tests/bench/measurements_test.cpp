#include "report/measurements.hpp"

#include <cmath>
#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "report/compile_costs.hpp"
#include "report/json.hpp"
#include "runs.hpp"
#include "throws.hpp"

static bool same(double a, double b) { return std::fabs(a - b) < 1e-9; }

TEST_CASE("medians, variations and errors are read, in the report's order") {
    const report::run run = example_run().read();
    CHECK(run.date == "2001-02-03T04:05:06+00:00");
    CHECK(run.cores == 2);
    CHECK(same(run.load, 0.5));
    REQUIRE(run.caches.size() == 1);
    CHECK(same(run.caches[0].bytes, 32768));
    REQUIRE(run.groups.size() == 1);
    CHECK(run.groups[0].implementations() ==
          std::vector<std::string>{"constprop", "constprop -O2", "constprop clang 14", "Eigen, fixed", "Eigen, dynamic",
                                   "libxsmm", "dlib", "limit: weights streamed", "limit: FMA peak"});
    const report::row& row = run.groups[0].rows.at(0);
    CHECK(same(row.multiply_adds, 100));
    CHECK(same(row.ns("constprop"), 50));
    CHECK(same(row.find("constprop -O2")->variation, 0.25));
    CHECK(std::isnan(row.ns("dlib")));
    CHECK(row.find("dlib")->error == "computes something else: outputs off by 0.2 | a");
    CHECK(std::isnan(row.ns("FANN")));
    CHECK(row.find("FANN") == nullptr);
    CHECK(run.find("SGD") == nullptr);
}

TEST_CASE("groups and rows come in the report's order, whatever the file's, and what is no row is left out") {
    run_file file;
    file.add("forward|784-128-10 relu|constprop", 1).add("forward|64-64 relu|constprop", 1);
    file.add("new|r|i", 1).add("sweep|8|constprop", 1).add("forward|r|constprop", 1).add("something else", 1);
    const report::run run = file.read();
    REQUIRE(run.groups.size() == 3);
    CHECK(run.groups[0].name == "forward");
    CHECK(run.groups[1].name == "sweep");
    CHECK(run.groups[2].name == "new");
    REQUIRE(run.groups[0].rows.size() == 3);
    CHECK(run.groups[0].rows[1].name == "64-64 relu");
    CHECK(run.groups[0].rows[2].name == "784-128-10 relu");
}

TEST_CASE("without aggregates the median is that of the repetitions, in nanoseconds") {
    run_file file;
    for (const double us : {5.0, 1.0, 2.0, 4.0}) file.add_repetition("forward|r|constprop", us);
    CHECK(same(file.read().groups.at(0).rows.at(0).ns("constprop"), 3000));
}

TEST_CASE("a bare NaN is null, but not within a text") {
    CHECK(report::without_nan(R"({"a":NaN,"b":-NaN,"c":[Infinity,-Infinity]})") ==
          R"({"a":null,"b":null,"c":[null,null]})");
    CHECK(report::without_nan(R"({"NaN":"\"NaN","b":NaN})") == R"({"NaN":"\"NaN","b":null})");
    CHECK(report::without_nan("\"\\") == "\"\\");
}

TEST_CASE("a file that is no run is one error that says so") {
    const scratch_folder folder("malformed");
    const auto refusal = [&](std::string_view text) {
        std::ofstream(folder / "run.json") << text;
        return error_of([&] { report::read_run(folder / "run.json"); });
    };
    for (const std::string_view text : {"", "{", "{\"context\": {]"}) {
        const std::string error = refusal(text);
        CAPTURE(text, error);
        CHECK(error.starts_with((folder / "run.json").string() + ": this is no JSON ("));
        CHECK(error.ends_with("Run the benchmarks to the end."));
        CHECK(error.find('\n') == std::string::npos);
    }
    const std::string whole = example_run().text();
    for (const std::string& text :
         {std::string("{}"), std::string("[1]"), std::string(R"({"context":{}})"),
          std::string(R"({"context":{"date":1,"num_cpus":2,"caches":[]},"benchmarks":[]})")}) {
        const std::string error = refusal(text);
        CAPTURE(text, error);
        CHECK(error.find("run.json: something is missing (") != std::string::npos);
    }
    CHECK(refusal(whole) == "(no error)");
    CHECK(error_of([&] { report::read_run(folder / "none.json"); }).find("there is no such file") != std::string::npos);
    CHECK(error_of([&] { report::read_compile_costs(folder / "run.json"); }).find("constprop_compile_cost") !=
          std::string::npos);
}
