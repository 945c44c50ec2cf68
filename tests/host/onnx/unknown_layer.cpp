// A layer of the user's own: ONNX does not know it until it is told.
#include <constprop/host/onnx.hpp>

#include <string>

namespace cp = constprop;

struct cube : cp::activation<cube> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};

#ifdef SAID
template <> struct constprop::host::onnx_operators<cube> {
    static std::string write(onnx_graph& graph, const std::string& x, const auto& /*stage*/) {
        return graph.node("Mul", {graph.node("Mul", {x, x}), x});
    }
};
#endif

// Also within a branch.
void save(const cp::network<cp::linear<2, 3>, cp::residual<cp::linear<3, 3>, cube>>& net) {
    cp::host::save_onnx("net.onnx", net);
}
