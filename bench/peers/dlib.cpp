// dlib's neural networks, whose chain of layers is a type.
#include <algorithm>
#include <cstddef>
#include <dlib/dnn.h>
#include <type_traits>
#include <vector>

#include "../harness.hpp"
#include "../rows.hpp"

namespace bench::dlib {
namespace {

namespace dl = ::dlib;

/// The first K layers of a chain, each with the activation before it.
template <chain C, std::size_t K> struct first_layers {
    using before = typename first_layers<C, K - 1>::type;
    using type = dl::fc<static_cast<unsigned long>(C.sizes[K]),
                        std::conditional_t<C.between == activation::relu, dl::relu<before>, dl::htan<before>>>;
};
template <chain C> struct first_layers<C, 1> {
    using type = dl::fc<static_cast<unsigned long>(C.sizes[1]), dl::input<dl::matrix<float>>>;
};

template <row R> class network {
    using net_type = typename first_layers<R.net, R.net.layers>::type;

    std::vector<dl::resizable_tensor> inputs_{samples / R.batch};

    /// visit(layer, its parameters), from the last layer to the first: weights [input][output], then biases.
    template <class Visit> void for_each_linear(Visit visit) {
        std::size_t k = R.net.layers;
        dl::visit_layer_parameters(net_, [&](std::size_t, dl::tensor& parameters) {
            if (parameters.size() != 0) visit(--k, parameters.host());
        });
    }

 protected:
    net_type net_;

    const dl::tensor& forward(std::size_t n) { return net_.forward(inputs_[n]); }

    /// dlib computes the gradient of the network's input too; it cannot be told not to.
    void backward(std::size_t n) { net_.back_propagate_error(inputs_[n]); }

    std::vector<float> all_parameters() {
        std::vector<float> all(R.net.parameters());
        for_each_linear([&](std::size_t k, const float* from) {
            const std::size_t in = R.net.sizes[k], out = R.net.sizes[k + 1];
            float* to = all.data() + R.net.offset(k);
            for (std::size_t o = 0; o < out; ++o)
                for (std::size_t i = 0; i < in; ++i) to[o * in + i] = from[i * out + o];
            std::copy_n(from + in * out, out, to + in * out);
        });
        return all;
    }

 public:
    network() {
        const data& from = data_of(R.net);
        const float* x = from.inputs.data();
        for (dl::resizable_tensor& each : inputs_) {
            std::vector<dl::matrix<float>> group;
            for (std::size_t s = 0; s < R.batch; ++s, x += R.net.inputs())
                group.emplace_back(dl::mat(x, static_cast<long>(R.net.inputs()), 1));
            net_.to_tensor(group.begin(), group.end(), each);
        }
        net_.forward(inputs_[0]);  // allocates the parameters
        for_each_linear([&](std::size_t k, float* to) {
            const std::size_t in = R.net.sizes[k], out = R.net.sizes[k + 1];
            const float* parameters = from.parameters.data() + R.net.offset(k);
            for (std::size_t o = 0; o < out; ++o)
                for (std::size_t i = 0; i < in; ++i) to[i * out + o] = parameters[o * in + i];
            std::copy_n(parameters + in * out, out, to + in * out);
        });
    }
};

template <row R> struct forward : network<R> {
    const float* run(std::size_t n) { return network<R>::forward(n).host(); }
};

template <row R> class training : network<R> {
    using solver = std::conditional_t<R.what == work::adam, dl::adam, dl::sgd>;
    double learning_rate_;
    std::vector<solver> solvers_;

    static solver without_decay() {
        if constexpr (R.what == work::adam) return solver(0, 0.9F, 0.999F);
        else return solver(0, 0);
    }

 public:
    static constexpr bool epsilon_hat = true;

    explicit training(double learning_rate)
        : learning_rate_(learning_rate), solvers_(2 * R.net.layers - 1, without_decay()) {}

    /// dlib's own mean squared error is twice less and a sum over outputs.
    float run(std::size_t n) {
        constexpr std::size_t size = R.batch * R.net.outputs();
        const float* y = network<R>::forward(n).host();
        const float* target = data_of(R.net).targets.data() + n * size;
        float* slope = this->net_.get_gradient_input().host_write_only();
        float loss = 0;
        for (std::size_t j = 0; j < size; ++j) {
            const float difference = y[j] - target[j];
            loss += difference * difference;
            slope[j] = 2 * difference / static_cast<float>(size);
        }
        network<R>::backward(n);
        this->net_.update_parameters(solvers_, learning_rate_);
        return loss / static_cast<float>(size);
    }

    std::vector<float> parameters() { return this->all_parameters(); }
};

}  // namespace

void add_rows() {
    for_each_row([]<row R>() {
        if constexpr (R.trains()) add(R, "dlib", [](double learning_rate) { return training<R>(learning_rate); });
        else if constexpr (!R.sweep()) add(R, "dlib", [](double) { return forward<R>(); });
    });
}

}  // namespace bench::dlib
