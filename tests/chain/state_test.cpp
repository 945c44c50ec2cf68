#include <constprop/concept/pass.hpp>
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

#include "catch.hpp"

namespace {

namespace cp = constprop;

/// y at t is x at t − 1: 0 at first.
struct delayed {
    static constexpr cp::answer shape(cp::extent offered) noexcept { return {offered, offered}; }

    template <class T, cp::extent In> struct on {
        static constexpr bool takes_pass = true;
        using row = std::array<T, In.size()>;
        using state = row;

        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T* /*p*/, const row* x, row* y, std::size_t /*count*/,
                                      const Pass& pass) noexcept {
            *y = *pass.state;
            *pass.state = *x;
        }
    };
};

using model = cp::network<cp::vector<2>, delayed, cp::linear<2, 1>, delayed>;
constexpr model net = model::from_parameters({1, 10, 0.5F});

// The first two steps of the sum of both values: bias alone after one delay, nothing before the second.
constexpr auto outputs = [] {
    std::array<float, 4> all{};
    model::state_type state{};
    const std::array<model::input_type, 4> x{{{1, 2}, {3, 4}, {5, 6}, {7, 8}}};
    for (std::size_t t = 0; t < 4; ++t) all[t] = net(x[t], state)[0];
    return all;
}();

using nested = cp::network<cp::vector<2>, cp::residual<cp::sequential<delayed, delayed>>>;

}  // namespace

static_assert(model::has_state && !cp::network<cp::linear<2, 1>>::has_state);
static_assert(cp::footprint<model>::state_bytes == 3 * sizeof(float));
static_assert(cp::footprint<cp::network<cp::linear<2, 1>>>::state_bytes == 0);
static_assert(std::is_trivially_copyable_v<model::state_type>);
static_assert(outputs == std::array{0.0F, 0.5F, 21.5F, 43.5F});
static_assert([] {  // two streams are two states
    model::state_type one{}, two{};
    const bool same = net({1, 2}, one) == net({1, 2}, two);
    const bool still = net({3, 4}, one) == net({0, 0}, two) && net({0, 0}, one) == net({0, 0}, two);
    return same && still && net({0, 0}, one) != net({0, 0}, two);
}());

TEST_CASE("states are carried within branches") {
    const nested of{};
    nested::state_type state{};
    CHECK(of({1, 2}, state) == std::array{1.0F, 2.0F});
    CHECK(of({1, 1}, state) == std::array{1.0F, 1.0F});
    CHECK(of({0, 0}, state) == std::array{1.0F, 2.0F});
    CHECK(cp::footprint<nested>::state_bytes == 4 * sizeof(float));
}
