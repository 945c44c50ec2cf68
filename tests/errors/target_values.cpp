// Values for a loss that takes a class index.
// says: target_fits<loss<nll>::takes_a_class_index::but_target_is<std::array<float, 3>>>
// says: Give that, or use cross_entropy
// plainly: Loss nll takes a class index but target is std::array<float, 3>.
// errors: 1
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 3>, cp::log_softmax>;
constexpr model net{};
constexpr model::input_type x{};

#ifdef WRONG
constexpr auto out = cp::differentiate(net, cp::nll{}, x, std::array{0.0F, 1.0F, 0.0F});
#else
constexpr auto out = cp::differentiate(net, cp::nll{}, x, 1);
#endif
