#ifndef CONSTPROP_KERNELS_INT8_LINEAR_HPP
#define CONSTPROP_KERNELS_INT8_LINEAR_HPP

#include <constprop/kernels/int8/byte_linear.hpp>
#include <constprop/kernels/int8/helium_linear.hpp>
#include <constprop/kernels/int8/lanes_linear.hpp>
#include <constprop/kernels/int8/plain_linear.hpp>
#include <constprop/kernels/int8/vector_linear.hpp>
#include <constprop/kernels/target.hpp>

#include <cstddef>

namespace constprop::inline CONSTPROP_TARGET::kernels::int8 {

template <bool Condition, class Kernel> struct kernel_if {
    static constexpr bool is = Condition;
    using type = Kernel;
};
template <class First, class... Rest> struct first_kernel {
    using type = typename first_kernel<Rest...>::type;
};
template <class First, class... Rest>
requires(First::is)
struct first_kernel<First, Rest...> {
    using type = typename First::type;
};

/// Where values and scratch begin: words are stored there, or vectors.
inline constexpr std::size_t scratch_alignment = vector_bytes >= 16 ? 64 : 4;

/// The kernel of a linear layer for the machine that the code is compiled for.
template <std::size_t Inputs, std::size_t Outputs>
using linear = typename first_kernel<kernel_if<has_byte_sums, helium_linear<Inputs, Outputs>>,  //
                                     kernel_if<has_lanes, lanes_linear<Inputs, Outputs>>,       //
                                     kernel_if<has_bytes, byte_linear<Inputs, Outputs>>,        //
                                     kernel_if<fills_vectors(Inputs, Outputs), vector_linear<Inputs, Outputs>>,
                                     kernel_if<true, plain_linear<Inputs, Outputs>>>::type;

}  // namespace constprop::inline CONSTPROP_TARGET::kernels::int8

#endif  // CONSTPROP_KERNELS_INT8_LINEAR_HPP
