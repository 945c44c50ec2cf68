// The device's only function: which of four things 32 measurements show.
#include <constprop/constprop.hpp>

#include <array>
#include <cstdlib>  // the device's own headers come first, and are not the host's
#include <cstring>
#include <recognizer.hpp>

static_assert(recognizer_model::model::parameter_count == 1260);

extern "C" unsigned infer(const float* measured) {
    recognizer_model::model::input_type x;
    std::memcpy(x.data(), measured, sizeof x);
    return static_cast<unsigned>(constprop::classify(recognizer_model::net, x));
}
