#ifndef CONSTPROP_BENCH_ACCURACY_TASKS_HPP
#define CONSTPROP_BENCH_ACCURACY_TASKS_HPP

#include <array>
#include <cstddef>
#include <string_view>

/// Seconds until a network has learned something: what is learned, and by which steps. All of it is the same for every
/// implementation.
namespace accuracy {

/// What the network is judged by, on the test samples.
enum class measure { accuracy, loss };

struct task {
    std::string_view name;   ///< the name of its folder, too
    std::string_view title;  ///< what is learned, by which network and rule
    measure judged_by;
    double goal;
    std::size_t inputs, targets;  ///< bytes of a sample's input and of its target
    double divisor;               ///< an input is a byte divided by this
    std::size_t training, test;   ///< samples
    std::size_t batch_size;
    double learning_rate;              ///< at first; Adam's falls to 0 along half a cosine over the most steps
    std::size_t interval, most_steps;  ///< steps between two judgments; steps after which it has failed

    constexpr bool reached(double value) const {
        return judged_by == measure::accuracy ? value >= goal : value <= goal;
    }
};

inline constexpr task digits{.name = "digits",
                             .title = "digits, 64-32-10 relu, batches of 32, Adam with a cosine",
                             .judged_by = measure::accuracy,
                             .goal = 0.98,
                             .inputs = 64,
                             .targets = 1,
                             .divisor = 16,
                             .training = 1437,
                             .test = 360,
                             .batch_size = 32,
                             .learning_rate = 0.005,
                             .interval = 44,
                             .most_steps = 44 * 20};
inline constexpr task fashion_perceptron{.name = "fashion_perceptron",
                                         .title = "Fashion-MNIST, 784-128-10 relu, batches of 32, Adam with a cosine",
                                         .judged_by = measure::accuracy,
                                         .goal = 0.88,
                                         .inputs = 784,
                                         .targets = 1,
                                         .divisor = 255,
                                         .training = 60'000,
                                         .test = 10'000,
                                         .batch_size = 32,
                                         .learning_rate = 0.001,
                                         .interval = 375,
                                         .most_steps = 1875 * 8};
inline constexpr task fashion_convolutions{
    .name = "fashion_convolutions",
    .title = "Fashion-MNIST, three convolutions with batch norm, batches of 32, Adam with a cosine",
    .judged_by = measure::accuracy,
    .goal = 0.9,
    .inputs = 784,
    .targets = 1,
    .divisor = 255,
    .training = 60'000,
    .test = 10'000,
    .batch_size = 32,
    .learning_rate = 0.004,
    .interval = 750,
    .most_steps = 1875 * 2};
inline constexpr task exclusive_or{.name = "xor",
                                   .title = "XOR, 2-8-1 tanh, one sample a step, SGD",
                                   .judged_by = measure::loss,
                                   .goal = 0.01,
                                   .inputs = 2,
                                   .targets = 1,
                                   .divisor = 1,
                                   .training = 4,
                                   .test = 4,
                                   .batch_size = 1,
                                   .learning_rate = 0.02,
                                   .interval = 200,
                                   .most_steps = 40'000};
inline constexpr std::size_t parity_steps = 16;
inline constexpr task parity{.name = "parity",
                             .title = "parity of 16 bits, GRU 1-8 and linear 8-1, batches of 32, Adam with a cosine",
                             .judged_by = measure::accuracy,
                             .goal = 0.99,
                             .inputs = parity_steps,
                             .targets = parity_steps,
                             .divisor = 1,
                             .training = 1024,
                             .test = 1000,
                             .batch_size = 32,
                             .learning_rate = 0.01,
                             .interval = 32,
                             .most_steps = 32 * 20};

inline constexpr std::array tasks{exclusive_or, digits, parity, fashion_perceptron, fashion_convolutions};

}  // namespace accuracy

#endif
