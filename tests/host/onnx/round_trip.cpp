// What save_onnx wrote, constprop_add_model has imported: the same types, with the same bits.
#include <clip_model.hpp>
#include <cstdio>
#include <digits_model.hpp>
#include <doubles_model.hpp>
#include <elu_model.hpp>
#include <elu_with_model.hpp>
#include <gelu_model.hpp>
#include <gelu_tanh_model.hpp>
#include <hard_sigmoid_model.hpp>
#include <hard_swish_model.hpp>
#include <leaky_relu_model.hpp>
#include <log_softmax_model.hpp>
#include <relu6_model.hpp>
#include <relu_model.hpp>
#include <selu_model.hpp>
#include <sigmoid_model.hpp>
#include <silu_model.hpp>
#include <softmax_model.hpp>
#include <softplus_model.hpp>
#include <softsign_model.hpp>
#include <tanh_model.hpp>
#include <type_traits>

#include "host/files.hpp"
#include "models.hpp"

namespace {

using namespace onnx_models;

int count = 0, back = 0;

template <class Network, class Imported> void is_back(const Imported& net) {
    static_assert(std::is_same_v<Network, Imported>);
    ++count;
    back += same_bits(net, filled<Network>()) ? 1 : 0;
}

}  // namespace

int main() {
    is_back<around<cp::relu>>(relu_model::net);
    is_back<around<cp::leaky_relu<std::ratio<1, 5>>>>(leaky_relu_model::net);
    is_back<around<cp::elu>>(elu_model::net);
    is_back<around<cp::elu_with<std::ratio<3, 2>>>>(elu_with_model::net);
    is_back<around<cp::clip<std::ratio<-1>, std::ratio<3, 2>>>>(clip_model::net);
    is_back<around<cp::relu6>>(relu6_model::net);
    is_back<around<cp::selu>>(selu_model::net);
    is_back<around<cp::sigmoid>>(sigmoid_model::net);
    is_back<around<cp::tanh>>(tanh_model::net);
    is_back<around<cp::softplus>>(softplus_model::net);
    is_back<around<cp::softsign>>(softsign_model::net);
    is_back<around<cp::silu>>(silu_model::net);
    is_back<around<cp::gelu>>(gelu_model::net);
    is_back<around<cp::gelu_tanh>>(gelu_tanh_model::net);
    is_back<around<cp::hard_sigmoid>>(hard_sigmoid_model::net);
    is_back<around<cp::hard_swish>>(hard_swish_model::net);
    is_back<cp::network<cp::linear<4, 3>, cp::softmax>>(softmax_model::net);
    is_back<cp::network<cp::linear<4, 3>, cp::log_softmax>>(log_softmax_model::net);
    is_back<cp::network<cp::linear<64, 32>, cp::relu, cp::linear<32, 10>, cp::softmax>>(digits_model::net);
    is_back<cp::basic_network<double, cp::linear<4, 6>, cp::sigmoid, cp::linear<6, 3>, cp::tanh>>(doubles_model::net);
    std::printf("%d of %d networks are back with their types and bits\n", back, count);
    return back == count ? 0 : 1;
}
