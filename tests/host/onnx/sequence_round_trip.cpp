// What save_onnx wrote of networks with a state, constprop_add_model has imported: the same types, with the same bits.
#include <around_sequences.hpp>
#include <both_ways_sequences.hpp>
#include <cstdio>
#include <deep_sequences.hpp>
#include <gru_before_sequences.hpp>
#include <gru_sequences.hpp>
#include <lstms_sequences.hpp>
#include <reverse_sequences.hpp>
#include <rnn_sequences.hpp>
#include <rnns_both_ways_sequences.hpp>
#include <type_traits>

#include "host/files.hpp"
#include "sequences.hpp"

namespace {

using namespace onnx_models;

int count = 0, back = 0;

template <class Network, class Imported> void is_back(const Imported& net, double divisor = 63.5) {
    static_assert(std::is_same_v<Network, Imported>);
    ++count;
    back += same_bits(net, filled<Network>(divisor)) ? 1 : 0;
}

}  // namespace

int main() {
    is_back<with_gru>(gru_sequences_model::net);
    is_back<with_gru_before>(gru_before_sequences_model::net);
    is_back<with_lstms>(lstms_sequences_model::net);
    is_back<with_rnn>(rnn_sequences_model::net);
    is_back<with_around>(around_sequences_model::net);
    is_back<with_both_ways>(both_ways_sequences_model::net);
    is_back<with_rnns_both_ways>(rnns_both_ways_sequences_model::net);
    is_back<with_reverse>(reverse_sequences_model::net);
    is_back<with_deep>(deep_sequences_model::net, 100);
    std::printf("%d of %d networks with a state are back with their types and bits\n", back, count);
    return back == count ? 0 : 1;
}
