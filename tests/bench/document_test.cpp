#include "report/document.hpp"

#include <constprop/host/svg_page.hpp>

#include <string>

#include "balanced.hpp"
#include "catch.hpp"
#include "report/charts.hpp"
#include "report/group_table.hpp"
#include "report/markdown.hpp"
#include "report/names.hpp"
#include "report/numbers.hpp"
#include "runs.hpp"

static bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

static report::material example() {
    return {.measured = example_run().read(),
            .costs = {.flags = "-O3",
                      .repetitions = 3,
                      .all = {{"g++ 12.2.0", "constprop", "include alone", 0.5, 80},
                              {.compiler = "g++ 12.2.0", .library = "Eigen", .unit = "include alone", .error = "no"}}},
            .networks = {.flags = "-O3",
                         .repetitions = 3,
                         .all = {{"g++ 12.2.0", "constprop", "XOR, inference", 0.75, 150},
                                 {"clang 19.1.7", "constprop", "XOR, inference", 0.875, 160},
                                 {"g++ 12.2.0", "constprop", "LeNet-5, training", 8, 400}}},
            .trained = {.all = {{"g++ 12.2.0", "constprop", "2-8-1", 1.25, 170, {}, 100, 12345},
                                {.compiler = "clang 14.0.6",
                                 .library = "constprop",
                                 .unit = "2-8-1",
                                 .error = "too many",
                                 .epochs = 100}}},
            .made = {.compiler = "g++ 12.2.0",
                     .flags = "-O3",
                     .command = "make it",
                     .libraries = {{"Eigen", "3.4.0"}, {"FANN", "2.2"}}},
            .processor = "A|B"};
}

TEST_CASE("numbers have as many digits as say something") {
    CHECK(report::significant(0.456) == "0.46");
    CHECK(report::significant(9.999) == "10.0");
    CHECK(report::significant(99.96) == "100");
    CHECK(report::significant(1234567.8) == "1,234,568");
    CHECK(report::fixed(-123456.25, 1) == "-123,456.2");
    CHECK(report::fixed(-123, 0) == "-123");
    CHECK(report::significant(report::missing) == "–");
    CHECK(report::percent(0.8046) == "80.5 %");
}

TEST_CASE("the document says what was measured, and nothing of what was not") {
    const std::string text = report::document(example());
    for (const char* part : {"`make it`",
                             "| processor | A\\|B, 2 cores, L1 Data 32 KiB |",
                             "| libraries | Eigen 3.4.0 |",
                             "| constprop | 50.0 |",
                             "| libxsmm | **40.0** |",
                             "| Eigen, fixed | 100 |",
                             "| dlib | – |",
                             "| *constprop / best Eigen* | 0.50 |",
                             "| *constprop / best peer* | 1.25 (libxsmm) |",
                             "| *FMA peak / constprop* | 40.0 % |",
                             "![Forward](forward.svg)",
                             "- dlib on 64-64-64-10 relu: computes something else: outputs off by 0.2 \\| a\n",
                             "On 1 of the 1 rows that constprop shares with a peer",
                             "4 of 32 are met, and without a measurement: 26",
                             "| include alone | 0.50 s, 80 MB | – |",
                             "- Eigen, include alone, g++ 12.2.0: no",
                             "## Compiling networks",
                             "| unit | g++ 12.2.0: constprop | clang 19.1.7: constprop |",
                             "| XOR, inference | 0.75 s, 150 MB | 0.88 s, 160 MB |",
                             "| LeNet-5, training | 8.00 s, 400 MB | – |",
                             "| compiling XOR, inference, g++ 12: time | ≤ 1.0 s | 0.75 s |",
                             "## Trained by the compiler",
                             "| network | epochs | g++ 12.2.0 | steps an epoch | clang 14.0.6 | steps an epoch |",
                             "| 2-8-1 | 100 | 1.25 s, 170 MB | 12,300 | – | – |",
                             "- 2-8-1, clang 14.0.6: too many\n",
                             "| forward | 1.0 % | 1.0 % | 25.0 % (64-64-64-10 relu, constprop -O2) |"}) {
        CAPTURE(part, text);
        CHECK(has(text, part));
    }
    CHECK(!has(text, "secret"));
    CHECK(!has(text, "nan"));
    CHECK(!has(text, "FANN"));
}

TEST_CASE("a group of more rows than implementations stands on its side, and has curves") {
    run_file file;
    for (const char* size : {"4", "8", "16", "32", "64"})
        file.add(std::string("sweep|") + size + "|constprop", 2).add(std::string("sweep|") + size + "|Eigen, fixed", 4);
    const report::run run = file.read();
    const report::table table = report::group_table(run.groups.at(0));
    CHECK(table.head.size() == 4);  // sizes, the two, and one ratio
    CHECK(table.lines.size() == 5);
    CHECK(has(table.text(), "| 4 | 2.00 | 4.00 | 0.50 |"));
    const std::string picture = constprop::host::svg_document(report::picture(run.groups[0]));
    CHECK(is_balanced_xml(picture));
    CHECK(has(picture, "curve stroke series-0"));
}

TEST_CASE("pictures are well-formed, whatever is missing") {
    report::material material = example();
    material.measured.groups.push_back({"nothing", {{"empty", report::missing, {}}}});
    for (const report::group& each : material.measured.groups) {
        const std::string picture = constprop::host::svg_document(report::picture(each));
        CHECK(is_balanced_xml(picture));
        CHECK(!has(picture, "nan"));
    }
    const std::string forward = constprop::host::svg_document(report::picture(material.measured.groups[0]));
    CHECK(has(forward, "constprop takes 50.0 ns"));
    CHECK(has(forward, ">0.8<"));  // libxsmm's 40 by 50
    CHECK(has(forward, ">dlib<"));
    CHECK(is_balanced_xml(constprop::host::svg_document(report::picture(material.networks, material.costs))));
}

TEST_CASE("names become headings and files, and text from outside stays text") {
    CHECK(report::heading("forward, batch 32") == "Forward, batch 32");
    CHECK(report::picture_name("SGD, batch 32") == "sgd_batch_32.svg");
    CHECK(report::picture_name("../a") == "a.svg");
    CHECK(report::plain("a|b\n<c>") == "a\\|b?&lt;c>");
    CHECK(report::processor("vendor: x\nmodel name\t: Some CPU @ 3 GHz\nmodel name: other\n") == "Some CPU @ 3 GHz");
    CHECK(report::processor("") == "unknown processor");
}
