// An output of another size.
// says: output_fits<network_with_outputs<2>::but_output_has<3>>
// says: Give room for that many
// plainly: Network with outputs 2 but output has 3.
// errors: 1
#include <constprop/constprop.hpp>

#include <span>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>>;
constexpr model net{};

#ifdef WRONG
inline void infer(std::span<const float, 4> x, std::span<float, 3> y) { net.run(x, y); }
#else
inline void infer(std::span<const float, 4> x, std::span<float, 2> y) { net.run(x, y); }
#endif
