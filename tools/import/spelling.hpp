#ifndef CONSTPROP_TOOLS_IMPORT_SPELLING_HPP
#define CONSTPROP_TOOLS_IMPORT_SPELLING_HPP

#include <string>

#include "import/steps.hpp"

namespace constprop::tools {

/// An extent as C++ spells it: "constprop::image<8, 8, 3>", "constprop::signal<100>", "constprop::vector<4>".
std::string spelling(const layer_extent& of);

/// A convolution as C++ spells it: "constprop::conv2d<1, 6, constprop::kernel<5>, constprop::padding<2>>".
std::string spelling(const convolution_step& of);

/// A pad as C++ spells it: "constprop::pad<1>".
std::string spelling(const pad_step& of);
std::string spelling(const recurrent_step& of);
std::string spelling(const bidirectional_step& of);

/// A pool as C++ spells it, from its C++ name without dimensions and window: "constprop::max_pool2d<2>". `more` are further
/// options: "constprop::count_padding".
std::string pool_spelling(const std::string& name, const layer_extent& takes, const windows& over,
                          const std::string& more);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_SPELLING_HPP
