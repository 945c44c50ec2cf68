#include <trained.hpp>

int main() { return trained::self_test() ? 0 : 1; }
