// What a function of a program may execute: reads a disassembly, follows every call and jump from the function on, and looks
// for instructions of processors that are too new.
//
//     objdump -d --no-show-raw-insn program | reach FUNCTION sse2|avx2|avx512
//
// Prints how many functions are reached, and those with an instruction that the instruction set does not have, of which
// there may be none. With avx512 there have to be instructions on 512 bits: else nothing was looked at.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

using address = std::uint64_t;

struct function {
    std::string name;
    std::vector<std::string> instructions;
    std::set<address> mentioned;
};

/// Functions by where they begin, because those of unnamed namespaces share names. `call 1139 <f+0x4>` mentions 0x1139.
std::map<address, function> read_functions(std::istream& in) {
    std::map<address, function> functions;
    function* current = nullptr;
    for (std::string line; std::getline(in, line);) {
        const std::size_t tab = line.find('\t'), name = line.find('<');
        if (tab == std::string::npos) {
            if (!line.ends_with(">:")) continue;
            current = &functions[std::stoull(line, nullptr, 16)];
            current->name = line.substr(name + 1, line.size() - name - 3);
        } else if (current != nullptr) {
            current->instructions.push_back(line.substr(tab + 1));
            if (name == std::string::npos || name < 2) continue;
            const std::size_t before = line.find_last_of(" \t", name - 2);
            current->mentioned.insert(std::strtoull(line.c_str() + before + 1, nullptr, 16));
        }
    }
    return functions;
}

std::set<address> reached_from(const std::string& start, const std::map<address, function>& functions) {
    std::set<address> reached;
    std::vector<address> left;
    for (const auto& [at, one] : functions)
        if (one.name == start) left.push_back(at);
    while (!left.empty()) {
        auto at = functions.upper_bound(left.back());
        left.pop_back();
        if (at == functions.begin() || !reached.insert((--at)->first).second) continue;
        left.insert(left.end(), at->second.mentioned.begin(), at->second.mentioned.end());
    }
    return reached;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return std::cerr << "reach FUNCTION sse2|avx2|avx512\n", 2;
    const std::string start = arguments[1], machine = arguments[2];
    // Registers and masks that AVX-512 brings; what came between AVX and it; all that begins with v is AVX.
    const std::string wide = "zmm|[xy]mm(1[6-9]|2[0-9]|3[01])|%k[0-7]|\\{";
    const std::string scalar = "^(andn|bextr|bls(i|r|msk)|bzhi|pdep|pext|rorx|s[ah][lr]x|mulx|lzcnt|movbe)[lq]?\\b";
    const std::regex too_new(machine == "sse2"   ? "^v|^popcnt|^crc32|" + scalar + "|" + wide
                             : machine == "avx2" ? scalar + "|" + wide
                                                 : "zmm");

    const auto functions = read_functions(std::cin);
    const auto reached = reached_from(start, functions);
    std::size_t found = 0;
    for (const address at : reached)
        for (const std::string& instruction : functions.at(at).instructions)
            if (std::regex_search(instruction, too_new)) {
                ++found;
                if (machine != "avx512") std::cout << functions.at(at).name << " has " << instruction << "\n";
                break;
            }
    std::cout << start << " reaches " << reached.size() << " functions; " << found << " are for newer machines than "
              << (machine == "avx512" ? "avx2" : machine) << "\n";
    return reached.empty() || (found == 0) == (machine == "avx512") ? 1 : 0;
}
