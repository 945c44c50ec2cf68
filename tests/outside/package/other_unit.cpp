#include "units.hpp"

float other_unit(const model& net) { return run(net); }
