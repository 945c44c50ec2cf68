#ifndef CONSTPROP_TESTS_KERNELS_AGREEMENT_HPP
#define CONSTPROP_TESTS_KERNELS_AGREEMENT_HPP

#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <cstdio>

#include "guarded.hpp"

/// What the tests share that compare the bits of vectors, plain loops and constant evaluation.
namespace agreement {

namespace cp = constprop;

/// Numbers whose sums and products round.
template <class T> constexpr T number(std::size_t k) {
    return static_cast<T>(static_cast<int>(k * 37 % 255) - 127) / T(127);
}

template <class Row, std::size_t Count> constexpr std::array<Row, Count> numbers(std::size_t from) {
    std::array<Row, Count> all{};
    for (std::size_t n = 0; n < Count; ++n)
        for (std::size_t k = 0; k < all[n].size(); ++k) all[n][k] = number<typename Row::value_type>(from + n * 31 + k);
    return all;
}

/// Zero, which no compiler knows: what it is part of is computed at run time and not by the compiler.
inline volatile std::size_t unknown_zero = 0;

/// Everything that a network computes on numbers that round: forward, batch, gradients, steps of two optimizers.
template <class Model, std::size_t Batch> struct results {
    typename Model::output_type output;
    std::array<typename Model::output_type, Batch> outputs;
    typename Model::input_type input_gradient;
    typename Model::parameter_type gradient, batch_gradient, after_sgd, after_adam;
};
template <class Model, std::size_t Batch> constexpr results<Model, Batch> compute(std::size_t zero) {
    typename Model::parameter_type start{};
    for (std::size_t k = 0; k < start.size(); ++k) start[k] = number<typename Model::scalar>(zero + k) / 4;
    const Model net = Model::from_parameters(start);
    const auto x = numbers<typename Model::input_type, Batch>(3);
    const auto y = numbers<typename Model::output_type, Batch>(5);
    Model descended = net, adapted = net;
    auto sgd = cp::make_optimizer(descended, cp::sgd{.learning_rate = 0.1, .momentum = 0.9});
    auto adam = cp::make_optimizer(adapted, cp::adam{.learning_rate = 0.01});
    for (std::size_t step = 0; step < 3; ++step) {
        cp::train_step(descended, sgd, cp::mse{}, x[step % Batch], y[step % Batch]);
        cp::train_step(adapted, adam, cp::mse{}, x, y);
    }
    return {net(x[0]),
            net(x),
            cp::differentiate_input(net, cp::mse{}, x[0], y[0]).gradient,
            cp::differentiate(net, cp::mse{}, x[0], y[0]).gradient.parameters(),
            cp::differentiate(net, cp::mse{}, x, y).gradient.parameters(),
            descended.parameters(),
            adapted.parameters()};
}

template <class Model, std::size_t Batch> bool agrees_with_constant_evaluation(const char* name) {
    static constexpr auto expected = compute<Model, Batch>(0);
    const auto got = compute<Model, Batch>(unknown_zero);
    const bool ok = same_bits(got.output, expected.output) && same_bits(got.outputs, expected.outputs) &&
                    same_bits(got.input_gradient, expected.input_gradient) &&
                    same_bits(got.gradient, expected.gradient) &&
                    same_bits(got.batch_gradient, expected.batch_gradient) &&
                    same_bits(got.after_sgd, expected.after_sgd) && same_bits(got.after_adam, expected.after_adam);
    if (!ok) std::printf("%s differs from constant evaluation\n", name);
    return ok;
}

/// Whether this processor has the instructions that the program is compiled for.
inline bool processor_runs_this() {
#if defined(__AVX512F__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
#elif defined(__AVX2__)
    return __builtin_cpu_supports("avx2");
#else
    return true;
#endif
}

}  // namespace agreement

#endif  // CONSTPROP_TESTS_KERNELS_AGREEMENT_HPP
