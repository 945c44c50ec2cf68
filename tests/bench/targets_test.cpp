#include "report/targets.hpp"

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "report/comparison.hpp"
#include "runs.hpp"

static bool same(double a, double b) { return std::fabs(a - b) < 1e-9; }

static report::target find(const std::vector<report::target>& all, std::string_view what) {
    for (const report::target& each : all)
        if (each.what.find(what) != std::string::npos) return each;
    return {.what = "(none)"};
}

TEST_CASE("ratios are those of the medians") {
    const report::run run = example_run().read();
    const report::row& row = run.groups.at(0).rows.at(0);
    CHECK(report::best_eigen(row)->implementation == "Eigen, fixed");
    CHECK(report::best_peer(row)->implementation == "libxsmm");
    CHECK(same(report::ratio_to(row, report::best_eigen(row)), 0.5));
    CHECK(same(report::ratio_to(row, report::best_peer(row)), 1.25));
    CHECK(same(report::ratio_to_stream(row), 1.25));
    CHECK(same(report::share_of_peak(row), 0.4));
    CHECK(report::compared_rows(run) == 1);
    REQUIRE(report::lost_rows(run).size() == 1);
    CHECK(report::lost_rows(run)[0].row == "64-64-64-10 relu (libxsmm)");
    CHECK(std::isnan(report::ratio_to({}, report::best_peer({}))));
}

TEST_CASE("a target is met, not met, or was not measured") {
    const auto all = report::judge(example_run().read(), {});
    const auto eigen = find(all, "forward, 64-64-64-10 relu: constprop / best Eigen");
    CHECK(eigen.bound == "≤ 0.60");
    CHECK(eigen.measured == "0.500");
    CHECK(eigen.met == true);
    CHECK(same(eigen.limit_ratio, 0.4));
    CHECK(!eigen.limits_exceed_bound());
    CHECK(find(all, "64-64-64-10 relu: constprop / weights streamed").met == true);
    const auto libxsmm = find(all, "constprop / libxsmm");
    CHECK(libxsmm.met == false);
    CHECK(libxsmm.measured == "1.250 (forward, 64-64-64-10 relu); 1 of 1 rows are above");
    CHECK(find(all, "constprop clang 14 / constprop").met == false);
    CHECK(find(all, "constprop -O2 / constprop").met == true);
    for (const char* what :
         {"constprop clang 19 / constprop", "constprop sgd / constprop", "784-128-10", "FMA peak", "time", "memory"}) {
        CAPTURE(what);
        CHECK(!find(all, what).met);
        CHECK(find(all, what).measured == "–");
    }
}

TEST_CASE("options that are off cost no time") {
    run_file file;
    file.add("SGD|64-64-64-10 relu|constprop", 100).add("SGD|64-64-64-10 relu|constprop sgd", 103);
    CHECK(find(report::judge(file.read(), {}), "constprop sgd / constprop").met == false);
}

TEST_CASE("the share of the peak has to be reached") {
    run_file file;
    file.add("SGD, batch 32|64-64-64-10 relu|constprop", 100).add("SGD, batch 32|64-64-64-10 relu|limit: FMA peak", 80);
    const auto all = report::judge(file.read(), {});
    CHECK(find(all, "FMA peak").measured == "80.0 %");
    CHECK(find(all, "FMA peak").met == true);
}

TEST_CASE("compiling is judged by its dearest training unit, with g++ 12") {
    report::compile_costs costs{.all = {{"g++ 12.2.0", "constprop", "64-64-64-10, training", 1.5, 100},
                                        {"g++ 12.2.0", "constprop", "64-64-64-10, training, batch 32", 2.6, 110},
                                        {"g++ 12.2.0", "constprop", "784-128-10, training", 9, 900},
                                        {"g++ 12.2.0", "Eigen", "64-64-64-10, training", 9, 900},
                                        {"clang 14.0.6", "constprop", "64-64-64-10, training", 9, 900}}};
    auto all = report::judge({}, costs);
    CHECK(find(all, "time").measured == "2.60 s");
    CHECK(find(all, "time").met == false);
    CHECK(find(all, "memory").measured == "110 MB");
    CHECK(find(all, "memory").met == true);

    costs.all[0].error = "error: no";
    all = report::judge({}, costs);
    CHECK(find(all, "time").measured == "does not compile");
    CHECK(find(all, "memory").met == false);
}

TEST_CASE("compiling a network is judged with g++ 12 alone") {
    report::compile_costs networks{.all = {{"clang 14.0.6", "constprop", "digits, training", 1, 100},
                                           {"g++ 12.2.0", "constprop", "digits, training", 2.1, 200},
                                           {"g++ 12.2.0", "constprop", "XOR, inference", 0.7, 100}}};
    auto all = report::judge({}, {}, networks);
    CHECK(find(all, "compiling digits, training").measured == "2.10 s");
    CHECK(find(all, "compiling digits, training").met == false);
    CHECK(find(all, "compiling XOR, inference").met == true);

    networks.all[2].error = "error: no";
    all = report::judge({}, {}, networks);
    CHECK(find(all, "compiling XOR, inference").measured == "does not compile");
    CHECK(find(all, "compiling XOR, inference").met == false);
    CHECK(!find(report::judge({}, {}), "compiling XOR, inference").met);
}

TEST_CASE("a bound may be less than what the limits alone take") {
    run_file file;
    file.add("SGD|784-128-10 relu|constprop", 90).add("SGD|784-128-10 relu|Eigen, fixed", 100);
    file.add("SGD|784-128-10 relu|limit: FMA peak", 30).add("SGD|784-128-10 relu|limit: weights streamed", 75);
    const auto sgd = find(report::judge(file.read(), {}), "SGD, 784-128-10 relu: constprop / best Eigen");
    CHECK(same(sgd.limit_ratio, 0.75));
    CHECK(sgd.limits_exceed_bound());
}

TEST_CASE("no peer is faster on any row of a group") {
    run_file file;
    file.add("convolutions|LeNet-5|constprop", 90).add("convolutions|LeNet-5|XNNPACK", 100);
    CHECK(find(report::judge(file.read(), {}), "every row of convolutions: constprop / best peer").met == true);
    file.add("convolutions|1×1|constprop", 110).add("convolutions|1×1|XNNPACK", 100).add("convolutions|1×1|dlib", 120);
    const auto all = report::judge(file.read(), {});
    const auto lost = find(all, "every row of convolutions: constprop / best peer");
    CHECK(lost.met == false);
    CHECK(lost.measured == "1.100 (convolutions, 1×1); 1 of 2 rows are above");
    CHECK(!find(all, "every row of convolutions, SGD: constprop / best peer").met);
}

TEST_CASE("a step of a stream is measured against the best peer") {
    run_file file;
    file.add("sequences|GRU 1-16, linear 16-1|constprop", 70).add("sequences|GRU 1-16, linear 16-1|Eigen, fixed", 100);
    const auto gru = find(report::judge(file.read(), {}), "GRU 1-16, linear 16-1: constprop / best peer");
    CHECK(gru.measured == "0.700");
    CHECK(gru.met == true);
}
