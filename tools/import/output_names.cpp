#include "import/output_names.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/identifier.hpp>
#include <constprop/host/text.hpp>

#include <algorithm>
#include <map>

namespace constprop::tools {

using host::error;
using host::detail::identifier_from;
using host::detail::in_quotes;

void check_output_names(const std::vector<std::string>& outputs, const std::string& where) {
    std::map<std::string, std::string> names;
    for (const std::string& output : outputs) {
        const std::string name = identifier_from(output);
        const auto [same, is_new] = names.emplace(name, output);
        if (!is_new)
            throw error(where,
                        same->second == output ? "output " + in_quotes(output) + " is asked for twice"
                                               : "outputs " + in_quotes(same->second) + " and " + in_quotes(output) +
                                                     " both become " + name,
                        "a name for each", "Give each --output-name once, or import one of them alone.");
    }
}

void check_none_is_called_trunk(const std::vector<std::string>& outputs, const std::string& where) {
    if (std::any_of(outputs.begin(), outputs.end(),
                    [](const std::string& name_) { return identifier_from(name_) == "trunk"; }))
        throw error(where, "an output has the name of the layers that all outputs share, trunk", "another name",
                    "Import outputs one by one, or rename this one.");
}

std::string name_of_part(const std::string& model, const std::string& part) {
    return model + "_" + identifier_from(part);
}

}  // namespace constprop::tools
