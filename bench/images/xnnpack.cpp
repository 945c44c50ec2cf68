// XNNPACK's operators. One thread.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>
#include <xnnpack.h>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::images::xnnpack {
namespace {

void check(xnn_status status) {
    if (status != xnn_status_success) throw std::runtime_error("XNNPACK failed");
}
std::uint32_t number(std::size_t n) { return static_cast<std::uint32_t>(n); }

struct destroy {
    void operator()(xnn_operator_t made) const { xnn_delete_operator(made); }
};
using operation = std::unique_ptr<xnn_operator, destroy>;

/// Weights as XNNPACK wants them: [output][row][column][input].
std::vector<float> inputs_last(const network& net, std::size_t k) {
    const extent in = net.taken(k);
    const layer& of = net.layers[k];
    const float* from = data_of(net).parameters.data() + net.offset(k);
    const std::size_t fan = of.fan_in(in);
    const extent window = of.what == kind::linear      ? in
                          : of.what == kind::depthwise ? of.window
                                                       : extent{of.window.rows, of.window.columns, in.channels};
    std::vector<float> weights(net.weights(k));
    for (std::size_t o = 0; o < of.outputs; ++o)
        for (std::size_t i = 0; i < fan; ++i) weights[o * fan + i] = from[o * fan + channels_first(window, i)];
    return weights;
}

operation made(const network& net, std::size_t k) {
    const layer& of = net.layers[k];
    const extent in = net.taken(k);
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const float least = of.relu ? 0 : -infinity;
    xnn_operator_t result = nullptr;
    if (of.what == kind::max_pool) {
        const std::uint32_t rows = number(of.window.rows), columns = number(of.window.columns);
        check(xnn_create_max_pooling2d_nhwc_f32(0, 0, 0, 0, rows, columns, rows, columns, 1, 1, in.channels,
                                                in.channels, in.channels, -infinity, infinity, 0, &result));
        return operation(result);
    }
    const auto weights = inputs_last(net, k);
    const float* biases = data_of(net).parameters.data() + net.offset(k) + net.weights(k);
    if (of.what == kind::linear) {
        check(xnn_create_fully_connected_nc_f32(in.size(), of.outputs, in.size(), of.outputs, weights.data(), biases,
                                                least, infinity, 0, &result));
    } else {
        const std::uint32_t rows = number(of.padding.rows), columns = number(of.padding.columns);
        const bool depthwise = of.what == kind::depthwise;
        check(xnn_create_convolution2d_nhwc_f32(
            rows, columns, rows, columns, number(of.window.rows), number(of.window.columns), 1, 1, 1, 1,
            depthwise ? number(in.channels) : 1, depthwise ? 1 : in.channels, depthwise ? 1 : of.outputs, in.channels,
            of.outputs, weights.data(), biases, least, infinity, 0, &result));
    }
    return operation(result);
}

void connect(const network& net, std::size_t k, std::size_t batch, const operation& by, const float* x, float* y) {
    const extent in = net.taken(k);
    switch (net.layers[k].what) {
        case kind::max_pool:
            return check(xnn_setup_max_pooling2d_nhwc_f32(by.get(), batch, in.rows, in.columns, x, y, nullptr));
        case kind::linear:
            return check(xnn_setup_fully_connected_nc_f32(by.get(), batch, x, y, nullptr));
        default:
            return check(xnn_setup_convolution2d_nhwc_f32(by.get(), batch, in.rows, in.columns, x, y, nullptr));
    }
}

/// One set of operators, so that its weights are in the cache as anybody's are; a run tells the first one where its input is.
class forward {
    network net_;
    std::size_t batch_;
    std::vector<std::vector<float>> inputs_, values_;
    std::vector<operation> steps_;

 public:
    explicit forward(const row& r) : net_(r.net), batch_(r.batch) {
        constexpr std::size_t read_beyond = XNN_EXTRA_BYTES / sizeof(float);
        const auto& all = data_of(net_).inputs;
        const std::size_t size = batch_ * net_.input.size();
        for (std::size_t n = 0; n < samples / batch_; ++n) {
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(n * size);
            inputs_.emplace_back(first, first + static_cast<std::ptrdiff_t>(size));
            inputs_.back().resize(size + read_beyond);
        }
        for (std::size_t k = 0; k < net_.count; ++k) {
            values_.emplace_back(batch_ * net_.taken(k + 1).size() + read_beyond);
            steps_.push_back(made(net_, k));
            const float* x = k == 0 ? inputs_.front().data() : values_[k - 1].data();
            connect(net_, k, batch_, steps_.back(), x, values_[k].data());
        }
    }

    const float* run(std::size_t n) {
        connect(net_, 0, batch_, steps_.front(), inputs_[n].data(), values_.front().data());
        for (const operation& each : steps_) xnn_run_operator(each.get(), nullptr);
        return values_.back().data();
    }
};

}  // namespace

void add_rows() {
    check(xnn_initialize(nullptr));
    for (const row& r : rows)
        if (!r.trains()) add(r, "XNNPACK", [r](double) { return forward(r); });
}

}  // namespace bench::images::xnnpack
