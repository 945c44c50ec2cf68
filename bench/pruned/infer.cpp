// One inference of handwritten digits as one function, whose instructions and bytes are counted; see count.cmake. The
// function stands alone in its object file, with the constants that it needs.
#include "infer.hpp"

extern "C" void infer(const model::input_type& x, model::output_type& y) { y = network(x); }
