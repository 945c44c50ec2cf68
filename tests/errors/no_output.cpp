// Something that is no output.
// says: output_fits<type<float>::is_no_output>
// says: An output is written to
// plainly: Type float is no output.
// errors: 1
#include <constprop/constprop.hpp>

#include <span>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>>;
constexpr model net{};

#ifdef WRONG
inline void infer(std::span<const float, 4> x, float& y) { net.run(x, y); }
#else
inline void infer(std::span<const float, 4> x, float (&y)[2]) { net.run(x, y); }
#endif
