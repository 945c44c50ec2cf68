// Inferences and training steps as functions whose cost is counted. The program runs each once and prints its address, and
// from how many to how many bytes of stack it may take by what `footprint` says of its network; see ../count.cmake.
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>

#include "print.hpp"

namespace cp = constprop;

// Small; of a usual size; deep; of odd sizes, shallow and deep; with a hidden layer whose sums take more than its values; with
// many outputs; with parameters that no product has; and with a convolution.
using small = cp::network<cp::linear<4, 8>, cp::tanh, cp::linear<8, 3>>;
using usual = cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>>;
using deep = cp::network<cp::linear<4, 16>, cp::relu, cp::linear<16, 16>, cp::relu, cp::linear<16, 16>, cp::sigmoid,
                         cp::linear<16, 12>, cp::relu, cp::linear<12, 16>, cp::relu, cp::linear<16, 2>>;
using odd = cp::network<cp::linear<7, 13>, cp::sigmoid, cp::linear<13, 5>, cp::softmax>;
using uneven = cp::network<cp::linear<5, 30>, cp::relu, cp::linear<30, 17>, cp::relu, cp::linear<17, 11>, cp::relu,
                           cp::linear<11, 9>>;
using wide = cp::network<cp::linear<16, 64>, cp::relu, cp::linear<64, 4>>;
using broad = cp::network<cp::linear<3, 20>, cp::gelu_tanh, cp::linear<20, 50>, cp::log_softmax>;
using scaled = cp::network<cp::scale<6>, cp::linear<6, 9>, cp::tanh, cp::linear<9, 2>>;
using image =
    cp::network<cp::image<6, 6, 1>, cp::conv2d<1, 4, cp::kernel<3, 3>>, cp::relu, cp::flatten, cp::linear<64, 3>>;

// Over time.
using gated = cp::network<cp::gru<3, 12>, cp::linear<12, 2>>;
using celled = cp::network<cp::lstm<3, 10>, cp::linear<10, 2>>;
using temporal = cp::network<cp::causal_conv1d<2, 8, cp::kernel<3>>, cp::relu,
                             cp::causal_conv1d<8, 8, cp::kernel<3>, cp::dilation<2>>, cp::relu, cp::linear<8, 2>>;

// A signal as a sequence.
using steps = cp::network<cp::signal<8, 3>, cp::over_time<cp::gru<3, 8>, cp::last_step>, cp::linear<8, 2>>;

constexpr small constant = cp::initialized<small>(cp::kaiming_uniform{.seed = 1});
using half_frozen = cp::network<cp::frozen<constant, 0>, cp::tanh, cp::linear<8, 3>>;

template <class Rule> constexpr Rule rule{};
template <class Rule, class... Modifiers>
constexpr cp::with<Rule, Modifiers...> rule<cp::with<Rule, Modifiers...>>{Rule{}, Modifiers{}...};

/// What a function works on. All of them have one place in turn.
template <class Network> struct inference {
    Network net{};
    typename Network::input_type x{};
    typename Network::output_type y{};
};
template <class Network, class Rule, std::size_t Samples, class Target> struct training {
    using optimizer_type = decltype(cp::make_optimizer(Network{}, rule<Rule>));

    Network net{};
    optimizer_type optimizer = cp::make_optimizer(Network{}, rule<Rule>);
    std::array<typename Network::input_type, Samples> x{};
    std::array<Target, Samples> y{};
    float loss = 0;
};
template <class Network> struct streaming : inference<Network> {
    typename Network::state_type state{};
};
template <class Network, class Rule, std::size_t Steps> struct training_over_time {
    using optimizer_type = decltype(cp::make_optimizer(Network{}, rule<Rule>));

    Network net{};
    optimizer_type optimizer = cp::make_optimizer(Network{}, rule<Rule>);
    cp::sequence<typename Network::input_type, Steps> x{};
    cp::sequence<typename Network::output_type, Steps> y{};
    float loss = 0;
};
alignas(64) static std::byte place[34'000];
template <class State> State& here() { return *std::launder(static_cast<State*>(static_cast<void*>(place))); }

/// Numbers that round, and no zeros.
static float number(std::size_t k) { return static_cast<float>(static_cast<int>(k * 29 % 83) - 41) / 87 + 0.001F; }
template <class Row> static void set(Row& row) {
    for (std::size_t k = 0; k < row.size(); ++k) row[k] = number(k);
}
static void set(std::size_t& index) { index = 1; }
template <class State> [[gnu::noinline]] static State& make() {
    static_assert(sizeof(State) <= sizeof place);
    State& state = *::new (place) State{};
    std::size_t k = 0;
    cp::for_each_parameter([&](float& parameter_) { parameter_ = number(++k) / 2; }, state.net);
    return state;
}

template <class Network> [[gnu::noinline]] static void infer() {
    auto& all = here<inference<Network>>();
    all.y = all.net(all.x);
}
template <class Network> [[gnu::noinline]] static void infer_step() {
    auto& all = here<streaming<Network>>();
    all.y = all.net(all.x, all.state);
}
template <class Network, class Rule, std::size_t Steps> [[gnu::noinline]] static void learn_over_time() {
    auto& all = here<training_over_time<Network, Rule, Steps>>();
    all.loss = cp::train_step(all.net, all.optimizer, cp::mse{}, all.x, all.y);
}
template <class Network> [[gnu::noinline]] static void infer_checked() {
    auto& all = here<inference<Network>>();
    if (const auto y = cp::checked(all.net, all.x, {-9.0F, 9.0F})) all.y = y.output;
}
template <class Network> [[gnu::noinline]] static void infer_constant() {
    auto& all = here<inference<Network>>();
    all.y = cp::constant_network<constant>{}(all.x);
}
template <class Network, class Rule, class Loss, std::size_t Samples, class Target>
[[gnu::noinline]] static void learn() {
    auto& all = here<training<Network, Rule, Samples, Target>>();
    if constexpr (Samples == 1) all.loss = cp::train_step(all.net, all.optimizer, Loss{}, all.x[0], all.y[0]);
    else all.loss = cp::train_step(all.net, all.optimizer, Loss{}, all.x, all.y);
}
template <class Network, class Rule, class Loss, std::size_t Samples, std::size_t Batch>
[[gnu::noinline]] static void fit() {
    auto& all = here<training<Network, Rule, Samples, typename Network::output_type>>();
    all.net = cp::fit(all.net, Loss{}, rule<Rule>, all.x, all.y, {.epochs = 2}, cp::batch<Batch>);
}

/// Calls the function, and says what it may take: in this order, because compilers make a jump of what is called last.
static void count(const char* name, void (*function)(), std::size_t most, std::size_t slack) {
    function();
    const auto address = reinterpret_cast<std::uintptr_t>(function);
    print(name), print(" "), print(static_cast<std::uint32_t>(address - address % 2));
    print(" "), print(static_cast<std::uint32_t>(most > slack ? most - slack : 0));
    print(" "), print(static_cast<std::uint32_t>(most)), print("\n");
}

// What footprint.hpp says of how much more its numbers are.
constexpr std::size_t inference_slack = 576, training_slack = cp::kernels::has_helium ? 2048 : 1024;

template <class Network> static void count_inference(const char* name, void (*function)() = infer<Network>) {
    set(make<inference<Network>>().x);
    count(name, function, cp::footprint<Network>::inference_ram, inference_slack);
}
template <class State> static void make_training() {
    auto& state = make<State>();
    for (auto& x : state.x) set(x);
    for (auto& y : state.y) set(y);
}
template <class Network, class Rule, class Loss, std::size_t Samples = 1, class Target = typename Network::output_type>
static void count_step(const char* name) {
    using cost = cp::footprint<Network, Rule, Samples>;
    using state = training<Network, Rule, Samples, Target>;
    make_training<state>();
    count(name, learn<Network, Rule, Loss, Samples, Target>,
          cost::training_ram - sizeof(typename state::optimizer_type), training_slack);
}
template <class Network> static void count_stream(const char* name) {
    set(make<streaming<Network>>().x);
    count(name, infer_step<Network>, cp::footprint<Network>::inference_ram, inference_slack);
}
template <class Network, class Rule, std::size_t Steps> static void count_over_time(const char* name) {
    using cost = cp::footprint<Network, Rule, 1, Steps>;
    using state = training_over_time<Network, Rule, Steps>;
    auto& all = make<state>();
    for (std::size_t t = 0; t < Steps; ++t) set(all.x[t]), set(all.y[t]);
    count(name, learn_over_time<Network, Rule, Steps>, cost::training_ram - sizeof(typename state::optimizer_type),
          training_slack);
}
template <class Network, class Rule, class Loss, std::size_t Samples, std::size_t Batch>
static void count_fit(const char* name) {
    make_training<training<Network, Rule, Samples, typename Network::output_type>>();
    count(name, fit<Network, Rule, Loss, Samples, Batch>, cp::footprint<Network, Rule, Batch>::fit_ram, training_slack);
}

/// Goes deeper than all of them, in a few frames: what is counted later must not be measured from there.
[[gnu::noinline]] static void dig(std::uint32_t frames) {
    volatile std::uint32_t hole[250];
    hole[0] = frames - 1;
    if (hole[0] > 0) dig(hole[0]);
    hole[0] = 0;
}

int main() {
    dig(8);
    count_inference<usual>("infer_usual");  // the first: its instructions are limited
    count_inference<small>("infer_small");
    count_inference<deep>("infer_deep");
    count_inference<odd>("infer_odd");
    count_inference<wide>("infer_wide");
    count_inference<broad>("infer_broad");
    count_inference<image>("infer_image");
    count_inference<steps>("infer_steps");
    count_inference<odd>("checked_odd", infer_checked<odd>);
    count_inference<small>("constant_small", infer_constant<small>);

    count_stream<gated>("stream_gated");
    count_stream<celled>("stream_celled");
    count_stream<temporal>("stream_temporal");

    count_step<usual, cp::plain_sgd, cp::mse>("learn_usual");
    count_step<small, cp::sgd, cp::mse>("sgd_small");
    count_step<usual, cp::sgd, cp::mse>("sgd_usual");
    count_step<deep, cp::sgd, cp::mse>("sgd_deep");
    count_step<odd, cp::sgd, cp::mse>("sgd_odd");
    count_step<uneven, cp::sgd, cp::mse>("sgd_uneven");
    count_step<wide, cp::sgd, cp::mse>("sgd_wide");
    count_step<broad, cp::sgd, cp::nll, 1, std::size_t>("sgd_broad");
    count_step<half_frozen, cp::sgd, cp::mse>("sgd_half_frozen");
    count_step<scaled, cp::sgd, cp::mse>("sgd_scaled");
    count_step<image, cp::sgd, cp::mse>("sgd_image");
    count_step<steps, cp::sgd, cp::mse>("sgd_steps");
    count_step<small, cp::adam, cp::mse>("adam_small");
    count_step<usual, cp::adam, cp::cross_entropy, 1, std::size_t>("adam_usual");
    count_step<deep, cp::adam, cp::mse>("adam_deep");
    count_step<odd, cp::adam, cp::mse>("adam_odd");
    count_step<wide, cp::adam, cp::mse>("adam_wide");
    count_step<broad, cp::adam, cp::nll, 1, std::size_t>("adam_broad");

    count_step<small, cp::sgd, cp::mse, 4>("batch_small");
    count_step<usual, cp::plain_sgd, cp::mse, 4>("batch_usual");
    count_step<deep, cp::adam, cp::mse, 4>("batch_deep");
    count_step<odd, cp::sgd, cp::mse, 3>("batch_odd");
    count_step<wide, cp::sgd, cp::mse, 4>("batch_wide");
    count_step<scaled, cp::sgd, cp::mse, 3>("batch_scaled");
    count_step<image, cp::adam, cp::mse, 2>("batch_image");

    count_over_time<gated, cp::sgd, 8>("time_gated");
    count_over_time<celled, cp::adam, 6>("time_celled");
    count_over_time<temporal, cp::sgd, 8>("time_temporal");

    count_step<small, cp::with<cp::plain_sgd, cp::clip_norm>, cp::mse>("clip_small");
    count_step<odd, cp::with<cp::adam, cp::clip_norm>, cp::mse, 3>("clip_odd");
    count_fit<small, cp::adam, cp::mse, 10, 4>("fit_small");
    count_fit<odd, cp::plain_sgd, cp::mse, 3, 1>("fit_odd");
    return 0;
}
