#include <cstddef>
#include <cstring>

// Everything that the other units must not have, so that the check is seen to find it: a loop whose length only the
// caller knows, a call of a function that is elsewhere, and a kilobyte of stack.
extern "C" void control(float* y, const unsigned char* x, std::size_t size, int value) {
    unsigned char room[1024];
    std::memset(room, value, size);
    for (std::size_t k = 0; k < size; ++k) y[k] = y[k] * y[k] + static_cast<float>(room[x[k]]);
}
