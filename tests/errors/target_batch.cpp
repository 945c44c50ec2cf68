// A batch with another number of targets than of inputs.
// says: target_fits<batch_of<8>::but_targets_number<7>>
// says: Make the two numbers equal.
// plainly: Batch of 8 but targets number 7.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 8>, cp::relu, cp::linear<8, 2>, cp::sigmoid>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out =
    cp::differentiate(net, cp::mse{}, std::array<model::input_type, 8>{}, std::array<model::output_type, 7>{});
#else
constexpr auto out =
    cp::differentiate(net, cp::mse{}, std::array<model::input_type, 8>{}, std::array<model::output_type, 8>{});
#endif
