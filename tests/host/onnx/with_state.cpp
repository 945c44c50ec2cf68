// A network with a state is no function of its input alone.
#include <constprop/host/onnx.hpp>

namespace cp = constprop;

#ifdef WITHOUT_STATE
using layer = cp::layer_norm;
#else
using layer = cp::gru<3, 3>;
#endif

void save(const cp::network<cp::linear<2, 3>, layer>& net) { cp::host::save_onnx("net.onnx", net); }
