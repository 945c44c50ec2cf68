#include <constprop/host/text.hpp>

#include <cstddef>
#include <map>
#include <string>

#include "import/tflite/call.hpp"
#include "import/tflite/read_graph.hpp"
#include "import/tflite/read_network.hpp"

namespace constprop::tools::tflite {

std::string list_of_file(std::string_view bytes, const std::string& where) {
    const graph g = read_graph(bytes, where);
    std::string text = "description: " + g.description;
    const auto list = [&](const char* title, const std::vector<std::size_t>& places) {
        text += title;
        for (const std::size_t t : places)
            text += "  " + g.tensors[t].name + " " + shape_text(g.tensors[t]) + " " + g.tensors[t].type_name + "\n";
    };
    list("\ninputs:\n", g.inputs);
    list("outputs:\n", g.outputs);
    std::map<std::string, std::size_t> operators;
    for (const operation& op : g.operations) ++operators[op.name];
    text += "operators:\n";
    for (const auto& [name, count] : operators) text += "  " + name + " " + std::to_string(count) + "\n";
    std::size_t constants = 0, numbers = 0;
    for (const tensor& one : g.tensors)
        if (one.is_constant) ++constants, numbers += one.size;
    return text + "constants: " + std::to_string(constants) + ", " + std::to_string(numbers) + " numbers\n";
}

}  // namespace constprop::tools::tflite
