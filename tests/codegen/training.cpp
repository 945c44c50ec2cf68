#include <constprop/constprop.hpp>

#include <utility>

// One step of gradient descent on one sample; see forward.cpp.
namespace constprop {
using model = network<CODEGEN_LAYERS>;
using descent = decltype(make_optimizer(std::declval<const model&>(), plain_sgd{}));
}  // namespace constprop
using constprop::descent;
using constprop::model;

extern "C" float training(model& net, descent& optimizer, const model::input_type& x, const model::output_type& y) {
    return constprop::train_step(net, optimizer, constprop::mse{}, x, y);
}
