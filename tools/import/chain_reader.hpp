#ifndef CONSTPROP_TOOLS_IMPORT_CHAIN_READER_HPP
#define CONSTPROP_TOOLS_IMPORT_CHAIN_READER_HPP

#include <cstddef>
#include <string>
#include <vector>

#include "import/external_data.hpp"
#include "import/flow.hpp"
#include "import/graph.hpp"
#include "import/known_values.hpp"
#include "import/node.hpp"

namespace constprop::tools {

/// Reads the nodes of a graph as layers, along the value that depends on the input, and along its branches.
class chain_reader {
    /// What a branch gives, and the node that takes it.
    struct end {
        std::string name;
        flow value;
        std::size_t at;
    };

    graph& g_;
    known_values known_;
    std::string file_, current_;
    flow flow_;
    std::vector<bool> done_;  // nodes that are read
    std::size_t depth_ = 0;   // of branches in branches

    node with_constants(const node& from) { return known_.with_constants(from, flow_.labels); }
    void move_on(std::size_t k, const std::string& name);
    void check_size(const node& n) const;

    bool takes(const node& n, const std::string& name) const;
    /// True if a node takes the current value and another one that depends on the input.
    bool joins(const node& n) const;

    /// Reads node k, and others if branches begin there.
    void advance(std::size_t k);
    void read_one(std::size_t k);
    /// Reads nodes on which the current value goes more than one way.
    void read_branches(std::size_t begin);
    /// Reads nodes from `begin` on which together make one activation, or one linear layer, of a flow that branches. Throws
    /// host::error if they make another one; then nothing has changed.
    void read_as_one(std::size_t begin);
    /// Reads nodes from `begin` on which together make a layer normalization of the current value, of whose uses at most `others`
    /// are other ones. False if they make something else; then nothing has changed.
    bool read_as_normalization(std::size_t begin, std::size_t others);
    /// Reads branches of the current value as a layer that joins them. Some of them may join before.
    void read_joined(std::size_t begin);
    /// The nodes from `begin` on that take the current value.
    std::vector<std::size_t> ways_from(std::size_t begin) const;
    /// Follows a branch from node k on to the node that joins it with another one, and returns that. At `fork` it goes on with
    /// node k alone.
    std::size_t follow(std::size_t k, const std::string& fork);
    /// What the inputs of a node are, from the ends of branches, which are taken out of the list.
    std::vector<flow> take_ends(std::size_t at, std::vector<end>& ends, const std::string& fork);
    void read_nodes();
    /// Outputs that lie as in an image stay so; others are put in the model's order.
    void finish();

 public:
    static constexpr std::size_t most_parameters = std::size_t{1} << 22;

    /// `shape` is that of the input; `columns` is true if its samples are columns.
    chain_reader(graph& g, const extent& shape, bool columns, std::string file, const external_data& data);

    /// Goes on from a value of the graph that another flow gives.
    chain_reader(graph& g, const std::string& value, const flow& given, std::string file, const external_data& data);

    /// The whole graph. Throws host::error.
    flow read();
    /// The same up to a value from which others go on.
    flow read_shared();
};

}  // namespace constprop::tools

#endif  // CONSTPROP_TOOLS_IMPORT_CHAIN_READER_HPP
