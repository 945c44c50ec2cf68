// Eigen with sizes known at run time. All storage is there before the first step.
#include <Eigen/Core>
#include <algorithm>
#include <cstddef>
#include <vector>

#include "../harness.hpp"
#include "../rows.hpp"
#include "eigen.hpp"

namespace bench::eigen_dynamic {
namespace {

/// Batch is 1, for vectors, or Eigen::Dynamic.
template <int Batch, eigen::form Form> class peer {
    using matrix = Eigen::Matrix<float, Eigen::Dynamic, Batch>;
    using layer = eigen::layer<Eigen::Dynamic, Eigen::Dynamic, Batch, Form>;

    row row_;
    std::vector<layer> layers_;
    std::vector<matrix> inputs_, targets_;
    float learning_rate_;
    eigen::adam adam_;

    static std::vector<matrix> columns(const std::vector<float>& values, std::size_t rows, std::size_t batch) {
        std::vector<matrix> groups;
        for (auto from = values.data(); from != values.data() + values.size(); from += rows * batch)
            groups.push_back(
                Eigen::Map<const matrix>(from, static_cast<eigen::index>(rows), static_cast<eigen::index>(batch)));
        return groups;
    }
    const matrix& into(std::size_t k, std::size_t n) const { return k == 0 ? inputs_[n] : layers_[k - 1].y; }

 protected:
    const float* forward(std::size_t n) {
        for (std::size_t k = 0; k < layers_.size(); ++k)
            layers_[k].forward(into(k, n), k + 1 < layers_.size() ? row_.net.between : activation::none);
        return layers_.back().y.data();
    }

    float step(std::size_t n) {
        forward(n);
        const float loss = layers_.back().loss(targets_[n]);
        if (row_.what == work::adam) adam_.begin();
        for (std::size_t k = layers_.size(); k-- > 0;) {
            if (k > 0) layers_[k].backward(layers_[k - 1]);
            if (row_.what == work::adam) layers_[k].descend(into(k, n), adam_);
            else layers_[k].descend(into(k, n), learning_rate_);
        }
        return loss;
    }

    std::vector<float> all_parameters() const {
        std::vector<float> all;
        for (const layer& each : layers_) each.write(all);
        return all;
    }

 public:
    peer(const row& r, double learning_rate)
        : row_(r),
          layers_(r.net.layers),
          inputs_(columns(data_of(r.net).inputs, r.net.inputs(), r.batch)),
          targets_(columns(data_of(r.net).targets, r.net.outputs(), r.batch)),
          learning_rate_(static_cast<float>(learning_rate)),
          adam_{{static_cast<float>(learning_rate)}} {
        for (std::size_t k = 0; k < layers_.size(); ++k) {
            layers_[k].resize(static_cast<eigen::index>(r.net.sizes[k + 1]), static_cast<eigen::index>(r.net.sizes[k]),
                              static_cast<eigen::index>(r.batch));
            layers_[k].read(data_of(r.net).parameters.data() + r.net.offset(k));
        }
    }
};

template <int Batch, eigen::form Form> struct forward : peer<Batch, Form> {
    using peer<Batch, Form>::peer;
    const float* run(std::size_t n) { return peer<Batch, Form>::forward(n); }
};
template <int Batch, eigen::form Form> struct training : peer<Batch, Form> {
    using peer<Batch, Form>::peer;
    float run(std::size_t n) { return this->step(n); }
    std::vector<float> parameters() const { return this->all_parameters(); }
};

/// The fastest form of each row, as measured, all beside each other, on a machine with AVX-512.
template <int Batch> void add_row(const row& r) {
    using eigen::form;
    const auto add_training = [&]<form Form>() {
        add(r, "Eigen, dynamic", [r](double learning_rate) { return training<Batch, Form>(r, learning_rate); });
    };
    if (!r.trains())
        add(r, "Eigen, dynamic", [r](double learning_rate) { return forward<Batch, form{}>(r, learning_rate); });
    else if (r.net.inputs() <= 64) add_training.template operator()<form{.by_rows = true}>();
    else add_training.template operator()<form{.by_rows = true, .sliced = true}>();
}

}  // namespace

void add_rows() {
    for (const row& r : rows)
        if (!r.sweep()) r.batch == 1 ? add_row<1>(r) : add_row<Eigen::Dynamic>(r);
}

}  // namespace bench::eigen_dynamic
