// What is counted for the account of bench/firmware.md: `measured` is an inference, a training step, or nothing, which
// is what the others are compared with.
//
//     MODEL                  the type of the network, or DIGITS: a header with a trained one, in the namespace pruned_0_model
//     ACCOUNT_INFER, _TRAIN  what is measured
#include <constprop/constprop.hpp>

#include <cstddef>

namespace cp = constprop;

#if defined(DIGITS)
#include DIGITS
using model = pruned_0_model::model;
constexpr model net = pruned_0_model::net;
using loss = cp::cross_entropy;
using target_type = std::size_t;
constexpr target_type target = 3;
#else
using model = MODEL;
constexpr model net = cp::initialized<model>(cp::torch_default{.seed = 1});
using loss = cp::mse;
using target_type = model::output_type;
constexpr target_type target{0.5F, -0.25F};
#endif

static model::input_type x{0.5F, -1, 0.25F, 2};
static model::output_type y{};

#if defined(ACCOUNT_INFER)
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
