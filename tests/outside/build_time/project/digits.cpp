#include "digits.hpp"

#include <constprop/constprop.hpp>

namespace cp = constprop;

namespace digits {

model::output_type infer(const model& net, const model::input_type& x) { return net(x); }

model train(std::span<const model::input_type> images, std::span<const std::size_t> classes) {
    return cp::fit(cp::initialized<model>(cp::kaiming_uniform{}), cp::cross_entropy{}, cp::adam{.learning_rate = 0.01},
                   images, classes, {.epochs = 30});
}

}  // namespace digits
