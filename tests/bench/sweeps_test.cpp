#include "report/sweeps.hpp"

#include <cmath>
#include <string>

#include "catch.hpp"
#include "report/targets.hpp"
#include "runs.hpp"

static bool same(double a, double b) { return std::fabs(a - b) < 1e-9; }

/// Multiply-adds cost 1, 2 and 1.5 in constprop, and the same everywhere in Eigen; rows come in any order.
static report::run sweep(const std::string& group) {
    run_file file;
    file.add(group + "|17|constprop", 2 * 289, 289).add(group + "|17|Eigen, fixed", 3 * 289, 289);
    file.add(group + "|16|constprop", 256, 256).add(group + "|16|Eigen, fixed", 3 * 256, 256);
    file.add(group + "|18|constprop", 1.5 * 324, 324);
    return file.read();
}

TEST_CASE("the steepest neighbors of a sweep are found, and what the limits alone say of them") {
    const report::run batch = sweep("sweep, batch 32");
    const auto worst = report::steepest(batch.groups.at(0), "constprop");
    CHECK(worst.before == "16");
    CHECK(worst.at == "17");
    CHECK(same(worst.ratio, 2));
    CHECK(same(worst.limits, 24.0 / 17));  // three vectors of eight
    CHECK(same(report::steepest(batch.groups.at(0), "Eigen, fixed").ratio, 1));
    CHECK(std::isnan(report::steepest(batch.groups.at(0), "nobody").ratio));

    // With one sample, loads count: two vectors of a row that begins at a line; of rows of 17, three vectors, of which some lie
    // across lines.
    const auto one = report::steepest(sweep("sweep").groups.at(0), "constprop");
    CHECK(one.limits > 24.0 / 17);
    CHECK(one.limits < 2 * 24.0 / 17);
    CHECK(same(report::steepest(sweep("sweep, 1-D").groups.at(0), "constprop").limits, 1));
}

TEST_CASE("cliffs have a table, and each sweep is held to a bound") {
    const report::run run = sweep("sweep, batch 32");
    const std::string text = report::sweeps_section(run);
    CHECK(text.find("| sweep, batch 32 | 2.00 (16 to 17) | 1.41 | 1.00 (16 to 17) |") != std::string::npos);
    CHECK(report::sweeps_section(example_run().read()).empty());

    bool is_judged = false;
    for (const report::target& each : report::judge(run, {})) {
        if (!each.what.starts_with("sweep, batch 32")) continue;
        is_judged = true;
        CHECK(each.bound == "≤ 1.35");
        CHECK(each.measured == "2.000 (16 to 17)");
        CHECK(each.met == false);
        CHECK(each.limits_exceed_bound());
    }
    CHECK(is_judged);
}
