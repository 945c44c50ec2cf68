// A workspace made for another network.
// says: workspace_fits<workspace_made_for<basic_network<float, linear<4, 2>>>::but_given<basic_network<float, linear<4, 3>>>>
// says: Make one for this network.
// plainly: Workspace made for basic_network<float, linear<4, 2>> but given basic_network<float, linear<4, 3>>.
// errors: 1
#include <constprop/constprop.hpp>

#include <vector>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;
using wider = cp::network<cp::linear<4, 3>>;

#ifdef WRONG
inline cp::workspace<model, 8> memory;
#else
inline cp::workspace<wider, 8> memory;
#endif
inline wider trained(const wider& net, const std::vector<wider::input_type>& x,
                     const std::vector<wider::output_type>& y) {
    return cp::fit(net, cp::mse{}, cp::sgd{}, x, y, {.epochs = 2}, cp::batch<8>, memory);
}
