#include "report/firmware_costs.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include "catch.hpp"
#include "report/call_graph.hpp"
#include "throws.hpp"

static std::string function(const std::string& name, const std::string& stack) {
    return "node: { title: \"" + name + "\" label: \"void " + name + "()\\nunit.cpp:5:35\\n" + stack + "\" }\n";
}
static std::string call(const std::string& from, const std::string& to) {
    return "edge: { sourcename: \"" + from + "\" targetname: \"" + to + "\" label: \"unit.cpp:6:80\" }\n";
}
static const std::string library =
    "node: { title: \"memcpy\" label: \"void* memcpy()\\n<built-in>\" shape : ellipse }\n";

static std::size_t most(const std::string& lines) {
    return report::call_graph::read("graph: { title: \"unit.cpp\"\n" + lines + "}\n", "unit.ci").most_stack("measured");
}

TEST_CASE("the most stack is that of the deepest chain of calls") {
    const std::string three = function("measured", "24 bytes (static)") + function("shallow", "100 bytes (static)") +
                              function("deep", "60 bytes (static)") + function("deeper", "48 bytes (static)") + library;
    CHECK(most(three) == 24);
    CHECK(most(three + call("measured", "shallow") + call("measured", "deep")) == 124);
    CHECK(most(three + call("measured", "shallow") + call("measured", "deep") + call("deep", "deeper")) == 132);
    CHECK(most(three + call("measured", "memcpy")) == 24);
}

TEST_CASE("a call graph without a most is refused, and says why") {
    const std::string own = function("measured", "24 bytes (static)");
    CHECK(error_of([&] { most(function("other", "24 bytes (static)")); }).find("no such function") !=
          std::string::npos);
    CHECK(error_of([&] { most(own + call("measured", "measured")); }).find("called by what it calls") !=
          std::string::npos);
    CHECK(error_of([&] { most(function("measured", "24 bytes (dynamic)")); }).find("no constant") != std::string::npos);
    CHECK(error_of([] { report::call_graph::read("digraph {}", "unit.ci"); }).find("-fcallgraph-info=su") !=
          std::string::npos);
}

namespace {
std::string program(const std::string& what, const std::string& counts, const std::string& bytes,
                    const std::filesystem::path& graph) {
    return R"({"core":"cortex-m0","network":"4-8-3","level":"O2","what":")" + what + R"(","counts":[)" + counts +
           R"(],"bytes":[)" + bytes + R"(],"graph":")" + graph.string() + "\"}";
}
std::string form(const std::string& name, const std::string& what, const std::string& counts, const std::string& bytes,
                 const std::filesystem::path& graph) {
    return R"({"core":"cortex-m4f","form":")" + name + R"(","what":")" + what + R"(","counts":[)" + counts +
           R"(],"bytes":[)" + bytes + R"(],"graph":")" + graph.string() + "\"}";
}
report::firmware_costs read(const std::string& what) {
    const scratch_folder folder("firmware");
    std::ofstream(folder / "unit.ci") << "graph: { title: \"unit.cpp\"\n" << function("measured", "40 bytes (static)");
    std::ofstream(folder / "firmware.json")
        << R"({"compilers":"g++ 12","programs":[)" << program("nothing", "9,1,1,0", "300,8,64,16", folder / "unit.ci")
        << "," << program(what, "5600,60,20,72", "900,276,64,16", folder / "unit.ci") << ","
        << program("train", "56000,60,20,144", "2100,8,300,20", folder / "unit.ci") << R"(],"forms":[)"
        << form("half", "nothing", "9,1,1,0", "300,8,0,0", folder / "unit.ci") << ","
        << form("half", "infer", "7000,60,20,488", "900,4828,0,0", folder / "unit.ci") << R"(],"streams":[)"
        << form("gru", "nothing", "9,1,1,0", "300,8,0,0", folder / "unit.ci") << ","
        << form("gru", "infer", "5000,60,20,200", "1300,4008,0,0", folder / "unit.ci") << "]}";
    return report::read_firmware_costs(folder / "firmware.json");
}
}  // namespace

TEST_CASE("what firmware costs is a line for each core and level, beyond a program that does nothing") {
    const std::string text = report::firmware_document(read("infer"));
    CAPTURE(text);
    CHECK(
        text.find("| cortex-m0 | -O2 | 5,600 | 100 | 600 | 268 | 72 | 40 | 56,000 | 1,000 | 1,800 | 0 | 240 | 144 | 40 "
                  "|") != std::string::npos);
    CHECK(text.find("| cortex-m4f | half | 7,000 | 600 | 4,820 | 488 | 40 |") != std::string::npos);
    CHECK(text.find("| cortex-m4f | gru | 5,000 | 1,000 | 4,000 | 200 | 40 |") != std::string::npos);
}

TEST_CASE("an account without one of its programs is refused") {
    const std::string error = error_of([] { read("inference"); });
    CAPTURE(error);
    CHECK(error.find("no program that does infer") != std::string::npos);
}
