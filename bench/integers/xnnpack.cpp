// XNNPACK's operators for int8 with one scale for all weights (qs8). One thread.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>
#include <xnnpack.h>

#include "harness.hpp"
#include "rows.hpp"

namespace bench::integers::xnnpack {
namespace {

void check(xnn_status status) {
    if (status != xnn_status_success) throw std::runtime_error("XNNPACK failed");
}
std::int8_t zero_of(const steps& of) { return static_cast<std::int8_t>(of.zero_point); }

struct destroy {
    void operator()(xnn_operator_t made) const { xnn_delete_operator(made); }
};
using operation = std::unique_ptr<xnn_operator, destroy>;

operation made(const layer& of, std::size_t in, std::size_t out, bool has_relu) {
    xnn_operator_t result = nullptr;
    check(xnn_create_fully_connected_nc_qs8(in, out, in, out, zero_of(of.takes), of.takes.scale, of.weight_scale,
                                            of.weights.data(), of.biases.data(), zero_of(of.gives), of.gives.scale,
                                            has_relu ? zero_of(of.gives) : std::int8_t{-128}, 127, 0, &result));
    return operation(result);
}

/// One set of operators, so that its weights are in the cache as anybody's are; a run tells the first one where its input is.
class forward {
    std::vector<std::vector<std::int8_t>> inputs_, values_;
    std::vector<operation> steps_;

 public:
    explicit forward(const network& net) {
        const data& all = data_of(net);
        for (std::size_t n = 0; n < samples; ++n) {
            const auto first = all.inputs.begin() + static_cast<std::ptrdiff_t>(n * net.inputs());
            inputs_.emplace_back(first, first + static_cast<std::ptrdiff_t>(net.inputs()));
            inputs_.back().resize(net.inputs() + XNN_EXTRA_BYTES);
        }
        for (std::size_t k = 0; k < net.layers; ++k) {
            values_.emplace_back(net.sizes[k + 1] + XNN_EXTRA_BYTES);
            steps_.push_back(made(all.layers[k], net.sizes[k], net.sizes[k + 1], net.has_relu(k)));
            connect(k, k == 0 ? inputs_.front().data() : values_[k - 1].data());
        }
    }

    const std::int8_t* run(std::size_t n) {
        connect(0, inputs_[n].data());
        for (const operation& each : steps_) xnn_run_operator(each.get(), nullptr);
        return values_.back().data();
    }

 private:
    void connect(std::size_t k, const std::int8_t* x) {
        check(xnn_setup_fully_connected_nc_qs8(steps_[k].get(), 1, x, values_[k].data(), nullptr));
    }
};

}  // namespace

void add_rows() {
    check(xnn_initialize(nullptr));
    for (const row& r : rows) add(r, "XNNPACK", [r](double) { return forward(r.net); });
}

}  // namespace bench::integers::xnnpack
