#ifndef CONSTPROP_LAYERS_LAYER_HPP
#define CONSTPROP_LAYERS_LAYER_HPP

/// This path forwards until version 0.3.0.
#include <constprop/concept/layer.hpp>

#endif  // CONSTPROP_LAYERS_LAYER_HPP
