#include "report/accuracy_runs.hpp"

#include <constprop/host/svg_page.hpp>

#include <filesystem>
#include <fstream>
#include <string>

#include "accuracy/tasks.hpp"
#include "balanced.hpp"
#include "catch.hpp"
#include "report/accuracy_section.hpp"
#include "throws.hpp"

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A training that is judged twice, the second time by `value` after `seconds` and 200 steps.
std::string training(const std::string& implementation, const std::string& losses, const std::string& seconds,
                     const std::string& value, const std::string& judged_by = "accuracy") {
    return R"({"task":"digits|","implementation":")" + implementation +
           R"(","version":"1.2","difference":"none_","judged_by":")" + judged_by + R"(","goal":0.5,"losses":[)" +
           losses + R"(],"curve":[{"seconds":0.001,"steps":100,"value":0.25},{"seconds":)" + seconds +
           R"(,"steps":200,"value":)" + value + "}]}";
}

/// The files of three rounds, in which constprop takes 3, 1 and 2 seconds, and one of others.
class example {
    scratch_folder folder_{"accuracy"};

 public:
    example() {
        add("1_constprop_1", training("constprop", "2, 1", "3", "0.75"));
        add("1_constprop_2", training("constprop", "2, 1", "1", "0.75"));
        add("1_constprop_3", training("constprop", "2, 1", "2", "0.75"));
        add("1_dlib_1", training("dlib", "2, 1.004", "8", "0.5"));
        add("1_FANN_1", training("FANN", "2, 1.006", "1", "0.75"));
        add("1_PyTorch_1", training("PyTorch", "2, 1", "40", "0.49"));
        add("1_other_1", training("other", "2, NaN", "40", "NaN"));
    }
    void add(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / (name + ".json")) << text;
    }
    report::accuracy_runs read() const { return report::read_accuracy_runs(folder_ / "."); }
};

}  // namespace

TEST_CASE("of several rounds the one with the median time counts") {
    const auto runs = example().read();
    CHECK(runs.tasks().size() == 1);
    REQUIRE(runs.find("digits|", "constprop") != nullptr);
    CHECK(runs.find("digits|", "constprop")->last().seconds > 1.9);
    CHECK(runs.find("digits|", "constprop")->last().seconds < 2.1);
    CHECK(runs.find("digits|", "none") == nullptr);
}

TEST_CASE("what computes something else, or does not reach the goal, has no time") {
    const auto runs = example().read();
    const auto why = [&](const char* name) { return report::failure(runs, *runs.find("digits|", name)); };
    CHECK(why("constprop").empty());
    CHECK(why("dlib").empty());
    CHECK(why("FANN") == "computes something else: the loss of step 2 is 1.006000, and constprop's 1.000000");
    CHECK(why("PyTorch") == "has not reached the goal after 200 steps");
    CHECK(has(why("other"), "computes something else: the loss of step 2 is –"));
}

TEST_CASE("a loss is learned where it falls to the goal") {
    const auto runs =
        report::accuracy_runs{{report::accuracy_run{.by_loss = true, .goal = 0.1, .curve = {{1, 2, 0.1}}},
                               report::accuracy_run{.by_loss = true, .goal = 0.1, .curve = {{1, 2, 0.2}}}}};
    CHECK(report::failure(runs, runs.all[0]).empty());
    CHECK(!report::failure(runs, runs.all[1]).empty());
}

TEST_CASE("the time to accuracy is a table and a picture") {
    const auto runs = example().read();
    const std::string text = report::accuracy_section(runs);
    for (const char* part :
         {"| digits\\|: 50.0 % right |", "| constprop 1.2 | 2.00 s | – | 200 | 10.0 ms | 75.0 % | none\\_ |",
          "| dlib 1.2 | 8.00 s | 0.25 | 200 | 40.0 ms | 50.0 % | none\\_ |", "| PyTorch 1.2 | – | – | – | – | – |",
          "- PyTorch 1.2 on digits\\|: has not reached"}) {
        CAPTURE(part, text);
        CHECK(has(text, part));
    }
    CHECK(!has(text, "nan"));
    const std::string picture = constprop::host::svg_document(report::picture(runs));
    CHECK(is_balanced_xml(picture));
    CHECK(has(picture, ">dlib<"));
    CHECK(!has(picture, ">FANN<"));
    CHECK(!has(picture, "nan"));
}

TEST_CASE("peers are not needed, nor is constprop") {
    const report::accuracy_runs none;
    CHECK(has(report::accuracy_section(none), "## Time to accuracy"));
    CHECK(is_balanced_xml(constprop::host::svg_document(report::picture(none))));
    const report::accuracy_runs peer{{{.task = "a", .implementation = "dlib", .losses = {1}, .curve = {{1, 2, 0.5}}}}};
    CHECK(has(report::accuracy_section(peer), "| dlib | 1.00 s | – | 2 |"));
}

TEST_CASE("a training with something missing is refused, and says who writes it") {
    const example of;
    of.add("2_broken", R"({"task":"a","implementation":"b"})");
    const std::string error = error_of([&] { of.read(); });
    CAPTURE(error);
    CHECK(has(error, "2_broken.json"));
    CHECK(has(error, "version"));
    CHECK(has(error, "bench_accuracy"));
    CHECK(has(error_of([] { report::read_accuracy_runs("no such folder"); }), "no such folder"));
}

TEST_CASE("tasks are judged by whole intervals, and have enough of them") {
    for (const accuracy::task& each : accuracy::tasks) {
        CAPTURE(each.name);
        CHECK(each.interval >= 10);  // whose losses are compared
        CHECK(each.most_steps % each.interval == 0);
        CHECK(each.reached(each.goal));
        CHECK(each.reached(1) == (each.judged_by == accuracy::measure::accuracy));
    }
}
