#include "own.hpp"

int main() { return own::self_test() ? 0 : 1; }
