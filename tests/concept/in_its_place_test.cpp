#include <constprop/concept/in_its_place.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

#include "agree.hpp"
#include "catch.hpp"
#include "factors.hpp"

namespace {

namespace cp = constprop;

/// A layer of a user's that works on extents, as docs/layers.md shows it: a factor for each channel, at every position.
template <std::size_t Channels> struct channel_gain {
    static constexpr cp::answer shape(cp::extent offered) noexcept {
        offered.channels = Channels;
        return {offered, offered};
    }
    static constexpr std::array<cp::tensor, 1> tensors(cp::extent /*in*/) noexcept {
        return {{{.name = "gain", .dimensions = {Channels}, .rank = 1, .fan_in = 1, .fan_out = 1}}};
    }
    static constexpr std::size_t multiply_accumulates(cp::extent in) noexcept { return in.size(); }

    template <class T, cp::extent In> struct on {
        using row = std::array<T, In.size()>;

        template <std::size_t Batch>
        static constexpr void forward(const T* p, const row* x, row* y, std::size_t count) noexcept {
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = 0; k < In.size(); ++k) y[n][k] = p[k % Channels] * x[n][k];
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* p, const row* x, const row* /*y*/, const row* dy, Dx dx,
                                       std::size_t count, Sink sink) noexcept {
            if constexpr (!std::is_same_v<Dx, cp::unasked>)
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k) dx[n][k] = p[k % Channels] * dy[n][k];
            if constexpr (!std::is_same_v<Sink, cp::unasked>)
                for (std::size_t c = 0; c < Channels; ++c) {
                    T sum = T(0);
                    for (std::size_t n = 0; n < count; ++n)
                        for (std::size_t k = c; k < In.size(); k += Channels) sum += x[n][k] * dy[n][k];
                    sink(c, sum);
                }
        }
    };
};

using model = cp::basic_network<double, cp::image<2, 3, 2>, channel_gain<2>, cp::tanh, cp::conv2d<2, 1>,
                                channel_gain<1>, cp::flatten, cp::linear<6, 2>>;

}  // namespace

static_assert(cp::layer<channel_gain<2>> && cp::works_on_extents<channel_gain<2>> && cp::works_on_values<factors<>>);
static_assert(model::layer_count == 6 && model::shape_of(0).parameters() == 2 &&
              model::given_by(0) == model::input_extent);
// A layer that works on values keeps the extent that it is given.
static_assert(cp::network<cp::image<2, 2, 3>, factors<>>::output_extent == cp::image<2, 2, 3>::input_extent);
static_assert(cp::gradient_error<model>(cp::mse{}, 1) < 1e-8);
static_assert(cp::with_scalar<float, model>{}.layer<0>().tensors[0].size() == 2);

// A layer that is frozen, and one that is thawed, keep the extent that the network begins with.
namespace {
constexpr cp::network<cp::image<3, 3>, cp::conv2d<1, 2, cp::kernel<2>>, cp::relu, cp::flatten, cp::linear<8, 2>> whole =
    cp::initialized<
        cp::network<cp::image<3, 3>, cp::conv2d<1, 2, cp::kernel<2>>, cp::relu, cp::flatten, cp::linear<8, 2>>>(
        cp::kaiming_uniform{.seed = 1});
constexpr auto part = cp::freeze_before<whole, 2>();
constexpr std::array<float, 9> x{1, -1, 2, 0, 3, 1, -2, 0.5F, 1};
}  // namespace
static_assert(decltype(part)::parameter_count == 18 && part(x) == whole(x) && cp::thaw(part) == whole);

TEST_CASE("a user's layer works on extents") {
    CHECK(cp::gradient_error<model>(cp::mse{}, 2) < 1e-8);
    model net = cp::initialized<model>(cp::torch_default{.seed = 1});
    auto optimizer = cp::make_optimizer(net, cp::adam{.learning_rate = 0.02});
    constexpr model::input_type in{1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6};
    const double before = cp::evaluate(net, cp::mse{}, in, model::output_type{1, -1});
    for (int step = 0; step < 100; ++step) cp::train_step(net, optimizer, cp::mse{}, in, model::output_type{1, -1});
    CHECK(cp::evaluate(net, cp::mse{}, in, model::output_type{1, -1}) < before / 100);

    auto last = part;
    auto rule = cp::make_optimizer(last, cp::sgd{.learning_rate = 0.1});
    cp::train_step(last, rule, cp::mse{}, x, {1, -1});
    CHECK(cp::thaw(last).layer<0>().parameter(0) == whole.layer<0>().parameter(0));
    CHECK(cp::thaw(last) != whole);
}
