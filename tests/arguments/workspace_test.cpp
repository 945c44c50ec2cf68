#include <constprop/arguments/workspace.hpp>
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ratio>
#include <type_traits>
#include <vector>

#include "agree.hpp"
#include "catch.hpp"

namespace {

namespace cp = constprop;

using model = cp::network<cp::linear<3, 6>, cp::batch_norm, cp::tanh, cp::dropout<std::ratio<1, 4>>, cp::linear<6, 2>>;
using recurrent = cp::network<cp::gru<2, 3>, cp::linear<3, 2>>;

constexpr std::size_t batch = 4;
constexpr std::array<model::input_type, 6> inputs{
    {{1, 2, 3}, {2, -1, 0}, {0, 1, 1}, {-2, 1, 4}, {3, 3, 0}, {1, 0, -1}}};
constexpr std::array<std::size_t, 6> classes{0, 1, 0, 0, 1, 1};
constexpr std::array<model::input_type, batch> first_inputs{inputs[0], inputs[1], inputs[2], inputs[3]};
constexpr std::array<std::size_t, batch> first_classes{0, 1, 0, 0};

/// Batch norms over images: a batch of these would take more than the stack is allowed to have.
using large = cp::network<cp::image<64, 64>, cp::conv2d<1, 8, cp::kernel<3>, cp::padding<1>>, cp::batch_norm, cp::relu,
                          cp::global_average_pool, cp::linear<8, 2>>;
constexpr std::size_t many = 16;
static_assert(cp::detail::bytes_of_slice<large, many>() > cp::kernels::stack_budget);

}  // namespace

TEST_CASE("a step in a workspace is the step on the stack, whatever the workspace held before") {
    constexpr auto in_memory = [](auto rule_) {
        model on_stack = cp::initialized<model>(cp::torch_default{.seed = 3}), in_workspace = on_stack;
        auto optimizer = cp::make_optimizer(on_stack, rule_);
        auto same_optimizer = optimizer;
        const auto memory = std::make_unique<cp::workspace<model, batch>>();
        for (std::uint64_t step = 0; step < 5; ++step) {
            const cp::pass of{.seed = 1, .step = step};
            const float loss =
                cp::train_step(on_stack, optimizer, cp::cross_entropy{}, first_inputs, first_classes, of);
            const float same = step % 2 == 0 ? cp::train_step(in_workspace, same_optimizer, cp::cross_entropy{},
                                                              first_inputs, first_classes, of, *memory)
                                             : cp::train_step(in_workspace, same_optimizer, cp::cross_entropy{},
                                                              first_inputs, first_classes, *memory, of);
            CHECK(loss == same);
        }
        CHECK(on_stack == in_workspace);
        CHECK(on_stack != cp::initialized<model>(cp::torch_default{.seed = 3}));
    };
    in_memory(cp::adam{.learning_rate = 0.01});
    in_memory(cp::with(cp::sgd{.learning_rate = 0.1, .momentum = 0.9}, cp::clip_norm{1}));
}

TEST_CASE("fit in a workspace gives the network that fit on the stack gives") {
    const auto net = cp::initialized<model>(cp::torch_default{.seed = 4});
    const auto memory = std::make_unique<cp::workspace<model, batch>>();
    const auto trained =
        cp::fit(net, cp::cross_entropy{}, cp::adam{}, inputs, classes, {.epochs = 3}, cp::batch<batch>);
    CHECK(trained ==
          cp::fit(net, cp::cross_entropy{}, cp::adam{}, inputs, classes, {.epochs = 3}, *memory, cp::batch<batch>));
    CHECK(trained != net);
}

TEST_CASE("sequences go through a workspace of as many rows as they have steps") {
    using steps = cp::sequence<recurrent::input_type, 5>;
    steps x{};
    for (std::size_t t = 0; t < 5; ++t) x.steps[t] = {float(t) / 4.0F, 1.0F - float(t) / 2.0F};
    recurrent on_stack = cp::initialized<recurrent>(cp::torch_default{.seed = 5}), in_workspace = on_stack;
    auto optimizer = cp::make_optimizer(on_stack, cp::sgd{.learning_rate = 0.1});
    auto same_optimizer = optimizer;
    const auto memory = std::make_unique<cp::workspace<recurrent, 5>>();
    recurrent::state_type state{}, same_state{};
    for (int k = 0; k < 3; ++k) {
        CHECK(cp::train_step(on_stack, optimizer, cp::cross_entropy{}, x, std::size_t{1}) ==
              cp::train_step(in_workspace, same_optimizer, cp::cross_entropy{}, x, std::size_t{1}, *memory));
        CHECK(
            cp::train_step(on_stack, optimizer, cp::cross_entropy{}, x, std::size_t{1}, state) ==
            cp::train_step(in_workspace, same_optimizer, cp::cross_entropy{}, x, std::size_t{1}, *memory, same_state));
    }
    CHECK(on_stack == in_workspace);
    CHECK(state == same_state);
    CHECK(state != recurrent::state_type{});
}

TEST_CASE("what the stack has no room for is trained in a workspace") {
    std::vector<large::input_type> pictures(2 * many);
    std::vector<std::uint8_t> sides(2 * many);
    cp::random draw(7);
    for (std::size_t n = 0; n < pictures.size(); ++n) {
        sides[n] = n % 2;
        for (float& pixel : pictures[n]) pixel = draw.uniform(1.0F) + (sides[n] == 0 ? 0.0F : 0.7F);
    }
    const auto memory = std::make_unique<cp::workspace<large, many>>();
    const auto net = cp::initialized<large>(cp::torch_default{.seed = 1});
    const auto trained = cp::fit(net, cp::cross_entropy{}, cp::adam{.learning_rate = 0.05}, pictures, sides,
                                 {.epochs = 8}, cp::batch<many>, *memory);
    CHECK(cp::evaluate(trained, cp::cross_entropy{}, pictures, sides) <
          0.8F * cp::evaluate(net, cp::cross_entropy{}, pictures, sides));
}

constexpr bool trains_in_constant_expressions = [] {
    using small = cp::network<cp::linear<3, 2>, cp::tanh, cp::linear<2, 2>>;
    small on_stack = cp::initialized<small>(cp::torch_default{}), in_workspace = on_stack;
    auto optimizer = cp::make_optimizer(on_stack, cp::sgd{.learning_rate = 0.1});
    auto same_optimizer = optimizer;
    cp::workspace<small, batch> memory;
    for (int k = 0; k < 2; ++k) {
        if (cp::train_step(on_stack, optimizer, cp::cross_entropy{}, first_inputs, first_classes) !=
            cp::train_step(in_workspace, same_optimizer, cp::cross_entropy{}, first_inputs, first_classes, memory))
            return false;
    }
    return on_stack == in_workspace;
}();
static_assert(trains_in_constant_expressions);
