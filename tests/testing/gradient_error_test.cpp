#include <constprop/testing/gradient_error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "agree.hpp"
#include "catch.hpp"
#include "factors.hpp"

namespace {

namespace cp = constprop;

template <class T> using model = cp::basic_network<T, cp::linear<3, 4>, cp::tanh, cp::linear<4, 2>>;

/// A loss whose slope is half of what it should be.
struct halved : cp::elementwise_loss<halved> {
    template <class T> static constexpr T value(T prediction, T target) {
        return (prediction - target) * (prediction - target);
    }
    template <class T> static constexpr T slope(T prediction, T target) { return prediction - target; }
};

/// One whose slope is no number.
struct undefined : cp::elementwise_loss<undefined> {
    template <class T> static constexpr T value(T prediction, T target) {
        return (prediction - target) * (prediction - target);
    }
    template <class T> static constexpr T slope(T /*prediction*/, T /*target*/) {
        return std::numeric_limits<T>::quiet_NaN();
    }
};

// Of 1,000 numbers a tenth is moved alone; all of them are moved together.
template <std::size_t Wrong> using wide = cp::basic_network<double, cp::vector<500>, factors<Wrong>>;

/// A layer that is right for one sample, and of a batch leaves out the last.
struct first_samples {
    static constexpr cp::answer shape(cp::extent offered) noexcept { return {offered, offered}; }
    static constexpr std::array<cp::tensor, 1> tensors(cp::extent in) noexcept {
        return {{{.name = "weight", .dimensions = {in.size()}, .rank = 1, .fan_in = 1, .fan_out = 1}}};
    }
    template <class T, cp::extent In> struct on {
        using row = std::array<T, In.size()>;
        template <std::size_t> static constexpr void forward(const T* p, const row* x, row* y, std::size_t count) {
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = 0; k < In.size(); ++k) y[n][k] = p[k] * x[n][k];
        }
        template <std::size_t Batch, class Dx, class Sink>
        static constexpr void backward(const T* p, const row* x, const row*, const row* dy, Dx dx, std::size_t count,
                                       Sink sink) {
            if constexpr (!std::is_same_v<Dx, cp::unasked>)
                for (std::size_t n = 0; n < count; ++n)
                    for (std::size_t k = 0; k < In.size(); ++k) dx[n][k] = p[k] * dy[n][k];
            if constexpr (!std::is_same_v<Sink, cp::unasked>)
                for (std::size_t k = 0; k < In.size(); ++k) {
                    T sum = T(0);
                    for (std::size_t n = 0; n < (count == 1 ? 1 : count - 1); ++n) sum += x[n][k] * dy[n][k];
                    sink(k, sum);
                }
        }
    };
};
using last_is_missing = cp::basic_network<double, cp::vector<3>, first_samples>;

}  // namespace

static_assert(cp::gradient_error<model<double>, 5>(cp::mse{}, 1) < 1e-9);
static_assert(cp::gradient_error<model<double>, 3>(cp::cross_entropy{}, 1) < 1e-9);
static_assert(cp::gradient_error<last_is_missing>(cp::mse{}, 1) < 1e-9);
static_assert(cp::gradient_error<last_is_missing, 2>(cp::mse{}, 1) > 1e-2);
static_assert(cp::gradient_error<model<double>>(cp::mse{}, 1) < 1e-9);
static_assert(cp::gradient_error<model<float>>(cp::mse{}, 1) < 1e-3F);
static_assert(cp::gradient_error<model<double>>(halved{}, 1) > 1e-2);

TEST_CASE("gradient_error finds wrong gradients") {
    CHECK(cp::gradient_error<model<double>>(cp::mse{}, 1) < 1e-9);
    CHECK(cp::gradient_error<model<double>>(halved{}, 1) > 1e-2);
    CHECK_FALSE(cp::gradient_error<model<double>>(undefined{}, 1) < 1e9);
    CHECK(cp::gradient_error<wide<500>>(cp::squared_error{}, 1) < 1e-8);
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        CHECK(cp::gradient_error<wide<0>>(cp::squared_error{}, seed) > 1e-6);
        CHECK(cp::gradient_error<wide<499>>(cp::squared_error{}, seed) > 1e-6);
    }
}
