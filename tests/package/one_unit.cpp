#include "units.hpp"

int main() { return run(model{}) == other_unit(model{}) ? 0 : 1; }
