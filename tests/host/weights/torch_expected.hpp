// Written by make.py: what PyTorch computes for {0.5, -1.25, 2}.
#ifndef CONSTPROP_TESTS_HOST_WEIGHTS_TORCH_EXPECTED_HPP
#define CONSTPROP_TESTS_HOST_WEIGHTS_TORCH_EXPECTED_HPP

#include <array>

constexpr std::array<float, 2> torch_floats_expected{0x1.5e15120000000p-2F, 0x1.d08d300000000p-2F};
constexpr std::array<float, 2> torch_halves_expected{0x1.5e19800000000p-2F, 0x1.d081fc0000000p-2F};

#endif
