// A span of another size.
// says: input_fits<network_with_inputs<4>::but_input_has<3>>
// says: Give that many
// plainly: Network with inputs 4 but input has 3.
// errors: 1
#include <constprop/constprop.hpp>

#include <span>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>>;
constexpr model net{};

#ifdef WRONG
inline auto infer(std::span<const float, 3> x) { return net(x); }
#else
inline auto infer(std::span<const float, 4> x) { return net(x); }
#endif
