// Targets for another number of steps than a sequence has.
// says: target_fits<sequence_of<4>::but_targets_number<3>>
// says: or a sequence of as many as it has steps. Make the two numbers equal.
// plainly: Sequence of 4 but targets number 3.
// errors: 1
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

#ifdef WRONG
constexpr std::size_t targets = 3;
#else
constexpr std::size_t targets = 4;
#endif

using model = cp::network<cp::gru<1, 1>>;
constexpr auto found = cp::differentiate(model{}, cp::mse{}, cp::sequence<model::input_type, 4>{},
                                         cp::sequence<model::output_type, targets>{});
