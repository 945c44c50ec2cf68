// A claim about one parameter that returns the whole gradient.
// says: claim_is_an_array<type<basic_network<float, linear<4, 2>>>::is_no_array>
// says: A claim returns the gradient of one parameter
// plainly: is no array. Return values that can be indexed.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>
#include <constprop/host/check_gradient.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 2>>;
const auto biases = [](const model& net, const auto& x, const auto& y) {
    const auto gradient = cp::differentiate(net, cp::mse{}, x, y).gradient;
#ifdef WRONG
    return gradient;
#else
    return std::array{gradient.template layer<0>().bias(0), gradient.template layer<0>().bias(1)};
#endif
};
const auto verdict = cp::host::check_gradient(model{}, cp::mse{}, cp::host::claim_biases<1>(biases));
