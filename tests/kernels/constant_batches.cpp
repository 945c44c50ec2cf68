// Batches whose size compilers know, through functions that they do not inline: at -O2 g++ reasons about loops that never run, and
// warns of them without any flag.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

namespace {

namespace cp = constprop;

template <std::size_t Inputs, std::size_t Outputs> using layer = cp::network<cp::linear<Inputs, Outputs>>;
template <std::size_t Count> using batch = std::array<std::array<float, Count>, 32>;

}  // namespace

batch<10> outputs(const layer<784, 10>& net, const batch<784>& x) { return net(x); }
batch<10> outputs(const layer<128, 10>& net, const batch<128>& x) { return net(x); }
batch<10> outputs(const layer<32, 10>& net, const batch<32>& x) { return net(x); }
batch<2> outputs(const layer<16, 2>& net, const batch<16>& x) { return net(x); }
batch<1> outputs(const layer<8, 1>& net, const batch<8>& x) { return net(x); }
batch<3> outputs(const layer<3, 3>& net, const batch<3>& x) { return net(x); }
batch<33> outputs(const layer<17, 33>& net, const batch<17>& x) { return net(x); }
