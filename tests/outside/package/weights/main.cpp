#include <trained.hpp>

int main() { return trained_model::self_test() ? 0 : 1; }
