// A recording in pieces, for a layer that begins at the end of it.
// says: sequence_is_whole<layer<0, bidirectional<lstm<1, 2>>>::sees_whole_sequences>
// says: Give a whole sequence<input_type, Steps>, without a state, and without steps<N>.
// plainly: Layer 0, bidirectional<lstm<1, 2>>, sees whole sequences.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;
using model = cp::network<cp::bidirectional<cp::lstm<1, 2>>, cp::linear<4, 1>>;

#ifdef WRONG
constexpr auto length = cp::steps<2>;
#else
constexpr auto length = cp::steps<4>;  // all that there are
#endif
constexpr std::array<cp::sequence<model::input_type, 4>, 1> x{};
constexpr std::array<cp::sequence<model::output_type, 4>, 1> y{};
constexpr auto net =
    cp::fit(cp::initialized<model>(cp::torch_default{.seed = 1}), cp::mse{}, cp::sgd{}, x, y, {}, length);
