#include "convolutions.hpp"

#include <array>
#include <cstddef>
#include <iterator>

#include "agreement.hpp"

namespace {

namespace cp = constprop;
namespace expected = reference::convolutions;

/// The outputs, ∂/∂parameters and ∂/∂x of a convolution of three images.
template <class T, class Image, class Layer, std::size_t Parameters, std::size_t Inputs, std::size_t Outputs>
constexpr auto results(const double (&parameters)[Parameters], const double (&x)[3][Inputs],
                       const double (&dy)[3][Outputs]) noexcept {
    using network = cp::basic_network<T, Image, Layer>;
    static_assert(network::parameter_count == Parameters && network::input_size == Inputs &&
                  network::output_size == Outputs);
    constexpr agreement::upstream<3> upstream;
    const network net = network::from_parameters(agreement::as<T>(parameters));
    const auto in = agreement::as<T>(x);
    const auto target = agreement::as<T>(dy);
    return agreement::joined(
        agreement::joined(agreement::flat(net(in)), cp::differentiate(net, upstream, in, target).gradient.parameters()),
        agreement::flat(cp::differentiate_input(net, upstream, in, target).gradient));
}
template <std::size_t Outputs, std::size_t Parameters, std::size_t Inputs>
constexpr auto in_a_row(const double (&y)[3][Outputs], const double (&dp)[Parameters],
                        const double (&dx)[3][Inputs]) noexcept {
    return agreement::joined(agreement::joined(agreement::flat(agreement::as<double>(y)), agreement::as<double>(dp)),
                             agreement::flat(agreement::as<double>(dx)));
}

template <class T, std::size_t Size>
constexpr std::size_t apart(const std::array<T, Size>& got, const std::array<double, Size>& due) noexcept {
    std::size_t count = 0;
    for (std::size_t k = 0; k < Size; ++k)
        count += agreement::close(static_cast<double>(got[k]), due[k], agreement::of_sums<T>) ? 0U : 1U;
    return count;
}

/// How many values are not PyTorch's, of both scalars.
template <class Image, class Layer, std::size_t Parameters, std::size_t Inputs, std::size_t Outputs>
constexpr std::size_t wrong(const double (&parameters)[Parameters], const double (&x)[3][Inputs],
                            const double (&y)[3][Outputs], const double (&dy)[3][Outputs],
                            const double (&dp)[Parameters], const double (&dx)[3][Inputs]) noexcept {
    const auto due = in_a_row(y, dp, dx);
    return apart(results<double, Image, Layer>(parameters, x, dy), due) +
           apart(results<float, Image, Layer>(parameters, x, dy), due);
}

}  // namespace

TEST_CASE("PyTorch: conv2d") {
    using namespace expected;
    using cp::conv2d, cp::image, cp::kernel, cp::padding, cp::same, cp::stride;
    CHECK(wrong<image<5, 4, 2>, conv2d<2, 3, kernel<3>>>(plain_parameters, plain_x, plain_y, plain_dy, plain_dp,
                                                         plain_dx) == 0);
    CHECK(wrong<image<2, 3, 3>, conv2d<3, 2>>(pointwise_parameters, pointwise_x, pointwise_y, pointwise_dy,
                                              pointwise_dp, pointwise_dx) == 0);
    CHECK(wrong<image<3, 4>, conv2d<1, 2, kernel<3, 2>, padding<2, 1>>>(padded_parameters, padded_x, padded_y,
                                                                        padded_dy, padded_dp, padded_dx) == 0);
    CHECK(wrong<image<3, 5, 2>, conv2d<2, 2, padding<1>, stride<1, 2>, kernel<2>>>(
              strided_parameters, strided_x, strided_y, strided_dy, strided_dp, strided_dx) == 0);
    CHECK(wrong<image<4, 4>, conv2d<1, 1, stride<2>, padding<0, 3, 1, 2>, kernel<2, 3>>>(
              four_sides_parameters, four_sides_x, four_sides_y, four_sides_dy, four_sides_dp, four_sides_dx) == 0);
    CHECK(wrong<image<5, 6, 2>, conv2d<2, 2, cp::same, kernel<3, 4>, stride<2>>>(same_parameters, same_x, same_y,
                                                                                 same_dy, same_dp, same_dx) == 0);
    CHECK(wrong<image<3, 3>, conv2d<1, 2, kernel<2>, same>>(same_even_parameters, same_even_x, same_even_y,
                                                            same_even_dy, same_even_dp, same_even_dx) == 0);
    CHECK(wrong<image<3, 3, 2>, conv2d<2, 4, kernel<3>>>(whole_parameters, whole_x, whole_y, whole_dy, whole_dp,
                                                         whole_dx) == 0);
}

// Constant expressions compute the same.
static_assert(wrong<cp::image<3, 3>, cp::conv2d<1, 2, cp::kernel<2>, cp::same>>(
                  expected::same_even_parameters, expected::same_even_x, expected::same_even_y, expected::same_even_dy,
                  expected::same_even_dp, expected::same_even_dx) == 0);
