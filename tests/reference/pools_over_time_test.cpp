#include "pools_over_time.hpp"

#include "recurrent_case.hpp"

namespace cp = constprop;

TEST_CASE("pools over time compute what PyTorch does, forward, back through time, and in training") {
    namespace of = reference::pools_over_time;
    reference::check_recurrent<cp::linear<2, 6>, cp::causal_max_pool1d<4>, cp::linear<6, 2>>(of::greatest);
    reference::check_recurrent<cp::linear<2, 6>, cp::causal_average_pool1d<4>, cp::linear<6, 2>>(of::average);
    reference::check_recurrent<cp::linear<2, 6>, cp::causal_average_pool1d<7, cp::count_padding>, cp::linear<6, 2>>(
        of::average_with_padding);
    reference::check_recurrent<cp::linear<2, 6>, cp::cumulative_max, cp::linear<6, 6>, cp::cumulative_mean,
                               cp::linear<6, 2>>(of::cumulative);
    reference::check_recurrent<cp::bidirectional<cp::gru<2, 3>>, cp::cumulative_mean, cp::linear<6, 2>>(
        of::mean_of_both_ways);
}
