#include "import/read_chain.hpp"

#include <constprop/host/error.hpp>
#include <constprop/host/text.hpp>

#include <cstddef>
#include <string>

#include "import/chain_reader.hpp"

namespace constprop::tools {

using host::error;
using host::detail::in_quotes;

namespace {

void check_input(const graph& g, const extent& shape, const std::string& file) {
    const std::string input = file + ": input " + in_quotes(g.input());
    for (std::size_t d = shape.batch; d < shape.rank(); ++d)
        if (shape.sizes[d] == extent::unknown)
            throw error(input, "the size of dimension " + std::to_string(d) + " is not fixed",
                        "fixed sizes in all dimensions but that of the batch",
                        "Export the model with dynamic_axes for dimension 0 only, or none.");
    constexpr std::size_t most_values = 65'536;
    if (shape.sample() == 0 || shape.sample() > most_values)
        throw error(input, "a sample has too many values", "at most " + std::to_string(most_values),
                    "Import a smaller model.");
}

}  // namespace

flow read_chain(graph& g, const extent& shape, bool columns, const std::string& file, const external_data& data) {
    check_input(g, shape, file);
    return chain_reader(g, shape, columns, file, data).read();
}

flow read_chain_to(graph& g, const extent& shape, const std::string& file, const external_data& data) {
    check_input(g, shape, file);
    return chain_reader(g, shape, false, file, data).read_shared();
}

flow read_chain_from(graph& g, const std::string& value, const flow& given, const std::string& file,
                     const external_data& data) {
    return chain_reader(g, value, given, file, data).read();
}

}  // namespace constprop::tools
