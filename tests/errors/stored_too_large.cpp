// A parameter that would be stored as infinity.
// notes: parameter_is_too_large
// errors: 1
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::network<cp::linear<2, 1>>;
#ifdef WRONG
constexpr model trained = model::from_parameters({0.5F, 70000, 1});
#else
constexpr model trained = model::from_parameters({0.5F, 65504, 1});
#endif
inline constexpr cp::stored_as<cp::half, model> small(trained);
