#include "normalizations.hpp"

#include <array>
#include <cstddef>
#include <ratio>

#include "agreement.hpp"

namespace {

namespace cp = constprop;
using namespace reference::normalizations;

/// How many of these values are not PyTorch's.
template <class T, class Got, std::size_t Size>
constexpr std::size_t apart(const Got& got, const double (&due)[Size]) noexcept {
    static_assert(std::tuple_size_v<Got> == Size);
    std::size_t count = 0;
    for (std::size_t k = 0; k < Size; ++k)
        count += agreement::close(static_cast<double>(got[k]), due[k], agreement::of_sums<T>) ? 0U : 1U;
    return count;
}
template <class T, class Got, std::size_t Batch, std::size_t Size>
constexpr std::size_t apart(const Got& got, const double (&due)[Batch][Size]) noexcept {
    std::size_t count = 0;
    for (std::size_t n = 0; n < Batch; ++n) count += apart<T>(got[n], due[n]);
    return count;
}

/// What the layer gives for a batch in a training pass.
template <class Network, class Batch> constexpr Batch in_training(const Network& net, const Batch& x) noexcept {
    constexpr std::size_t size = std::tuple_size_v<Batch>;
    typename Network::template outputs_type<size> outputs;
    typename Network::template caches_type<size> caches;
    cp::detail::scan<size>(net.all_stages(), x.data(), outputs, size,
                           cp::detail::pass_over{cp::detail::trained{}, caches, cp::detail::none});
    Batch y{};
    for (std::size_t n = 0; n < size; ++n) y[n] = outputs.template data<0>()[n];
    return y;
}

/// Outputs, ∂/∂parameters and ∂/∂x of a training pass.
template <class T, class Extent, class Layer, std::size_t P, std::size_t Batch, std::size_t Size>
constexpr std::size_t wrong_in(const double (&parameters)[P], const double (&x)[Batch][Size],
                               const double (&y)[Batch][Size], const double (&dy)[Batch][Size], const double (&dp)[P],
                               const double (&dx)[Batch][Size]) noexcept {
    using network = cp::basic_network<T, Extent, Layer>;
    static_assert(network::parameter_count == P && network::input_size == Size);
    const network net = network::from_parameters(agreement::as<T>(parameters));
    const auto in = agreement::as<T>(x), target = agreement::as<T>(dy);
    typename network::gradient_type gradient;
    std::array<typename network::input_type, Batch> by_input{};
    const auto receive = [&](const auto* rows_) noexcept {
        for (std::size_t n_ = 0; n_ < Batch; ++n_) by_input[n_] = rows_[n_];
    };
    constexpr agreement::upstream<Batch> upstream;
    cp::detail::find_gradient<Batch>(net, upstream, in.data(), target.data(), Batch, cp::detail::trained{},
                                     cp::unasked{}, gradient);
    cp::detail::backpropagate<cp::detail::with_respect_to::input, Batch>(net, upstream, in.data(), target.data(), Batch,
                                                                         cp::detail::trained{}, cp::detail::none,
                                                                         cp::unasked{}, nullptr, receive);
    return apart<T>(in_training(net, in), y) + apart<T>(gradient.parameters(), dp) + apart<T>(by_input, dx);
}
template <class Extent, class Layer, class... Arrays> constexpr std::size_t wrong(const Arrays&... arrays) noexcept {
    return wrong_in<double, Extent, Layer>(arrays...) + wrong_in<float, Extent, Layer>(arrays...);
}

/// Running statistics after two steps, and outputs on a device.
template <class T, class Extent, class Layer, std::size_t P, std::size_t Batch, std::size_t Size, std::size_t S>
constexpr std::size_t wrong_statistics_in(const double (&parameters)[P], const double (&x)[Batch][Size],
                                          const double (&statistics)[S],
                                          const double (&deployed)[Batch][Size]) noexcept {
    using network = cp::basic_network<T, Extent, Layer>;
    network net = network::from_parameters(agreement::as<T>(parameters));
    auto in = agreement::as<T>(x);
    auto optimizer = cp::make_optimizer(net, cp::plain_sgd{.learning_rate = 0});
    cp::train_step(net, optimizer, cp::mse{}, in, in);
    for (auto& row : in)
        for (T& value : row) value = 2 * value + 1;
    cp::train_step(net, optimizer, cp::mse{}, in, in);
    return apart<T>(net.statistics(), statistics) + apart<T>(net(agreement::as<T>(x)), deployed);
}
template <class Extent, class Layer, class... Arrays>
constexpr std::size_t wrong_statistics(const Arrays&... arrays) noexcept {
    return wrong_statistics_in<double, Extent, Layer>(arrays...) + wrong_statistics_in<float, Extent, Layer>(arrays...);
}

using keras = cp::batch_norm_with<std::ratio<1, 1000>, std::ratio<1, 100>>;

}  // namespace

TEST_CASE("PyTorch: batch_norm in training") {
    using cp::batch_norm, cp::image, cp::signal, cp::vector;
    CHECK(wrong<vector<3>, batch_norm>(batch_pair_parameters, batch_pair_x, batch_pair_y, batch_pair_dy, batch_pair_dp,
                                       batch_pair_dx) == 0);
    CHECK(wrong<vector<4>, batch_norm>(batch_five_parameters, batch_five_x, batch_five_y, batch_five_dy, batch_five_dp,
                                       batch_five_dx) == 0);
    CHECK(wrong<vector<2>, keras>(batch_keras_parameters, batch_keras_x, batch_keras_y, batch_keras_dy, batch_keras_dp,
                                  batch_keras_dx) == 0);
    CHECK(wrong<signal<5, 3>, batch_norm>(batch_signal_parameters, batch_signal_x, batch_signal_y, batch_signal_dy,
                                          batch_signal_dp, batch_signal_dx) == 0);
    CHECK(wrong<image<3, 2, 2>, batch_norm>(batch_image_parameters, batch_image_x, batch_image_y, batch_image_dy,
                                            batch_image_dp, batch_image_dx) == 0);
    CHECK(wrong<image<2, 2, 3>, batch_norm>(batch_single_image_parameters, batch_single_image_x, batch_single_image_y,
                                            batch_single_image_dy, batch_single_image_dp, batch_single_image_dx) == 0);
}

TEST_CASE("PyTorch: the running statistics of batch_norm, and what it gives with them") {
    using cp::batch_norm, cp::image, cp::signal, cp::vector;
    CHECK(wrong_statistics<vector<3>, batch_norm>(batch_pair_parameters, batch_pair_x, batch_pair_statistics,
                                                  batch_pair_deployed) == 0);
    CHECK(wrong_statistics<vector<4>, batch_norm>(batch_five_parameters, batch_five_x, batch_five_statistics,
                                                  batch_five_deployed) == 0);
    CHECK(wrong_statistics<vector<2>, keras>(batch_keras_parameters, batch_keras_x, batch_keras_statistics,
                                             batch_keras_deployed) == 0);
    CHECK(wrong_statistics<signal<5, 3>, batch_norm>(batch_signal_parameters, batch_signal_x, batch_signal_statistics,
                                                     batch_signal_deployed) == 0);
    CHECK(wrong_statistics<image<3, 2, 2>, batch_norm>(batch_image_parameters, batch_image_x, batch_image_statistics,
                                                       batch_image_deployed) == 0);
    CHECK(wrong_statistics<image<2, 2, 3>, batch_norm>(batch_single_image_parameters, batch_single_image_x,
                                                       batch_single_image_statistics,
                                                       batch_single_image_deployed) == 0);
}

TEST_CASE("PyTorch: layer_norm and group_norm") {
    using cp::group_norm, cp::image, cp::layer_norm, cp::vector;
    CHECK(wrong<vector<6>, layer_norm>(layer_vector_parameters, layer_vector_x, layer_vector_y, layer_vector_dy,
                                       layer_vector_dp, layer_vector_dx) == 0);
    CHECK(wrong<image<2, 3, 4>, layer_norm>(layer_image_parameters, layer_image_x, layer_image_y, layer_image_dy,
                                            layer_image_dp, layer_image_dx) == 0);
    CHECK(wrong<vector<5>, cp::layer_norm_with<std::ratio<1, 1000>>>(layer_other_parameters, layer_other_x,
                                                                     layer_other_y, layer_other_dy, layer_other_dp,
                                                                     layer_other_dx) == 0);
    CHECK(wrong<vector<6>, group_norm<2>>(group_vector_parameters, group_vector_x, group_vector_y, group_vector_dy,
                                          group_vector_dp, group_vector_dx) == 0);
    CHECK(wrong<image<3, 2, 4>, group_norm<2>>(group_image_parameters, group_image_x, group_image_y, group_image_dy,
                                               group_image_dp, group_image_dx) == 0);
    CHECK(wrong<image<2, 2, 3>, group_norm<1>>(group_one_parameters, group_one_x, group_one_y, group_one_dy,
                                               group_one_dp, group_one_dx) == 0);
    CHECK(wrong<image<2, 2, 3>, group_norm<3>>(group_each_parameters, group_each_x, group_each_y, group_each_dy,
                                               group_each_dp, group_each_dx) == 0);
}

// Constant expressions compute the same.
static_assert(wrong<cp::image<3, 2, 2>, cp::batch_norm>(batch_image_parameters, batch_image_x, batch_image_y,
                                                        batch_image_dy, batch_image_dp, batch_image_dx) == 0);
static_assert(wrong<cp::image<3, 2, 4>, cp::group_norm<2>>(group_image_parameters, group_image_x, group_image_y,
                                                           group_image_dy, group_image_dp, group_image_dx) == 0);
static_assert(wrong_statistics<cp::signal<5, 3>, cp::batch_norm>(batch_signal_parameters, batch_signal_x,
                                                                 batch_signal_statistics, batch_signal_deployed) == 0);
