// An imported model against the answers of TensorFlow Lite Micro's reference kernels: its outputs; and, in integers, what each
// operator gives, bit for bit. FOLDER has inter_2/opNN_tT.bin, what operators give for in_2.bin; INSIDE of them are in branches.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tested.hpp"

namespace {

namespace fs = std::filesystem;
using values = std::vector<std::int8_t>;

[[maybe_unused]] values read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    return {bytes.begin(), bytes.end()};
}

/// The third input, and what each layer gives for it.
template <class Network, std::size_t... K>
std::vector<values> trace_of(const Network& net, const values& input, std::index_sequence<K...>) {
    typename Network::int8_input x{};
    std::copy(input.begin(), input.end(), x.begin());
    const auto all = net.trace(x);
    return {input, values(all.template output<K>().begin(), all.template output<K>().end())...};
}

/// How many operators give what no layer gives; layers come in the operators' order. Of networks of floats, none.
template <class Network> int wrong_operators(const Network& /*net*/) { return INSIDE; }
template <class Network>
requires requires { typename Network::int8_input; }
int wrong_operators(const Network& net) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(FOLDER) / "inter_2")) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    const auto layers =
        trace_of(net, read(fs::path(FOLDER) / "in_2.bin"), std::make_index_sequence<Network::layer_count>{});
    int wrong = 0;
    auto next = layers.begin();
    for (const fs::path& file : files) {
        const auto found = std::find(next, layers.end(), read(file));
        if (found == layers.end()) ++wrong;
        else next = found;
    }
    std::printf("%zu operators, %d of which no layer gives\n", files.size(), wrong);
    return files.empty() ? -1 : wrong;
}

}  // namespace

int main() {
    const bool same = tested_model::self_test();
    std::printf("outputs: %s\n", same ? "as expected" : "wrong");
    return same && wrong_operators(tested_model::net) == INSIDE ? 0 : 1;
}
