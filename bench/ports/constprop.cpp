// What is timed as forward and SGD of 4-16-16-2 at batch 1, as one block of instructions each, between the comments that
// llvm-mca looks for.
#define BENCH_IMPLEMENTATION "constprop"
#include "../constprop.cpp"

#include "block.hpp"

namespace bench::constprop {

PORTS_BLOCK(forward, (const forward<ports::inference>& of, std::size_t n, std::array<float, 2>& to), to = of.run(n))
PORTS_BLOCK(step, (training<ports::step> & of, std::size_t n, float& to), to = of.run(n))

}  // namespace bench::constprop
