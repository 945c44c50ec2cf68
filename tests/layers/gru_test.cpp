#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "../catch.hpp"

// PyTorch's values are in tests/reference/recurrent_test.cpp.
namespace {

namespace cp = constprop;
template <class... Layers> using in_double = cp::basic_network<double, Layers...>;

using model = cp::network<cp::gru<2, 3>>;

}  // namespace

static_assert(model::parameter_count == 3 * 3 * (2 + 3) + 2 * 3 * 3 && model::output_size == 3 && model::has_state);
static_assert(cp::network<cp::gru<2, 3, cp::no_bias>>::parameter_count == 3 * 3 * (2 + 3));
static_assert(std::is_trivially_copyable_v<model::state_type> &&
              cp::footprint<model>::state_bytes == 3 * sizeof(float));
static_assert(cp::footprint<model>::multiply_accumulates == 3 * 3 * (2 + 3));

static_assert(cp::gradient_error<in_double<cp::gru<2, 3>>, 2, 3>(cp::mse{}, 1) < 1e-8);
static_assert(cp::gradient_error<in_double<cp::gru<2, 3, cp::no_bias, cp::reset_before>>, 1, 4>(cp::mse{}, 2) < 1e-8);

// An image's values come to W_ih in PyTorch's order, (channel, row, column).
static_assert([] {
    using flat = cp::network<cp::image<1, 2, 2>, cp::flatten, cp::gru<4, 1>>;
    flat::parameter_type values{};
    values[8 + 1] = 1;  // of n, for channel 0 at column 1
    const flat net = flat::from_parameters(values);
    flat::state_type one{}, other{};
    return net({0, 0, 1, 0}, one)[0] > 0.3F && net({0, 1, 0, 0}, other)[0] == 0.0F && net.parameters() == values;
}());

TEST_CASE("a GRU's tensors have PyTorch's names, and torch_default draws all of them by the hidden size") {
    constexpr auto tensors = std::remove_cvref_t<decltype(model{}.layer<0>())>::tensors;
    CHECK(std::string_view(tensors[0].name) == "weight_ih");
    CHECK(std::string_view(tensors[1].name) == "weight_hh");
    CHECK(std::string_view(tensors[2].name) == "bias_ih");
    CHECK(std::string_view(tensors[3].name) == "bias_hh");

    using wide = cp::network<cp::gru<100, 4>>;
    static wide net = cp::initialized<wide>(cp::torch_default{.seed = 1});
    float least = 0, greatest = 0;
    for (const float value : net.parameters()) {
        least = value < least ? value : least;
        greatest = value > greatest ? value : greatest;
    }
    CHECK((least >= -0.5F && least < -0.48F && greatest <= 0.5F && greatest > 0.48F));
    static wide other = cp::initialized<wide>(cp::xavier_uniform{.seed = 1});
    CHECK(other.parameters().back() == 0.0F);  // biases
}

TEST_CASE("where the reset gate acts makes a difference, and none where it is 1") {
    using after = in_double<cp::gru<1, 2>>;
    using before = in_double<cp::gru<1, 2, cp::reset_before>>;
    static after a = cp::initialized<after>(cp::torch_default{.seed = 3});
    static auto parameters = a.parameters();
    const cp::sequence<after::input_type, 3> x{{{{1}, {-2}, {3}}}};
    CHECK(a(x) != before::from_parameters(parameters)(x));
    for (std::size_t k = 18; k < 20; ++k) parameters[k] = 1000;  // bias_ih of r
    const auto one = after::from_parameters(parameters)(x), other = before::from_parameters(parameters)(x);
    for (std::size_t t = 0; t < 3; ++t) CHECK(one[t][0] == Approx(other[t][0]).epsilon(1e-12));
}
