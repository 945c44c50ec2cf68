// A network that remembers, without its state.
// says: network_has_its_state<layer<0, delayed>::carries_a_state>
// says: with a state that the caller keeps: decltype(net)::state_type state{}
// plainly: Layer 0, delayed, carries a state.
// errors: 1
// lines: 12
#include <constprop/constprop.hpp>

#include <array>
#include <cstddef>

namespace cp = constprop;

/// y at t is x at t − 1.
struct delayed {
    static constexpr cp::answer shape(cp::extent offered) noexcept { return {offered, offered}; }
    template <class T, cp::extent In> struct on {
        static constexpr bool takes_pass = true;
        using row = std::array<T, In.size()>;
        using state = row;
        template <std::size_t Batch, class Pass>
        static constexpr void forward(const T*, const row* x, row* y, std::size_t, const Pass& pass) noexcept {
            *y = *pass.state;
            *pass.state = *x;
        }
    };
};

constexpr cp::network<cp::vector<2>, delayed> net{};
constexpr auto step() {
    [[maybe_unused]] decltype(net)::state_type state{};
#ifdef WRONG
    return net({1, 2});
#else
    return net({1, 2}, state);
#endif
}
constexpr auto y = step();
