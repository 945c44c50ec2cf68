// A workspace with room for another number of samples than a batch has.
// says: workspace_fits<workspace_of_rows<16>::but_step_has<2>>
// says: workspace<model, 32> for batches of 32
// plainly: Workspace of rows 16 but step has 2.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;

#ifdef WRONG
inline cp::workspace<model, 16> memory;
#else
inline cp::workspace<model, 2> memory;
#endif
inline float step(model& net, cp::optimizer<model, cp::plain_sgd>& optimizer) {
    return cp::train_step(net, optimizer, cp::mse{}, std::array<model::input_type, 2>{},
                          std::array<model::output_type, 2>{}, memory);
}
