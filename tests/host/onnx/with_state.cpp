// ONNX's operators do not carry the state of a delay.
#include <constprop/host/onnx.hpp>

namespace cp = constprop;

#ifdef WITHOUT_STATE
using layer = cp::gru<3, 3>;
#else
using layer = cp::residual<cp::delay<2>>;
#endif

void save(const cp::network<cp::linear<2, 3>, layer>& net) { cp::host::save_onnx("net.onnx", net); }
