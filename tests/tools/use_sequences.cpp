// Recurrent networks that PyTorch exported (models/sequences/make.py), as constprop_add_model imports them. Each header was compared
// with PyTorch's outputs for whole sequences when it was imported and when it was compiled; here each does it again.
#include <cstddef>
#include <type_traits>

#include "agreeing_models.hpp"
#include "both.hpp"
#include "both_and_state.hpp"
#include "deep.hpp"
#include "features.hpp"
#include "flat.hpp"
#include "flipped.hpp"
#include "gru.hpp"
#include "gru_both_ways.hpp"
#include "gru_mean.hpp"
#include "gru_no_bias.hpp"
#include "gru_one.hpp"
#include "gru_steps_first.hpp"
#include "gru_two_layers.hpp"
#include "keras_backwards.hpp"
#include "keras_both_ways.hpp"
#include "keras_gru.hpp"
#include "keras_lstm.hpp"
#include "keras_tagger.hpp"
#include "lstm.hpp"
#include "lstm_both_states.hpp"
#include "lstm_both_ways.hpp"
#include "lstm_explicit.hpp"
#include "lstm_fixed.hpp"
#include "lstm_last.hpp"
#include "lstm_max.hpp"
#include "lstm_slices.hpp"
#include "lstm_state.hpp"
#include "lstm_two_states.hpp"
#include "normalized_steps.hpp"
#include "rnn.hpp"
#include "rnn_both_ways.hpp"
#include "rnn_relu.hpp"
#include "rows.hpp"
#include "rows_fixed.hpp"
#include "unbatched.hpp"

namespace {

namespace cp = constprop;

template <class Model, class... Layers> inline constexpr bool is_chain = std::is_same_v<Model, cp::network<Layers...>>;

// A step is the input, whatever the order of dimensions.
static_assert(is_chain<gru_model::model, cp::gru<2, 4>, cp::linear<4, 3>>);
static_assert(is_chain<gru_steps_first_model::model, cp::gru<2, 4>, cp::linear<4, 3>>);
static_assert(is_chain<gru_no_bias_model::model, cp::gru<2, 4, cp::no_bias>, cp::linear<4, 3>>);
static_assert(is_chain<unbatched_model::model, cp::gru<2, 4>, cp::linear<4, 1>>);
static_assert(is_chain<rows_model::model, cp::gru<2, 4>, cp::linear<4, 2>>);
static_assert(is_chain<rnn_relu_model::model, cp::rnn<2, 6, cp::relu>, cp::linear<6, 2>>);
// Two layers of nn.LSTM are two layers; what is before a recurrent layer is part of its weights.
static_assert(is_chain<lstm_two_states_model::model, cp::lstm<2, 5>, cp::lstm<5, 5>, cp::linear<5, 2>>);
static_assert(is_chain<flat_model::model, cp::lstm<1, 5>, cp::linear<5, 3>, cp::softmax>);
static_assert(is_chain<deep_model::model, cp::linear<3, 5>, cp::relu, cp::gru<5, 6>, cp::residual<cp::lstm<6, 6>>,
                       cp::linear<6, 4>, cp::tanh, cp::linear<4, 2>>);
static_assert(
    is_chain<features_model::model, cp::vector<3>,
             cp::concatenate<cp::linear<3, 1>, cp::multiply<cp::linear<3, 2>, cp::linear<3, 2>>>, cp::gru<3, 4>>);
static_assert(is_chain<keras_gru_model::model, cp::gru<2, 4, cp::reset_before>, cp::linear<4, 3>>);

// Both directions, their last states, and one direction from the end.
static_assert(is_chain<gru_both_ways_model::model, cp::bidirectional<cp::gru<2, 4>>, cp::linear<8, 3>>);
static_assert(is_chain<lstm_both_ways_model::model, cp::bidirectional<cp::lstm<2, 3>>,
                       cp::bidirectional<cp::lstm<6, 3>>, cp::linear<6, 3>>);
static_assert(is_chain<lstm_both_states_model::model, cp::bidirectional<cp::lstm<2, 3>>,
                       cp::bidirectional<cp::lstm<6, 3>, cp::final_states>, cp::linear<6, 2>>);
static_assert(is_chain<keras_both_ways_model::model, cp::bidirectional<cp::lstm<2, 3>>,
                       cp::bidirectional<cp::lstm<6, 2>, cp::final_states>, cp::linear<4, 3>>);
static_assert(
    is_chain<rnn_both_ways_model::model, cp::bidirectional<cp::rnn<2, 3, cp::relu, cp::no_bias>>, cp::linear<6, 2>>);
static_assert(is_chain<flipped_model::model, cp::vector<2>, cp::reverse_sequence, cp::gru<2, 4>, cp::reverse_sequence,
                       cp::linear<4, 2>>);
static_assert(is_chain<keras_backwards_model::model, cp::vector<2>, cp::reverse_sequence, cp::gru<2, 4>>);

// A batch normalization of steps, which PyTorch puts between two transpositions, is part of the layers around it.
static_assert(is_chain<normalized_steps_model::model, cp::gru<2, 4>, cp::linear<4, 3>>);
// A mean and a maximum over time are the last ones of all steps so far.
static_assert(is_chain<gru_mean_model::model, cp::bidirectional<cp::gru<2, 4>>, cp::cumulative_mean, cp::linear<8, 3>>);
static_assert(is_chain<lstm_max_model::model, cp::lstm<2, 4>, cp::cumulative_max, cp::linear<4, 3>>);

// Steps of three sequences; expected are the outputs of all steps, or that of the last.
static_assert(
    std::is_same_v<decltype(gru_model::check_inputs), const cp::sequence<gru_model::model::input_type, 7>[3]>);
static_assert(
    std::is_same_v<decltype(gru_model::check_outputs), const cp::sequence<gru_model::model::output_type, 7>[3]>);
static_assert(std::is_same_v<decltype(lstm_last_model::check_outputs), const lstm_last_model::model::output_type[3]>);

constexpr imported_model models[]{{"both", both_model::self_test},
                                  {"both_and_state", both_and_state_model::self_test},
                                  {"deep", deep_model::self_test},
                                  {"features", features_model::self_test},
                                  {"flat", flat_model::self_test},
                                  {"flipped", flipped_model::self_test},
                                  {"gru", gru_model::self_test},
                                  {"gru_both_ways", gru_both_ways_model::self_test},
                                  {"gru_mean", gru_mean_model::self_test},
                                  {"gru_no_bias", gru_no_bias_model::self_test},
                                  {"gru_one", gru_one_model::self_test},
                                  {"gru_steps_first", gru_steps_first_model::self_test},
                                  {"gru_two_layers", gru_two_layers_model::self_test},
                                  {"keras_backwards", keras_backwards_model::self_test},
                                  {"keras_both_ways", keras_both_ways_model::self_test},
                                  {"keras_gru", keras_gru_model::self_test},
                                  {"keras_lstm", keras_lstm_model::self_test},
                                  {"keras_tagger", keras_tagger_model::self_test},
                                  {"lstm", lstm_model::self_test},
                                  {"lstm_both_states", lstm_both_states_model::self_test},
                                  {"lstm_both_ways", lstm_both_ways_model::self_test},
                                  {"lstm_explicit", lstm_explicit_model::self_test},
                                  {"lstm_fixed", lstm_fixed_model::self_test},
                                  {"lstm_last", lstm_last_model::self_test},
                                  {"lstm_max", lstm_max_model::self_test},
                                  {"lstm_slices", lstm_slices_model::self_test},
                                  {"lstm_state", lstm_state_model::self_test},
                                  {"lstm_two_states", lstm_two_states_model::self_test},
                                  {"normalized_steps", normalized_steps_model::self_test},
                                  {"rnn", rnn_model::self_test},
                                  {"rnn_both_ways", rnn_both_ways_model::self_test},
                                  {"rnn_relu", rnn_relu_model::self_test},
                                  {"rows", rows_model::self_test},
                                  {"rows_fixed", rows_fixed_model::self_test},
                                  {"unbatched", unbatched_model::self_test}};

}  // namespace

int main() { return status_of("recurrent networks from exporters", models); }
