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

TEST_CASE("weights from safetensors: an error names the sizes of a recurrent layer that differ") {
    cp::network<cp::gru<2, 4>> net{};
    const std::string text = error_of([&] {
        load_weights(host::safetensors_file("a file", safetensors_bytes(recurrent("rnn.", "_l0", 9, 2, 3, 0))), net,
                     {});
    });
    CHECK(text.find("'rnn.weight_ih_l0' has shape (9, 2)") != std::string::npos);
    CHECK(text.find("expected (12, 2), for layer 0") != std::string::npos);
}
