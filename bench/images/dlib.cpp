// dlib's neural networks, whose chain of layers is a type. It has no convolutions by channel.
#include <algorithm>
#include <cstddef>
#include <dlib/dnn.h>
#include <type_traits>
#include <vector>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::images::dlib {
namespace {

namespace dl = ::dlib;

constexpr long number(std::size_t n) { return static_cast<long>(n); }

/// A layer behind the subnetwork `Before`, without its relu.
template <layer Of, class Before> auto with_layer() {
    constexpr long rows = number(Of.window.rows), columns = number(Of.window.columns);
    constexpr auto padding_rows = static_cast<int>(Of.padding.rows),
                   padding_columns = static_cast<int>(Of.padding.columns);
    if constexpr (Of.what == kind::max_pool)
        return std::type_identity<dl::add_layer<dl::max_pool_<rows, columns, rows, columns, 0, 0>, Before>>{};
    else if constexpr (Of.what == kind::linear)
        return std::type_identity<dl::fc<static_cast<unsigned long>(Of.outputs), Before>>{};
    else
        return std::type_identity<
            dl::add_layer<dl::con_<number(Of.outputs), rows, columns, 1, 1, padding_rows, padding_columns>, Before>>{};
}

/// The first K layers of a network.
template <network N, std::size_t K> auto first_layers() {
    if constexpr (K == 0) {
        return std::type_identity<dl::input<dl::matrix<float>>>{};
    } else {
        using before = typename decltype(first_layers<N, K - 1>())::type;
        using made = typename decltype(with_layer<N.layers[K - 1], before>())::type;
        if constexpr (N.layers[K - 1].relu) return std::type_identity<dl::relu<made>>{};
        else return std::type_identity<made>{};
    }
}

dl::resizable_tensor channels_first_of(const std::vector<float>& values, std::size_t from, std::size_t batch,
                                       const extent& of) {
    dl::resizable_tensor made(number(batch), number(of.channels), number(of.rows), number(of.columns));
    for (std::size_t s = 0; s < batch; ++s)
        for (std::size_t k = 0; k < of.size(); ++k)
            made.host()[s * of.size() + channels_first(of, k)] = values[from + s * of.size() + k];
    return made;
}

template <row R> class peer {
    using net_type = typename decltype(first_layers<R.net, R.net.count>())::type;
    static constexpr extent given = R.net.output();

    net_type net_;
    std::vector<dl::resizable_tensor> inputs_;
    std::vector<dl::sgd> solvers_{net_type::num_computational_layers, dl::sgd(0, 0)};
    double learning_rate_;
    std::vector<float> outputs_ = std::vector<float>(R.batch * given.size());

    /// visit(k, parameters) for each layer with weights, from the last to the first. Those of linear layers lie as [input]
    /// [output], those of convolutions as [output][input][row][column]; biases follow.
    template <class Visit> void for_each_weighted(Visit visit) {
        std::size_t k = R.net.count;
        dl::visit_layer_parameters(net_, [&](std::size_t, dl::tensor& parameters) {
            if (parameters.size() == 0) return;
            while (!R.net.layers[--k].has_weights()) {
            }
            visit(k, parameters.host());
        });
    }
    /// Calls move(theirs, ours) with the numbers of each weight in their order and in that of the rows' data.
    template <class Move> static void for_each_weight(std::size_t k, Move move) {
        const bool linear = R.net.layers[k].what == kind::linear;
        const std::size_t outputs = R.net.layers[k].outputs, fan = R.net.layers[k].fan_in(R.net.taken(k));
        for (std::size_t o = 0; o < outputs; ++o)
            for (std::size_t i = 0; i < fan; ++i) move(linear ? i * outputs + o : o * fan + i, o * fan + i);
        for (std::size_t o = 0; o < outputs; ++o) move(outputs * fan + o, outputs * fan + o);
    }

 public:
    explicit peer(double learning_rate) : learning_rate_(learning_rate) {
        const data& from = data_of(R.net);
        for (std::size_t n = 0; n < samples; n += R.batch)
            inputs_.push_back(channels_first_of(from.inputs, n * R.net.input.size(), R.batch, R.net.input));
        const std::vector<dl::matrix<float>> none(R.batch, dl::matrix<float>(1, 1));
        dl::resizable_tensor unused;
        net_.to_tensor(none.begin(), none.end(), unused);  // tells how many samples a tensor holds
        net_.forward(inputs_[0]);                          // allocates the parameters
        for_each_weighted([&](std::size_t k, float* to) {
            const float* all = from.parameters.data() + R.net.offset(k);
            for_each_weight(k, [&](std::size_t theirs, std::size_t ours) { to[theirs] = all[ours]; });
        });
    }

    const float* forward(std::size_t n) { return net_.forward(inputs_[n]).host(); }

    /// dlib's own mean squared error is twice less and a sum over outputs.
    float step(std::size_t n) {
        constexpr std::size_t size = R.batch * given.size();
        const float* y = forward(n);
        const float* target = data_of(R.net).targets.data() + n * size;
        float* slope = net_.get_gradient_input().host_write_only();
        float loss = 0;
        for (std::size_t j = 0; j < size; ++j) {
            const float difference = y[j] - target[j];
            loss += difference * difference;
            slope[j] = 2 * difference / static_cast<float>(size);
        }
        net_.back_propagate_error(inputs_[n]);
        net_.update_parameters(solvers_, learning_rate_);
        return loss / static_cast<float>(size);
    }
    std::vector<float> all_outputs() {
        const float* y = net_.get_output().host();
        for (std::size_t s = 0; s < R.batch; ++s)
            for (std::size_t k = 0; k < given.size(); ++k)
                outputs_[s * given.size() + k] = y[s * given.size() + channels_first(given, k)];
        return outputs_;
    }
    std::vector<float> all_parameters() {
        std::vector<float> all(R.net.parameters());
        for_each_weighted([&](std::size_t k, const float* from) {
            float* to = all.data() + R.net.offset(k);
            for_each_weight(k, [&](std::size_t theirs, std::size_t ours) { to[ours] = from[theirs]; });
        });
        return all;
    }
};

template <row R> struct forward : peer<R> {
    using peer<R>::peer;
    const float* run(std::size_t n) { return peer<R>::forward(n); }
    std::vector<float> outputs() { return this->all_outputs(); }
};
template <row R> struct training : peer<R> {
    using peer<R>::peer;
    float run(std::size_t n) { return this->step(n); }
    std::vector<float> parameters() { return this->all_parameters(); }
};

}  // namespace

void add_rows() {
    for_each_row([]<row R>() {
        if constexpr (R.net.layers[0].what != kind::depthwise) {
            if constexpr (R.trains()) add(R, "dlib", [](double learning_rate) { return training<R>(learning_rate); });
            else add(R, "dlib", [](double) { return forward<R>(0); });
        }
    });
}

}  // namespace bench::images::dlib
