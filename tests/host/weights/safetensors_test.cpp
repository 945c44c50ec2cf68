#include <constprop/host/weights/safetensors.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"
#include "host/files.hpp"
#include "host/scale_layer.hpp"
#include "stored.hpp"

namespace cp = constprop;
namespace host = constprop::host;

namespace {

using model = cp::network<cp::linear<3, 2>, cp::relu, cp::linear<2, 4>>;
using square = cp::network<cp::linear<2, 2>, cp::relu, cp::linear<2, 2>, cp::relu, cp::linear<2, 2>>;

template <class Network = model>
std::string refusal_of(const std::vector<stored>& tensors, const host::weights_options& options = {}) {
    Network net{};
    for (std::size_t k = 0; k < Network::output_size; ++k) net.template layer<2>().bias(k) = 7;
    const Network before = net;
    const std::string text = error_of([&] {
        const host::safetensors_file file("a file", safetensors_bytes(tensors));
        load_weights(file, net, options);
    });
    if (!same_bits(net, before)) return "(the network changed)";
    return text.starts_with("a file: ") ? text.substr(8) : text;
}

/// 0, 1, 2, … in the order of the network's parameters, under these names.
std::vector<stored> named(const std::string& first, const std::string& second) {
    return {counting(first + ".bias", {2}, 6), counting(first + ".weight", {2, 3}, 0),
            counting(second + ".bias", {4}, 16), counting(second + ".weight", {4, 2}, 8)};
}
template <class Network = model> bool counts(const Network& net) {
    const auto p = net.parameters();
    for (std::size_t k = 0; k < p.size(); ++k)
        if (p[k] != static_cast<typename Network::scalar>(k)) return false;
    return true;
}
template <class Network = model>
std::vector<host::loaded_tensor> load(Network& net, const std::vector<stored>& tensors,
                                      const host::weights_options& options = {}) {
    return load_weights(host::safetensors_file("a file", safetensors_bytes(tensors)), net, options);
}

}  // namespace

TEST_CASE("weights from safetensors: layers are found by their names") {
    const auto fits = [](const std::string& first, const std::string& second) {
        model net{};
        load(net, named(first, second));
        return counts(net);
    };
    CHECK(fits("0", "2"));       // nn.Sequential
    CHECK(fits("0", "3"));       // with dropout between
    CHECK(fits("fc2", "fc10"));  // numbers, not letters
    CHECK(fits("fc02", "fc10"));
    CHECK(fits("encoder.0", "encoder.12"));
    CHECK(fits("hidden", "out"));  // only one order fits the shapes
    CHECK(fits("z", "a"));
    CHECK(fits("", "1"));  // a bare nn.Linear's tensors have no prefix
}

TEST_CASE("weights from safetensors: the report says what went where") {
    model net{};
    const auto report = load(net, named("hidden", "out"));
    REQUIRE(report.size() == 4);
    CHECK(text_of(report[0]) == "0.weight (2, 3) from 'hidden.weight', F32, exact");
    CHECK(text_of(report[3]) == "2.bias (4,) from 'out.bias', F32, exact");
}

TEST_CASE("weights from safetensors: an order that is not certain is refused") {
    const auto three = [](const std::string& a, const std::string& b, const std::string& c) {
        std::vector<stored> tensors;
        float first = 0;
        for (const std::string& name : {a, b, c}) {
            tensors.push_back(counting(name + ".weight", {2, 2}, first));
            tensors.push_back(counting(name + ".bias", {2}, first + 4));
            first += 6;
        }
        return tensors;
    };
    const std::string remedy =
        " may stand in either order; expected names or shapes that tell, because such a file is sorted by names. List "
        "the file's layers in the network's order.";
    CHECK(refusal_of<square>(three("in", "hidden", "out")) == "layers 'hidden' and 'in'" + remedy);
    CHECK(refusal_of<square>(three("fc1", "fc2", "out")) == "layers 'fc1' and 'out'" + remedy);
    square net{};
    load(net, three("in", "hidden", "out"),
         {.layers = {"in", "hidden", "out"}, .orientation = host::orientation::out_in});
    CHECK(counts(net));
    net = {};
    load(net, three("fc1", "fc2", "fc3"), {.orientation = host::orientation::out_in});
    CHECK(counts(net));
    // The names' own order is not changed to fit shapes.
    CHECK(refusal_of(named("fc2", "fc1")) ==
          "tensor 'fc1.weight' has shape (4, 2); expected (2, 3), for layer 0, constprop::linear<3, 2>. Load the file "
          "into a network of its own shapes, or save it with these.");
    CHECK(refusal_of({counting("a.weight", {9, 3}, 0), counting("a.bias", {9}, 0), counting("b.weight", {3, 2}, 0),
                      counting("b.bias", {4}, 0)}) ==
          "the weights are 'a.weight' (9, 3), 'b.weight' (3, 2); expected (2, 3) among them, for layer 0, "
          "constprop::linear<3, 2>. It would fit the other way round, as Keras stores it: say orientation in_out.");
    CHECK(
        refusal_of({counting("a.weight", {9, 3}, 0), counting("a.bias", {9}, 0), counting("b.weight", {2, 3}, 0),
                    counting("b.bias", {2}, 0)}) ==
        "tensor 'a.weight' has shape (9, 3); expected (4, 2), for layer 2, constprop::linear<2, 4>. Load the file into "
        "a network of its own shapes, or save it with these.");
    // Nor where other names leave the shapes to decide.
    using long_model = cp::network<cp::linear<3, 2>, cp::relu, cp::linear<2, 4>, cp::relu, cp::linear<4, 1>>;
    auto tensors = named("fc2", "fc1");
    tensors.push_back(counting("out.weight", {1, 4}, 0));
    tensors.push_back(counting("out.bias", {1}, 0));
    CHECK(refusal_of<long_model>(tensors) == "layers 'fc1' and 'fc2'" + remedy);
}

TEST_CASE("weights from safetensors: layers as listed") {
    model net{};
    load(net, named("b", "a"), {.layers = {"b", "a"}});
    CHECK(counts(net));
    CHECK(refusal_of(named("b", "a"), {.layers = {"b"}}) ==
          "1 layers have parameters, as listed: 'b'; expected 2, as in the network, the first for layer 0, "
          "constprop::linear<3, 2>. List the file's layers with parameters, each once, in the network's order.");
    CHECK(refusal_of(named("b", "a"), {.layers = {"b", "b"}}) ==
          "layer 'b' is missing or listed twice, left are 'a'; expected each layer of the file once. Look at the names "
          "that are listed.");
    CHECK(refusal_of(named("b", "a"), {.layers = {"a", "b"}}).starts_with("tensor 'a.weight' has shape (4, 2)"));
}

TEST_CASE("weights from safetensors: what is no linear layer's is refused") {
    const auto with = [](const stored& more) {
        auto tensors = named("0", "2");
        tensors.push_back(more);
        return refusal_of(tensors);
    };
    const std::string fold =
        " is a batch normalization's; expected the weights and biases of layers that this network has. Import the "
        "model "
        "as ONNX, which folds it into the layer beside it, or fold it before saving.";
    CHECK(with(counting("1.running_mean", {2}, 0)) == "tensor '1.running_mean'" + fold);
    CHECK(with({"1.num_batches_tracked", "I64", {}, std::string(8, '\0')}) == "tensor '1.num_batches_tracked'" + fold);
    CHECK(with(counting("optimizer", {2}, 0)) ==
          "tensor 'optimizer' belongs to no layer; expected names that end in '.weight' or '.bias', as in a state_dict "
          "of PyTorch's, or in 'kernel' or 'bias', as Keras's. Save only these, under such names.");
    CHECK(with(counting("3.weight", {2}, 0)) ==
          "3 layers have parameters, '0', '2', '3'; expected 2, as in the network, the first for layer 0, "
          "constprop::linear<3, 2>. Load the file into a network of its own layers.");
    CHECK(with(counting("0.weight", {2, 3}, 0)).starts_with("tensor '0.weight' is there twice"));
    auto unbiased = named("0", "2");
    unbiased.erase(unbiased.begin());
    model net{};
    net.layer<0>().bias(1) = 5;
    const auto report = load(net, unbiased);
    CHECK(net.layer<0>().bias(0) == 0);
    CHECK(net.layer<0>().bias(1) == 0);
    CHECK(net.layer<2>().bias(3) == 19);
    CHECK(text_of(report[1]) == "0.bias (2,) is 0: the file has no biases of this layer");
    unbiased.erase(unbiased.begin());
    CHECK(refusal_of(unbiased).starts_with("1 layers have parameters, '2'; expected 2"));
}

TEST_CASE("weights from safetensors: matrices the other way round are read where that is said") {
    // W of layer 0 is 0 1 2 / 3 4 5.
    std::vector<stored> keras{floats("dense.weight", {3, 2}, {0, 3, 1, 4, 2, 5}), counting("dense.bias", {2}, 6),
                              floats("dense_1.weight", {2, 4}, {8, 10, 12, 14, 9, 11, 13, 15}),
                              counting("dense_1.bias", {4}, 16)};
    CHECK(refusal_of(keras) ==
          "the weights are 'dense.weight' (3, 2), 'dense_1.weight' (2, 4); expected (2, 3) among them, for layer 0, "
          "constprop::linear<3, 2>. It would fit the other way round, as Keras stores it: say orientation in_out.");
    keras[0].name = "0.weight", keras[1].name = "0.bias", keras[2].name = "2.weight", keras[3].name = "2.bias";
    CHECK(refusal_of(keras) ==
          "tensor '0.weight' has shape (3, 2); expected (2, 3), for layer 0, constprop::linear<3, 2>. It would fit "
          "the other way round, as Keras stores it: say orientation in_out.");
    model net{};
    load(net, keras, {.orientation = host::orientation::in_out});
    CHECK(counts(net));
    CHECK(refusal_of(named("0", "2"), {.orientation = host::orientation::in_out}) ==
          "tensor '0.weight' has shape (2, 3); expected (3, 2), for layer 0, constprop::linear<3, 2>. It would "
          "fit the other way round, as PyTorch stores it: say orientation out_in.");
}

TEST_CASE("weights from safetensors: all matrices square, somebody has to say which way round they lie") {
    const auto three = [](const std::string& kind) {
        std::vector<stored> tensors;
        for (const int k : {0, 1, 2}) {
            const std::string layer = "fc" + std::to_string(k);
            const auto first = static_cast<float>(6 * k);
            tensors.push_back(counting(layer + "." + kind, {2, 2}, first));
            tensors.push_back(counting(layer + ".bias", {2}, first + 4));
        }
        return tensors;
    };
    const auto turned = [](const square& net) {
        bool all = true;
        const auto is = [&](float weight, int value) { all = all && weight == static_cast<float>(value); };
        is(net.layer<0>().weight(0, 1), 2), is(net.layer<0>().weight(1, 0), 1);
        is(net.layer<4>().weight(0, 1), 14), is(net.layer<4>().weight(1, 0), 13);
        return all;
    };
    const std::string uncertain =
        "all its matrices are square, which fits either way round; expected to be told whether they are (outputs, "
        "inputs), as PyTorch stores them, or (inputs, outputs), as Keras does. Say orientation out_in or in_out.";
    CHECK(refusal_of<square>(three("weight")) == uncertain);
    square net{};
    load(net, three("weight"), {.orientation = host::orientation::out_in});
    CHECK(counts(net));
    load(net, three("weight"), {.orientation = host::orientation::in_out});
    CHECK(turned(net));
    net = {};
    load(net, three("kernel"));  // the name tells
    CHECK(turned(net));
    load(net, three("kernel"), {.orientation = host::orientation::out_in});
    CHECK(counts(net));
    // What PyTorch's writer says of itself tells, too.
    std::string bytes = safetensors_bytes(three("weight"));
    const std::string metadata = R"("__metadata__":{"format":"pt"},)";
    bytes.insert(9, metadata);
    std::string size;
    host::detail::append_little_endian(size,
                                       host::detail::read_little_endian<std::uint64_t>(bytes.data()) + metadata.size());
    bytes.replace(0, 8, size);
    net = {};
    load_weights(host::safetensors_file("a file", bytes), net);
    CHECK(counts(net));
    // One number is the same both ways.
    cp::network<cp::linear<1, 1>, cp::tanh, cp::linear<1, 1>> chain{};
    load(chain, {counting("0.weight", {1, 1}, 0), counting("2.weight", {1, 1}, 1)});
}

TEST_CASE("weights from safetensors: numbers are converted, and what that loses is said") {
    using tiny = cp::network<cp::linear<2, 1>>;
    using wide = cp::with_scalar<double, tiny>;
    const auto weights = [](const std::string& type, const std::string& bytes) {
        return std::vector<stored>{{"0.weight", type, {1, 2}, bytes}, floats("0.bias", {1}, {0.5F})};
    };
    tiny net{};
    SECTION("from double") {
        const auto report = load(net, weights("F64", bytes_of<double>({0.1, 0.25})));
        CHECK(net.layer<0>().weight(0, 0) == 0.1F);
        CHECK(report[0].rounding == static_cast<double>(0.1F) - 0.1);
        CHECK(text_of(report[0]) == "0.weight (1, 2) from '0.weight', F64, each rounded by at most 1.49e-09");
        CHECK(text_of(report[1]) == "0.bias (1,) from '0.bias', F32, exact");
        load(net, weights("F64", bytes_of<double>({-3.4028235677973362e38, 1e-60})));  // rounds to the least, and to 0
        CHECK(net.layer<0>().weight(0, 0) == std::numeric_limits<float>::lowest());
        const std::string beyond = error_of([&] { load(net, weights("F64", bytes_of<double>({0, 0x1.ffffffp127}))); });
        CHECK(beyond ==
              "a file: tensor '0.weight' holds 3.4e+38; expected numbers of the "
              "network's float. Load it into a network of double.");
    }
    SECTION("from half the bits, exactly") {
        CHECK(text_of(load(net, weights("F16", bytes_of<std::uint16_t>({0x3555, 0x8001})))[0]).ends_with("F16, exact"));
        CHECK(net.layer<0>().weight(0, 0) == 0.333251953125F);
        CHECK(net.layer<0>().weight(0, 1) == -0x1p-24F);
        load(net, weights("F16", bytes_of<std::uint16_t>({0x7BFF, 0x0400})));
        CHECK(net.layer<0>().weight(0, 0) == 65504.0F);
        CHECK(net.layer<0>().weight(0, 1) == 0x1p-14F);
        load(net, weights("BF16", bytes_of<std::uint16_t>({0x3EAB, 0x8001})));
        CHECK(net.layer<0>().weight(0, 0) == 0.333984375F);
        CHECK(net.layer<0>().weight(0, 1) == -0x1p-133F);
    }
    SECTION("into double") {
        wide doubles{};
        load(doubles, weights("F64", bytes_of<double>({0.1, 1e300})));
        CHECK(doubles.layer<0>().weight(0, 1) == 1e300);
        load(doubles, weights("F32", bytes_of<float>({0.1F, -0.0F})));
        CHECK(doubles.layer<0>().weight(0, 0) == static_cast<double>(0.1F));
        CHECK(std::signbit(doubles.layer<0>().weight(0, 1)));
    }
    SECTION("not finite") {
        for (const std::uint16_t bits : std::vector<std::uint16_t>{0x7C00, 0xFC00, 0x7C01}) {
            const std::string text = error_of([&] { load(net, weights("F16", bytes_of<std::uint16_t>({bits, 0}))); });
            CHECK(text.starts_with("a file: parameter 0.weight[0, 0] of layer 0, constprop::linear<2, 1> is "));
        }
        const std::string text = error_of(
            [&] { load(net, weights("F64", bytes_of<double>({0, std::numeric_limits<double>::infinity()}))); });
        CHECK(text.starts_with("a file: parameter 0.weight[0, 1] of layer 0, constprop::linear<2, 1> is infinite"));
    }
    SECTION("others") {
        CHECK(error_of([&] { load(net, weights("I32", std::string(8, '\0'))); }) ==
              "a file: tensor '0.weight' holds 'I32'; expected float16, bfloat16, float32 or float64, little-endian. "
              "Save "
              "it as one of those.");
    }
}

TEST_CASE("weights from safetensors: a user's layer, and a lone one") {
    cp::network<scale<3>> net{};
    load(net, {counting("gain.weight", {3}, 0), counting("gain.bias", {1}, 3)});
    CHECK(counts(net));
    cp::network<cp::linear<1, 1>, cp::relu> last{};
    load(last, {counting("weight", {1, 1}, 0), counting("bias", {1}, 1)});
    CHECK(counts(last));
}

TEST_CASE("weights from safetensors: every byte of the data belongs to one tensor") {
    std::string bytes = safetensors_bytes(named("0", "2"));
    const auto refusal_of_bytes = [&] { return error_of([&] { const host::safetensors_file file("a file", bytes); }); };
    CHECK(refusal_of_bytes() == "(no error)");
    bytes += "more";
    CHECK(refusal_of_bytes().starts_with("a file: bytes 80 to 84 belong to no tensor"));
    bytes.resize(bytes.size() - 5);
    CHECK(refusal_of_bytes() ==
          "a file: tensor '2.weight' lies at bytes 48 to 80 of 79; expected 32 bytes of the file. The file may be cut "
          "off: copy it again, or save it again.");
    bytes += '\0';
    bytes.replace(bytes.find("[8,32]"), 6, "[0,24]");
    CHECK(refusal_of_bytes().starts_with("a file: two tensors share bytes 0 to 8"));
    bytes.replace(bytes.find("[2,3]"), 5, "[9,3]");
    CHECK(refusal_of_bytes().starts_with("a file: tensor '0.weight' lies at bytes 0 to 24 of 80; expected 108 bytes"));
}

TEST_CASE("weights from safetensors: hostile headers are refused") {
    const auto refusal_of_header = [](const std::string& header) {
        std::string bytes;
        host::detail::append_little_endian(bytes, std::uint64_t{header.size()});
        return error_of([&] {
            model net{};
            load_weights(host::safetensors_file("a file", bytes + header), net);
        });
    };
    CHECK(refusal_of_header("{\"\xC0\xAF\":1}")
              .starts_with("a file: the header is no JSON from its byte 3 on; expected"));
    CHECK(refusal_of_header(R"({"0.weight":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})") ==
          "a file: 1 layers have parameters, '0'; expected 2, as in the network, the first for layer 0, "
          "constprop::linear<3, 2>. Load the file into a network of its own layers.");
    CHECK(
        refusal_of_header(R"({"0.weight":{"dtype":"F32","shape":[1073741824],"data_offsets":[0,4294967296]}})") ==
        "a file: tensor '0.weight' lies at bytes 0 to 4294967296 of 0; expected 4294967296 bytes of the file. The file "
        "may be cut off: copy it again, or save it again.");
    std::string many = "{";
    for (int k = 0; k < 100'000; ++k)
        many +=
            (k == 0 ? "\"" : ",\"") + std::to_string(k) + R"(.bias":{"dtype":"F32","shape":[0],"data_offsets":[0,0]})";
    CHECK(refusal_of_header(many + "}")
              .starts_with("a file: 100000 layers have parameters, '0', '1', '2', '3', '4', '5' "
                           "and 99994 more; expected 2"));
}
