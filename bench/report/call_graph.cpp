#include "call_graph.hpp"

#include <constprop/host/error.hpp>

#include <algorithm>
#include <functional>
#include <string>

namespace report {
namespace {

using constprop::host::error;

/// What stands between quotation marks after a word: `word: "…"`; empty where the word is not there.
std::string_view quoted(std::string_view line, std::string_view word) {
    const std::string opening = std::string(word) + ": \"";
    const auto begin = line.find(opening);
    if (begin == std::string_view::npos) return {};
    line.remove_prefix(begin + opening.size());
    return line.substr(0, line.find('"'));
}

constexpr std::size_t no_constant = ~std::size_t{0};

/// The bytes in a label that ends with `\n152 bytes (static)`: what is dynamic has no constant.
std::size_t bytes_in(std::string_view label) {
    const auto begin = label.rfind("\\n");
    std::string_view last = begin == std::string_view::npos ? label : label.substr(begin + 2);
    if (last.find("(static)") == std::string_view::npos) return no_constant;
    std::size_t bytes = 0;
    for (const char c : last.substr(0, last.find(' '))) bytes = bytes * 10 + static_cast<std::size_t>(c - '0');
    return bytes;
}

}  // namespace

call_graph call_graph::read(std::string_view text, const std::string& where) {
    if (!text.starts_with("graph: {"))
        throw error(where, "this is no call graph", "what g++ writes with -fcallgraph-info=su",
                    "Compile with that option.");
    call_graph graph;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        // An ellipse is a function that is only declared.
        if (line.starts_with("node: ") && line.find("shape : ellipse") == std::string_view::npos)
            graph.stack_[std::string(quoted(line, "title"))] = bytes_in(quoted(line, "label"));
        else if (line.starts_with("edge: "))
            graph.calls_[std::string(quoted(line, "sourcename"))].emplace(quoted(line, "targetname"));
    }
    return graph;
}

std::size_t call_graph::most_stack(const std::string& function) const {
    if (!stack_.contains(function))
        throw error(function, "the call graph has no such function", "one that is compiled", "Name another.");
    std::set<std::string> on_the_way;
    const std::function<std::size_t(const std::string&)> most = [&](const std::string& at) -> std::size_t {
        const auto own = stack_.find(at);
        if (own == stack_.end()) return 0;
        if (own->second == no_constant)
            throw error(at, "its stack is no constant", "a function without alloca", "Write it without.");
        if (!on_the_way.insert(at).second)
            throw error(at, "it is called by what it calls", "a chain of calls that ends", "Write it as a loop.");
        std::size_t below = 0;
        if (const auto calls = calls_.find(at); calls != calls_.end())
            for (const std::string& called : calls->second) below = std::max(below, most(called));
        on_the_way.erase(at);
        return own->second + below;
    };
    return most(function);
}

}  // namespace report
