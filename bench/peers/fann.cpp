// FANN, which has tanh but no relu, and one sample at a time.
#include <algorithm>
#include <array>
#include <cstddef>
#include <fann.h>
#include <memory>
#include <vector>

#include "../harness.hpp"
#include "../rows.hpp"

namespace bench::fann {
namespace {

struct destroy {
    void operator()(::fann* net) const { fann_destroy(net); }
};

class forward {
    row row_;
    std::unique_ptr<::fann, destroy> net_;
    std::vector<float> inputs_, outputs_;

 public:
    explicit forward(const row& r) : row_(r), inputs_(data_of(r.net).inputs), outputs_(r.batch * r.net.outputs()) {
        std::array<unsigned, 4> sizes{};
        std::transform(r.net.sizes.begin(), r.net.sizes.end(), sizes.begin(),
                       [](std::size_t size) { return static_cast<unsigned>(size); });
        net_.reset(fann_create_standard_array(static_cast<unsigned>(r.net.layers + 1), sizes.data()));
        fann_set_activation_function_hidden(net_.get(), FANN_SIGMOID_SYMMETRIC);  // tanh(steepness · sum)
        fann_set_activation_function_output(net_.get(), FANN_LINEAR);
        fann_set_activation_steepness_hidden(net_.get(), 1);
        fann_set_activation_steepness_output(net_.get(), 1);
        // Connections are listed output by output: those with the inputs, then the one with the bias.
        std::vector<fann_connection> connections(fann_get_total_connections(net_.get()));
        fann_get_connection_array(net_.get(), connections.data());
        auto to = connections.begin();
        for (std::size_t k = 0; k < r.net.layers; ++k) {
            const std::size_t in = r.net.sizes[k], out = r.net.sizes[k + 1];
            const float* parameters = data_of(r.net).parameters.data() + r.net.offset(k);
            for (std::size_t o = 0; o < out; ++o) {
                for (std::size_t i = 0; i < in; ++i) (to++)->weight = parameters[o * in + i];
                (to++)->weight = parameters[in * out + o];
            }
        }
        fann_set_weight_array(net_.get(), connections.data(), static_cast<unsigned>(connections.size()));
    }

    const float* run(std::size_t n) {
        float* x = inputs_.data() + n * row_.batch * row_.net.inputs();
        if (row_.batch == 1) return fann_run(net_.get(), x);
        float* to = outputs_.data();
        for (std::size_t s = 0; s < row_.batch; ++s, x += row_.net.inputs())
            to = std::copy_n(fann_run(net_.get(), x), row_.net.outputs(), to);
        return outputs_.data();
    }
};

}  // namespace

void add_rows() {
    for (const row& r : rows)
        if (!r.trains() && r.net.between == activation::tanh) add(r, "FANN", [r](double) { return forward(r); });
}

}  // namespace bench::fann
