#include "import/normalized_steps.hpp"

#include "catch.hpp"
#include "tools/import/onnx_file.hpp"

namespace {

/// A batch normalization of steps between two Transposes.
onnx_file normalization() {
    onnx_file file({5, -1, 2});
    onnx_file::set(file.node("Transpose", {"x"}, {"t"}), "perm", std::vector<std::int64_t>{0, 2, 1});
    file.node("BatchNormalization", {"t", "g", "b", "m", "v"}, {"n"});
    onnx_file::set(file.node("Transpose", {"n"}, {"y"}), "perm", std::vector<std::int64_t>{0, 2, 1});
    for (const char* const name : {"g", "b", "m", "v"}) file.floats(name, {2}, {1, 2});
    return file;
}

bool is_replaced(onnx_file file) {
    constprop::tools::normalize_steps_in_place(file.graph(), "m.onnx");
    for (const auto& n : file.graph().node())
        if (n.op_type() == "BatchNormalization") return false;
    return true;
}

}  // namespace

TEST_CASE("a batch normalization of steps is arithmetic unless it takes mean and variance of a batch") {
    onnx_file file = normalization();
    CHECK(is_replaced(file));
    auto& node = *file.graph().mutable_node(1);
    SECTION("as is said") {
        onnx_file::set(node, "training_mode", 1);
        CHECK_FALSE(is_replaced(file));
        node.mutable_attribute(0)->set_i(0);
        CHECK(is_replaced(file));
    }
    SECTION("which it gives") {
        node.add_output("mean");
        CHECK_FALSE(is_replaced(file));
    }
}
