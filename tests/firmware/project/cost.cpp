// One inference of 64-32-10, as a function whose cost is counted; see ../count.cmake.
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;

constexpr model net = cp::initialized<model>(cp::kaiming_uniform{.seed = 1});
static_assert(cp::footprint<model>::inference_bytes == 128);

extern "C" [[gnu::noinline]] void infer(const model::input_type& x, model::output_type& y) { y = net(x); }

int main() {
    static model::input_type x{};
    static model::output_type y{};
    infer(x, y);
    return 0;
}
