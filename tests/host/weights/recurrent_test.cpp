#include <constprop/host/weights/safetensors.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include "catch.hpp"
#include "host/files.hpp"
#include "stored.hpp"

namespace cp = constprop;
namespace host = constprop::host;

namespace {

using model = cp::network<cp::gru<2, 3>, cp::linear<3, 1>>;
using stacked = cp::network<cp::lstm<2, 2>, cp::lstm<2, 2>, cp::linear<2, 1>>;

/// 0, 1, 2, … in the order of the network's parameters, under PyTorch's names of a recurrent layer.
std::vector<stored> recurrent(const std::string& layer, const std::string& number, std::uint64_t rows,
                              std::uint64_t inputs, std::uint64_t hidden, float from) {
    const auto after = [&](std::uint64_t values) { return from + static_cast<float>(values); };
    const std::uint64_t all = rows * (inputs + hidden);
    return {counting(layer + "bias_hh" + number, {rows}, after(all + rows)),
            counting(layer + "bias_ih" + number, {rows}, after(all)),
            counting(layer + "weight_hh" + number, {rows, hidden}, after(rows * inputs)),
            counting(layer + "weight_ih" + number, {rows, inputs}, from)};
}
std::vector<stored> joined(std::vector<stored> a, const std::vector<stored>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}
template <class Network> bool counts(const std::vector<stored>& tensors) {
    Network net{};
    load_weights(host::safetensors_file("a file", safetensors_bytes(tensors)), net, {});
    const auto p = net.parameters();
    for (std::size_t k = 0; k < p.size(); ++k)
        if (p[k] != static_cast<float>(k)) return false;
    return true;
}

}  // namespace

TEST_CASE("weights from safetensors: recurrent layers have PyTorch's names, with or without their number") {
    const auto out = [](const std::string& name) {
        return std::vector{counting(name + ".weight", {1, 3}, 63), counting(name + ".bias", {1}, 66)};
    };
    CHECK(counts<model>(joined(recurrent("gru.", "_l0", 9, 2, 3, 0), out("head"))));
    CHECK(counts<model>(joined(recurrent("0.", "_l0", 9, 2, 3, 0), out("1"))));
    CHECK(counts<model>(joined(recurrent("cell.", "", 9, 2, 3, 0), out("a"))));  // nn.GRUCell
    CHECK(counts<model>(joined(recurrent("0.", "", 9, 2, 3, 0), out("1"))));     // as this library saves it
    CHECK(counts<cp::network<cp::gru<2, 3>>>(recurrent("", "_l0", 9, 2, 3, 0)));
}

TEST_CASE("weights from safetensors: one nn.LSTM of two layers is two") {
    const std::vector<stored> out{counting("out.weight", {1, 2}, 96), counting("out.bias", {1}, 98)};
    CHECK(counts<stacked>(
        joined(joined(recurrent("lstm.", "_l0", 8, 2, 2, 0), recurrent("lstm.", "_l1", 8, 2, 2, 48)), out)));
}

namespace {
using both_ways = cp::network<cp::bidirectional<cp::gru<2, 3>>, cp::bidirectional<cp::gru<6, 2>>>;
}  // namespace

TEST_CASE("weights from safetensors: the reverse direction's names end in _reverse") {
    const auto all = [](const std::string& layer, const std::string& first, const std::string& second) {
        return joined(
            joined(recurrent(layer, first, 9, 2, 3, 0), recurrent(layer, first + "_reverse", 9, 2, 3, 63)),
            joined(recurrent(layer, second, 6, 6, 2, 126), recurrent(layer, second + "_reverse", 6, 6, 2, 186)));
    };
    CHECK(counts<both_ways>(all("gru.", "_l0", "_l1")));
    CHECK(counts<cp::network<cp::bidirectional<cp::gru<2, 3>, cp::final_states>>>(joined(
        recurrent("0.", "", 9, 2, 3, 0), recurrent("0.", "_reverse", 9, 2, 3, 63))));  // as this library saves it
    const std::string text = error_of([] {
        cp::network<cp::gru<2, 3>> net{};
        load_weights(
            host::safetensors_file("a file", safetensors_bytes(joined(recurrent("gru.", "_l0", 9, 2, 3, 0),
                                                                      recurrent("gru.", "_l0_reverse", 9, 2, 3, 63)))),
            net, {});
    });
    CHECK(text.find("'gru.bias_hh_l0_reverse' belongs to no layer") != std::string::npos);
}

TEST_CASE("tensors of both directions have PyTorch's names and order") {
    std::vector<std::string> names;
    for (const auto& one : host::tensors_of(both_ways{})) names.push_back(one.name);
    CHECK(names == std::vector<std::string>{"0.weight_ih", "0.weight_hh", "0.bias_ih", "0.bias_hh",
                                            "0.weight_ih_reverse", "0.weight_hh_reverse", "0.bias_ih_reverse",
                                            "0.bias_hh_reverse", "1.weight_ih", "1.weight_hh", "1.bias_ih", "1.bias_hh",
                                            "1.weight_ih_reverse", "1.weight_hh_reverse", "1.bias_ih_reverse",
                                            "1.bias_hh_reverse"});
}

namespace {

using numbers = std::vector<float>;

/// A layer of one input and two units under Keras's names, whose gates count 1, 2, 3 in tens.
std::vector<stored> keras(const std::string& layer, std::size_t gates, const std::vector<std::size_t>& bias) {
    std::vector<stored> tensors{counting(layer + "/kernel:0", {1, 2 * gates}, 0),
                                counting(layer + "/recurrent_kernel:0", {2, 2 * gates}, 100)};
    if (!bias.empty()) tensors.insert(tensors.begin(), counting(layer + "/bias:0", bias, 200));
    return tensors;
}
template <class Network> numbers loaded(const std::vector<stored>& tensors) {
    Network net = cp::initialized<Network>(cp::torch_default{.seed = 1});
    load_weights(host::safetensors_file("a file", safetensors_bytes(tensors)), net, {});
    const auto p = net.parameters();
    return {p.begin(), p.end()};
}
template <class Network> std::string refusal(const std::vector<stored>& tensors) {
    return error_of([&] { loaded<Network>(tensors); });
}

}  // namespace

TEST_CASE("weights from safetensors: Keras's recurrent layers, whose gates are put in order") {
    // z, r, h become r, z, n; of two biases the second is that of the state.
    CHECK(loaded<cp::network<cp::gru<1, 2>>>(keras("gru/gru_cell", 3, {2, 6})) ==
          numbers{2,   3,   0,   1,   4,   5,                                  // weight_ih
                  102, 108, 103, 109, 100, 106, 101, 107, 104, 110, 105, 111,  // weight_hh
                  202, 203, 200, 201, 204, 205, 208, 209, 206, 207, 210, 211});
    CHECK(loaded<cp::network<cp::gru<1, 2, cp::reset_before>>>(keras("gru", 3, {6})) ==
          numbers{2,   3,   0,   1,   4,   5,   102, 108, 103, 109, 100, 106, 101, 107, 104,
                  110, 105, 111, 202, 203, 200, 201, 204, 205, 0,   0,   0,   0,   0,   0});
    // i, f, c, o are i, f, g, o.
    CHECK(loaded<cp::network<cp::lstm<1, 2>>>(keras("lstm", 4, {8})) ==
          numbers{0,   1,   2,   3,   4,   5,   6,   7,   100, 108, 101, 109, 102, 110, 103, 111, 104, 112, 105, 113,
                  106, 114, 107, 115, 200, 201, 202, 203, 204, 205, 206, 207, 0,   0,   0,   0,   0,   0,   0,   0});
    CHECK(loaded<cp::network<cp::rnn<1, 2, cp::no_bias>>>(keras("simple_rnn", 1, {})) ==
          numbers{0, 1, 100, 102, 101, 103});
    CHECK(loaded<cp::network<cp::rnn<1, 2>>>(keras("simple_rnn", 1, {})) ==
          numbers{0, 1, 100, 102, 101, 103, 0, 0, 0, 0});
}

TEST_CASE("weights from safetensors: Keras's Bidirectional has a layer for each direction") {
    const auto both = joined(keras("bidirectional/backward_lstm/lstm_cell_2", 4, {8}),
                             keras("bidirectional/forward_lstm/lstm_cell_1", 4, {8}));
    const numbers one{0,   1,   2,   3,   4,   5,   6,   7,   100, 108, 101, 109, 102, 110,
                      103, 111, 104, 112, 105, 113, 106, 114, 107, 115, 200, 201, 202, 203,
                      204, 205, 206, 207, 0,   0,   0,   0,   0,   0,   0,   0};
    numbers twice = one;
    twice.insert(twice.end(), one.begin(), one.end());
    CHECK(loaded<cp::network<cp::bidirectional<cp::lstm<1, 2>>>>(both) == twice);
    CHECK(refusal<cp::network<cp::lstm<1, 2>>>(both) ==
          "a file: layer 'bidirectional' has two directions; expected one, for layer 0, constprop::lstm<1, 2>. Say "
          "bidirectional<…>.");
    CHECK(refusal<cp::network<cp::bidirectional<cp::lstm<1, 2>>>>(keras("lstm", 4, {8})) ==
          "a file: layer 'lstm' has one direction; expected two, for layer 0, "
          "constprop::bidirectional<constprop::lstm<1, 2>>. Leave out bidirectional<…>.");
}

TEST_CASE("weights from safetensors: where the reset gate of Keras's GRU acts must be where the network's does") {
    CHECK(refusal<cp::network<cp::gru<1, 2, cp::reset_before>>>(keras("gru", 3, {2, 6})) ==
          "a file: tensor 'gru/bias:0' has shape (2, 6); expected (6,), for layer 0, constprop::gru<1, 2, "
          "constprop::reset_before>. It is of a GRU with reset_after=True: leave out reset_before.");
    CHECK(
        refusal<cp::network<cp::gru<1, 2>>>(keras("gru", 3, {6})) ==
        "a file: tensor 'gru/bias:0' has shape (6,); expected (2, 6), for layer 0, constprop::gru<1, 2>. It is of a GRU "
        "with reset_after=False: say gru<…, reset_before>.");
}

TEST_CASE("weights from safetensors: an error names the shape of Keras's recurrent weights that does not fit") {
    CHECK(
        refusal<cp::network<cp::lstm<1, 2>>>(keras("lstm", 3, {2, 6})) ==
        "a file: tensor 'lstm/kernel:0' has shape (1, 6); expected (1, 8), for layer 0, constprop::lstm<1, 2>. Load the "
        "file into a network of its own shapes, or save it with these.");
    CHECK(refusal<cp::network<cp::lstm<1, 2>>>(keras("lstm", 4, {2, 8})).find("has shape (2, 8); expected (8,)") !=
          std::string::npos);
    CHECK(refusal<cp::network<cp::lstm<1, 2, cp::no_bias>>>(keras("lstm", 4, {8})) ==
          "a file: tensor 'lstm/bias:0' has no place; expected none, for layer 0, constprop::lstm<1, 2, "
          "constprop::no_bias>. Leave out no_bias.");
}

TEST_CASE("weights from safetensors: an error names the sizes of a recurrent layer that differ") {
    cp::network<cp::gru<2, 4>> net{};
    const std::string text = error_of([&] {
        load_weights(host::safetensors_file("a file", safetensors_bytes(recurrent("rnn.", "_l0", 9, 2, 3, 0))), net,
                     {});
    });
    CHECK(text.find("'rnn.weight_ih_l0' has shape (9, 2)") != std::string::npos);
    CHECK(text.find("expected (12, 2), for layer 0") != std::string::npos);
}
