// What save_tflite writes, as constprop_add_model reads it: the same types, and the same bits.
#include <constprop/constprop.hpp>

#include <cstdio>
#include <cstdlib>

#include "branches.hpp"
#include "branches_int8.hpp"
#include "decoder.hpp"
#include "decoder_int8.hpp"
#include "decoder_tensor_int8.hpp"
#include "dense.hpp"
#include "dense_int8.hpp"
#include "ds_cnn.hpp"
#include "ds_cnn_int8.hpp"
#include "floats.hpp"
#include "functions.hpp"
#include "functions_int8.hpp"
#include "lenet.hpp"
#include "lenet_int8.hpp"
#include "models.hpp"
#include "others.hpp"
#include "resnet.hpp"
#include "resnet_int8.hpp"
#include "sequence.hpp"
#include "sequence_int8.hpp"
#include "slices.hpp"
#include "slices_int8.hpp"

namespace {

using namespace tflite_models;

int networks = 0;

/// Whether two networks give the same for all inputs.
template <class Written, class Read> void compare_outputs(const char* name, const Written& written, const Read& read) {
    for (const auto& x : inputs<Written>())
        if (written(x) != read(x)) std::printf("%s differs\n", name), std::exit(1);
    ++networks;
}
/// The same of one type.
template <class Network> void compare(const char* name, const Network& written, const Network& read) {
    compare_outputs(name, written, read);
}

}  // namespace

int main() {
    compare("dense", net<dense>(), dense_model::net);
    compare("lenet", net<lenet>(), lenet_model::net);
    compare("ds_cnn", net<ds_cnn>(), ds_cnn_model::net);
    compare("resnet", net<resnet>(), resnet_model::net);
    compare("branches", net<branches>(), branches_model::net);
    compare("functions", net<functions>(), functions_model::net);
    compare("decoder", net<decoder>(), decoder_model::net);
    compare("slices", net<slices>(), slices_model::net);
    compare("sequence", net<sequence>(), sequence_model::net);
    compare("floats", net<floats>(), floats_model::net);
    compare("dense_int8", in_integers<dense, cp::per_tensor>(), dense_int8_model::net);
    compare("lenet_int8", in_integers<lenet, cp::per_channel>(), lenet_int8_model::net);
    compare("ds_cnn_int8", in_integers<ds_cnn, cp::per_channel>(), ds_cnn_int8_model::net);
    compare("resnet_int8", in_integers<resnet, cp::per_tensor>(), resnet_int8_model::net);
    compare("branches_int8", in_integers<branches, cp::per_channel>(), branches_int8_model::net);
    compare("functions_int8", in_integers<functions, cp::per_channel>(), functions_int8_model::net);
    compare("decoder_int8", in_integers<decoder, cp::per_channel>(), decoder_int8_model::net);
    compare("decoder_tensor_int8", in_integers<decoder, cp::per_tensor>(), decoder_tensor_int8_model::net);
    compare("slices_int8", in_integers<slices, cp::per_channel>(), slices_int8_model::net);
    compare("sequence_int8", in_integers<sequence, cp::per_tensor>(), sequence_int8_model::net);
    std::printf("%d networks agree, types and bits\n", networks);
    compare_outputs("others", net<others>(), others_model::net);
    return 0;
}
