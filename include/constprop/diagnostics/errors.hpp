#ifndef CONSTPROP_DIAGNOSTICS_ERRORS_HPP
#define CONSTPROP_DIAGNOSTICS_ERRORS_HPP

#include <constprop/diagnostics/plain_english.hpp>
#include <constprop/diagnostics/sentences.hpp>

#include <cstddef>

/// Compile-time diagnostics: one sentence type for each rule; sentences.hpp has the words.
///
/// Each mistake is a sentence made of types, such as
///     shapes_agree<layer<2, linear<9, 1>>::expects<9>::but_layer<0, linear<4, 8>>::gives<8>>
/// which is the whole condition of a static_assert. Compilers print the condition in full, with every name and number in
/// it, beside the message that gives the rule and the remedy. The conditions are bare variable templates because every
/// supported compiler spells out this form. Compilers with the messages of C++26 print the sentence in plain English;
/// see plain_english.hpp.
namespace constprop::errors {

// The rules, each with its remedy. A rule holds only for `nothing`: a sentence is formed only if its rule is broken.

template <class Sentence>
inline constexpr bool chain_is_of_layers =
    holds<Sentence, "Chain layers, which are types, as in network<linear<4, 8>, relu, linear<8, 2>>.">();
template <class Sentence>
inline constexpr bool first_layer_has_inputs =
    holds<Sentence,
          "Begin the chain with a layer of known size, such as linear<Inputs, Outputs>, or with vector<Values> or "
          "image<Height, Width, Channels>.">();
template <class Sentence>
inline constexpr bool layers_give_values = holds<Sentence, "Give it at least one output, or a larger input.">();
template <class Sentence> inline constexpr bool shapes_agree = holds<Sentence, "Make the two numbers equal.">();
template <class Sentence>
inline constexpr bool extents_agree =
    holds<Sentence, "Make the two equal; flatten makes a vector of an image or a signal.">();
template <class Sentence> inline constexpr bool layers_inside_fit = holds<Sentence, "Make the two equal.">();
template <class Sentence>
inline constexpr bool layer_numbers_fit =
    holds<Sentence, "Drop a share p with 0 <= p < 1; take as many groups as divide the channels.">();
template <class Sentence>
inline constexpr bool layer_is_complete = holds<Sentence, "Add that function; concept/layer.hpp says what it is.">();
template <class Sentence>
inline constexpr bool layer_can_be_trained = holds<Sentence, "Add that function; concept/layer.hpp says what it is.">();
template <class Sentence>
inline constexpr bool parameters_can_be_trained =
    holds<Sentence, "Train the network of floats, and convert it: stored_as<half, model> small(net).">();
template <class Sentence>
inline constexpr bool options_suit_their_layer =
    holds<Sentence,
          "Give each of the layer's options once at most; docs/convolutions.md says which layer takes which, "
          "docs/sequences.md of layers over time.">();
template <class Sentence>
inline constexpr bool layer_exists = holds<Sentence, "Layers are counted from 0, activations included.">();
template <class Sentence>
inline constexpr bool there_is_a_range_for_each = holds<Sentence, "Give one for each value of an input.">();
template <class Sentence>
inline constexpr bool claim_suits_the_layer =
    holds<Sentence, "Claim all parameters of a layer without formulas, the weights or the biases of others.">();
template <class Sentence>
inline constexpr bool claim_is_of_a_layer = holds<Sentence, "Layers with weights are counted from 1.">();
template <class Sentence>
inline constexpr bool layer_has_it = holds<Sentence, "Ask a layer that has it, such as linear<Inputs, Outputs>.">();
template <class Sentence>
inline constexpr bool input_fits =
    holds<Sentence,
          "Give a std::array, C array or braced list of the network's scalar, as long as its first layer "
          "takes; a batch is a std::array of those.">();
template <class Sentence>
inline constexpr bool int8_input_fits =
    holds<Sentence, "Give a std::array, C array or braced list, as long as the network's first layer takes.">();
template <class Sentence>
inline constexpr bool int8_output_fits =
    holds<Sentence, "Give a std::span, C array or std::array of std::int8_t, as long as the network's output.">();
template <class Sentence>
inline constexpr bool layer_has_an_integer_form =
    holds<Sentence,
          "Take linear layers, convolutions, pools, branches and what derives from activation<...>, or quantize the "
          "rest of the network.">();
template <class Sentence>
inline constexpr bool layer_can_be_rounded =
    holds<Sentence, "Train in floats, and then call quantize(net, samples).">();
template <class Sentence>
inline constexpr bool network_is_quantized = holds<Sentence, "Give a network, and samples of its inputs.">();
template <class Sentence>
inline constexpr bool network_needs_ranges =
    holds<Sentence, "Call quantize(net), without samples and options: the network has its own.">();
template <class Sentence>
inline constexpr bool quantize_takes =
    holds<Sentence,
          "Give one of min_max, percentile{...} and least_squared_error, one of per_channel, per_tensor and "
          "int4_weights<...>, and float_first<Layers> and float_last<Layers>.">();
template <class Sentence>
inline constexpr bool fake_quantized_takes = holds<Sentence, "Leave it out: training rounds all layers.">();
template <class Sentence>
inline constexpr bool integers_are_left = holds<Sentence, "Leave at least one layer to quantize.">();
template <class Sentence>
inline constexpr bool output_fits =
    holds<Sentence, "Give a std::span, C array or std::array of the network's scalar, as long as its output.">();
template <class Sentence>
inline constexpr bool list_has_its_length = holds<Sentence, "Give as many values as are due.">();
template <class Sentence>
inline constexpr bool target_fits =
    holds<Sentence,
          "Give a target shaped like the output, of the network's scalar, or a class index to a loss over "
          "classes; a batch has one for each input, a sequence one, or one for each step.">();
template <class Sentence>
inline constexpr bool parameters_fit =
    holds<Sentence, "Give std::array<scalar, parameter_count>, in PyTorch's order.">();
template <class Sentence>
inline constexpr bool loss_suits_the_output =
    holds<Sentence,
          "Change the loss, or the end of the network: cross_entropy and bce_with_logits take logits, bce "
          "takes probabilities, nll what log_softmax gives.">();
template <class Sentence>
inline constexpr bool rule_updates = holds<Sentence, "Give sgd{...}, adam{...} or another update rule.">();
template <class Sentence>
inline constexpr bool optimizer_steps = holds<Sentence, "Make one: auto optimizer = make_optimizer(net, rule).">();
template <class Sentence>
inline constexpr bool networks_are_the_same = holds<Sentence, "Call make_optimizer with this network.">();
template <class Sentence>
inline constexpr bool initializer_draws = holds<Sentence, "Give kaiming_uniform{...} or another initializer.">();
template <class Sentence>
inline constexpr bool fit_takes = holds<
    Sentence,
    "Give options by name, as in {.epochs = 60}, batch<N>, steps<N>, validation(inputs, targets), early_stopping{...}, "
    "keep_best, stop_at_divergence or a callback.">();
template <class Sentence> inline constexpr bool network_is_constant = holds<Sentence, "Give a constexpr network.">();
template <class Sentence>
inline constexpr bool rule_prunes = holds<Sentence, "Give below{...}, smallest{...} or keep_units<Layer, Count>{}.">();
template <class Sentence>
inline constexpr bool derives_from_its_own_base =
    holds<Sentence, "Derive from activation<...> or elementwise_loss<...> of the class itself, or from nothing.">();
template <class Sentence>
inline constexpr bool layer_speaks_for_itself =
    holds<Sentence, "Say it in the layer itself, or leave that function to the base.">();
template <class Sentence>
inline constexpr bool scalar_has_functions =
    holds<Sentence, "Put those functions beside the scalar's class, constexpr and noexcept.">();
template <class Sentence>
inline constexpr bool rule_is_complete = holds<Sentence, "Add it; optimizers/optimizer.hpp says what a rule has.">();
template <class Sentence>
inline constexpr bool loss_is_complete = holds<Sentence, "Add it; losses/loss.hpp says what a loss has.">();
template <class Sentence>
inline constexpr bool network_has_its_state = holds<Sentence, "Give it: net(x, state); or a whole sequence.">();
template <class Sentence>
inline constexpr bool state_fits = holds<Sentence, "Give a variable: decltype(net)::state_type state{}.">();
template <class Sentence>
inline constexpr bool sequence_is_whole = holds<Sentence, "Give a whole sequence: net(sequence).">();
template <class Sentence>
inline constexpr bool sequences_go_alone = holds<Sentence, "Take layer_norm, or freeze_statistics(net).">();
template <class Sentence>
inline constexpr bool step_has_a_pass = holds<Sentence, "Give pass{.seed = 1, .step = n} at the end.">();
template <class Sentence>
inline constexpr bool batch_can_be_measured = holds<Sentence, "Give a larger batch, or freeze_statistics(net).">();
template <class Sentence> inline constexpr bool gradient_steps = holds<Sentence, "Give its .gradient.">();
template <class Sentence>
inline constexpr bool training_can_write = holds<Sentence, "Give a variable that is not const.">();
template <class Sentence>
inline constexpr bool claim_is_an_array = holds<Sentence, "Return values that can be indexed.">();
template <class Sentence>
inline constexpr bool budget_is_kept = holds<Sentence, "Make the network smaller, or the budget larger.">();
template <class Sentence>
inline constexpr bool limit_has_steps =
    holds<Sentence, "Say for how many steps: for_steps<Steps, inference_ram<Bytes>>.">();

template <class Sentence>
inline constexpr bool stack_budget_is_kept = holds<
    Sentence,
    "Give a workspace, as in static workspace<model, 32> memory; call train_step with an optimizer of static storage "
    "or on the heap; or define CONSTPROP_STACK_BUDGET.">();

}  // namespace constprop::errors

#endif  // CONSTPROP_DIAGNOSTICS_ERRORS_HPP
