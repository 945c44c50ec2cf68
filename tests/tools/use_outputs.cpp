// Models of several outputs, as a network that they share, and one for each.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <type_traits>

#include "actor_critic.hpp"
#include "classes_alone.hpp"
#include "detector.hpp"
#include "heat_alone.hpp"
#include "logits.hpp"
#include "maps.hpp"
#include "pixels.hpp"

namespace {

using namespace constprop;

// The layers that outputs share are in one network, whose outputs the others take.
static_assert(std::is_same_v<actor_critic_trunk_model::model,
                             network<linear<4, 8>, layer_norm, gelu, linear<8, 8>, constprop::tanh>>);
static_assert(std::is_same_v<actor_critic_action_model::model, network<linear<8, 2>, constprop::tanh>>);
static_assert(std::is_same_v<actor_critic_value_model::model, network<linear<8, 4>, relu, linear<4, 1>>>);
static_assert(std::is_same_v<pixels_trunk_model::model::output_type, pixels_boxes_model::model::input_type>);
static_assert(std::is_same_v<maps_trunk_model::model::output_type, maps_heat_model::model::input_type>);
// An output that another one is computed from is the trunk.
static_assert(std::is_same_v<logits_chances_model::model, network<scale<4>, softmax>>);

int failed = 0;

void expect(const char* what, bool holds) {
    if (holds) return;
    std::printf("%s\n", what);
    ++failed;
}

}  // namespace

int main() {
    expect("action", actor_critic_action_model::self_test());
    expect("value", actor_critic_value_model::self_test());
    expect("boxes", pixels_boxes_model::self_test());
    expect("classes", pixels_classes_model::self_test());
    expect("heat", maps_heat_model::self_test());
    expect("scores", maps_scores_model::self_test());
    expect("logits", logits_scores_model::self_test());
    expect("chances", logits_chances_model::self_test());

    // One after the other they are the model.
    const auto shared = logits_scores_model::net(logits_scores_model::check_inputs[0]);
    const auto chances = logits_chances_model::net(shared);
    float sum = 0;
    for (const float one : chances) sum += one;
    expect("chances sum to 1", sum > 0.9999F && sum < 1.0001F);

    // In integers, too: the scales between them are the same, and so are the integers of each output.
    std::array<std::int8_t, 50> x{};
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = static_cast<std::int8_t>(static_cast<int>(k * 37 % 256) - 128);
    const auto body = detector_trunk_model::net(x);
    expect("integers of the map", detector_heat_model::net(body) == heat_alone_model::net(x));
    expect("integers of the classes", detector_classes_model::net(body) == classes_alone_model::net(x));
    return failed == 0 ? 0 : 1;
}
