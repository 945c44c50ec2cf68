#include <constprop/constprop.hpp>

// The forward pass of one sample, of the network whose layers CODEGEN_LAYERS lists, as a function with a name that a
// disassembly shows as it is. Nothing else is in this object: whatever it contains, this function needs.
namespace constprop {
using model = network<CODEGEN_LAYERS>;
}
using constprop::model;

extern "C" void forward(const model& net, const model::input_type& x, model::output_type& y) { y = net(x); }
