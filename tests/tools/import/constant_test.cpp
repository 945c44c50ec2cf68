#include "import/constant.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "catch.hpp"
#include "host/throws.hpp"

using constprop::tools::read_constant;
using proto = onnx::TensorProto;

namespace {

proto tensor(int type, std::int64_t size) {
    proto one;
    one.set_data_type(type);
    one.add_dims(size);
    return one;
}

std::vector<double> raw(int type, std::int64_t size, const std::string& bytes) {
    proto one = tensor(type, size);
    one.set_raw_data(bytes);
    return read_constant(one, "t").values;
}

}  // namespace

TEST_CASE("tensors are read from raw bytes") {
    using namespace std::string_literals;
    CHECK(raw(proto::FLOAT, 2, "\0\0\x80\x3F\0\0\0\xC0"s) == std::vector<double>{1, -2});
    CHECK(raw(proto::DOUBLE, 1, "\0\0\0\0\0\0\xF0\x3F"s) == std::vector<double>{1});
    CHECK(raw(proto::FLOAT16, 4, "\x00\x3C\x01\x00\xFF\x7B\x00\x84"s) ==
          std::vector<double>{1, std::ldexp(1, -24), 65504, -std::ldexp(1, -14)});
    CHECK(raw(proto::BFLOAT16, 2, "\x80\x3F\x49\xC0"s) == std::vector<double>{1, -3.140625});
    CHECK(raw(proto::INT64, 1, "\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s) == std::vector<double>{-2});
    CHECK(raw(proto::BOOL, 2, "\1\0"s) == std::vector<double>{1, 0});
}

TEST_CASE("tensors are read from typed fields") {
    proto one = tensor(proto::FLOAT16, 2);
    one.add_int32_data(0xFC00), one.add_int32_data(0x7E00);
    const auto values = read_constant(one, "t").values;
    CHECK(values[0] == -HUGE_VAL);
    CHECK(std::isnan(values[1]));
    proto two = tensor(proto::DOUBLE, 1);
    two.add_double_data(0.1);
    CHECK(read_constant(two, "t").values == std::vector<double>{0.1});
    CHECK(read_constant(two, "t").type == "DOUBLE");
}

TEST_CASE("types without numbers are refused") {
    proto one = tensor(proto::STRING, 1);
    one.add_string_data("1");
    CHECK(error_of([&] { read_constant(one, "t"); }) ==
          "t: its values are of type STRING; expected a floating type, INT64, INT32, INT8, UINT8 or BOOL. Convert it "
          "before the export, for example with .float() in PyTorch.");
    CHECK(error_of([&] { read_constant(tensor(99, 0), "t"); }).starts_with("t: its values are of type number 99;"));
}
