// How far answers are from constant evaluation where the compiler may fuse a multiplication and an addition into one
// operation that rounds once: outputs, and what ten steps of training make of the parameters. For a bare core and for a
// host. Prints the greatest |difference| / max(1, |value|) as a hexadecimal number of 2^-24, half of the last digit at 1.
#include "answers.hpp"
#include "print.hpp"

static volatile std::size_t unknown_zero = 0;

// 2^-22, as docs/firmware.md says.
static constexpr std::uint32_t bound = 4;

template <class Model> struct values {
    std::array<typename Model::output_type, 5> outputs{};
    typename Model::parameter_type trained{};
};

template <class Model> static constexpr values<Model> compute(std::size_t zero) noexcept {
    using input = typename Model::input_type;
    values<Model> all;
    Model net = answers::initial<Model>();
    for (std::size_t k = 0; k < all.outputs.size(); ++k) all.outputs[k] = net(answers::numbers<input>(7 * k + zero));
    auto optimizer = answers::cp::make_optimizer(net, answers::cp::sgd{.learning_rate = 0.05, .momentum = 0.9});
    for (std::size_t k = zero; k < 10 + zero; ++k)
        answers::cp::train_step(net, optimizer, answers::cp::mse{}, answers::numbers<input>(3 * k),
                                answers::numbers<typename Model::output_type>(5 * k + 1));
    all.trained = net.parameters();
    return all;
}

template <class Row> static void include_difference(std::uint32_t& largest, const Row& found, const Row& expected) {
    for (std::size_t k = 0; k < found.size(); ++k) {
        const float size = expected[k] < 0 ? -expected[k] : expected[k];
        const float difference = found[k] < expected[k] ? expected[k] - found[k] : found[k] - expected[k];
        const float units = difference / (size > 1 ? size : 1.0F) * 16777216.0F;
        const std::uint32_t whole = units < 1e9F ? static_cast<std::uint32_t>(units + 0.5F) : 0xFFFFFFFFU;
        if (whole > largest) largest = whole;
    }
}

template <class Model> static bool check(const char* name) {
    static constexpr values<Model> expected = compute<Model>(0);
    const values<Model> found = compute<Model>(unknown_zero);
    std::uint32_t of_outputs = 0, of_training = 0;
    for (std::size_t k = 0; k < found.outputs.size(); ++k)
        include_difference(of_outputs, found.outputs[k], expected.outputs[k]);
    include_difference(of_training, found.trained, expected.trained);
    print(name), print(of_outputs), print(" "), print(of_training), print("\n");
    return of_outputs <= bound && of_training <= bound;
}

int main() {
    const bool small = check<answers::small>("4-8-3 ");
    const bool wide = check<answers::wide>("20-12-5 ");
    return small && wide ? 0 : 1;
}
