// An output that cannot be written.
// says: output_fits<network_of<float>::but_output_holds<const float>>
// says: which are not const
// plainly: Network of float but output holds const float.
// errors: 1
#include <constprop/constprop.hpp>

#include <span>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>>;
constexpr model net{};

#ifdef WRONG
inline void infer(std::span<const float, 4> x, std::span<const float, 2> y) { net.run(x, y); }
#else
inline void infer(std::span<const float, 4> x, std::span<float, 2> y) { net.run(x, y); }
#endif
