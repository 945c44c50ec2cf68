#include "own.hpp"

int main() { return own_model::self_test() ? 0 : 1; }
