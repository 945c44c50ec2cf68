// What a device's linker script has for an inference: its values fit into 160 bytes, and all that it takes into RAM.
#include <constprop/constprop.hpp>

namespace cp = constprop;

using model = cp::within<cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>, cp::inference_bytes<160>,
                         cp::inference_ram<RAM>>;
model net{};
