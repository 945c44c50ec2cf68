// Everything that can be done with a network whose parameters take as much as the stack has: 2,012,010 floats, 8 MB.
#include <constprop/constprop.hpp>
#if defined(WITH_SAFETENSORS)
#include <constprop/host/safetensors.hpp>

#include <cstdlib>
#include <filesystem>
#endif

#include <array>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <vector>

namespace cp = constprop;

namespace {

using model = cp::network<cp::linear<1000, 1000>, cp::relu, cp::linear<1000, 1000>, cp::relu, cp::linear<1000, 10>>;
static_assert(sizeof(model) > 8'000'000);

model resident;  // of static storage
decltype(cp::make_optimizer(resident, cp::adam{})) adam = cp::make_optimizer(resident, cp::adam{.learning_rate = 1e-4});

int failures = 0;
void check(bool holds, const char* what) {
    if (holds) return;
    std::printf("%s: no\n", what);
    ++failures;
}

std::vector<model::input_type> inputs() {
    std::vector<model::input_type> all(6);
    cp::random draw(7);
    for (auto& x : all)
        for (float& value : x) value = draw.uniform(1.0F);
    return all;
}

}  // namespace

int main() {
    const std::vector<model::input_type> x = inputs();
    const std::vector<std::size_t> classes{0, 1, 2, 3, 4, 5};

    // Initialized in its place, or made by value where it is to lie.
    cp::initialize(resident, cp::kaiming_uniform{.seed = 1});
    const std::unique_ptr<model> made(new model(cp::initialized<model>(cp::kaiming_uniform{.seed = 1})));
    check(*made == resident, "initialize is initialized");
    made->layer<4>().bias(9) += 1;
    check(!(*made == resident), "networks that differ in the last parameter differ");

    // All parameters at once, in an array that lies elsewhere.
    const std::unique_ptr<model::parameter_type> values(new model::parameter_type(resident.parameters()));
    const std::unique_ptr<model> again(new model(model::from_parameters(*values)));
    check(*again == resident, "from_parameters takes back what parameters gave");
    *made = resident;
    check(*made == resident, "assignment");

    // Trained step by step, on one sample and on a batch, by rules with memory and without.
    const cp::cross_entropy loss;
    const float before = cp::evaluate(resident, loss, x, classes);
    auto plain = cp::make_optimizer(resident, cp::plain_sgd{.learning_rate = 1e-3});
    cp::train_step(resident, adam, loss, x[0], classes[0]);
    cp::train_step(resident, adam, loss, std::array{x[1], x[2]}, std::array{classes[1], classes[2]});
    cp::train_step(resident, plain, loss, x[3], classes[3]);
    const std::unique_ptr<decltype(cp::make_optimizer(resident, cp::sgd{}))> sgd(
        new auto(cp::make_optimizer(resident, cp::sgd{.learning_rate = 1e-4, .momentum = 0.9})));
    cp::train_step(resident, *sgd, loss, x[4], classes[4]);
    check(cp::evaluate(resident, loss, x, classes) < before, "training makes the loss less");
    check(cp::accuracy(resident, x, classes) >= 0, "accuracy");
    check(resident(x[0]) == resident.trace(x[0]).output(), "an inference is the end of a trace");

    // A run of training, whose result lies where it is made.
    const std::unique_ptr<model> fitted(
        new model(cp::fit(*again, loss, cp::plain_sgd{.learning_rate = 1e-3}, x, classes, {.epochs = 2}, cp::batch<3>,
                          [](const cp::progress<model>& now) { return !now.diverged; })));
    check(cp::evaluate(*fitted, loss, x, classes) < before, "fit makes the loss less");

    // Pruned by magnitude: half of the weights.
    const std::unique_ptr<model> sparse(new model(cp::prune(*fitted, cp::smallest{.fraction = 0.5})));
    check(cp::count_nonzero_weights(*sparse) == 1'005'000, "half of the weights are 0");
    const std::unique_ptr<model> sparser(new model(cp::prune(*fitted, cp::below{.magnitude = 10})));
    check(cp::count_nonzero_weights(*sparser) == 0, "no weight is as large as 10");
    const auto narrow = cp::prune(cp::network<cp::linear<4, 3>, cp::relu, cp::linear<3, 2>>{}, cp::keep_units<0, 2>{});
    check(narrow.layer<0>().shape.outputs == 2, "units");

#if defined(WITH_SAFETENSORS)
    char folder[] = "/tmp/large-XXXXXX";
    check(mkdtemp(folder) != nullptr, "a folder for files");
    const auto file = std::filesystem::path(folder) / "large.safetensors";
    cp::host::save_safetensors(file, *fitted);
    cp::host::load_safetensors(file, *made);
    check(*made == *fitted, "a file gives back what was saved");
    std::filesystem::remove_all(folder);
#endif
    return failures == 0 ? 0 : 1;
}
