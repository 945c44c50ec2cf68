// A network of integers with a state has no operators of ONNX; with WITHOUT_STATE it has.
#include <constprop/constprop.hpp>
#include <constprop/host/onnx.hpp>

namespace cp = constprop;

#ifdef WITHOUT_STATE
using model = cp::network<cp::linear<2, 3>>;
#else
using model = cp::network<cp::lstm<2, 3>>;
#endif

void save(const cp::int8_network<model>& net) { cp::host::save_onnx("net.onnx", net); }
