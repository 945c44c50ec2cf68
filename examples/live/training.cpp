// What training.html calls: three chains learn the same points, with relu, tanh and sigmoid inside. Functions with C names, which
// a page finds in the WebAssembly.
#include <constprop/constprop.hpp>

#include <boost/hana/for_each.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

#include "points.hpp"

namespace cp = constprop;

namespace {

template <class F>
using shallow = cp::network<cp::linear<2, 16>, F, cp::linear<16, 16>, F, cp::linear<16, 1>, cp::sigmoid>;
template <class F>
using deep = cp::network<cp::linear<2, 16>, F, cp::linear<16, 16>, F, cp::linear<16, 16>, F, cp::linear<16, 16>, F,
                         cp::linear<16, 16>, F, cp::linear<16, 16>, F, cp::linear<16, 1>, cp::sigmoid>;

constexpr std::size_t batch_size = 32, batches = points::count / batch_size, side = 48;

points::labelled data;
float rate = 0;

/// The learning rate that the page shows, as a schedule: it may change at any step.
struct rate_of_page {
    template <class T> [[nodiscard]] constexpr T factor(std::size_t /*step*/) const noexcept { return T(rate); }
};

/// A network with its optimizer, and what the page draws of it.
template <class Network, class Rule, class Initializer> class learner {
    using rule = cp::with<Rule, rate_of_page>;
    Network net_;
    decltype(cp::make_optimizer(net_, rule(Rule{.learning_rate = 1}, rate_of_page{}))) optimizer_;

 public:
    explicit learner(std::uint64_t seed)
        : net_(cp::initialized<Network>(Initializer{.seed = seed})),
          optimizer_(cp::make_optimizer(net_, rule(Rule{.learning_rate = 1}, rate_of_page{}))) {}

    /// A step with the next batch; every epoch has its own order.
    void step(std::size_t number) {
        const cp::permutation order(points::count, 0, number / batches);
        std::array<typename Network::input_type, batch_size> x;
        std::array<typename Network::output_type, batch_size> y;
        for (std::size_t n = 0; n < batch_size; ++n) {
            const std::size_t from = order[number % batches * batch_size + n];
            x[n] = data.inputs[from], y[n] = data.targets[from];
        }
        cp::train_step(net_, optimizer_, cp::bce{}, x, y);
    }

    /// The loss over all points, the share that is right, and ‖∂ℓ/∂W⁽ⁱ⁾‖ of each layer.
    [[nodiscard]] std::vector<float> state() const {
        const auto of_all = cp::differentiate(net_, cp::bce{}, data.inputs, data.targets);
        std::vector<float> all{of_all.loss, float(cp::accuracy(net_, data.inputs, data.targets))};
        boost::hana::for_each(of_all.gradient.all_stages(), [&](const auto& stage_) {
            if (stage_.shape.weights == 0) return;
            double squares = 0;
            for (std::size_t k = 0; k < stage_.shape.weights; ++k) squares += std::pow(double(stage_.parameter(k)), 2);
            all.push_back(float(std::sqrt(squares)));
        });
        return all;
    }

    /// The network's outputs for the points of a grid over [−1.6, 1.6]², row by row from the top.
    [[nodiscard]] std::vector<float> picture() const {
        std::vector<float> all;
        const auto at = [](std::size_t k) { return 3.2F * (float(k) + 0.5F) / float(side) - 1.6F; };
        for (std::size_t row = 0; row < side; ++row)
            for (std::size_t column = 0; column < side; ++column) all.push_back(net_({at(column), -at(row)})[0]);
        return all;
    }
};

template <template <class> class Chain, class Rule>
using three =
    std::tuple<learner<Chain<cp::relu>, Rule, cp::kaiming_uniform>, learner<Chain<cp::tanh>, Rule, cp::xavier_uniform>,
               learner<Chain<cp::sigmoid>, Rule, cp::xavier_uniform>>;
std::variant<std::monostate, three<shallow, cp::plain_sgd>, three<shallow, cp::adam>, three<deep, cp::plain_sgd>,
             three<deep, cp::adam>>
    learners;

std::size_t steps = 0;
std::vector<float> shown;

/// Calls f for all three, or for one of them.
void for_all(const auto& f) {
    std::visit(
        [&](auto& chosen_) {
            if constexpr (!std::is_same_v<decltype(chosen_), std::monostate&>)
                std::apply([&](auto&... each_) { (f(each_), ...); }, chosen_);
        },
        learners);
}
const float* show(std::size_t which, const auto& f) {
    for_all([&](const auto& one_) {
        if (which-- == 0) shown = f(one_);
    });
    return shown.data();
}

}  // namespace

extern "C" {

/// New points and new weights. Patterns: moons, circle, xor, spiral. Chains: 2-16-16-1, and one with six hidden layers.
[[gnu::used]] void reset(int pattern, int is_deep, int by_adam, std::uint32_t seed) {
    data = points::drawn(static_cast<points::pattern>(pattern), seed);
    steps = 0;
    const auto start = [&]<class Three>(std::type_identity<Three>) { learners.emplace<Three>(seed, seed, seed); };
    if (is_deep == 0 && by_adam == 0) start(std::type_identity<three<shallow, cp::plain_sgd>>{});
    else if (is_deep == 0) start(std::type_identity<three<shallow, cp::adam>>{});
    else if (by_adam == 0) start(std::type_identity<three<deep, cp::plain_sgd>>{});
    else start(std::type_identity<three<deep, cp::adam>>{});
}

/// Training steps of all three networks; returns how many they have taken.
[[gnu::used]] std::size_t train(std::size_t count, float learning_rate) {
    rate = learning_rate;
    for (std::size_t n = 0; n < count; ++n, ++steps) for_all([](auto& one_) { one_.step(steps); });
    return steps;
}

/// Of network `which`: loss, share of points that are right, and the norm of each layer's gradient, `state_size` numbers.
[[gnu::used]] const float* state(std::size_t which) {
    return show(which, [](const auto& one_) { return one_.state(); });
}
[[gnu::used]] std::size_t state_size() { return shown.size(); }

/// A picture of `picture_side`² numbers from 0 to 1.
[[gnu::used]] const float* picture(std::size_t which) {
    return show(which, [](const auto& one_) { return one_.picture(); });
}
[[gnu::used]] std::size_t picture_side() { return side; }

/// The points, two coordinates each, one after the other; every second one is of the second class.
[[gnu::used]] const float* point_coordinates() { return data.inputs[0].data(); }
[[gnu::used]] std::size_t point_count() { return points::count; }
}
