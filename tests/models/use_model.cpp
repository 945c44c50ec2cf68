// An imported model against the answers of TensorFlow Lite Micro's reference kernels: its outputs; and, in integers, what each
// operator gives, bit for bit. FOLDER has inter_2/opNN_tT.bin, what operators give for in_2.bin.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "tested.hpp"
#include "trace_values.hpp"

namespace {

namespace fs = std::filesystem;
using values = std::vector<std::int8_t>;

[[maybe_unused]] values read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    return {bytes.begin(), bytes.end()};
}

/// Whether each operator gives what some layer does, or what the network takes. Networks of floats keep no values to compare.
template <class Network> bool operators_are_right(const Network& /*net*/) { return true; }
template <class Network>
requires requires { typename Network::int8_input; }
bool operators_are_right(const Network& net) {
    std::vector<values> given{read(fs::path(FOLDER) / "in_2.bin")};
    typename Network::int8_input x{};
    std::copy(given[0].begin(), given[0].end(), x.begin());
    const auto all = std::make_unique<decltype(net.trace(x))>(net.trace(x));
    trace_values::for_each<Network::layer_count>(
        *all, [&](const auto& row_) { given.emplace_back(row_.begin(), row_.end()); });
    int operators = 0, wrong = 0;
    for (const auto& entry : fs::directory_iterator(fs::path(FOLDER) / "inter_2")) {
        ++operators;
        if (std::find(given.begin(), given.end(), read(entry.path())) == given.end()) ++wrong;
    }
    using cost = constprop::footprint<Network>;
    std::printf("%d operators, %d of which no layer gives; layer %zu takes %zu bytes\n", operators, wrong,
                cost::peak_layer, cost::inference_bytes);
    return operators > 0 && wrong == 0;
}

/// A network of one input: every one, by the compiler and by the processor.
template <class Network> bool every_input_is_right(const Network& /*net*/) { return true; }
template <class Network>
requires requires { typename Network::int8_input; } && (Network::input_size == 1)
bool every_input_is_right(const Network& net) {
    static constexpr auto by_compiler = [] {
        std::array<std::int8_t, 256> all{};
        for (std::size_t k = 0; k < 256; ++k)
            all[k] =
                tested_model::net(typename Network::int8_input{static_cast<std::int8_t>(static_cast<int>(k) - 128)})[0];
        return all;
    }();
    for (std::size_t k = 0; k < 256; ++k) {
        const volatile int input = static_cast<int>(k) - 128;
        if (net(typename Network::int8_input{static_cast<std::int8_t>(input)})[0] != by_compiler[k]) return false;
    }
    return true;
}

}  // namespace

int main() {
    const auto& net = tested_model::net;
    const bool same = tested_model::self_test(), operators = operators_are_right(net),
               every = every_input_is_right(net);
    std::printf("outputs: %s\n", same && every ? "as expected" : "wrong");
    return same && operators && every ? 0 : 1;
}
