// A span of another scalar.
// says: input_fits<network_of<float>::but_input_holds<double>>
// says: Convert them
// plainly: Network of float but input holds double.
// errors: 1
#include <constprop/constprop.hpp>

#include <span>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>>;
constexpr model net{};

#ifdef WRONG
inline auto infer(std::span<const double> x) { return net(x); }
#else
inline auto infer(std::span<const float> x) { return net(x); }
#endif
