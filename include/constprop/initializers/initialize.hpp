#ifndef CONSTPROP_INITIALIZERS_INITIALIZE_HPP
#define CONSTPROP_INITIALIZERS_INITIALIZE_HPP

#include <constprop/diagnostics/errors.hpp>
#include <constprop/diagnostics/final_type.hpp>
#include <constprop/diagnostics/options_have_names.hpp>
#include <constprop/kernels/target.hpp>
#include <constprop/math/sqrt.hpp>
#include <constprop/network.hpp>
#include <constprop/numbers/hyperparameter.hpp>
#include <constprop/numbers/random.hpp>

#include <boost/hana/for_each.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace constprop::inline CONSTPROP_TARGET {

/// All parameters 0: for networks of one layer, and for networks whose parameters are set afterwards. A network with a
/// hidden layer does not learn from here: the gradient reaches that layer through weights of 0, so the gradient of its
/// own weights is 0; once it is not, all units have equal gradients and stay equal. `fit` reports it, see `progress`.
struct zeros {
    using final_type = zeros;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::uint64_t seed = 0;

    template <class T> [[nodiscard]] constexpr T weight(random& /*draw*/, const layer_shape& /*of*/) const noexcept {
        return T(0);
    }
    template <class T> [[nodiscard]] constexpr T bias(random& /*draw*/, const layer_shape& /*of*/) const noexcept {
        return T(0);
    }
};

namespace detail {
/// What roots are computed in: float, or else double, so that no scalar needs its own square root. A network of float needs
/// no arithmetic of doubles.
template <class T> using real_for = std::conditional_t<std::is_same_v<T, float>, float, double>;

/// √(numerator / denominator).
template <class T> constexpr T root_of_ratio(real_for<T> numerator, std::size_t denominator) noexcept {
    return T(math::sqrt(numerator / static_cast<real_for<T>>(denominator)));
}
/// √(numerator / ((1 + slope²) denominator)).
template <class T>
constexpr T root_of_ratio(real_for<T> numerator, const hyperparameter& slope, std::size_t denominator) noexcept {
    const auto s = real_for<T>(slope);
    return root_of_ratio<T>(numerator / (1 + s * s), denominator);
}
}  // namespace detail

/// Weights uniform in ±gain √(6 / (inputs + outputs)), biases 0. For tanh and sigmoid.
///
/// Source:      PyTorch's init.xavier_uniform_; Glorot, Bengio, AISTATS 2010
struct xavier_uniform {
    using final_type = xavier_uniform;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::uint64_t seed = 0;
    hyperparameter gain = 1;

    template <class T> [[nodiscard]] constexpr T weight(random& draw, const layer_shape& of) const noexcept {
        return draw.uniform(T(gain) * detail::root_of_ratio<T>(6, of.inputs + of.outputs));
    }
    template <class T> [[nodiscard]] constexpr T bias(random& /*draw*/, const layer_shape& /*of*/) const noexcept {
        return T(0);
    }
};

/// Weights normal with standard deviation gain √(2 / (inputs + outputs)), biases 0. For tanh and sigmoid.
///
/// Source:      PyTorch's init.xavier_normal_; Glorot, Bengio, AISTATS 2010
struct xavier_normal {
    using final_type = xavier_normal;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::uint64_t seed = 0;
    hyperparameter gain = 1;

    template <class T> [[nodiscard]] constexpr T weight(random& draw, const layer_shape& of) const noexcept {
        return draw.normal<T>() * (T(gain) * detail::root_of_ratio<T>(2, of.inputs + of.outputs));
    }
    template <class T> [[nodiscard]] constexpr T bias(random& /*draw*/, const layer_shape& /*of*/) const noexcept {
        return T(0);
    }
};

/// What a kaiming initializer preserves the variance of: values in the forward pass, or gradients in the backward pass.
enum class fan { in, out };

/// Weights uniform in ±√(6 / ((1 + s²) fan)), biases 0, s the slope of leaky_relu if that follows. For relu.
///
/// Source:      PyTorch's init.kaiming_uniform_; He et al., arXiv:1502.01852
struct kaiming_uniform {
    using final_type = kaiming_uniform;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::uint64_t seed = 0;
    hyperparameter slope = 0;
    fan mode = fan::in;

    template <class T> [[nodiscard]] constexpr T weight(random& draw, const layer_shape& of) const noexcept {
        return draw.uniform(detail::root_of_ratio<T>(6, slope, mode == fan::in ? of.inputs : of.outputs));
    }
    template <class T> [[nodiscard]] constexpr T bias(random& /*draw*/, const layer_shape& /*of*/) const noexcept {
        return T(0);
    }
};

/// Weights normal with standard deviation √(2 / ((1 + s²) fan)), biases 0, s the slope of leaky_relu if that follows. For
/// relu.
///
/// Source:      PyTorch's init.kaiming_normal_; He et al., arXiv:1502.01852
struct kaiming_normal {
    using final_type = kaiming_normal;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::uint64_t seed = 0;
    hyperparameter slope = 0;
    fan mode = fan::in;

    template <class T> [[nodiscard]] constexpr T weight(random& draw, const layer_shape& of) const noexcept {
        return draw.normal<T>() * detail::root_of_ratio<T>(2, slope, mode == fan::in ? of.inputs : of.outputs);
    }
    template <class T> [[nodiscard]] constexpr T bias(random& /*draw*/, const layer_shape& /*of*/) const noexcept {
        return T(0);
    }
};

/// Weights and biases uniform in ±1/√inputs, as PyTorch's nn.Linear has them; in recurrent layers in ±1/√hidden.
///
/// Source:      PyTorch's nn.Linear, nn.GRU
struct torch_default {
    using final_type = torch_default;
    static constexpr bool draws_by_default_fan = true;

    [[no_unique_address]] options_have_names names = options_have_names(nullptr);
    std::uint64_t seed = 0;

    template <class T> [[nodiscard]] constexpr T weight(random& draw, const layer_shape& of) const noexcept {
        return draw.uniform(detail::root_of_ratio<T>(1, of.inputs));
    }
    template <class T> [[nodiscard]] constexpr T bias(random& draw, const layer_shape& of) const noexcept {
        return draw.uniform(detail::root_of_ratio<T>(1, of.inputs));
    }
};

namespace detail {
/// The fan-in of a tensor, as an initializer uses it.
template <class Initializer> constexpr std::size_t fan_in_of(const tensor& one) noexcept {
    if constexpr (requires { Initializer::draws_by_default_fan; })
        return one.default_fan != 0 ? one.default_fan : one.fan_in;
    else return one.fan_in;
}

template <class Type, class T>
inline constexpr bool is_initializer = requires(const Type& initializer, random& draw, const layer_shape& of) {
    random(initializer.seed);
    initializer.template weight<T>(draw, of);
    initializer.template bias<T>(draw, of);
};
}  // namespace detail

/// Draws the parameters of a network by an initializer, in the order of `parameters()`. The values are equal on every
/// platform, and in constant expressions.
///
/// An initializer has a `seed` and, for a layer of a given shape, `weight<T>(draw, shape)` and `bias<T>(draw, shape)`.
/// The shape's `inputs` and `outputs` are the fan-in and the fan-out: for a convolution, channels times the kernel's size.
template <class Network, class Initializer>
constexpr void initialize(Network& net, const Initializer& initializer) noexcept {
    using T = typename Network::scalar;
    if constexpr (!detail::is_initializer<Initializer, T>) {
        using sentence = typename errors::type<Initializer>::is_no_initializer;
        static_assert(
            errors::initializer_draws<sentence>,
            "An initializer is xavier_uniform{...}, kaiming_uniform{...}, torch_default{...} or the like. See "
            "initialize.hpp for one of your own.");
    } else if constexpr (!detail::is_of_its_own<Initializer>) {
        static_assert(
            errors::derives_from_its_own_base<typename detail::descent<Initializer>::sentence>,
            "An initializer derived from one of the library draws by the numbers of that one. Write one that holds "
            "the other as a member.");
    } else if constexpr (!std::is_same_v<typename Network::stored, T>) {
        with_scalar<T, Network> in_scalar;
        initialize(in_scalar, initializer);
        net = Network(in_scalar);
    } else {
        random draw(initializer.seed);
        boost::hana::for_each(net.all_stages(), [&](auto& stage_) noexcept {
            std::size_t k_ = 0;
            for (const tensor& one_ : stage_.tensors) {
                layer_shape of_ = stage_.shape;
                of_.inputs = detail::fan_in_of<Initializer>(one_);
                of_.outputs = one_.fan_out;
                const std::size_t end_ = k_ + (one_.is_trained() ? one_.size() : 0);
                for (; k_ < end_; ++k_)
                    stage_.parameter(k_) = one_.as == role::weight ? initializer.template weight<T>(draw, of_)
                                           : one_.as == role::bias && one_.fan_in > 0
                                               ? initializer.template bias<T>(draw, of_)
                                               : T(one_.start);
            }
        });
    }
}

/// A network with parameters drawn by an initializer. For a large network use `initialize`, which draws them in place.
template <class Network, class Initializer>
[[nodiscard]] constexpr Network initialized(const Initializer& initializer) noexcept {
    Network net;
    initialize(net, initializer);
    return net;
}

}  // namespace constprop::inline CONSTPROP_TARGET

#endif  // CONSTPROP_INITIALIZERS_INITIALIZE_HPP
