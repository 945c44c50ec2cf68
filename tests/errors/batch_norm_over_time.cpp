// Batch statistics of sequences, which go through a network one after the other.
// says: sequences_go_alone<layer<1, batch_norm>::sees_whole_batches>
// says: Take layer_norm, or learn with fixed statistics: freeze_statistics(net).
// plainly: Layer 1, batch_norm, sees whole batches.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>

namespace cp = constprop;

#ifdef WRONG
using normalization = cp::batch_norm;
#else
using normalization = cp::layer_norm;
#endif

using model = cp::network<cp::gru<1, 2>, normalization, cp::linear<2, 1>>;
constexpr std::array<cp::sequence<model::input_type, 2>, 2> x{};
constexpr std::array<cp::sequence<model::output_type, 2>, 2> y{};
constexpr auto found = cp::differentiate(model{}, cp::mse{}, x, y);
