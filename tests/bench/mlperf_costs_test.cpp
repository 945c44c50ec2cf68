#include "report/mlperf_costs.hpp"

#include <fstream>
#include <string>

#include "catch.hpp"
#include "throws.hpp"

static std::string document(const std::string& json) {
    const scratch_folder folder("mlperf");
    std::ofstream(folder / "mlperf.json") << json;
    return report::mlperf_document(report::read_mlperf_costs(folder / "mlperf.json"));
}
static std::string program(const std::string& model, const std::string& core) {
    return R"({"model":")" + model + R"(","core":")" + core +
           R"(","counted":{"instructions":3000000,"stack":9660,"footprint":9344,"multiply_adds":2656768,"text":8000,)"
           R"("constants":30000,"data":0}})";
}

TEST_CASE("a model's counts stand beside those of TensorFlow Lite Micro, where there are some") {
    const std::string text =
        document(R"({"compilers":"g++ 12","left_out":["lstm: there is no layer"],"programs":[)" +
                 program("kws_ref_model", "cortex-m4f") + "," + program("kws_ref_model", "cortex-m7") + "," +
                 program("another", "cortex-m55") + "]}");
    CHECK(text.find("keyword spotting; 2,656,768 multiply-adds; weights and biases of the file 24,368 bytes") !=
          std::string::npos);
    CHECK(text.find("| cortex-m4f | 3,000,000 | 1.13 | 7,697,362 | 2.90 | 9,660 | 9,344 | 22,820 | 8,000 | 55,196 | "
                    "30,000 |") != std::string::npos);
    CHECK(text.find("| cortex-m7 | 3,000,000 | 1.13 | – | – | 9,660 | 9,344 | – | 8,000 | – | 30,000 |") !=
          std::string::npos);
    CHECK(text.find("## another\n\n2,656,768 multiply-adds.\n") != std::string::npos);
    CHECK(text.find("Left out: lstm: there is no layer.\n") != std::string::npos);
}

TEST_CASE("counts that are not there are asked for again") {
    CHECK(error_of([] {
              document(R"({"compilers":"g++ 12","left_out":[],"programs":[{"model":"m"}]})");
          }).find("Build the target mlperf_tiny again.") != std::string::npos);
}
