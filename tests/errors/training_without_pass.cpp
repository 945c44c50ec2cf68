// A training step without a pass, though a layer draws at random.
// says: step_has_a_pass<layer<1, halved>::draws_at_random>
// says: Give them at the end: train_step(net, optimizer, loss, x, y, pass{.seed = 1, .step = n}).
// plainly: Layer 1, halved, draws at random.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

namespace cp = constprop;

/// Drops every second value in training.
struct halved {
    static constexpr cp::answer shape(cp::extent offered) noexcept { return {offered, offered}; }
    template <class T, cp::extent In> struct on {
        static constexpr bool takes_pass = true, draws = true;
        using row = std::array<T, In.size()>;
        template <class Pass> static constexpr T factor(const Pass& pass, std::size_t n, std::size_t k) noexcept {
            if constexpr (Pass::draws) return T(pass.kind.bits(n, k) >> 31U) * T(2);
            else return T(1);
        }
        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T*, const row* x, row* y, std::size_t count, const Pass& pass) noexcept {
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = 0; k < In.size(); ++k) y[n][k] = factor(pass, n, k) * x[n][k];
        }
        template <std::size_t Batch, class Dx, class Sink, class Pass>
        static constexpr void backward(const T*, const row*, const row*, const row* dy, Dx dx, std::size_t count, Sink,
                                       const Pass& pass) noexcept {
            for (std::size_t n = 0; n < count; ++n)
                for (std::size_t k = 0; k < In.size(); ++k) dx[n][k] = factor(pass, n, k) * dy[n][k];
        }
    };
};

using model = cp::network<cp::linear<2, 3>, halved, cp::linear<3, 1>>;

constexpr model trained() {
    model net = cp::initialized<model>(cp::torch_default{});
    auto optimizer = cp::make_optimizer(net, cp::sgd{});
#ifdef WRONG
    cp::train_step(net, optimizer, cp::mse{}, {1, 2}, {1});
#else
    cp::train_step(net, optimizer, cp::mse{}, {1, 2}, {1}, cp::pass{.seed = 1, .step = 0});
#endif
    return net;
}
constexpr model net = trained();
