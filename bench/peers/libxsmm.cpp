// libxsmm: products of small matrices by code generated for their sizes at run time, with loops around them that
// vectorize.
#include <cstddef>
#include <vector>

#include "../harness.hpp"
#include "../rows.hpp"
#include "libxsmm_batch.hpp"
#include "libxsmm_single.hpp"

namespace bench::libxsmm {
namespace {

template <class Network> struct forward {
    Network net;
    const float* run(std::size_t n) { return net.forward(n); }
    std::vector<float> outputs() const { return net.outputs(); }
};
template <class Network> struct training {
    Network net;
    float run(std::size_t n) { return net.step(n); }
    std::vector<float> parameters() const { return net.parameters(); }
};

template <class Network> void add_row(const row& r) {
    if (r.trains()) add(r, "libxsmm", [r](double rate) { return training<Network>{Network(r, rate)}; });
    else add(r, "libxsmm", [r](double rate) { return forward<Network>{Network(r, rate)}; });
}

}  // namespace

void add_rows() {
    for (const row& r : rows)
        if (!r.sweep()) r.batch == 1 ? add_row<single_network>(r) : add_row<batch_network<large_batch>>(r);
}

}  // namespace bench::libxsmm
