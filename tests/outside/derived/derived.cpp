// Whatever a user's type derives from, inference, trace and training run its own functions: net(x) is what the trace ends
// with, and the gradient is that of the loss.
#include <constprop/constprop.hpp>
#include <constprop/testing/gradient_error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <type_traits>

namespace {

namespace cp = constprop;

// Activations: from a base of one's own that is made for the class, from several bases, and by a base that leaves one
// function to the class.
template <class Self> struct odd : cp::activation<Self> {
    template <class T> static constexpr T value(T z) noexcept { return z * z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return T(3) * z * z; }
};
struct cube : odd<cube> {};
struct negative_cube : odd<negative_cube> {
    template <class T> static constexpr T value(T z) noexcept { return -odd::value(z); }
    template <class T> static constexpr T slope(T z, T a) noexcept { return -odd::slope(z, a); }
};

struct ramp {
    static constexpr bool takes_vectors = true;
    template <class T> static constexpr T value(T z) noexcept { return z * z; }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return z + z; }
};
struct parabola : cp::activation<parabola>, ramp {};
struct steep : cp::activation<steep>, ramp {
    static constexpr bool takes_vectors = true;
    template <class T> static constexpr T value(T z) noexcept { return -(z * z); }
    template <class T> static constexpr T slope(T z, T /*a*/) noexcept { return -(z + z); }
};
struct like_sigmoid : cp::activation<like_sigmoid> {
    static constexpr auto gives = cp::output_kind::probabilities;
    template <class T> static constexpr T value(T z) noexcept { return cp::sigmoid::value(z); }
    template <class T> static constexpr T slope(T z, T a) noexcept { return cp::sigmoid::slope(z, a); }
};

// Layers: the base works in place; a class that replaces its functions says for itself whether it does.
struct negative {
    static constexpr bool in_place = true;
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs};
    }
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = -x[k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T*, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = -dy[k];
    }
};
struct renamed : negative {};
struct mirror : negative {
    static constexpr bool in_place = false;
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = x[Inputs - 1 - k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T*, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = dy[Inputs - 1 - k];
    }
};

// A layer that has a `value` and takes vectors, and is no activation: its forward pass is what counts.
struct twice : negative {
    static constexpr bool in_place = true, takes_vectors = true;
    template <class T> static constexpr T value(T z) noexcept { return z; }
    template <std::size_t Inputs, class T> static constexpr void forward(const T*, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = x[k] + x[k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T*, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = dy[k] + dy[k];
    }
};

// A layer with parameters whose base stores them in another order than it is given them.
template <class Self> struct gains {
    static constexpr cp::layer_shape shape(std::size_t inputs) noexcept {
        return {.inputs = inputs, .outputs = inputs, .weights = inputs};
    }
    static constexpr std::size_t position(std::size_t k) noexcept { return 3 - k; }
    template <std::size_t Inputs, class T> static constexpr void forward(const T* p, const T* x, T* y) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) y[k] = p[Self::position(k)] * x[k];
    }
    template <std::size_t Inputs, class T>
    static constexpr void backward(const T* p, const T*, const T*, const T* dy, T* dx) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) dx[k] = p[Self::position(k)] * dy[k];
    }
    template <std::size_t Inputs, class T> static constexpr void accumulate(const T* x, const T* dy, T* sum) noexcept {
        for (std::size_t k = 0; k < Inputs; ++k) sum[Self::position(k)] += x[k] * dy[k];
    }
};
struct backward_gains : gains<backward_gains> {};
struct forward_gains : gains<forward_gains> {
    static constexpr std::size_t position(std::size_t k) noexcept { return k; }
};

// Losses: one that differentiates as one with sigmoid, and one derived from it with another gradient.
struct distance {
    static constexpr auto takes = cp::prediction_kind::anything;
    template <class Target, class Output> static constexpr bool targets = std::is_same_v<Target, Output>;

    template <std::size_t Outputs, class T, class Target>
    static constexpr T total(const T* a, const Target& b) noexcept {
        T sum = T(0);
        for (std::size_t k = 0; k < Outputs; ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum;
    }
    template <std::size_t Outputs, class T, class Target> static constexpr T share(const Target&) noexcept {
        return T(1);
    }
    template <std::size_t Outputs, class T, class Target>
    static constexpr void gradient(const T* a, const Target& b, T scale, T* out) noexcept {
        for (std::size_t k = 0; k < Outputs; ++k) out[k] = T(2) * (a[k] - b[k]) * scale;
    }
    template <std::size_t Outputs, class T, class Target>
    static constexpr void gradient_through(cp::sigmoid, const T* a, const Target& b, T scale, T* out) noexcept {
        for (std::size_t k = 0; k < Outputs; ++k) out[k] = T(2) * (a[k] - b[k]) * scale * a[k] * (T(1) - a[k]);
    }
};
struct far : distance {
    template <std::size_t Outputs, class T, class Target>
    static constexpr T total(const T* a, const Target& b) noexcept {
        return T(5) * distance::total<Outputs>(a, b);
    }
    template <std::size_t Outputs, class T, class Target>
    static constexpr void gradient(const T* a, const Target& b, T scale, T* out) noexcept {
        distance::gradient<Outputs>(a, b, T(5) * scale, out);
    }
};
template <class Self> struct even : cp::elementwise_loss<Self> {
    template <class T> static constexpr T value(T a, T b) noexcept { return (a - b) * (a - b) * (a - b) * (a - b); }
    template <class T> static constexpr T slope(T a, T b) noexcept { return T(4) * (a - b) * (a - b) * (a - b); }
};
struct quartic : even<quartic> {};

// A rule and an initializer that hold another.
struct halved {
    double learning_rate = 0.1;
    static constexpr std::size_t buffers = cp::adam::buffers;
    template <class T> class stepper {
        cp::adam::stepper<T> whole_;

     public:
        constexpr explicit stepper(const halved& rule) noexcept
            : whole_(cp::adam{.learning_rate = rule.learning_rate / 2}) {}
        constexpr void begin(T factor) noexcept { whole_.begin(factor); }
        constexpr void operator()(T& weight, T slope, T& mean, T& square) const noexcept {
            whole_(weight, slope, mean, square);
        }
    };
};
struct base_start {
    std::uint64_t seed = 0;
    template <class T> constexpr T weight(cp::random&, const cp::layer_shape&) const noexcept { return T(1); }
    template <class T> constexpr T bias(cp::random&, const cp::layer_shape&) const noexcept { return T(2); }
};
struct derived_start : base_start {
    template <class T> constexpr T bias(cp::random&, const cp::layer_shape&) const noexcept { return T(3); }
};

template <class... Layers> using chain = cp::basic_network<double, cp::linear<3, 4>, Layers..., cp::linear<4, 2>>;

/// In a batch, sums are in another order.
template <class Row> constexpr bool are_close(const Row& a, const Row& b) {
    bool close = true;
    for (std::size_t k = 0; k < a.size(); ++k) close = close && a[k] - b[k] < 1e-12 && b[k] - a[k] < 1e-12;
    return close;
}

/// Whether inference, alone and in a batch, gives what the trace ends with, and whether the gradient is right.
template <class Network, class Loss = cp::mse> constexpr bool is_itself(const Loss& loss = {}) {
    const auto net = cp::initialized<Network>(cp::torch_default{.seed = 4});
    const typename Network::input_type x{0.3, -0.7, 1.1};
    const auto y = net(x);
    return y == net.trace(x).output() && are_close(net(std::array{x, x})[1], y) &&
           Network::from_parameters(net.parameters()) == net && cp::gradient_error<Network>(loss, 1) < 1e-7;
}

constexpr bool layers_are_themselves() {
    return is_itself<chain<cube>>() && is_itself<chain<negative_cube>>() && is_itself<chain<parabola>>() &&
           is_itself<chain<steep>>() && is_itself<chain<like_sigmoid>>() && is_itself<chain<negative>>() &&
           is_itself<chain<renamed>>() && is_itself<chain<mirror>>() && is_itself<chain<twice>>() &&
           is_itself<chain<mirror, twice, steep>>() && is_itself<chain<backward_gains>>() &&
           is_itself<chain<forward_gains>>();
}
constexpr bool losses_are_themselves() {
    using ends_in_sigmoid = cp::basic_network<double, cp::linear<3, 2>, cp::sigmoid>;
    return is_itself<ends_in_sigmoid>(distance{}) && is_itself<ends_in_sigmoid>(far{}) &&
           is_itself<chain<>>(quartic{}) &&
           is_itself<cp::basic_network<double, cp::linear<3, 2>, like_sigmoid>>(cp::bce{});
}

constexpr bool rules_are_themselves() {
    chain<> a = cp::initialized<chain<>>(cp::torch_default{.seed = 4}), b = a;
    auto by_halves = cp::make_optimizer(a, halved{});
    auto by_whole = cp::make_optimizer(b, cp::adam{.learning_rate = 0.05});
    for (int k = 0; k < 3; ++k) {
        cp::train_step(a, by_halves, cp::mse{}, {1, 2, 3}, {0, 1});
        cp::train_step(b, by_whole, cp::mse{}, {1, 2, 3}, {0, 1});
    }
    const auto start = cp::initialized<chain<>>(derived_start{});
    return a == b && start.layer<0>().weight(0, 0) == 1 && start.layer<0>().bias(0) == 3;
}

static_assert(layers_are_themselves());
static_assert(losses_are_themselves());
static_assert(rules_are_themselves());

/// In float, where vectors are at work.
template <class... Layers> bool agrees_in_float() {
    using network = cp::network<cp::linear<3, 20>, Layers..., cp::linear<20, 2>>;
    const auto net = cp::initialized<network>(cp::torch_default{.seed = 4});
    const typename network::input_type x{0.3F, -0.7F, 1.1F};
    return net(x) == net.trace(x).output();
}

}  // namespace

int main() {
    const bool ok = layers_are_themselves() && losses_are_themselves() && rules_are_themselves() &&
                    agrees_in_float<cube>() && agrees_in_float<parabola>() && agrees_in_float<steep>() &&
                    agrees_in_float<mirror>() && agrees_in_float<twice>() && agrees_in_float<twice, steep>();
    std::puts(ok ? "each is itself" : "one is computed as another");
    return ok ? 0 : 1;
}
