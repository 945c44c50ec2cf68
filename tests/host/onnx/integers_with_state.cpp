// A network of integers with a state has no operators of ONNX; with WITHOUT_STATE it has. Nor has one of several parts, PARTS, a
// file.
#include <constprop/constprop.hpp>
#include <constprop/host/onnx.hpp>

namespace cp = constprop;

#ifdef WITHOUT_STATE
using model = cp::network<cp::linear<2, 3>>;
#else
using model = cp::network<cp::lstm<2, 3>>;
#endif

#ifdef PARTS
using saved = cp::mixed_network<cp::int8_network<model>, cp::network<cp::linear<3, 2>>>;
#else
using saved = cp::int8_network<model>;
#endif

void save(const saved& net) { cp::host::save_onnx("net.onnx", net); }
