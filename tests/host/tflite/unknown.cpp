// Layers, options and scalars for which TensorFlow Lite has no operators: save_tflite rejects each. A user's own layer is
// written by the specialization of tflite_operators that the user gives.
#include <constprop/constprop.hpp>
#include <constprop/host/tflite.hpp>

namespace cp = constprop;

struct cube : cp::activation<cube> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};
template <> struct constprop::host::tflite_operators<cube> {
    static tflite_value write(tflite_graph& graph, const tflite_value& x, const auto& layer) {
        const auto square = graph.node(tflite_kinds::mul, {x.tensor, x.tensor}, x.shape, {}, {.number = 21});
        return graph.node(tflite_kinds::mul, {square.tensor, x.tensor}, layer.gives, {}, {.number = 21});
    }
};

#if defined(LAYER)
// Also within a branch.
using model = cp::network<cp::linear<2, 3>, cp::residual<cp::linear<3, 3>, cp::gelu>>;
#elif defined(OPTIONS)
using model =
    cp::network<cp::image<6, 6>, cp::residual<cp::max_pool2d<3, cp::padding<1>, cp::stride<2>>, cp::upsample<2>>>;
#elif defined(SUM)
// Of integers; of floats it is a chain of sums.
using model = cp::int8_network<cp::network<cp::image<4, 4>, cp::add<cp::tanh, cp::sigmoid, cp::tanh>>>;
#elif defined(TABLES)
// The same: floats are multiplied, and added to.
using model = cp::int8_network<cp::network<cp::image<4, 4>, cp::channel_scale<1>>>;
#elif defined(SCALAR)
using model = cp::basic_network<double, cp::linear<2, 3>>;
#elif defined(PARTS)
using model = cp::mixed_network<cp::int8_network<cp::network<cp::linear<2, 3>>>, cp::network<cp::linear<3, 2>>>;
#else
using model = cp::network<cp::linear<2, 3>, cp::residual<cp::linear<3, 3>, cube>>;
#endif

void save(const model& net) { cp::host::save_tflite("net.tflite", net); }
