// What is counted for the account of bench/firmware.md: `measured` is an inference, a training step, or nothing, which
// is what the others are compared with.
//
//     MODEL                  the type of the network, or DIGITS: a header with a trained one, in the namespace pruned_0_model
//     FORM                   with DIGITS: the form of the network that infers, one of the constants below
//     STREAM                 in place of MODEL: the type of a network with a state, of which an inference is one step
//     ACCOUNT_INFER, _TRAIN  what is measured
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cp = constprop;

#if defined(DIGITS)
#include DIGITS
using model = pruned_0_model::model;
#if !defined(FORM)
constexpr model net = pruned_0_model::net;
#else
constexpr const model& in_float = pruned_0_model::net;
constexpr cp::stored_as<cp::half, model> in_half(in_float);
constexpr cp::stored_as<cp::bfloat16, model> in_bfloat16(in_float);
constexpr cp::stored_as<cp::scaled_int8, model> in_scaled_int8(in_float);
constexpr auto samples = [] {
    std::array<model::input_type, 8> all{};
    for (std::size_t n = 0; n < all.size(); ++n)
        for (std::size_t k = 0; k < 64; ++k) all[n][k] = static_cast<float>((n * 7 + k * 29) % 83) / 83;
    return all;
}();
constexpr auto in_int8 = cp::quantize(in_float, samples);
constexpr auto in_int4 = cp::quantize(in_float, samples, cp::int4_weights<>{});
constexpr cp::with_scalar<cp::fixed<16, 16>, model> in_q16(in_float);
constexpr cp::with_scalar<cp::fixed<5, 10>, model> in_q5(in_float);
constexpr const auto& net = FORM;
#endif
using loss = cp::cross_entropy;
using target_type = std::size_t;
constexpr target_type target = 3;
#elif defined(STREAM)
using model = STREAM;
constexpr model net = cp::initialized<model>(cp::torch_default{.seed = 1});
#else
using model = MODEL;
constexpr model net = cp::initialized<model>(cp::torch_default{.seed = 1});
using loss = cp::mse;
using target_type = model::output_type;
constexpr target_type target{0.5F, -0.25F};
#endif

#if defined(FORM)
using network = std::remove_cvref_t<decltype(net)>;
// Networks of integers take and give integers, others their scalars.
template <class Network> constexpr bool has_parameters = requires(const Network& of) { of.parameters(); };
constexpr bool in_integers = !has_parameters<network>;
template <std::size_t Size>
using row = std::array<std::conditional_t<in_integers, std::int8_t, network::input_type::value_type>, Size>;
// Without zeros: software that multiplies floats is fast with those.
static constinit row<64> x = [] {
    row<64> values{};
    for (std::size_t k = 0; k < values.size(); ++k) {
        const std::size_t sixty_fourths = k * 29 % 64 + 1;
        if constexpr (in_integers) values[k] = static_cast<std::int8_t>(sixty_fourths);
        else values[k] = static_cast<float>(sixty_fourths) / 64;
    }
    return values;
}();
static row<10> y{};
#elif defined(STREAM)
static model::input_type x{0.5F};
static model::output_type y{};
[[maybe_unused]] static model::state_type state{};
#else
static model::input_type x{0.5F, -1, 0.25F, 2};
static model::output_type y{};
#endif

#if defined(ACCOUNT_INFER) && defined(STREAM)
extern "C" [[gnu::noinline]] void measured() { y = net(x, state); }
#elif defined(ACCOUNT_INFER)
extern "C" [[gnu::noinline]] void measured() { y = net(x); }
#elif defined(ACCOUNT_TRAIN)
static constinit model learner = net;
static constinit auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0.01});
static target_type wanted = target;
extern "C" [[gnu::noinline]] void measured() { y[0] = cp::train_step(learner, optimizer, loss{}, x, wanted); }
#else
extern "C" [[gnu::noinline]] void measured() { y = {}; }
#endif

int main() {
    measured();
    x[0] = y[0];
    measured();
    return 0;
}
