// Calls whose result is all that they do, and calls that do something.
#include <constprop/constprop.hpp>
#include <constprop/host/chart.hpp>
#include <constprop/host/derivation.hpp>
#include <constprop/host/summary.hpp>
#include <constprop/testing/gradient_error.hpp>

#include <array>

namespace cp = constprop;

using model = cp::network<cp::linear<4, 3>, cp::sigmoid>;
constexpr model constant{};
constexpr cp::constant_network<constant> in_code;

void discard(model net, const model::input_type& x, const model::output_type& y) {
    const std::array inputs{x, x};
    const std::array targets{y, y};
    const std::array classes{0, 1};
    // clang-format off
    net(x);  // discarded
    net(inputs);  // discarded
    net({1, 2, 3, 4});  // discarded
    net.trace(x);  // discarded
    net.parameters();  // discarded
    net.layer<0>();  // discarded
    net.layer<0>().weight(0, 0);  // discarded
    net.layer<0>().bias(0);  // discarded
    net.layer<0>().parameter(0);  // discarded
    model::from_parameters(net.parameters());  // discarded
    model::shape_of(0);  // discarded
    in_code(x);  // discarded
    cp::initialized<model>(cp::torch_default{.seed = 1});  // discarded
    cp::differentiate(net, cp::mse{}, x, y);  // discarded
    cp::differentiate_input(net, cp::mse{}, x, y);  // discarded
    cp::evaluate(net, cp::mse{}, x, y);  // discarded
    cp::fit(net, cp::mse{}, cp::sgd{}, inputs, targets, {.epochs = 2});  // discarded
    cp::fit(net, cp::mse{}, cp::sgd{}, inputs, targets, cp::batch<2>);  // discarded
    cp::classify(net, x);  // discarded
    cp::classify(in_code, x);  // discarded
    cp::predicted_class<model>(y);  // discarded
    cp::accuracy(net, inputs, classes);  // discarded
    cp::confusion_matrix(net, inputs, classes);  // discarded
    cp::checked(net, x);  // discarded
    cp::prune(net, cp::below{.magnitude = 0.1});  // discarded
    cp::prune(net, cp::smallest{.fraction = 0.1});  // discarded
    cp::count_nonzero_weights(net);  // discarded
    cp::freeze_before<constant, 1>();  // discarded
    cp::thaw(net);  // discarded
    cp::make_optimizer(net, cp::sgd{});  // discarded
    cp::gradient_error<model>(cp::mse{}, 1);  // discarded
    cp::lint<model>::finds(cp::suspicion::one_unit, 0);  // discarded
    cp::host::summary<model>();  // discarded
    cp::host::draw(cp::host::line_chart{});  // discarded
    cp::host::derivation<model, cp::mse>::text();  // discarded
    cp::host::derivation<model, cp::mse>::latex();  // discarded
    // clang-format on

    auto optimizer = cp::make_optimizer(net, cp::sgd{});
    cp::train_step(net, optimizer, cp::mse{}, x, y);
    optimizer.step(net, cp::differentiate(net, cp::mse{}, x, y).gradient);
    cp::random draw(1);
    draw.bits();
}
