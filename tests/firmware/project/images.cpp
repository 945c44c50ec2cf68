// A small network for images in floats on a core: nearly the same values as the compiler's, whether multiply-adds are fused or not,
// and what an inference costs. Prints the same as int8.cpp.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include "print.hpp"

namespace cp = constprop;

using ds_cnn = cp::network<cp::image<12, 10>, cp::conv2d<1, 16, cp::kernel<5, 3>, cp::stride<2>, cp::same>, cp::relu,
                           cp::depthwise_conv2d<16, cp::kernel<3>, cp::padding<1>>, cp::relu, cp::conv2d<16, 16>,
                           cp::relu, cp::depthwise_conv2d<16, cp::kernel<3>, cp::padding<1>>, cp::relu,
                           cp::conv2d<16, 24>, cp::relu, cp::global_average_pool, cp::linear<24, 12>>;
static constexpr auto net = cp::initialized<ds_cnn>(cp::kaiming_uniform{.seed = 1});
static constexpr ds_cnn::input_type x = [] {
    ds_cnn::input_type values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<float>(k * 29 % 83) / 41 - 1;
    return values;
}();
static ds_cnn::output_type y;

[[gnu::noinline]] static void infer() { net.run(x, y); }

int main() {
    static constexpr auto expected = net(x);
    infer();
    bool right = true;
    for (std::size_t k = 0; k < y.size(); ++k) {
        const float off = y[k] - expected[k];
        right = right && off < 1e-5F && off > -1e-5F;
    }
    const auto address = reinterpret_cast<std::uintptr_t>(&infer);
    print("ds_cnn"), print(right ? " right " : " wrong ");
    print(static_cast<std::uint32_t>(address - address % 2)), print(" ");
    print(static_cast<std::uint32_t>(cp::footprint<ds_cnn>::inference_bytes)), print("\n");
    return right ? 0 : 1;
}
