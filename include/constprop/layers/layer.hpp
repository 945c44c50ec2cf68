#ifndef CONSTPROP_LAYERS_LAYER_HPP
#define CONSTPROP_LAYERS_LAYER_HPP

/// This path goes in the next version.
#include <constprop/concept/layer.hpp>

#endif  // CONSTPROP_LAYERS_LAYER_HPP
