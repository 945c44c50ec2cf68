// What save_onnx wrote of whole networks, constprop_add_model has imported: the same outputs, and, where nothing is folded, the
// same type and bits.
#include <cstddef>
#include <cstdio>
#include <ds_cnn_model.hpp>
#include <lenet_model.hpp>
#include <resnet_model.hpp>
#include <type_traits>
#include <u_net_model.hpp>

#include "host/files.hpp"
#include "networks.hpp"

namespace {

using namespace onnx_models;

int count = 0, back = 0;

/// Whether the outputs differ by at most 1e-5 max(1, |y|).
template <class Network, class Imported> bool computes_like(const Network& net, const Imported& imported) {
    bool alike = true;
    for (std::size_t n = 0; n < 4; ++n) {
        typename Network::input_type x{};
        for (std::size_t k = 0; k < x.size(); ++k)
            x[k] = (static_cast<float>((29 * k + 17 * n) % 31) - 15.0F) / 15.0F * static_cast<float>(n + 1) / 4.0F;
        const auto y = net(x), other = imported(x);
        for (std::size_t k = 0; k < y.size(); ++k) {
            const float size = y[k] < 0 ? -y[k] : y[k], difference = y[k] - other[k];
            const float most = 1e-5F * (size > 1 ? size : 1);
            alike = alike && difference <= most && -difference <= most;
        }
    }
    return alike;
}

template <class Network, class Imported> void is_back(const char* name, const Network& net, const Imported& imported) {
    bool alike = computes_like(net, imported);
    if constexpr (std::is_same_v<Network, Imported>) alike = alike && same_bits(net, imported);
    if (!alike) std::printf("%s is not back\n", name);
    ++count;
    back += alike ? 1 : 0;
}

static_assert(std::is_same_v<lenet_model::model, lenet>);
static_assert(std::is_same_v<u_net_model::model, u_net>);
// Batch normalization is folded into the convolutions, as `for_inference` does.
static_assert(std::is_same_v<resnet_model::model, decltype(cp::for_inference(resnet{}))>);

}  // namespace

int main() {
    is_back("lenet", filled<lenet>(200), lenet_model::net);
    is_back("resnet", filled<resnet>(200), resnet_model::net);
    is_back("ds_cnn", filled<ds_cnn>(100), ds_cnn_model::net);
    is_back("u_net", filled<u_net>(100), u_net_model::net);
    std::printf("%d of %d networks are back\n", back, count);
    return back == count ? 0 : 1;
}
