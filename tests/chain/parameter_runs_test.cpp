#include <constprop/chain/parameter_runs.hpp>

#include <array>
#include <cstddef>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

/// Each parameter lies within its run in storage, too: what the runs of all layers rest on.
template <class Network> bool runs_are_those_of_storage(const Network& net) {
    bool ok = true;
    boost::hana::for_each(net.all_stages(), [&](const auto& stage_) {
        std::size_t end = 0;
        for (const auto& run : stage_.runs) {
            ok = ok && run.begin == end && run.end > run.begin;
            for (std::size_t k = run.begin; k < run.end; ++k)
                ok = ok && stage_.position(k) >= run.begin && stage_.position(k) < run.end;
            end = run.end;
        }
        ok = ok && end == stage_.shape.parameters();
    });
    return ok;
}

template <class Network, std::size_t Position> constexpr auto lengths() {
    constexpr const auto& runs =
        cp::detail::parameter_runs<typename Network::template layer_type<Position>, Network::taken_by(Position)>;
    std::array<std::size_t, runs.size()> result{};
    for (std::size_t k = 0; k < runs.size(); ++k) result[k] = runs[k].end - runs[k].begin;
    return result;
}

using several =
    cp::network<cp::image<8, 8, 2>, cp::conv2d<2, 4, cp::kernel<3>>, cp::batch_norm, cp::relu,
                cp::depthwise_conv2d<4, cp::kernel<3>, cp::no_bias>, cp::transposed_conv2d<4, 3, cp::kernel<2>>,
                cp::prelu<3>, cp::layer_norm, cp::residual<cp::conv2d<3, 3, cp::kernel<1>>, cp::batch_norm>,
                cp::concatenate<cp::conv2d<3, 2, cp::kernel<1>>, cp::conv2d<3, 1, cp::kernel<1>>>, cp::flatten,
                cp::linear<75, 6>, cp::scale<6>, cp::linear<6, 2>>;
using over_time = cp::network<cp::gru<2, 5>, cp::lstm<5, 3, cp::no_bias>, cp::rnn<3, 4>,
                              cp::causal_conv1d<4, 3, cp::kernel<2>>, cp::linear<3, 2>>;

// The weights of linear, then its biases; gains are none, so that a batch norm is one run.
using chain = cp::network<cp::linear<3, 4>, cp::batch_norm, cp::residual<cp::linear<4, 4>, cp::tanh, cp::linear<4, 4>>>;
static_assert(lengths<chain, 0>() == std::array<std::size_t, 2>{12, 4});
static_assert(lengths<chain, 1>() == std::array<std::size_t, 1>{8});
static_assert(lengths<chain, 2>() == std::array<std::size_t, 4>{16, 4, 16, 4});
static_assert(lengths<over_time, 0>() == std::array<std::size_t, 2>{15 * 7, 2 * 15});

}  // namespace

TEST_CASE("each tensor of a layer has the same range of parameters in storage and in parameters()") {
    CHECK(runs_are_those_of_storage(several{}));
    CHECK(runs_are_those_of_storage(over_time{}));
    CHECK(runs_are_those_of_storage(chain{}));
}
