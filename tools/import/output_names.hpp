#ifndef CONSTPROP_TOOLS_IMPORT_OUTPUT_NAMES_HPP
#define CONSTPROP_TOOLS_IMPORT_OUTPUT_NAMES_HPP

#include <string>
#include <vector>

/// Names of networks, one for each of several outputs.
namespace constprop::tools {

/// Each output becomes a network of its own name. Throws host::error where two would have the same.
void check_output_names(const std::vector<std::string>& outputs, const std::string& where);

/// The layers that all outputs share become a network of the name trunk. Throws host::error if an output is called so.
void check_none_is_called_trunk(const std::vector<std::string>& outputs, const std::string& where);

/// "digits_trunk", "digits_action".
std::string name_of_part(const std::string& model, const std::string& part);

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_OUTPUT_NAMES_HPP
