// A weight that shares a scale with one that is infinite.
// notes: parameter_has_no_scale
// errors: 1
#include <constprop/constprop.hpp>

#include <limits>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 1>>;
#ifdef WRONG
constexpr model trained = model::from_parameters({0.5F, std::numeric_limits<float>::infinity(), 1});
#else
constexpr model trained = model::from_parameters({0.5F, std::numeric_limits<float>::max(), 1});
#endif
inline constexpr cp::stored_as<cp::scaled_int8, model> small(trained);
