// A network that is broken and used all the same: its one error is where it is broken.
// says: shapes_agree<layer<2, linear<9, 3>>::expects<9>::but_layer<0, linear<4, 8>>::gives<8>>
// plainly: Layer 2, linear<9, 3>, expects 9 but layer 0, linear<4, 8>, gives 8. Make the two numbers equal.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

#ifdef WRONG
using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<9, 3>>;
#else
using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 3>>;
#endif
constexpr model net = cp::initialized<model>(cp::zeros{});
constexpr cp::within<model, cp::parameter_bytes<512>> within_budget{};
constexpr auto output = net({1, 2, 3, 4});
constexpr auto same = net(std::array<float, 4>{});
constexpr auto all = net.trace({1, 2, 3, 4});
constexpr auto named = cp::classify(net, {1, 2, 3, 4});
constexpr auto slope = cp::differentiate(net, cp::cross_entropy{}, {1, 2, 3, 4}, 2);
constexpr auto loss = cp::evaluate(net, cp::mse{}, {1, 2, 3, 4}, {1, 0, 0});
constexpr auto copy = model::from_parameters(std::array<float, 67>{});
static_assert(cp::lint<model>::clean);
