#include "branched_networks.hpp"

#include <boost/hana/for_each.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>

#include "network_case.hpp"

/// A residual network, a densely connected one, and a U-shaped one, in training, against what PyTorch computes.
namespace {

namespace cp = constprop;
using namespace reference;
namespace expected = reference::branched_networks;

template <std::size_t In, std::size_t Out, class... Options>
using conv = cp::conv2d<In, Out, cp::kernel<3>, cp::padding<1>, Options...>;

template <std::size_t In, std::size_t Out>
using resnet_block = cp::add<cp::sequential<conv<In, Out, cp::stride<2>, cp::no_bias>, cp::batch_norm, cp::relu,
                                            conv<Out, Out, cp::no_bias>, cp::batch_norm>,
                             cp::conv2d<In, Out, cp::kernel<1>, cp::stride<2>>>;
using resnet8 = cp::basic_network<
    double, cp::image<16, 16, 3>, conv<3, 4, cp::no_bias>, cp::batch_norm, cp::relu,
    cp::residual<conv<4, 4, cp::no_bias>, cp::batch_norm, cp::relu, conv<4, 4, cp::no_bias>, cp::batch_norm>, cp::relu,
    resnet_block<4, 8>, cp::relu, resnet_block<8, 16>, cp::relu, cp::global_average_pool, cp::linear<16, 10>>;
using dense = cp::basic_network<double, cp::image<8, 8, 3>, conv<3, 4>,
                                cp::concatenate<cp::identity, cp::sequential<cp::batch_norm, cp::tanh, conv<4, 4>>>,
                                cp::concatenate<cp::identity, cp::sequential<cp::group_norm<2>, cp::tanh, conv<8, 4>>>,
                                cp::batch_norm, cp::tanh, cp::conv2d<12, 6, cp::kernel<1>>, cp::average_pool2d<2>,
                                cp::flatten, cp::layer_norm, cp::linear<96, 4>>;
using u_shaped = cp::basic_network<
    double, cp::image<8, 8, 2>, conv<2, 4>, cp::relu,
    cp::concatenate<
        cp::identity,
        cp::sequential<cp::max_pool2d<2>, conv<4, 6>, cp::batch_norm, cp::relu,
                       cp::concatenate<cp::identity, cp::sequential<cp::average_pool2d<2>, conv<6, 8>, cp::batch_norm,
                                                                    cp::relu, cp::upsample<2>>>,
                       conv<14, 4>, cp::tanh, cp::upsample<2>>>,
    cp::conv2d<8, 1, cp::kernel<1>>>;

/// As generate.py's `draw_branched`.
template <class Network> std::unique_ptr<Network> drawn_branched() {
    using T = typename Network::scalar;
    auto net = std::make_unique<Network>();
    std::size_t at = 0;
    boost::hana::for_each(net->all_stages(), [&](auto& stage_) {
        std::size_t k_ = 0;
        for (const cp::tensor& one_ : stage_.tensors) {
            if (!one_.is_trained()) continue;
            double scale_ = one_.rank == 1 ? 0.5 : 1;
            while (one_.rank > 1 && scale_ * scale_ * static_cast<double>(one_.fan_in) > 1) scale_ /= 2;
            const double shift_ = one_.as == cp::role::gain ? 1 : 0;
            for (std::size_t i = 0; i < one_.size(); ++i)
                stage_.parameter(k_++) = static_cast<T>(shift_ + scale_ * drawn(at++, 1));
        }
    });
    return net;
}

template <std::size_t P, std::size_t I, std::size_t S, std::size_t O> struct training_case {
    const double (&loss)[1];
    const double (&dp)[P];
    const double (&dx)[I];
    const double (&trained)[P];
    const double (&statistics)[S];
    const double (&deployed)[O];
};
template <std::size_t P, std::size_t I, std::size_t S, std::size_t O>
training_case(const double (&)[1], const double (&)[P], const double (&)[I], const double (&)[P], const double (&)[S],
              const double (&)[O]) -> training_case<P, I, S, O>;

template <class T, class Values, std::size_t Size> std::string apart(const Values& values, const double (&due)[Size]) {
    return apart_from_summary<T>([&](std::size_t k_) { return values[k_]; }, values.size(), due);
}

template <class Network, std::size_t Batch, class Loss, class Case> void check(const Loss& loss, const Case& due) {
    using T = typename Network::scalar;
    const auto net = drawn_branched<Network>();
    const auto x = drawn_rows<typename Network::input_type, Batch>(2);
    const auto y = drawn_targets<Network, Batch, Loss>();

    const auto gradient =
        std::make_unique<cp::differentiated<T, typename Network::gradient_type>>(cp::differentiate(*net, loss, x, y));
    CHECK(std::abs(static_cast<double>(gradient->loss) - due.loss[0]) <= (std::is_same_v<T, double> ? 1e-11 : 2e-5));
    CHECK(apart<T>(gradient->gradient.parameters(), due.dp) == "");
    std::array<typename Network::input_type, Batch> dx{};
    cp::detail::backpropagate<cp::detail::with_respect_to::input, Batch>(
        *net, loss, x.data(), y.data(), Batch, cp::detail::trained{}, cp::detail::none, cp::unasked{}, nullptr,
        [&](const auto* rows_) noexcept {
            for (std::size_t n_ = 0; n_ < Batch; ++n_) dx[n_] = rows_[n_];
        });
    CHECK(apart<T>(agreement::flat(dx), due.dx) == "");

    auto optimizer = cp::make_optimizer(*net, cp::plain_sgd{.learning_rate = 0.05});
    for (int step = 0; step < 10; ++step) cp::train_step(*net, optimizer, loss, x, y);
    CHECK(apart<T>(net->parameters(), due.trained) == "");
    CHECK(apart<T>(net->statistics(), due.statistics) == "");
    const auto all = drawn_rows<typename Network::input_type, 5>(2);
    CHECK(apart<T>(agreement::flat((*net)(all)), due.deployed) == "");
    // The same without the training's machinery.
    const auto small = std::make_unique<cp::inference_network<Network>>(cp::for_inference(*net));
    CHECK(apart<T>(agreement::flat((*small)(all)), due.deployed) == "");
}

template <class Network, class Loss, class Two, class Five>
void check_network(const Loss& loss, const Two& two, const Five& five) {
    check<Network, 2>(loss, two);
    check<Network, 5>(loss, five);
    check<cp::with_scalar<float, Network>, 2>(loss, two);
    check<cp::with_scalar<float, Network>, 5>(loss, five);
}

}  // namespace

TEST_CASE("PyTorch: ResNet-8") {
    using namespace expected;
    check_network<resnet8>(cp::cross_entropy{},
                           training_case{resnet8_two_loss, resnet8_two_dp, resnet8_two_dx, resnet8_two_trained,
                                         resnet8_two_statistics, resnet8_two_deployed},
                           training_case{resnet8_five_loss, resnet8_five_dp, resnet8_five_dx, resnet8_five_trained,
                                         resnet8_five_statistics, resnet8_five_deployed});
}

TEST_CASE("PyTorch: a densely connected network") {
    using namespace expected;
    check_network<dense>(cp::cross_entropy{},
                         training_case{dense_two_loss, dense_two_dp, dense_two_dx, dense_two_trained,
                                       dense_two_statistics, dense_two_deployed},
                         training_case{dense_five_loss, dense_five_dp, dense_five_dx, dense_five_trained,
                                       dense_five_statistics, dense_five_deployed});
}

TEST_CASE("PyTorch: a U-shaped network") {
    using namespace expected;
    check_network<u_shaped>(cp::mse{},
                            training_case{u_shaped_two_loss, u_shaped_two_dp, u_shaped_two_dx, u_shaped_two_trained,
                                          u_shaped_two_statistics, u_shaped_two_deployed},
                            training_case{u_shaped_five_loss, u_shaped_five_dp, u_shaped_five_dx, u_shaped_five_trained,
                                          u_shaped_five_statistics, u_shaped_five_deployed});
}
