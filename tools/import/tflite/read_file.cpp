#include "import/tflite/read_graph.hpp"
#include "import/tflite/read_network.hpp"

namespace constprop::tools::tflite {

network read_network(std::string_view bytes, const std::string& where, const std::string& output) {
    return read_network(read_graph(bytes, where), where, output);
}

}  // namespace constprop::tools::tflite
