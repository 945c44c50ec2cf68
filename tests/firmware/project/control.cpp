// Functions by the names of those that firmware must not contain; see ../symbols.cmake.
#include <cstddef>

extern "C" {
[[gnu::used, gnu::noinline]] void* malloc(std::size_t /*bytes*/) { return nullptr; }
[[gnu::used, gnu::noinline]] float expf(float x) { return x; }
[[gnu::used, gnu::noinline]] void throw_something() asm("__cxa_throw");
[[gnu::used, gnu::noinline]] void throw_something() {}
[[gnu::used, gnu::noinline]] void delete_something() asm("_ZdlPv");
[[gnu::used, gnu::noinline]] void delete_something() {}
}

static volatile double factor = 1;

int main() {
    delete_something();
    factor = factor * factor;
    throw_something();
    return malloc(1) == nullptr && expf(1) > 0 ? 0 : 1;
}
