#include <constprop/constprop.hpp>

#include <array>

// What calls `fit`, and goes on: 330 parameters are trained by Adam, which remembers 660 values; see forward.cpp.
namespace constprop {
using model = network<CODEGEN_LAYERS>;
}  // namespace constprop
using constprop::model;

extern "C" void fitting(model& net, const std::array<model::input_type, 40>& x,
                        const std::array<model::output_type, 40>& y) {
    net = constprop::fit(net, constprop::mse{}, constprop::adam{.learning_rate = 0.01}, x, y, {.epochs = 2});
}
